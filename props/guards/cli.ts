/**
 * `deno task guards`: passes that drop a guard each, and whether checks find them.
 *
 * @module
 */

import { interruptible } from "../cli/interrupt.ts";
import {
  EXIT,
  HELP_OPTION,
  integerOption,
  JSON_OPTION,
  type OptionTable,
  type OptionValues,
  parseInteger,
  runCommand,
} from "../cli/options.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { type DroppedGuard, droppedGuards, findDropped, type GuardResult, summary, UNSEEN } from "./matrix.ts";

const OPTIONS = {
  checks: { kind: "value", value: "N", help: "programs for each pass (default: 5000)" },
  seed: { kind: "value", value: "S[,S]", help: "seeds of the programs, each of which must find enough (default: 1)" },
  guard: { kind: "value", value: "TEXT", help: "only guards whose name holds this" },
  least: { kind: "value", value: "N", help: "exit with 1 where fewer are found (default: all that can be seen)" },
  ...JSON_OPTION,
  ...HELP_OPTION,
} as const satisfies OptionTable;

/** What one seed gave. */
type GuardRun = ReturnType<typeof summary> & { readonly seed: number; readonly results: readonly GuardResult[] };

function rowText({ guard, drop, check, claim, dropped }: GuardResult): string {
  const name = `${guard} (${drop})`.padEnd(44);
  if (check !== null) return `found   ${name} check ${check}, ${claim}`;
  return `${UNSEEN.has(guard) ? "unseen " : "MISSED "} ${name} ${dropped} dropped`;
}

/** Lets signals come through between two rows. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Programs between two looks at whether to end. */
const CHUNK = 250;

/** Looks for a dropped guard until it is found, the checks are spent, or a signal came; then null. */
async function search(
  row: DroppedGuard,
  seed: number,
  checks: number,
  signal: AbortSignal,
): Promise<GuardResult | null> {
  let dropped = 0;
  for (let from = 0; from < checks; from += CHUNK) {
    await pause();
    if (signal.aborted) return null;
    const result = findDropped(row, seed, Math.min(CHUNK, checks - from), from);
    dropped += result.dropped;
    if (result.check !== null) return { ...result, dropped };
  }
  return { ...row, check: null, claim: null, dropped };
}

function seedsOf(text: string): readonly number[] {
  return text.split(",").map((word) => parseInteger("seed", word.trim(), 0, Number.MAX_SAFE_INTEGER));
}

function rowsOf(text: string): readonly DroppedGuard[] {
  const all = droppedGuards();
  const rows = all.filter(({ guard }) => guard.includes(text));
  if (rows.length > 0) return rows;
  const names = [...new Set(all.map(({ guard }) => guard))].join(" ");
  throw new TierproofError("option", `--guard: expected a part of one of ${names}, found ${JSON.stringify(text)}`);
}

async function guards(options: OptionValues<typeof OPTIONS>): Promise<number> {
  const checks = integerOption(options, "checks", 5000, 1, 1e9);
  const seeds = seedsOf(options.seed ?? "1");
  const rows = rowsOf(options.guard ?? "");
  const visible = rows.filter(({ guard }) => !UNSEEN.has(guard)).length;
  const least = integerOption(options, "least", visible, 0, visible);
  const say = options.json ? console.error : console.log;
  const interrupt = interruptible();
  const { signal } = interrupt;
  const runs: GuardRun[] = [];
  try {
    for (const seed of seeds) {
      const results: GuardResult[] = [];
      for (const row of rows) {
        const result = await search(row, seed, checks, signal);
        if (result === null) break;
        results.push(result);
        say(rowText(result));
      }
      const run = { seed, ...summary(results), results };
      runs.push(run);
      const cut = signal.aborted ? `; interrupted after ${results.length} of ${rows.length}` : "";
      say(`${run.found} of ${run.visible} dropped guards found, ${checks} checks each, seed ${seed}${cut}`);
      if (run.missed.length > 0) say(`missed: ${run.missed.join(" ")}`);
      if (signal.aborted) break;
    }
  } finally {
    interrupt.release();
  }
  if (options.json) console.log(JSON.stringify({ checks, least, seeds: runs }));
  if (signal.aborted) return EXIT.interrupted;
  return runs.every(({ found }) => found >= least) ? EXIT.ok : EXIT.found;
}

if (import.meta.main) {
  await runCommand({
    name: "guards",
    summary:
      "Gives each guard of tier 2 to a pass that drops it, all of them or only repeats in a trace, and looks for a\n" +
      "program that shows it. Exit code: 0 enough were found, 1 too few, 2 bad usage, 3 a broken invariant of\n" +
      "Tierproof itself or a machine that fails, 130 interrupted.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: OPTIONS,
    examples: ["guards", "guards --seed 1,2,3", "guards --checks 500 --guard _VERSION"],
  }, ({ options }) => guards(options));
}
