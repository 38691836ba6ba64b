/**
 * `deno task mutate-programs`: what the validator accepts runs on every engine.
 *
 * @module
 */

import { formatProgram } from "../../src/isa/format_program.ts";
import { interruptible } from "../cli/interrupt.ts";
import { plain } from "../report/paint.ts";
import {
  EXIT,
  HELP_OPTION,
  integerOption,
  JSON_OPTION,
  type OptionTable,
  type OptionValues,
  painter,
  runCommand,
} from "../cli/options.ts";
import { count, duration } from "../report/text.ts";
import { checkMutated, type Fate } from "./check.ts";
import { MutatedPrograms } from "./programs.ts";

const MAX_CHECKS = 1_000_000_000;
const MAX_SEED = 2 ** 53 - 1;
/** Programs between two looks at the clock and at Ctrl-C. */
const BATCH = 50;
const PROGRESS_SECONDS = 2;
/** Failures that are shown; all are counted. */
const SHOWN = 20;

const OPTIONS = {
  checks: { kind: "value", value: "N", help: "programs (default: 100000)" },
  seed: { kind: "value", value: "N", help: "seed that they are drawn from (default: 1)" },
  from: { kind: "value", value: "N", help: "number of the first program (default: 0)" },
  corners: { kind: "flag", help: "also mutate the recordings around corners of the language" },
  show: { kind: "flag", help: "print the programs that fail, or with --checks 1 the one program" },
  quiet: { kind: "flag", help: "no progress" },
  ...JSON_OPTION,
  ...HELP_OPTION,
} as const satisfies OptionTable;

function nameOf(fate: Fate): string {
  return fate.kind === "ran" ? fate.end : fate.kind === "failed" ? fate.what : fate.kind;
}

async function mutatePrograms(options: OptionValues<typeof OPTIONS>): Promise<number> {
  const checks = integerOption(options, "checks", 100_000, 1, MAX_CHECKS);
  const seed = integerOption(options, "seed", 1, 0, MAX_SEED);
  const from = integerOption(options, "from", 0, 0, MAX_CHECKS);
  const say = options.json ? console.error : console.log;
  const paint = options.json ? plain : painter();
  const programs = await MutatedPrograms.load(options.corners);
  const ends: Record<string, number> = {};
  const failures: { readonly index: number; readonly what: string; readonly text: string }[] = [];
  const interrupt = interruptible();
  const clock = (): number => performance.now();
  const start = clock();
  let shown = start;
  let done = 0;
  for (; done < checks && !interrupt.signal.aborted; done++) {
    if (done % BATCH === 0) {
      // Lets a signal in.
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (!options.quiet && clock() - shown > PROGRESS_SECONDS * 1000) {
        shown = clock();
        const accepted = done - (ends["refused"] ?? 0);
        console.error(
          `${count(done)} of ${count(checks)} programs · ${count(accepted)} accepted · ${failures.length} failed`,
        );
      }
    }
    const program = programs.at(seed, from + done);
    const fate = checkMutated(program, clock);
    ends[nameOf(fate)] = (ends[nameOf(fate)] ?? 0) + 1;
    if (options.show && checks === 1) say(`${formatProgram(program.mutated)}\n${JSON.stringify(fate)}`);
    if (fate.kind !== "failed") continue;
    failures.push({ index: from + done, what: fate.what, text: fate.text });
    if (failures.length > SHOWN) continue;
    say(
      `${paint(["bold", "red"], "FAILED")}  program ${from + done}: ${fate.what}\n  ${
        fate.text.replaceAll("\n", "\n  ")
      }`,
    );
    if (options.show && checks > 1) say(formatProgram(program.mutated));
    say(
      `  see it: deno task mutate-programs --seed ${seed} --from ${from + done} --checks 1${
        options.corners ? " --corners" : ""
      } --show`,
    );
  }
  interrupt.release();
  const seconds = (clock() - start) / 1000;
  const parts = Object.entries(ends).sort(([a], [b]) => a < b ? -1 : 1).map(([end, times]) => `${count(times)} ${end}`);
  say(`${count(done)} of ${count(checks)} programs in ${duration(seconds)}: ${parts.join(" · ")}`);
  if (failures.length === 0) say("what is accepted runs: no crash, no hang, all engines agree or give it up");
  if (options.json) console.log(JSON.stringify({ seed, from, checks: done, seconds, ends, failures }));
  if (failures.length > 0) return EXIT.found;
  return interrupt.signal.aborted ? EXIT.interrupted : EXIT.ok;
}

if (import.meta.main) {
  await runCommand({
    name: "mutate-programs",
    summary:
      "Changes recorded and generated programs at random (opargs, targets, tables, constants, counts, names, flags) and\n" +
      "runs what the validator accepts on every engine: none may crash or hang, and all agree or give the run up.\n" +
      "Exit code: 0 nothing failed, 1 something failed, 2 bad usage, 129, 130 or 143 ended by SIGHUP, Ctrl-C or SIGTERM with nothing failed so far.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: OPTIONS,
    examples: [
      "mutate-programs",
      "mutate-programs --checks 5000 --seed 7",
      "mutate-programs --from 1234 --checks 1 --show",
    ],
  }, ({ options }) => mutatePrograms(options));
}
