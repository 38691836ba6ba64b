/**
 * `deno task ok`: the gate. Runs every step, some beside the tests, shows each, and ends with `N passed, N failed`: the tests
 * of the junit report plus the other steps. Exits 1 when anything failed.
 *
 * @module
 */

import { BUNDLE_VARIABLE } from "../bundle/bundles.ts";
import { interruptible } from "../cli/interrupt.ts";
import { EXIT, HELP_OPTION, runCommand } from "../cli/options.ts";
import { FEW_COMPILED } from "../cli/v8_flags.ts";
import { type JunitReport, reportOf } from "./junit.ts";

interface Step {
  readonly name: string;
  readonly args: readonly string[];
  /** Runs beside the others; what it said is shown after them. */
  readonly beside?: true;
  /** Where its junit report is written: its tests are counted, not the step. */
  readonly junit?: string;
}

/** Checks of the smoke hunt and its seed: a fixed attack on the repaired optimizer, which must find nothing. */
const SMOKE_HUNT = ["task", "hunt", "--target", "repaired", "--checks", "2000", "--seed", "1", "--quiet"];

/** Passes that drop a guard each: at so few checks more than half of them are found. */
const GUARDS = ["task", "guards", "--checks", "200", "--seed", "1", "--least", "22"];

/** All tests of some folders in one process. */
const ALL_TESTS = "props/tools/all_tests.ts";

/**
 * Folders and files whose tests run beside all others: two processes, as one is busy on little more than one core. With the other steps
 * they take about as long as all others.
 */
const BESIDE = [
  "examples/",
  "props/bench/",
  "props/enumerate/",
  "props/golden/",
  "props/interpreters/",
  "props/mutated_programs/",
  "props/playground/",
  "props/python/",
  "props/url_import_test.ts",
];

/** Folders that have tests. */
const FOLDERS = ["src/", "reference/", "props/", "examples/"];

/** Steps before all others: quick, and what most often fails. */
const firstSteps = (folder: string): readonly Step[] => [
  { name: "format", args: ["fmt", "--check"] },
  { name: "lint", args: ["lint"] },
  // Fetches the bundler: where both rows do so at once, for the first time, one may find what the other has only begun to write.
  { name: "bundle", args: ["bundle", "--quiet", "-o", `${folder}/mod.js`, "mod.ts"] },
];

function tests(name: string, folder: string, args: readonly string[]): Step {
  const junit = `${folder}/${name.replaceAll(" ", "_")}.xml`;
  return {
    name,
    junit,
    args: [
      "test",
      "-A",
      "--frozen",
      "--no-check",
      `--v8-flags=${FEW_COMPILED.join(",")}`,
      `--junit-path=${junit}`,
      ...args,
    ],
  };
}

/** Two rows of steps that run side by side. */
const rows = (folder: string): readonly (readonly Step[])[] => [
  [tests("tests", folder, [ALL_TESTS, "--", `--ignore=${BESIDE.join(",")}`, ...FOLDERS])],
  [
    { name: "types", args: ["check", "--frozen", "mod.ts", "src/", "reference/", "props/", "examples/"], beside: true },
    { name: "smoke hunt", args: SMOKE_HUNT, beside: true },
    { name: "guards", args: GUARDS, beside: true },
    { name: "mutants", args: ["task", "mutants", "--ci", "--quiet"], beside: true },
    { ...tests("tests beside", folder, [ALL_TESTS, "--", ...BESIDE]), beside: true },
    { ...tests("examples in comments and docs", folder, ["--doc", "--ignore=**/*_test.ts"]), beside: true },
  ],
];

/** How a step ended. */
interface Ended extends JunitReport {
  /** Shows what there is to see of it that is not on the terminal yet. */
  show(): void;
}

/** Runs a step to its end; the signal ends it early. */
async function run({ name, args, beside, junit }: Step, signal: AbortSignal): Promise<Ended> {
  const heading = `\n== ${name}: deno ${args.join(" ").replace(/--junit-path=\S+/, "--junit-path=REPORT")}`;
  if (!beside) console.log(heading);
  const start = performance.now();
  const output = beside ? "piped" : "inherit";
  // The sources are what is tested, and nothing is to be made in the background meanwhile.
  const env = { [BUNDLE_VARIABLE]: "off" };
  const child = new Deno.Command(Deno.execPath(), { args: [...args], env, stdout: output, stderr: output, signal });
  const said = beside ? await child.output() : null;
  const code = said?.code ?? (await child.spawn().status).code;
  const good = code === 0;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  return {
    ...(junit === undefined ? { passed: good ? 1 : 0, failed: good ? 0 : 1 } : await tested(junit, good)),
    show() {
      if (said !== null) {
        const text = new TextDecoder();
        const parts = [heading, text.decode(said.stdout), text.decode(said.stderr)];
        console.log(parts.map((part) => part.trimEnd()).join("\n"));
      }
      console.log(`== ${name}: ${good ? "ok" : `FAILED (exit ${code})`} in ${seconds} s`);
    },
  };
}

/** What a junit report says. A run that broke off before its report was complete failed, whatever that says. */
async function tested(junit: string, good: boolean): Promise<JunitReport> {
  const { passed, failed } = reportOf(await Deno.readTextFile(junit).catch(() => ""));
  return { passed, failed: failed > 0 || good ? failed : 1 };
}

/** Runs steps one after the other. */
async function inTurn(steps: readonly Step[], signal: AbortSignal): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (const step of steps) {
    if (signal.aborted) break;
    const last = await run(step, signal);
    if (!step.beside) last.show();
    ended.push(last);
  }
  return ended;
}

async function gate(): Promise<number> {
  const interrupt = interruptible();
  const folder = await Deno.makeTempDir();
  try {
    const first = await inTurn(firstSteps(folder), interrupt.signal);
    const [inFront = [], beside = []] = await Promise.all(rows(folder).map((row) => inTurn(row, interrupt.signal)));
    for (const step of beside) step.show();
    if (interrupt.signal.aborted) return EXIT.interrupted;
    const ended = [...first, ...inFront, ...beside];
    const failed = ended.reduce((sum, step) => sum + step.failed, 0);
    console.log(`\n${ended.reduce((sum, step) => sum + step.passed, 0)} passed, ${failed} failed`);
    return failed === 0 ? EXIT.ok : EXIT.found;
  } finally {
    interrupt.release();
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  await runCommand({
    name: "ok",
    summary:
      "The gate: format, lint, a bundle, types, tests, a hunt on a fixed seed, dropped guards, a few mutants. Goes through all steps and ends\n" +
      "with `N passed, N failed`; steps that run beside the tests are shown after them. Exit code: 0 all passed, 1 something\n" +
      "failed, 2 bad usage, 3 a machine that fails, 130 interrupted.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: HELP_OPTION,
    examples: ["ok"],
  }, gate);
}
