/**
 * The report for people: what was reached by group, what never was and why, and the two tables.
 *
 * @module
 */

import { type Paint, plain } from "../report/paint.ts";
import { count, wrap } from "../report/text.ts";
import { type CoverageReport, hasFloor, percentOf, type Share } from "./report.ts";
import { ENGINE_NAMES } from "./rig.ts";

const NAME_WIDTH = 41;
const NUMBER_WIDTH = 15;
const TEXT_WIDTH = 120;

/** Names of the groups as headings. */
const HEADINGS = {
  base: "base opcodes",
  specialized: "specialized opcodes",
  instrumented: "instrumented opcodes",
  uop: "uops",
} as const;

function right(text: string): string {
  return text.padStart(NUMBER_WIDTH);
}

function shareName({ group, engine, what }: Share): string {
  return `${HEADINGS[group]} ${what} on ${engine}`;
}

/** The line of a share: `base opcodes executed on tier1   115 of 115  100.0 %  (of 119 in the table)`. */
export function shareLine(share: Share, floor: number, paint: Paint = plain): string {
  const percent = percentOf(share);
  const mark = !hasFloor(share) ? "dim" : percent < floor ? "red" : "green";
  const figure = `${share.reached} of ${share.possible}`.padStart(10);
  const rest = share.total === share.possible ? "" : `, ${share.total} in the table`;
  return `${shareName(share).padEnd(NAME_WIDTH)}${
    paint(mark, `${figure}  ${percent.toFixed(1).padStart(5)} %`)
  }${rest}`;
}

/** What was never reached, and what cannot be. */
function missingText(share: Share): string[] {
  const lines: string[] = [];
  if (share.unexpected.length > 0) {
    lines.push(
      `${shareName(share)}, against the table of reasons:`,
      wrap(share.unexpected.join(" "), TEXT_WIDTH, "  "),
    );
  }
  if (share.never.length > 0) {
    lines.push(`never: ${shareName(share)}, ${share.never.length}:`, wrap(share.never.join(" "), TEXT_WIDTH, "  "));
  }
  return lines;
}

/** Reasons, each once, with the engines or deeds that they are about. */
function reasonsText(shares: readonly Share[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const share of shares) {
    for (const [name, why] of Object.entries(share.impossible)) {
      // Rows without a flag say so themselves, in the table of uops.
      if (why.startsWith("its row has no")) continue;
      const about = share.group === "uop" ? `uop ${share.what}` : share.engine;
      const key = `${name}: ${why}`;
      const known = byReason.get(key);
      if (known === undefined) byReason.set(key, [about]);
      else known.push(about);
    }
  }
  return [...byReason].map(([text, about]) => {
    const [name, ...why] = text.split(": ");
    return wrap(`${name} (${about.join(", ")}) ${why.join(": ")}`, TEXT_WIDTH, "  ");
  });
}

function opcodeTable({ opcodes }: CoverageReport, paint: Paint): string[] {
  const head = `${"times executed".padEnd(NAME_WIDTH)}${ENGINE_NAMES.map(right).join("")}`;
  const cell = (times: number | null): string =>
    times === null ? right("-") : times === 0 ? paint("red", right("0")) : right(count(times));
  return [
    paint("bold", head),
    ...opcodes.map(({ name, times }) =>
      `${name.padEnd(NAME_WIDTH)}${ENGINE_NAMES.map((engine) => cell(times[engine])).join("")}`
    ),
  ];
}

function uopTable({ uops, shares }: CoverageReport, paint: Paint): string[] {
  const kinds = ["executed", "deopted", "errored"] as const;
  const impossible = kinds.map((kind) =>
    shares.find(({ group, what }) => group === "uop" && what === kind)?.impossible
  );
  return [
    paint("bold", `${"uops of tier 2".padEnd(NAME_WIDTH)}${kinds.map(right).join("")}`),
    ...uops.map((row) => {
      const cells = kinds.map((kind, i) => {
        if (row[kind] > 0) return right(count(row[kind]));
        return impossible[i]?.[row.name] === undefined ? paint("red", right("0")) : right("-");
      });
      return `${row.name.padEnd(NAME_WIDTH)}${cells.join("")}`;
    }),
  ];
}

/** The whole report; `brief` leaves the tables out. */
export function reportText(report: CoverageReport, floor: number, brief: boolean, paint: Paint = plain): string {
  const missing = report.shares.flatMap(missingText);
  const lines = [...report.shares.map((share) => shareLine(share, floor, paint))];
  if (missing.length > 0) lines.push("", ...missing);
  lines.push("", "cannot occur:", ...reasonsText(report.shares));
  if (!brief) lines.push("", ...opcodeTable(report, paint), "", ...uopTable(report, paint));
  return lines.join("\n");
}
