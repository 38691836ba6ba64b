import { assert, assertEquals } from "@std/assert";
import { hunt } from "../core/hunt.ts";
import { noneMended } from "../core/target.ts";
import { findingText } from "../report/finding_text.ts";
import { plain } from "../report/paint.ts";
import { loadPlug, pythonPlug } from "./load.ts";
import { PYODIDE } from "./pyodide.ts";
import { numberProgram } from "./testing/wrappers.ts";

/** Programs of a sample; `deno task hunt --python pyodide` goes on. */
const PROGRAMS = 300;

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
