import { assert, assertEquals, assertThrows } from "@std/assert";
import { OWN_PASS } from "./own_pass_example.ts";
import { DEFAULT_SETUP } from "./setup.ts";
import { analyse } from "./worker/analyse.ts";
import { ownPart, runScript } from "./worker/own_part.ts";

Deno.test("the example is the README's own pass, word for word", async () => {
  const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  const section = readme.slice(readme.indexOf("\n## Your own pass\n"));
  assertEquals(OWN_PASS, /```ts\n([^]*?)```/.exec(section)?.[1]);
});

Deno.test("a script that checks a pass gives the pass without checking it, where only that is wanted", () => {
  const { own, printed, failure } = runScript(OWN_PASS, false);
  assertEquals([own?.name, failure], ["unguarded", null]);
  assertEquals(printed, "undefined\n");
});

Deno.test("a pass in TypeScript is run after the pin's own, and blamed for what it breaks", () => {
  const source = `import { type Pass, UOPS } from "../../mod.ts";
    export const pass: Pass = {
      name: "my pass",
      run: (trace) => trace.map((u) => (u.uop === UOPS._GUARD_NOT_EXHAUSTED_RANGE.id ? { ...u, uop: UOPS.NOP.id } : u)),
    };`;
  const own = ownPart(source);
  const text = "def f():\n  t = 0\n  for i in range(20):\n    t += i\n  return t\n";
  const { verdict } = analyse({ ...DEFAULT_SETUP, text }, own);
  assert(verdict.kind === "fails");
  assert(verdict.failure.parting?.blame.includes("made by the pass my pass"), verdict.failure.text);
});

Deno.test("what is no script, imports something else, throws or exports nothing is refused with its reason", () => {
  const cases: readonly (readonly [source: string, says: string])[] = [
    ["const a = ;", "your pass, line 1, column 11"],
    [`import "./other.ts";`, "your pass imports ./other.ts"],
    [`throw new RangeError("x");`, "your pass throws RangeError: x"],
    ["1 + 1;", "your pass: expected an export named pass"],
    ["export const pass = 3;", "your pass: expected the pass to be an object with a name, found number 3"],
  ];
  for (const [source, says] of cases) assertThrows(() => ownPart(source), Error, says);
});

Deno.test("a pass that throws or gives no trace fails, and is told with where it threw", () => {
  const text = "def f():\n  for i in range(20):\n    pass\n";
  const shown = ["() => 7", "() => { throw new RangeError('x'); }"].map((run) => {
    const own = ownPart(`export const pass = { name: 'broken', run: ${run} };`);
    const { verdict } = analyse({ ...DEFAULT_SETUP, text }, own);
    assert(verdict.kind === "fails" && verdict.failure.text.includes("PROGRAM"));
    return [verdict.failure.where, verdict.failure.right.text.replace(/^.*\): /, "")];
  });
  assertEquals(shown, [
    ["pass broken (no result)", "expected a trace, found number 7"],
    ["pass broken (RangeError in Object.run)", "expected a trace, it threw RangeError: x"],
  ]);
});
