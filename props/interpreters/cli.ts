/**
 * `deno task python`: what a real interpreter can do, and a self-test.
 *
 * @module
 */

import { EXIT, HELP_OPTION, JSON_OPTION, type OptionTable, runCommand } from "../cli/options.ts";
import { commandOf } from "../cli/target_options.ts";
import { count, percent } from "../report/text.ts";
import type { Facts } from "./protocol.ts";
import { closePythons, pythonPlug } from "./load.ts";
import { type SelfTest, selfTest } from "./self_test.ts";
import { versionRow } from "./versions.ts";

const OPTIONS = {
  ...JSON_OPTION,
  ...HELP_OPTION,
} as const satisfies OptionTable;

/** What tier 2 of an interpreter is, and what can be done with it. */
function tier2Text({ tier2, enabled, heat, row }: Facts): string {
  if (tier2 === null) return "none";
  if (!enabled) return "there, but it cannot be switched on";
  return heat || row === "pin" ? "yes" : "there, but nothing gets hot: it needs ctypes and a version of the table";
}

function text(facts: Facts, { programs, wrong, compared, withExecutors, rate }: SelfTest): string {
  const row = versionRow(facts.row);
  const lines: readonly (readonly [name: string, value: string])[] = [
    ["interpreter", `${facts.implementation} ${facts.text}`],
    ["configured", facts.flags === "" ? "(unknown)" : facts.flags],
    ["assertions", facts.assertions ? "yes" : "no"],
    ["tier 2", tier2Text(facts)],
    ["switched by", facts.tier2 === null ? "-" : row?.tier2 ?? facts.tier2],
    ["hot", facts.tier2 === null ? "-" : row?.hot ?? "unknown"],
    [
      "executors",
      withExecutors === null ? "-" : `in ${percent(withExecutors, programs)} of ${count(programs)} programs`,
    ],
    ["programs as", facts.row === "pin" ? "code objects" : "Python source"],
    ["speed", `${count(rate)} programs/s, on each of its tiers`],
    [
      "self-test",
      wrong.length > 0
        ? `FAILED: ${count(wrong.length)} of ${count(programs)} programs`
        : `${count(programs)} programs ${compared ? "do what the reference does" : "do the same twice"}`,
    ],
  ];
  return [
    ...lines.map(([name, value]) => `${name.padEnd(12)} ${value}`),
    ...wrong.slice(0, 5).map((line) => `  ${line}`),
  ]
    .join("\n");
}

if (import.meta.main) {
  await runCommand({
    name: "python",
    summary:
      "Says what a real Python interpreter can do, and tries it. PATH is a file, a name that is looked up, or pyodide.\n" +
      "Exit code: 0 the self-test passed, 1 it failed, 2 bad usage or no interpreter, 3 a machine that fails.",
    positionals: "PATH",
    minPositionals: 1,
    maxPositionals: 1,
    options: OPTIONS,
    examples: ["python python3.14", "python pyodide"],
  }, async ({ options, positionals }) => {
    const spec = { commands: [commandOf(positionals[0] as string)], known: [] };
    try {
      const { plug, pythons } = await pythonPlug(spec);
      const found = selfTest(plug, pythons);
      const facts = (pythons.pythons[0] as typeof pythons.pythons[number]).interpreter.facts;
      (options.json ? console.error : console.log)(text(facts, found));
      if (options.json) console.log(JSON.stringify({ facts, ...found }));
      return found.wrong.length === 0 ? EXIT.ok : EXIT.found;
    } finally {
      await closePythons(spec);
    }
  });
}
