/**
 * `deno task ok`: the gate. Runs every step, shows each, and ends with `N passed, N failed`: the tests of the junit report
 * plus the other steps. Exits 1 when anything failed.
 *
 * @module
 */

import { EXIT, HELP_OPTION, runCommand } from "../cli/options.ts";
import { reportOf } from "./junit.ts";

interface Step {
  readonly name: string;
  readonly args: readonly string[];
  /** Exit code of success. */
  readonly expected: number;
}

/** Checks of the smoke hunt and its seed: a fixed attack on the repaired optimizer, which must find nothing. */
const SMOKE_HUNT = ["task", "hunt", "--target", "repaired", "--checks", "2000", "--seed", "1", "--quiet"];

/** Passes that drop a guard each: at so few checks more than half of them are found. */
const GUARDS = ["task", "guards", "--checks", "300", "--seed", "1", "--least", "22"];

const steps = (junit: string): readonly Step[] => [
  { name: "format", args: ["fmt", "--check"], expected: 0 },
  { name: "lint", args: ["lint"], expected: 0 },
  { name: "types", args: ["check", "--frozen", "mod.ts", "src/", "reference/", "props/"], expected: 0 },
  { name: "tests", args: ["test", "-A", "--doc", "--frozen", "--no-check", `--junit-path=${junit}`], expected: 0 },
  { name: "smoke hunt", args: SMOKE_HUNT, expected: 0 },
  { name: "guards", args: GUARDS, expected: 0 },
  { name: "mutants", args: ["task", "mutants", "--ci", "--quiet"], expected: 0 },
];

async function runStep({ args }: Step): Promise<number> {
  const command = new Deno.Command(Deno.execPath(), { args: [...args], stdout: "inherit", stderr: "inherit" });
  return (await command.output()).code;
}

async function gate(): Promise<number> {
  const junit = await Deno.makeTempFile({ suffix: ".xml" });
  let passed = 0;
  let failed = 0;
  for (const step of steps(junit)) {
    console.log(`\n== ${step.name}: deno ${step.args.join(" ").replace(junit, "REPORT")}`);
    const start = performance.now();
    const code = await runStep(step);
    const good = code === step.expected;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`== ${step.name}: ${good ? "ok" : `FAILED (exit ${code})`} in ${seconds} s`);
    if (step.name !== "tests") {
      if (good) passed++;
      else failed++;
      continue;
    }
    const report = reportOf(await Deno.readTextFile(junit).catch(() => ""));
    passed += report.passed;
    // A run that broke off before its report was complete failed, whatever the report says.
    failed += report.failed > 0 || good ? report.failed : 1;
  }
  await Deno.remove(junit);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? EXIT.ok : EXIT.found;
}

if (import.meta.main) {
  await runCommand({
    name: "ok",
    summary:
      "The gate: format, lint, types, tests, a hunt on a fixed seed, dropped guards, a few mutants. Goes through all steps and ends\n" +
      "with `N passed, N failed`. Exit code: 0 all passed, 1 something failed, 2 bad usage, 3 a machine that fails.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: HELP_OPTION,
    examples: ["ok"],
  }, gate);
}
