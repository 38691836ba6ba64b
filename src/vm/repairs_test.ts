import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS, type Repairs } from "../isa/engine.ts";
import { NO_REPAIRS, type RepairId } from "../isa/repairs.ts";
import type { PyFunction } from "../object/values/callable_values.ts";
import type { Value } from "../object/values/value.ts";
import { METH, type NativeImpl, PyBuiltin } from "../object/values/callable_values.ts";
import { PyDict } from "../object/dict/dict.ts";
import { PyList } from "../object/values/sequence_values.ts";
import type { PyType } from "../object/type/type.ts";
import { RangeIterator } from "../object/iterator/iterators.ts";
import { analyze } from "../optimizer/passes/analyze.ts";
import { formatTrace, parseTrace } from "../optimizer/trace.ts";
import type { PassContext } from "../optimizer/passes.ts";
import { EVENT } from "../isa/monitoring_events.ts";
import { versionForCurrentState } from "./frame/function_versions.ts";
import { classBody, functionText, makeClass, TestMachine } from "./test_machine.ts";

const only = (id: RepairId): Repairs => new Set([id]);
const range = (length: number): RangeIterator => new RangeIterator(0, 1, length);

/** Looks keys up; whether the look-up is the first instruction of the try block or the first one after it. */
function lookUps(from: string, to: string): string {
  return functionText(
    "look_up",
    "it d *c *i",
    [
      "LOAD_CONST 0\nSTORE_FAST 2\nLOAD_FAST 0",
      "L1:\nFOR_ITER L5\nSTORE_FAST 3\nLOAD_FAST 1",
      "L2:\nLOAD_FAST 3",
      "L3:\nBINARY_SUBSCR",
      "L4:\nSTORE_FAST 3\nJUMP_BACKWARD L1",
      "L5:\nEND_FOR\nLOAD_FAST 2\nRETURN_VALUE",
      "L6:\nPUSH_EXC_INFO\nPOP_TOP\nPOP_EXCEPT\nLOAD_FAST 2\nLOAD_CONST 1\nBINARY_OP 13\nSTORE_FAST 2\nJUMP_BACKWARD L1",
      `except ${from} ${to} L6 depth 1`,
    ].join("\n"),
    "  const 0\n  const 100",
  );
}

/** Keys 0 to 39 without 30. */
function table(): PyDict {
  const dict = new PyDict();
  for (let key = 0; key < 40; key++) if (key !== 30) dict.append(key, key, "here");
  return dict;
}

function runLookUps(text: string, tier2: boolean, repairs: Repairs): unknown {
  return new TestMachine([text], { tier2, repairs }).call("look_up", range(40), table());
}

Deno.test("handler-lookup: pinned, an exception of the first instruction of a try block escapes it", () => {
  const text = lookUps("L3", "L4");
  assertEquals(runLookUps(text, false, NO_REPAIRS), 100, "tier 1");
  assertEquals(runLookUps(text, true, NO_REPAIRS), "KeyError: 30", "pinned");
  assertEquals(runLookUps(text, true, only("handler-lookup")), 100, "repaired");
});

Deno.test("handler-lookup: pinned, an exception of the first instruction after a try block is caught by it", () => {
  const text = lookUps("L2", "L3");
  assertEquals(runLookUps(text, false, NO_REPAIRS), "KeyError: 30", "tier 1");
  assertEquals(runLookUps(text, true, NO_REPAIRS), 100, "pinned");
  assertEquals(runLookUps(text, true, only("handler-lookup")), "KeyError: 30", "repaired");
});

Deno.test("handler-lookup: in tier 1 the same goes for the caller of an inlined frame that unwinds", () => {
  const callee = functionText("fails", "", "LOAD_GLOBAL 0\nRETURN_VALUE", "  names nothing_of_this_name");
  const caller = functionText(
    "caller",
    "",
    "LOAD_GLOBAL 1\nL1:\nCALL 0\nL2:\nRETURN_VALUE\nL3:\nPUSH_EXC_INFO\nPOP_TOP\nPOP_EXCEPT\nRETURN_CONST 0\nexcept L1 L2 L3 depth 0",
    "  names fails\n  const 7",
  );
  const run = (repairs: Repairs): unknown => new TestMachine([callee, caller], { repairs }).call("caller");
  assertEquals(run(NO_REPAIRS), "NameError: name 'nothing_of_this_name' is not defined");
  assertEquals(run(only("handler-lookup")), 7);
});

const SUM = functionText(
  "total",
  "it s *i",
  "LOAD_FAST 0\nL1:\nFOR_ITER L2\nSTORE_FAST 2\nLOAD_FAST_LOAD_FAST 18\nBINARY_OP 13\nSTORE_FAST 1\nJUMP_BACKWARD L1\nL2:\nEND_FOR\nLOAD_FAST 1\nRETURN_VALUE",
);

Deno.test("invalid-executor: pinned, it is entered at every iteration; repaired, never", () => {
  const enteredAfter = (repairs: Repairs): number => {
    const test = new TestMachine([SUM], { tier2: true, repairs });
    const { machine } = test;
    test.call("total", range(50), 0);
    assertEquals(machine.statistics.entered, 1);
    machine.optimizer.index.invalidateDependency(test.func("total").code.address);
    assertEquals(test.call("total", range(50), 0), 1225);
    return machine.statistics.entered - 1;
  };
  assertEquals(enteredAfter(NO_REPAIRS), 50);
  assertEquals(enteredAfter(only("invalid-executor")), 0);
});

Deno.test("version-collision: pinned, the body of a function with the same version is inlined", () => {
  const big = functionText("big", "x", "LOAD_FAST 0\nLOAD_CONST 0\nBINARY_OP 5\nRETURN_VALUE", "  const 1000");
  const next = functionText("next", "x", "LOAD_FAST 0\nLOAD_CONST 0\nBINARY_OP 0\nRETURN_VALUE", "  const 1");
  const hot = functionText(
    "hot",
    "it *s *i",
    "LOAD_FAST 0\nL1:\nFOR_ITER L2\nSTORE_FAST 2\nLOAD_GLOBAL 1\nLOAD_FAST 2\nCALL 1\nSTORE_FAST 1\nJUMP_BACKWARD L1\nL2:\nEND_FOR\nLOAD_FAST 1\nRETURN_VALUE",
    "  names big",
  );
  const run = (repairs: Repairs): unknown => {
    const test = new TestMachine([big, next, hot], { tier2: true, repairs, firstCodeVersion: 1 });
    const { machine } = test;
    // `big` gets fresh versions until it has the one of `next`'s code, or more than that.
    const wanted = test.func("next").code.version;
    do {
      machine.resetFunctionVersion(test.func("big"));
      versionForCurrentState(machine, test.func("big"));
    } while (test.func("big").version < wanted);
    // A new function of that code takes the version over.
    test.define(test.func("next").code);
    for (let i = 0; i < 5; i++) test.call("next", 1);
    return test.call("hot", range(40));
  };
  // The inlined instructions are those of `next`, the constants they name those of `big`.
  assertEquals(run(NO_REPAIRS), 1039);
  assertEquals(run(only("version-collision")), 39000);
});

Deno.test("current-ip: pinned, a pointer before uops that only escape is dropped; repaired, it stays", () => {
  const trace = parseTrace("_SET_IP 1\nPOP_EXCEPT\n_SET_IP 2\nLOAD_FAST 0\n_SET_IP 3\nPOP_TOP\n_EXIT_TRACE");
  const run = (repairs: Repairs): string => formatTrace(analyze.run(trace, { repairs } as PassContext));
  assertEquals(run(NO_REPAIRS), "NOP 1\nPOP_EXCEPT\nNOP 2\nLOAD_FAST\n_SET_IP 3\nPOP_TOP\n_EXIT_TRACE");
  assertEquals(run(only("current-ip")), "_SET_IP 1\nPOP_EXCEPT\nNOP 2\nLOAD_FAST\n_SET_IP 3\nPOP_TOP\n_EXIT_TRACE");
});

Deno.test("extended-arg-ip: pinned, a padded CALL in a trace returns into its inline cache", () => {
  // The trace ends inside the callee, at an instruction without uops.
  const callee = functionText("callee", "x", "JUMP_BACKWARD_NO_INTERRUPT L2\nL1:\nLOAD_FAST 0\nRETURN_VALUE", "")
    .replace(
      "JUMP_BACKWARD_NO_INTERRUPT L2\nL1:",
      "LOAD_FAST 0\nJUMP_FORWARD L3\nL2:\nRETURN_VALUE\nL3:\nJUMP_BACKWARD_NO_INTERRUPT L2",
    );
  const hot = functionText(
    "hot",
    "it *s *i",
    "LOAD_FAST 0\nL1:\nFOR_ITER L2\nSTORE_FAST 2\nLOAD_GLOBAL 1\nLOAD_FAST 2\nCALL 1 wide 1\nSTORE_FAST 1\nJUMP_BACKWARD L1\nL2:\nEND_FOR\nLOAD_FAST 1\nRETURN_VALUE",
    "  names callee",
  );
  const run = (repairs: Repairs, tier2: boolean): unknown =>
    new TestMachine([callee, hot], { tier2, repairs }).call("hot", range(40));
  assertEquals(run(NO_REPAIRS, false), 39);
  assertEquals(run(NO_REPAIRS, true), "undefined: hot: a return into the inside of an instruction");
  assertEquals(run(only("extended-arg-ip"), true), 39);
});

Deno.test("extended-arg-ip: a padded CALL is found below the one call more that a trace enters than it can come back from", () => {
  const inner = functionText("inner", "x", "LOAD_FAST 0\nRETURN_VALUE");
  const outer = functionText(
    "outer",
    "x",
    "LOAD_GLOBAL 1\nLOAD_FAST 0\nCALL 1\nRETURN_VALUE",
    "  names inner",
  );
  const hot = functionText(
    "hot",
    "it *s *i",
    "LOAD_FAST 0\nL1:\nFOR_ITER L2\nSTORE_FAST 2\nLOAD_GLOBAL 1\nLOAD_FAST 2\nCALL 1 wide 3\nSTORE_FAST 1\nJUMP_BACKWARD L1\nL2:\nEND_FOR\nLOAD_FAST 1\nRETURN_VALUE",
    "  names outer",
  );
  const run = (repairs: Repairs): unknown =>
    new TestMachine([inner, outer, hot], { tier2: true, repairs, limits: { ...DEFAULT_LIMITS, traceStackSize: 1 } })
      .call("hot", range(40));
  assertEquals(run(NO_REPAIRS), "undefined: hot: a return into the inside of an instruction");
  assertEquals(run(only("extended-arg-ip")), 39);
});

Deno.test("extended-arg-ip: pinned, the traceback of an error in a trace names the prefix", () => {
  const text = lookUps("L2", "L2").replace("BINARY_SUBSCR", "BINARY_SUBSCR 0 wide 1").replace(/except .*/, "");
  const offset = (tier2: boolean, repairs: Repairs): unknown => {
    const test = new TestMachine([text], { tier2, repairs });
    test.call("look_up", range(40), table());
    return test.frames;
  };
  const [[name, unit]] = offset(false, NO_REPAIRS) as [[string, number]];
  assertEquals(offset(true, NO_REPAIRS), [[name, unit - 1]]);
  assertEquals(offset(true, only("extended-arg-ip")), [[name, unit]]);
});

Deno.test("metaclass-call: pinned, the metaclass's __call__ is skipped from the second run on", () => {
  const texts = [
    functionText("__call__", "cls", "RETURN_CONST 0", "  const 7"), // 1
    functionText("__init__", "self", "RETURN_CONST 0", "  const None"), // 2
    classBody("Meta", "__call__", 1), // 3
    classBody("C", "__init__", 2), // 4
    makeClass("Meta", 3, ["type"], false),
    makeClass("C", 4, ["Meta"], true),
    functionText("make", "", "LOAD_GLOBAL 1\nCALL 0\nRETURN_VALUE", "  names C"),
  ];
  const run = (repairs: Repairs): boolean[] => {
    const test = new TestMachine(texts, { repairs });
    test.call("make_Meta");
    test.call("make_C");
    return [1, 2, 3].map(() => test.call("make") === 7);
  };
  assertEquals(run(NO_REPAIRS), [true, false, false]);
  assertEquals(run(only("metaclass-call")), [true, true, true]);
});

Deno.test("init-code-swap: pinned, new code of __init__ runs without the binding that it needs", () => {
  const texts = [
    functionText("__init__", "self", "RETURN_CONST 0", "  const None"), // 1
    functionText("strict", "self *k", "RETURN_CONST 0", "  const None").replace("params 1 0 0", "params 1 0 1"), // 2
    classBody("C", "__init__", 1), // 3
    makeClass("C", 3, [], false),
    functionText("make", "", "LOAD_GLOBAL 1\nCALL 0\nPOP_TOP\nRETURN_CONST 0", "  names C\n  const True"),
  ];
  const run = (repairs: Repairs): unknown => {
    const test = new TestMachine(texts, { repairs });
    test.call("make_C");
    for (let i = 0; i < 3; i++) assertEquals(test.call("make"), true);
    const init = (test.globals.getStr("C") as PyType).dict.getStr("__init__") as PyFunction;
    init.code = test.func("strict").code;
    test.machine.resetFunctionVersion(init);
    return test.call("make");
  };
  assertEquals(run(NO_REPAIRS), true);
  assertEquals(run(only("init-code-swap")), "TypeError: __init__() missing 1 required keyword-only argument: 'k'");
});

Deno.test("lost-line: pinned, the line of an inlined callee that a trace is left at is not reported", () => {
  const callee = functionText("callee", "x", "LOAD_FAST 0\nRETURN_VALUE", "  firstline 5\n  lines e800e902");
  const caller = functionText(
    "caller",
    "it *i",
    "LOAD_FAST 0\nL1:\nFOR_ITER L2\nSTORE_FAST 1\nLOAD_GLOBAL 1\nLOAD_FAST 1\nCALL 1\nPOP_TOP\nJUMP_BACKWARD L1\nL2:\nEND_FOR\nRETURN_CONST 0",
    "  names callee\n  const None",
  );
  const lines = (tier2: boolean, repairs: Repairs): number => {
    const t = new TestMachine([callee, caller], { tier2, repairs });
    let count = 0;
    const { instrumentation } = t.machine;
    const tell = (): null => {
      count++;
      return null;
    };
    instrumentation.register(3, EVENT.LINE, new PyBuiltin("callback", METH.FASTCALL, tell, null, null));
    instrumentation.setLocalEvents(t.func("callee").code, 3, 1 << EVENT.LINE);
    t.call("caller", range(40));
    return count;
  };
  assertEquals(lines(false, NO_REPAIRS), 40, "tier 1");
  assertEquals(lines(true, NO_REPAIRS) < 40, true, "pinned");
  assertEquals(lines(true, only("lost-line")), 40, "repaired");
});

/** The lines that a function reports, which are asked for once it is warm; `lines` is its line table. */
function linesOfWarm(body: string, rest: string, given: () => Value, repairs: Repairs): readonly unknown[] {
  const t = new TestMachine([functionText("warm", "x", body, `${rest}\n  firstline 5`)], { repairs });
  for (let i = 0; i < 20; i++) t.call("warm", given());
  const seen: unknown[] = [];
  const { instrumentation } = t.machine;
  const tell: NativeImpl = (_rt, _self, args) => {
    seen.push(args[1]);
    return null;
  };
  instrumentation.register(3, EVENT.LINE, new PyBuiltin("callback", METH.FASTCALL, tell, null, null));
  instrumentation.setLocalEvents(t.func("warm").code, 3, 1 << EVENT.LINE);
  t.call("warm", given());
  return seen;
}

Deno.test("lost-line: pinned, list.append goes past its POP_TOP where a line begins there since", () => {
  const body = "LOAD_FAST 0\nLOAD_ATTR 1\nLOAD_CONST 0\nCALL 1\nPOP_TOP\nRETURN_CONST 0";
  const rest = "  names append\n  const None\n  lines ef00ef00e800e902";
  assertEquals(linesOfWarm(body, rest, () => new PyList([]), NO_REPAIRS), []);
  assertEquals(linesOfWarm(body, rest, () => new PyList([]), only("lost-line")), [6]);
});

Deno.test("lost-line: pinned, += of strings goes past its STORE_FAST where a line begins there since", () => {
  const body = "LOAD_FAST 0\nLOAD_CONST 0\nBINARY_OP 13\nSTORE_FAST 0\nRETURN_CONST 0";
  const rest = '  const "a"\n  lines ec00e902';
  assertEquals(linesOfWarm(body, rest, () => "b", NO_REPAIRS), []);
  assertEquals(linesOfWarm(body, rest, () => "b", only("lost-line")), [6]);
});

Deno.test("first-entry: pinned, the first entry of a wide loop is not at its top", () => {
  const body = `L1:\nFOR_ITER L2\nSTORE_FAST 1\n${"LOAD_FAST 1\nSTORE_FAST 1\n".repeat(140)}JUMP_BACKWARD L1`;
  const text = functionText(
    "wide",
    "it *i",
    `LOAD_FAST 0\n${body}\nL2:\nEND_FOR\nRETURN_CONST 0`,
    "  const None",
  );
  const entries = (repairs: Repairs): readonly number[] => {
    const t = new TestMachine([text], { tier2: true, repairs });
    const seen: number[] = [];
    t.machine.observer = {
      uop: (_executor, index) => {
        if (index === 0) seen.push(t.machine.frame.ip);
      },
    };
    t.call("wide", range(30));
    return seen.slice(0, 3);
  };
  const top = 2;
  // Without the prefix the jump goes back 256 units less.
  assertEquals(entries(NO_REPAIRS)[0], top + 256, "pinned");
  assertEquals(entries(NO_REPAIRS)[1], top, "pinned, later");
  assertEquals(entries(only("first-entry"))[0], top, "repaired");
});
