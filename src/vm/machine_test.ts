import { assertEquals, assertThrows } from "@std/assert";
import { DEFAULT_LIMITS } from "../isa/engine.ts";
import { InvariantError } from "../isa/errors.ts";
import { NO_REPAIRS, REPAIR_IDS, type RepairId } from "../isa/repairs.ts";
import { call } from "../object/call/call.ts";
import { PyProperty } from "../object/values/callable_values.ts";
import { newException, raise } from "../object/exception/raise.ts";
import { TYPE_ERROR, VALUE_ERROR } from "../object/exception/exception_types.ts";
import { PyList } from "../object/values/sequence_values.ts";
import type { Value } from "../object/values/value.ts";
import { ADAPTIVE_COOLDOWN } from "./specialize/adaptive_counter.ts";
import type { Machine } from "./machine.ts";
import { WholeMachine } from "./whole_machine.ts";
import { functionText, TestMachine } from "./test_machine.ts";
import { type Kind, tuple, World } from "./specialize/test_sites.ts";

Deno.test("addresses begin at 0x7f0000000010 and are 16 bytes apart; a value keeps its own, and is found by it", () => {
  const m = new WholeMachine();
  m.reset();
  assertEquals([m.nextAddress(), m.nextAddress(), m.nextAddress()], [0x7f0000000010, 0x7f0000000020, 0x7f0000000030]);
  const [first, second] = [new PyList([]), new PyList([])];
  assertEquals([m.addressOf(first), m.addressOf(second), m.addressOf(first)], [
    0x7f0000000040,
    0x7f0000000050,
    0x7f0000000040,
  ]);
  assertEquals([m.objectAt(0x7f0000000040) === first, m.objectAt(0x7f0000000050) === second], [true, true]);
  assertEquals([m.objectAt(0x7f0000000010), m.objectAt(0x7f0000000060)], [undefined, undefined]);
  m.reset();
  assertEquals([m.objectAt(0x7f0000000040), m.addressOf(second)], [undefined, 0x7f0000000010]);
});

Deno.test("a machine that is reset is as new, whatever ran on it", () => {
  const seen = (m: Machine): unknown[] => [
    m.fuel,
    m.unfueled,
    m.exception,
    m.poisoned,
    m.poisonDetail,
    m.frame === m.root,
    m.stack === m.root.stack,
    m.sp,
    m.executor,
    m.evalBreaker,
    m.reraiseUnit,
    m.failsAtCall,
    m.nesting,
    m.showsDeaths,
    m.programRoots,
    m.depth,
    m.handling.handled,
    m.outerHandling,
    m.nextFunctionVersion,
    m.nextCodeVersion,
    m.nextHeapTypeTag,
    m.nextStaticTypeTag,
    m.nextKeysVersion,
    m.modules.size,
    m.reprStack,
    m.log,
    m.codes,
    m.optimizer.error,
    m.optimizer.index.size,
    m.dataStack.hasSpace(2045 - 64 - 1),
    m.dataStack.hasSpace(2045 - 64),
    { ...m.statistics },
  ];
  const limits = { ...DEFAULT_LIMITS, fuel: 7, firstFunctionVersion: 5 };
  const fresh = new WholeMachine();
  fresh.reset(limits);
  const expected = seen(fresh);
  assertEquals(expected.slice(0, 2), [7, 56]);
  const t = new TestMachine([
    functionText(
      "f",
      "n *i",
      "LOAD_GLOBAL 1\nLOAD_FAST 0\nCALL 1\nGET_ITER\ntop: FOR_ITER end\nSTORE_FAST 1\nJUMP_BACKWARD top\nend: END_FOR\nLOAD_GLOBAL 2\nRETURN_VALUE",
      "  names range missing",
    ),
  ], { tier2: true });
  t.call("f", 50);
  const m = t.machine;
  const { statistics } = m;
  for (const key of Object.keys(statistics) as (keyof typeof statistics)[]) statistics[key] = 9;
  m.exception = newException(VALUE_ERROR, []);
  m.poisoned = "fuel";
  m.poisonDetail = "x";
  m.frame = m.freeFrames[0] ?? m.frame;
  m.stack = [1];
  m.sp = 1;
  m.evalBreaker = 4;
  m.reraiseUnit = 3;
  m.failsAtCall = true;
  m.nesting = 2;
  m.showsDeaths = true;
  m.programRoots = [1];
  m.depth = 9;
  m.handling.handled = m.exception;
  m.outerHandling.push(m.handling);
  m.handling = { handled: m.exception };
  m.nextFunctionVersion = 77;
  m.nextStaticTypeTag = 77;
  m.nextHeapTypeTag = 77;
  m.nextKeysVersion = 77;
  m.modules.set("x", 1 as never);
  m.reprStack.push(1 as never);
  m.log.push("x");
  m.dataStack.push({} as never, 4000);
  m.reset(limits);
  assertEquals(seen(m), expected);
  assertEquals(m.functionVersions.lookup(t.func("f").version), null);
});

Deno.test("each repair switches what it mends, and nothing else", () => {
  const switches = (repairs: ReadonlySet<RepairId>): string[] => {
    const m = new WholeMachine(repairs);
    return Object.entries(m).filter(([name, value]) => /^repair[A-Z]/.test(name) && value === true).map(([name]) =>
      name.slice("repair".length).replace(/[A-Z]/g, (letter, at) => `${at > 0 ? "-" : ""}${letter.toLowerCase()}`)
    );
  };
  const known = switches(new Set(REPAIR_IDS));
  assertEquals(known.toSorted(), [
    "extended-arg-ip",
    "first-entry",
    "handler-lookup",
    "init-code-swap",
    "invalid-executor",
    "lost-line",
    "metaclass-call",
    "version-collision",
  ]);
  for (const id of REPAIR_IDS) assertEquals(switches(new Set([id])), known.includes(id) ? [id] : [], id);
  assertEquals(switches(NO_REPAIRS), []);
});

Deno.test("takeRaised() gives the exception in flight, once", () => {
  const m = new WholeMachine();
  m.reset();
  raise(m, TYPE_ERROR, "x");
  const exception = m.exception;
  assertEquals(m.takeRaised() === exception, true);
  assertThrows(() => m.takeRaised(), InvariantError, "found none");
});

Deno.test("handledException() is the innermost one that is handled", () => {
  const m = new WholeMachine();
  m.reset();
  const [outer, inner] = [newException(VALUE_ERROR, []), newException(TYPE_ERROR, [])];
  assertEquals(m.handledException(), null);
  m.handling.handled = outer;
  assertEquals(m.handledException() === outer, true);
  m.outerHandling.push(m.handling, { handled: null });
  m.handling = { handled: null };
  assertEquals(m.handledException() === outer, true);
  (m.outerHandling[1] as { handled: Value }).handled = inner;
  assertEquals(m.handledException() === inner, true);
  m.handling = { handled: outer };
  assertEquals(m.handledException() === outer, true);
});

Deno.test("forms that enter Python code give up where its frame does not fit the data stack, with the same result", () => {
  const one = "LOAD_FAST 0\nLOAD_ATTR 0\nRETURN_VALUE";
  const called = "LOAD_FAST 0\nPUSH_NULL\nLOAD_CONST 0\nCALL 1\nRETURN_VALUE";
  const kinds: readonly (readonly [base: "LOAD_ATTR" | "BINARY_SUBSCR" | "CALL", body: string, kind: Kind])[] = [
    ["LOAD_ATTR", one, ["", "LOAD_ATTR_PROPERTY", (w) => [
      w.instance(w.cls("P", { a: new PyProperty(w.func("getter"), null, null, null) })),
    ]]],
    ["LOAD_ATTR", one, ["", "LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN", (w) => [
      w.instance(w.cls("G", { __getattribute__: w.func("anything") })),
    ]]],
    ["BINARY_SUBSCR", "LOAD_FAST 0\nLOAD_CONST 0\nBINARY_SUBSCR\nRETURN_VALUE", ["", "BINARY_SUBSCR_GETITEM", (w) => [
      w.instance(w.cls("G", { __getitem__: w.func("anything") })),
    ]]],
    ["CALL", called, ["", "CALL_PY_EXACT_ARGS", (w) => [w.func("one")]]],
    ["CALL", called, ["", "CALL_PY_WITH_DEFAULTS", (w) => [w.func("two")]]],
    ["CALL", called, ["", "CALL_ALLOC_AND_ENTER_INIT", (w) => [
      w.cls("I", { __init__: w.func("init"), __repr__: w.func("getter") }),
    ]]],
  ];
  for (const [base, body, [, form, make]] of kinds) {
    const w = new World(functionText("site", "x", body, "  const 3\n  names a"));
    const unit = (): number => w.t.units("site").findIndex((_, at) => w.formAt(at) === form);
    let plain = "";
    for (let run = 0; run < 4; run++) plain = w.run(make(w));
    assertEquals(w.form(base), form ?? undefined);
    assertEquals(w.t.units("site")[unit() + 1], ADAPTIVE_COOLDOWN);
    const { dataStack } = w.t.machine;
    const hasSpace = dataStack.hasSpace.bind(dataStack);
    const asked: number[] = [];
    dataStack.hasSpace = (words) => {
      asked.push(words);
      return false;
    };
    assertEquals(w.run(make(w)), plain, form ?? "");
    assertEquals(w.t.units("site")[unit() + 1], ADAPTIVE_COOLDOWN - 16, `${form} gave up`);
    assertEquals(asked.length, 1);
    // It asks for exactly the words that it takes.
    const need = asked[0] as number;
    dataStack.hasSpace = (words) => hasSpace(words) && words <= need;
    assertEquals(w.run(make(w)), plain, form ?? "");
    assertEquals(w.t.units("site")[unit() + 1], ADAPTIVE_COOLDOWN - 16);
  }
});

Deno.test("an instance of a class with slots keeps its values apart by name", () => {
  const w = new World(
    functionText(
      "site",
      "x v",
      "LOAD_FAST_LOAD_FAST 16\nSTORE_ATTR 0\nLOAD_FAST 0\nLOAD_ATTR 2\nRETURN_VALUE",
      "  names a b",
    ),
  );
  const cls = w.cls("S", { __slots__: tuple("a", "b", "c") });
  const instance = w.instance(cls, { b: 5, c: 6 });
  for (let run = 0; run < 6; run++) assertEquals(w.run([instance, run]), "5");
  assertEquals(call(w.t.machine, w.builtin("getattr"), [instance, "a"]), 5);
  assertEquals(call(w.t.machine, w.builtin("getattr"), [instance, "c"]), 6);
});
