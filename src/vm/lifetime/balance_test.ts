import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS, OUTER_FRAMES } from "../../isa/engine.ts";
import { call } from "../../object/call/call.ts";
import { GENERATOR_STATE, type PyAnyGenerator } from "../../object/generator/generator.ts";
import { PyList } from "../../object/values/sequence_values.ts";
import type { Value } from "../../object/values/value.ts";
import { delegateOf } from "../../object/generator/generator_ops.ts";
import type { Machine } from "../machine.ts";
import { classBody, functionText, makeClass, TestMachine } from "../test_machine.ts";

/** A generator function with this body behind its start. */
function generatorText(name: string, body: string, extra: string, handlers = ""): string {
  return functionText(name, "x", body + handlers, extra).replace("flags 0x3", "flags 0x23").replace(
    "RESUME 0\n",
    "RETURN_GENERATOR\n    POP_TOP\n    RESUME 0\n",
  );
}

const LOOP = "GET_ITER\ntop: FOR_ITER end\nPOP_TOP\nJUMP_BACKWARD top\nend: END_FOR\nRETURN_CONST 0";

const FUNCTIONS = [
  functionText("returns", "x", "LOAD_FAST 0\nRETURN_VALUE"),
  functionText("raises", "x", "LOAD_GLOBAL 0\nRETURN_VALUE", "  names missing"),
  functionText("calls_raising", "x", "LOAD_GLOBAL 1\nLOAD_FAST 0\nCALL 1\nRETURN_VALUE", "  names raises"),
  functionText(
    "catches",
    "x",
    "NOP\nA: LOAD_GLOBAL 1\nLOAD_FAST 0\nCALL 1\nB: RETURN_VALUE\nH: PUSH_EXC_INFO\nPOP_TOP\nPOP_EXCEPT\nRETURN_CONST 0\nexcept A B H depth 0",
    '  names calls_raising\n  const "caught"',
  ),
  functionText("recurses", "x", "LOAD_GLOBAL 1\nLOAD_FAST 0\nCALL 1\nRETURN_VALUE", "  names recurses"),
  generatorText("yields", "LOAD_FAST 0\nYIELD_VALUE 0\nRESUME 1\nPOP_TOP\nRETURN_CONST 0", '  const "end"'),
  generatorText(
    "fails",
    "LOAD_FAST 0\nYIELD_VALUE 0\nRESUME 1\nPOP_TOP\nLOAD_GLOBAL 0\nRETURN_VALUE",
    "  names missing",
  ),
  generatorText(
    "delegates",
    "LOAD_GLOBAL 1\nLOAD_FAST 0\nCALL 1\nGET_YIELD_FROM_ITER\nLOAD_CONST 0\nL: SEND M\nYIELD_VALUE 1\nRESUME 2\nJUMP_BACKWARD_NO_INTERRUPT L\nM: END_SEND\nRETURN_VALUE",
    "  names yields\n  const None",
  ),
  functionText(
    "makes_generator",
    "x",
    "LOAD_GLOBAL 1\nLOAD_FAST 0\nCALL 1\nPOP_TOP\nRETURN_CONST 0",
    "  names yields\n  const None",
  ),
  ...["yields", "fails", "delegates"].map((name) =>
    functionText(
      `loops_${name}`,
      "x",
      `LOAD_GLOBAL 1\nLOAD_FAST 0\nCALL 1\n${LOOP}`,
      `  names ${name}\n  const "looped"`,
    )
  ),
  ...["yields", "fails", "delegates"].map((name) =>
    functionText(
      `lists_${name}`,
      "x",
      "LOAD_GLOBAL 1\nLOAD_GLOBAL 3\nLOAD_FAST 0\nCALL 1\nCALL 1\nRETURN_VALUE",
      `  names list ${name}`,
    )
  ),
  functionText("too_much", "x", "LOAD_GLOBAL 1\nLOAD_FAST 0\nLOAD_FAST 0\nCALL 2\nRETURN_VALUE", "  names returns"),
];

/** The classes are the codes that follow. */
const CLASSES = [
  functionText("__init__", "self x", "LOAD_FAST 1\nRETURN_VALUE"),
  classBody("C", "__init__", FUNCTIONS.length + 1),
  makeClass("C", FUNCTIONS.length + 2, [], false),
  functionText(
    "makes",
    "x",
    "LOAD_GLOBAL 1\nLOAD_FAST 0\nCALL 1\nPOP_TOP\nRETURN_CONST 0",
    '  names C\n  const "made"',
  ),
];

const RESULTS: Readonly<Record<string, string>> = {
  returns: "5",
  raises: "NameError: name 'missing' is not defined",
  calls_raising: "NameError: name 'missing' is not defined",
  catches: "caught",
  recurses: "RecursionError: maximum recursion depth exceeded",
  makes_generator: "null",
  loops_yields: "looped",
  loops_fails: "NameError: name 'missing' is not defined",
  loops_delegates: "looped",
  lists_yields: "[5]",
  lists_fails: "NameError: name 'missing' is not defined",
  lists_delegates: "[5]",
  too_much: "TypeError: returns() takes 1 positional argument but 2 were given",
  makes: "TypeError: __init__() should return None, not 'int'",
};

/** What must be as before when the outermost call is over. */
function balance(m: Machine): unknown[] {
  let room = 0;
  while (m.dataStack.hasSpace(room)) room++;
  return [
    m.nesting,
    m.depth,
    m.sp,
    m.frame === m.root,
    m.handling.handled,
    m.outerHandling.length,
    m.executor,
    m.reraiseUnit,
    room,
  ];
}

function textOf(value: Value): string {
  return value instanceof PyList ? `[${value.items}]` : String(value);
}

Deno.test("however a call ends, depth, nesting, stacks and handled exceptions are as before, specialized or not, in both tiers", () => {
  for (const tier2 of [false, true]) {
    for (const [name, result] of Object.entries(RESULTS)) {
      const t = new TestMachine([...FUNCTIONS, ...CLASSES], {
        tier2,
        limits: { ...DEFAULT_LIMITS, recursionLimit: 60, backedgeThreshold: 16 },
      });
      const m = t.machine;
      t.call("make_C");
      const before = balance(m);
      assertEquals(before.slice(0, 3), [0, OUTER_FRAMES, 0]);
      for (let run = 0; run < 6; run++) {
        assertEquals(textOf(t.call(name, 5)), result, `${name}, run ${run}`);
        assertEquals(balance(m), before, `after ${name}, run ${run}`);
      }
    }
  }
});

Deno.test("recursion ends at the limit, however the calls are made", () => {
  const depths = (limit: number): number => {
    const t = new TestMachine([
      functionText(
        "count",
        "n",
        "LOAD_GLOBAL 1\nLOAD_FAST 0\nLOAD_CONST 0\nBINARY_OP 0\nCALL 1\nRETURN_VALUE",
        "  names count\n  const 1",
      ),
    ], { limits: { ...DEFAULT_LIMITS, recursionLimit: limit } });
    for (let run = 0; run < 3; run++) t.call("count", 0);
    return t.frames.length;
  };
  // The frames outside take their share, and the one that was refused is not among the rest.
  assertEquals([depths(10), depths(11), depths(50)], [10 - OUTER_FRAMES, 11 - OUTER_FRAMES, 50 - OUTER_FRAMES]);
});

Deno.test("a generator that native code resumes runs in a loop of its own, one deeper", () => {
  const t = new TestMachine(FUNCTIONS);
  const m = t.machine;
  const generator = call(m, t.func("yields"), [7]);
  const seen: unknown[] = [];
  const next = m.builtins.getStr("next");
  seen.push(call(m, next, [generator]), m.depth, m.nesting, m.outerHandling.length);
  assertEquals(seen, [7, OUTER_FRAMES, 0, 0]);
  assertEquals(t.call("returns", generator) === generator, true);
  assertEquals(call(m, next, [generator, "default"]), "default");
  assertEquals([m.depth, m.nesting, m.outerHandling.length], [OUTER_FRAMES, 0, 0]);
});

Deno.test("a generator delegates to another while it is suspended in a yield from, and at no other time", () => {
  const t = new TestMachine(FUNCTIONS);
  const m = t.machine;
  const generator = call(m, t.func("delegates"), [7]) as PyAnyGenerator;
  assertEquals(delegateOf(generator), undefined);
  assertEquals(call(m, m.builtins.getStr("next"), [generator]), 7);
  const inner = delegateOf(generator) as PyAnyGenerator;
  assertEquals(inner.frame.code.name, "yields");
  assertEquals(delegateOf(inner), undefined);
  for (const state of [GENERATOR_STATE.EXECUTING, GENERATOR_STATE.CLEARED]) {
    generator.state = state;
    assertEquals(delegateOf(generator), undefined);
  }
});
