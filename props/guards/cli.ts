/**
 * `deno task guards`: passes that drop a guard each, and whether checks find them.
 *
 * @module
 */

import { interruptible } from "../cli/interrupt.ts";
import { EXIT, HELP_OPTION, type OptionTable, type OptionValues, parseInteger, runCommand } from "../cli/options.ts";
import { droppedGuards, findDropped, type GuardResult, summary, UNSEEN } from "./matrix.ts";

const OPTIONS = {
  checks: { kind: "value", value: "N", help: "programs for each pass (default: 5000)" },
  seed: { kind: "value", value: "S", help: "seed of the programs (default: 1)" },
  guard: { kind: "value", value: "TEXT", help: "only guards whose name holds this" },
  least: { kind: "value", value: "N", help: "exit with 1 where fewer are found (default: all that can be seen)" },
  json: { kind: "flag", help: "one JSON object on one line, last on stdout; the text goes to stderr" },
  ...HELP_OPTION,
} as const satisfies OptionTable;

function rowText({ guard, drop, check, claim, dropped }: GuardResult): string {
  const name = `${guard} (${drop})`.padEnd(44);
  if (check !== null) return `found   ${name} check ${check}, ${claim}`;
  return `${UNSEEN.has(guard) ? "unseen " : "MISSED "} ${name} ${dropped} dropped`;
}

/** Lets signals come through between two rows. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

async function guards(options: OptionValues<typeof OPTIONS>): Promise<number> {
  const checks = options.checks === undefined ? 5000 : parseInteger("checks", options.checks, 1, 1e9);
  const seed = options.seed === undefined ? 1 : parseInteger("seed", options.seed, 0, Number.MAX_SAFE_INTEGER);
  const rows = droppedGuards().filter(({ guard }) => guard.includes(options.guard ?? ""));
  const say = options.json ? console.error : console.log;
  const interrupt = interruptible();
  const results: GuardResult[] = [];
  try {
    for (const row of rows) {
      await pause();
      if (interrupt.signal.aborted) break;
      const result = findDropped(row, seed, checks);
      results.push(result);
      say(rowText(result));
    }
  } finally {
    interrupt.release();
  }
  const { visible, found, missed } = summary(results);
  const least = options.least === undefined ? visible : parseInteger("least", options.least, 0, rows.length);
  const cut = interrupt.signal.aborted ? `; interrupted after ${results.length} of ${rows.length}` : "";
  say(`${found} of ${visible} dropped guards found, ${checks} checks each, seed ${seed}${cut}`);
  if (missed.length > 0) say(`missed: ${missed.join(" ")}`);
  if (options.json) console.log(JSON.stringify({ checks, seed, ...summary(results), results }));
  if (interrupt.signal.aborted) return EXIT.interrupted;
  return found >= least ? EXIT.ok : EXIT.found;
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
    examples: ["guards", "guards --checks 500 --guard _VERSION"],
  }, ({ options }) => guards(options));
}
