import { assert, assertEquals } from "@std/assert";
import { reference } from "../../reference/engine.ts";
import { hunt } from "../core/hunt.ts";
import { noneMended } from "../core/target.ts";
import { loadLines, parseRecord } from "../golden/load.ts";
import { limitsFor } from "../golden/runs.ts";
import { programOfSource } from "../python/program.ts";
import { findingText } from "../report/finding_text.ts";
import { plain } from "../report/paint.ts";
import { compareReal } from "./judge.ts";
import { loadPlug, pythonPlug } from "./load.ts";
import type { RealOutcome } from "./protocol.ts";
import { argsSource } from "./python_case.ts";
import type { AttackedPython } from "./pythons.ts";
import { PYODIDE } from "./pyodide.ts";
import { numberProgram } from "./testing/wrappers.ts";

/** Programs of a sample; `deno task hunt --python pyodide` goes on. */
const PROGRAMS = 150;

Deno.test("the reference does what a real CPython does with the source of generated programs: the one in Wasm, which needs no install", async () => {
  const spec = { commands: [PYODIDE], known: [] };
  const { plug, pythons } = await pythonPlug(spec);
  // Workers load it by its text, and get the one that runs in their thread.
  assertEquals(await loadPlug(JSON.stringify(spec)), plug);
  const [python] = pythons.pythons;
  assertEquals([python?.interpreter.facts.row, python?.interpreter.facts.tier2], ["3.13", null]);
  const claim = "equivalence";
  const { finding, tally } = await hunt({
    plug,
    claim,
    seed: 21,
    mended: noneMended(),
    checks: PROGRAMS,
    timeMs: Infinity,
    jobs: 1,
  });
  assertEquals(finding, null, finding === null ? "" : findingText(finding, plug, plain));
  const { "sees its caller": leftOut = 0, ...others } = tally.reasons;
  assertEquals([tally.checks, others], [PROGRAMS, {}]);
  assert(leftOut <= PROGRAMS / 50, `${leftOut} programs are left out`);
  // What a program changes of modules is undone before the next one.
  const sets = "import sys, math\ndef f():\n  sys.z = math.z = 0\n";
  const reads = "import sys, math\ndef f():\n  return hasattr(sys, 'z') or hasattr(math, 'z')\n";
  const programs = [sets, reads].map((source, id) => ({ ...numberProgram(id), source }));
  const ran = python?.interpreter.run(programs).map((each) =>
    each.kind === "ran" ? each.outcomes[0]?.results[0] : each
  );
  assertEquals(ran?.[1], { kind: "returned", type: "bool", text: "False" });
});

Deno.test("sources with corners of the language do in a real CPython what they do on the reference", async () => {
  const { pythons } = await pythonPlug({ commands: [PYODIDE], known: [] });
  const { interpreter } = pythons.pythons[0] as AttackedPython;
  const lines = await loadLines(new URL("../golden/sources.jsonl.gz", import.meta.url));
  assert(lines.length >= 30);
  for (const line of lines) {
    const { id, source }: { readonly id: string; readonly source: string } = JSON.parse(line);
    const record = parseRecord(line, id);
    const { args, calls, hosts } = record.program;
    const program = { ...programOfSource(source), args, calls, hosts };
    const [ran] = interpreter.run([{ ...numberProgram(0), calls, source, args: argsSource(program) }]);
    assert(ran?.kind === "ran", id);
    const expected = reference.run(program, limitsFor(record));
    const [found] = ran.outcomes;
    const compared = compareReal(expected, found as RealOutcome, "pyodide", { version: [3, 13], offsets: false });
    assertEquals(compared, { kind: "agree" }, id);
  }
});
