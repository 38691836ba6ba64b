import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { hunt } from "../core/hunt.ts";
import { huntAll } from "../core/hunt_all.ts";
import { parseFinding, replayStored, stringifyFinding } from "../core/finding_file.ts";
import type { Finding } from "../core/finding.ts";
import { noneMended } from "../core/target.ts";
import { findingText } from "../report/finding_text.ts";
import { plain } from "../report/paint.ts";
import { knownCause, knownSource } from "./known.ts";
import { closePythons, type PythonPlug, pythonPlug, type PythonsSpec } from "./load.ts";
import { findPython, plantedPython } from "./testing/wrappers.ts";

/** One that can be compared with the reference; where there is none, any that runs the child. */
const COMPARABLE = await findPython((minor) => minor >= 12);
const PYTHON = COMPARABLE ?? await findPython();

/** A bug that shows wherever a loop adds: what is compiled takes away. */
const MISCOMPILES = `return source.replace(" + ", " - ") if "for " in source else source`;

const COMMON = { seed: 1, mended: noneMended(), timeMs: Infinity, jobs: 1 } as const;

/** Runs `body` with the plug of some interpreters. */
async function withPythons(spec: PythonsSpec, body: (made: PythonPlug) => Promise<void>): Promise<void> {
  try {
    await body(await pythonPlug(spec));
  } finally {
    await closePythons(spec);
  }
}

function whereThereIsOne(name: string, python: string | null, body: (python: string) => Promise<void>): void {
  Deno.test(name, async () => {
    if (python !== null) return await body(python);
    console.log(`no suitable python3 on PATH: not checked: ${name}`);
  });
}

whereThereIsOne(
  "a real interpreter does what the reference does, and what it does not once a bug is planted",
  COMPARABLE,
  async (python) => {
    await withPythons({ commands: [python], known: [] }, async ({ plug }) => {
      const { finding, tally } = await hunt({ ...COMMON, plug, claim: "reference", checks: 150 });
      assertEquals(finding, null, finding === null ? "" : findingText(finding, plug, plain));
      const { "sees its caller": _leftOut, ...others } = tally.reasons;
      assertEquals([tally.checks, others], [150, {}]);
    });
    const wrapper = await plantedPython(python, MISCOMPILES);
    const spec = { commands: [wrapper.path], known: [] };
    await withPythons(spec, async ({ plug }) => {
      const { finding } = await hunt({ ...COMMON, plug, claim: "equivalence", checks: 500 });
      assert(finding !== null && !finding.flaky);
      assertEquals(finding.failure.engine, "tier1");
      const { source } = finding;
      assert(source !== null && source.trim().split("\n").length <= 8, source ?? "no source");
      assertStringIncludes(source, "for ");
      const text = findingText(finding, plug, plain);
      assertStringIncludes(text, `--python ${wrapper.path}`);
      assertStringIncludes(text, "reproduce.py off");
      const stored = parseFinding(stringifyFinding(finding, plug), "it", plug);
      assertEquals(replayStored(stored, plug)?.failure, finding.failure);
    });
    await wrapper.remove();
  },
);

/** The findings of a hunt on an interpreter that goes wrong. */
async function planted(
  python: string,
  plant: string,
  { checks, claims = ["equivalence"], spec = {} }: {
    readonly checks: number;
    readonly claims?: readonly string[];
    readonly spec?: Partial<PythonsSpec>;
  },
): Promise<{ readonly findings: readonly Finding[]; readonly reasons: Readonly<Record<string, number>> }> {
  const wrapper = await plantedPython(python, plant);
  const found: Finding[] = [];
  let reasons: Readonly<Record<string, number>> = {};
  await withPythons({ commands: [wrapper.path], known: [], seconds: 1.5, ...spec }, async ({ plug }) => {
    const budget = { candidates: 3, work: 20_000_000 };
    const { findings, tally } = await huntAll({ ...COMMON, plug, claims, checks, budget });
    found.push(...findings.map(({ finding }) => finding));
    reasons = tally.reasons;
  });
  await wrapper.remove();
  return { findings: found, reasons };
}

/** Dies on programs with a loop. */
const DIES = `import signal
if source.count("while ") == 1: signal.raise_signal(signal.SIGSEGV)
return source`;

let dying: ReturnType<typeof planted> | undefined;
/** What is found in an interpreter that dies; looked for once. */
const plantedDying = (python: string): ReturnType<typeof planted> => dying ??= planted(python, DIES, { checks: 8 });

whereThereIsOne(
  "an interpreter that dies on some programs: found, reported, and the hunt goes on",
  PYTHON,
  async (python) => {
    const { findings } = await plantedDying(python);
    const [finding] = findings;
    assert(finding !== undefined);
    assertEquals([finding.failure.place.what, finding.failure.place.of], ["end of the process", "SIGSEGV"]);
    assertStringIncludes(finding.source ?? "", "while");
    assertEquals(finding.failure.right.text, "dies: SIGSEGV");
  },
);

whereThereIsOne(
  "what only shows in a process that ran other programs is counted, and never a finding",
  PYTHON,
  async (python) => {
    const { findings, reasons } = await planted(
      python,
      `import signal
if nth == 5: signal.raise_signal(9)
return source`,
      { checks: 8 },
    );
    assertEquals(findings, []);
    const [[reason, count] = ["", 0]] = Object.entries(reasons);
    assertMatch(reason, /^not alone in a new process: .*SIGKILL/);
    assert(count >= 1);
  },
);

whereThereIsOne(
  "what only shows in a process that ran nothing else is a finding, and repeats",
  COMPARABLE,
  async (python) => {
    const { findings } = await planted(
      python,
      `if nth == 1: return source + "\\nraise ValueError('first')\\n"
return source`,
      { checks: 8, claims: ["reference"] },
    );
    const [finding] = findings;
    assert(finding !== undefined && !finding.flaky);
    assertStringIncludes(finding.failure.right.text, "first");
  },
);

whereThereIsOne("a claim that is a part of another one has no root causes of its own", COMPARABLE, async (python) => {
  const { findings } = await planted(python, MISCOMPILES, { checks: 120, claims: ["equivalence", "reference"] });
  const causes = findings.map(({ signature }) => signature);
  assert(causes.length > 0 && new Set(causes).size === causes.length);
  for (const cause of causes) assertMatch(cause, /^equivalence:/);
});

whereThereIsOne("known failures are looked behind: by source, and by root cause", PYTHON, async (python) => {
  const bySource = await planted(python, DIES, { checks: 8, spec: { known: [knownSource("\\bwhile\\b")] } });
  assertEquals(bySource.findings, []);
  assert((bySource.reasons["known"] ?? 0) > 0);
  const [first] = (await plantedDying(python)).findings;
  assert(first !== undefined);
  const known = [knownCause(first.signature)];
  const behind = await planted(python, DIES, { checks: 8, spec: { known } });
  assert((behind.reasons["known"] ?? 0) > 0, first.signature);
});

Deno.test("what is no interpreter is refused, and says why", async () => {
  for (const [command, why] of [["no-such-python", "cannot be started"], ["true", "ended at once"]] as const) {
    let message = "";
    try {
      await pythonPlug({ commands: [command], known: [] });
    } catch (error) {
      message = (error as Error).message;
    }
    assertStringIncludes(message, why);
  }
});
