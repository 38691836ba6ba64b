/**
 * `deno task ok`: the gate. Runs every step, some beside the tests, shows each, and ends with `N passed, N failed`: the tests
 * of the junit report plus the other steps. Exits 1 when anything failed.
 *
 * @module
 */

import { interruptible } from "../cli/interrupt.ts";
import { EXIT, HELP_OPTION, runCommand } from "../cli/options.ts";
import { reportOf } from "./junit.ts";

interface Step {
  readonly name: string;
  readonly args: readonly string[];
  /** Runs beside the tests, which are busy on little more than one core; what it said is shown after them. */
  readonly beside?: true;
}

/** Checks of the smoke hunt and its seed: a fixed attack on the repaired optimizer, which must find nothing. */
const SMOKE_HUNT = ["task", "hunt", "--target", "repaired", "--checks", "2000", "--seed", "1", "--quiet"];

/** Passes that drop a guard each: at so few checks more than half of them are found. */
const GUARDS = ["task", "guards", "--checks", "300", "--seed", "1", "--least", "22"];

const FIRST: readonly Step[] = [
  { name: "format", args: ["fmt", "--check"] },
  { name: "lint", args: ["lint"] },
];

const BESIDE: readonly Step[] = [
  { name: "types", args: ["check", "--frozen", "mod.ts", "src/", "reference/", "props/"], beside: true },
  { name: "smoke hunt", args: SMOKE_HUNT, beside: true },
  { name: "guards", args: GUARDS, beside: true },
  { name: "mutants", args: ["task", "mutants", "--ci", "--quiet"], beside: true },
];

const tests = (junit: string): Step => (
  { name: "tests", args: ["test", "-A", "--doc", "--frozen", "--no-check", `--junit-path=${junit}`] }
);

/** How a step ended. */
interface Ended {
  readonly good: boolean;
  /** Shows what there is to see of it that is not on the terminal yet. */
  show(): void;
}

/** Runs a step to its end; the signal ends it early. */
async function run({ name, args, beside }: Step, signal: AbortSignal): Promise<Ended> {
  const heading = `\n== ${name}: deno ${args.join(" ").replace(/--junit-path=\S+/, "--junit-path=REPORT")}`;
  if (!beside) console.log(heading);
  const start = performance.now();
  const output = beside ? "piped" : "inherit";
  const child = new Deno.Command(Deno.execPath(), { args: [...args], stdout: output, stderr: output, signal });
  const said = beside ? await child.output() : null;
  const code = said?.code ?? (await child.spawn().status).code;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  return {
    good: code === 0,
    show() {
      if (said !== null) {
        const text = new TextDecoder();
        console.log(
          [heading, text.decode(said.stdout), text.decode(said.stderr)].map((part) => part.trimEnd()).join("\n"),
        );
      }
      console.log(`== ${name}: ${code === 0 ? "ok" : `FAILED (exit ${code})`} in ${seconds} s`);
    },
  };
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
  const junit = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const first = await inTurn(FIRST, interrupt.signal);
    const others = inTurn(BESIDE, interrupt.signal);
    const [tested] = await inTurn([tests(junit)], interrupt.signal);
    const beside = await others;
    for (const step of beside) step.show();
    if (interrupt.signal.aborted) return EXIT.interrupted;
    const report = reportOf(await Deno.readTextFile(junit).catch(() => ""));
    const steps = [...first, ...beside];
    const passed = report.passed + steps.filter(({ good }) => good).length;
    // A run that broke off before its report was complete failed, whatever the report says.
    const failedTests = report.failed > 0 || tested?.good ? report.failed : 1;
    const failed = failedTests + steps.filter(({ good }) => !good).length;
    console.log(`\n${passed} passed, ${failed} failed`);
    return failed === 0 ? EXIT.ok : EXIT.found;
  } finally {
    interrupt.release();
    await Deno.remove(junit);
  }
}

if (import.meta.main) {
  await runCommand({
    name: "ok",
    summary:
      "The gate: format, lint, types, tests, a hunt on a fixed seed, dropped guards, a few mutants. Goes through all steps and ends\n" +
      "with `N passed, N failed`; steps that run beside the tests are shown after them. Exit code: 0 all passed, 1 something\n" +
      "failed, 2 bad usage, 3 a machine that fails, 130 interrupted.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: HELP_OPTION,
    examples: ["ok"],
  }, gate);
}
