/**
 * `deno task shared-faults`: slips in what the reference and the engines have in common, and whether anything sees them.
 *
 * @module
 */

import { interruptible } from "../../cli/interrupt.ts";
import { plain } from "../../report/paint.ts";
import {
  EXIT,
  HELP_OPTION,
  integerOption,
  JSON_OPTION,
  type OptionTable,
  type OptionValues,
  painter,
  runCommand,
} from "../../cli/options.ts";
import { duration } from "../../report/text.ts";
import { ROOT } from "../../testing/import_graph.ts";
import { EQUIVALENT } from "../machine/equivalent.ts";
import { diffText } from "../machine/mutation.ts";
import { plantSharedFaults, sharedFaults } from "./shared_code.ts";

const MANY = 10_000;

const OPTIONS = {
  each: { kind: "value", value: "N", help: "slips in each function (default: 3; all: 10000)" },
  list: { kind: "flag", help: "show the functions and run nothing" },
  ...JSON_OPTION,
  ...HELP_OPTION,
} as const satisfies OptionTable;

async function plant(options: OptionValues<typeof OPTIONS>): Promise<number> {
  const perFunction = integerOption(options, "each", 3, 1, MANY);
  const say = options.json ? console.error : console.log;
  const paint = options.json ? plain : painter();
  const functions = await sharedFaults();
  if (options.list) {
    for (const [name, faults] of functions) say(`${String(faults.length).padStart(4)}  ${name}`);
    return EXIT.ok;
  }
  say(`slips in ${functions.size} functions, ${perFunction} each at most`);
  const interrupt = interruptible();
  const survived: string[] = [];
  let equivalent = 0;
  const results = await plantSharedFaults({
    perFunction,
    judges: "all",
    signal: interrupt.signal,
    onResult: ({ mutation, fate, seconds }) => {
      const argued = fate === "survived" && EQUIVALENT[mutation.id] !== undefined;
      if (argued) equivalent++;
      else if (fate === "survived") survived.push(mutation.id);
      const word = argued ? "same" : fate;
      const style = word === "survived" ? "red" : "green";
      const { file, line, operator, original, replacement } = mutation;
      const what = `${operator}: ${original} → ${replacement}`.replaceAll(/\s+/g, " ");
      say(`${paint(style, word.padEnd(8))} ${duration(seconds).padStart(7)}  ${file}:${line}  ${what}  ${mutation.id}`);
      if (word === "survived") say(diffText(Deno.readTextFileSync(new URL(file, ROOT)), mutation));
    },
  });
  interrupt.release();
  say(
    `${results.length} slips, ${
      results.length - survived.length - equivalent
    } seen, ${equivalent} that change nothing, ${survived.length} not seen`,
  );
  if (options.json) {
    console.log(JSON.stringify({ functions: functions.size, slips: results.length, equivalent, survived }));
  }
  if (interrupt.signal.aborted) return EXIT.interrupted;
  return survived.length === 0 ? EXIT.ok : EXIT.found;
}

if (import.meta.main) {
  await runCommand({
    name: "shared-faults",
    summary:
      "Plants slips into the functions that the reference and the engines have in common, each into a copy of the sources,\n" +
      "and runs tests and recordings on it until one fails.\n" +
      "Exit code: 0 all were seen, 1 some were not, 2 bad usage, 129, 130 or 143 ended by SIGHUP, Ctrl-C or SIGTERM.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: OPTIONS,
    examples: ["shared-faults", "shared-faults --each 10000", "shared-faults --list"],
  }, ({ options }) => plant(options));
}
