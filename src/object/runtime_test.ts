/**
 * What the object layer asks of a machine, and values too small for a table of their own. The test of `runtime.ts`,
 * `test_runtime.ts`, `call/native_work.ts`, `members/typing_members.ts`, `modules/future.ts`, `modules/internals.ts`, `values/singletons.ts`, `values/typing_values.ts` and `values/value.ts`.
 *
 * @module
 */

import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { DEFAULT_LIMITS } from "../isa/engine.ts";
import { InvariantError } from "../isa/errors.ts";
import { burnCall, workOf } from "./call/native_work.ts";
import { VALUE_ERROR } from "./exception/exception_types.ts";
import { raise } from "./exception/raise.ts";
import { FUTURE_ENTRIES } from "./modules/future.ts";
import { INTERNALS_ENTRIES } from "./modules/internals.ts";
import { checkNew, checkSize, poison, POISONED, undefinedAt } from "./runtime.ts";
import { raisedBy, TestRuntime } from "./test_runtime.ts";
import { repr } from "./text/repr.ts";
import { getAttr } from "./type/attributes.ts";
import { INT, STR, typeName } from "./type/types.ts";
import type { PyBuiltin } from "./values/callable_values.ts";
import { makeTuple, PyBytes, PyList, type PyTuple } from "./values/sequence_values.ts";
import { ELLIPSIS, NOT_IMPLEMENTED } from "./values/singletons.ts";
import { PARAM_SPEC, PyTypeAlias, PyTypeParameter, TYPE_VAR, TYPE_VAR_TUPLE } from "./values/typing_values.ts";
import { isCompactInt, isInt, normalizeInt } from "./values/value.ts";

/** What a run that was given up says. */
function givenUp(work: (rt: TestRuntime) => void): readonly unknown[] {
  const rt = new TestRuntime();
  rt.limits = { ...DEFAULT_LIMITS, maxSize: 10 };
  try {
    work(rt);
  } catch (thrown) {
    assertEquals(thrown, POISONED);
  }
  return [rt.poisoned, rt.poisonDetail];
}

Deno.test("a run is given up when something gets too big or takes too much work", () => {
  assertEquals(givenUp((rt) => checkSize(rt, 10)), [null, ""]);
  assertEquals(givenUp((rt) => checkSize(rt, 11)), ["size", "11 items"]);
  assertEquals(givenUp((rt) => checkNew(rt, 11)), ["size", "11 items"]);
  assertEquals(givenUp((rt) => rt.burn(rt.work)), [null, ""]);
  assertEquals(givenUp((rt) => rt.burn(rt.work + 1)), ["size", "work inside of instructions"]);
  assertEquals(
    givenUp((rt) => {
      throw poison(rt, "unsupported", "a thing");
    }),
    ["unsupported", "a thing"],
  );
  assertEquals(
    givenUp((rt) => {
      throw undefinedAt(rt, "X: found NULL");
    }),
    ["undefined", "X: found NULL"],
  );
});

Deno.test("something new takes work by its size", () => {
  const rt = new TestRuntime();
  const before = rt.work;
  checkNew(rt, 0);
  const little = before - rt.work;
  checkNew(rt, 100_000);
  assertEquals(before - rt.work > little + 100, true);
});

Deno.test("an object keeps its address until identities are forgotten, and no two share one", () => {
  const rt = new TestRuntime();
  const [a, b] = [new PyList([]), new PyList([])];
  const first = rt.identityOf(a);
  assertEquals(rt.identityOf(a), first);
  assertNotEquals(rt.identityOf(b), first);
  assertEquals(first % 16n, 0n);
  rt.forgetIdentities();
  assertEquals(rt.identityOf(b), first);
});

Deno.test("what else gets an address moves no identity", () => {
  const [one, other] = [new TestRuntime(), new TestRuntime()];
  other.nextAddress();
  assertEquals(other.identityOf(new PyList([])), one.identityOf(new PyList([])));
});

Deno.test("the machine of tests tells what was raised, and runs no Python code", () => {
  const rt = new TestRuntime();
  assertEquals(raisedBy(rt, () => 5), null);
  assertEquals(
    raisedBy(rt, () => {
      throw raise(rt, VALUE_ERROR, "why");
    }),
    ["ValueError", ["why"]],
  );
  assertEquals(rt.exception, null);
  assertThrows(() => raisedBy(rt, () => rt.callFunction()), InvariantError);
  assertEquals([rt.currentFrame(), rt.currentLocals(), rt.handledException()], [null, null, null]);
});

Deno.test("work grows with the values that a call is handed", () => {
  const rt = new TestRuntime();
  const long = [new PyList(Array(5000).fill(0)), makeTuple(Array(5000).fill(0)), new PyBytes(new Uint8Array(50_000))];
  assertEquals([null, true, 5, 1.5].map(workOf), [0, 0, 0, 0]);
  for (const value of [...long, "x".repeat(50_000), 2n ** 300_000n]) {
    assertEquals(workOf(value) > 0, true, typeName(value));
  }
  assertEquals(workOf(new PyList([])) <= workOf(long[0] as PyList), true);
  const burnt = (name: string, self: PyList): number => {
    const before = rt.work;
    burnCall(rt, name, self, []);
    return before - rt.work;
  };
  assertEquals(burnt("index", long[0] as PyList) > burnt("append", long[0] as PyList), true);
  assertEquals(burnt("append", long[0] as PyList), 1);
  const before = rt.work;
  burnCall(rt, "join", null, ["x".repeat(50_000)]);
  assertEquals(before - rt.work > 1, true);
});

Deno.test("ints are numbers while they are safe", () => {
  assertEquals([2n ** 53n - 1n, 1n - 2n ** 53n, 2n ** 53n, -(2n ** 53n)].map((n) => typeof normalizeInt(n)), [
    "number",
    "number",
    "bigint",
    "bigint",
  ]);
  assertEquals([0, 2 ** 30 - 1, 1 - 2 ** 30, 2 ** 30, -(2 ** 30), 5n, "5", true].map(isCompactInt), [
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  assertEquals([1, 1n, true, "1", null].map(isInt), [true, true, false, false, false]);
});

Deno.test("type parameters tell their name, bound, constraints and variance", () => {
  const rt = new TestRuntime();
  const of = (parameter: PyTypeParameter, name: string) => repr(rt, getAttr(rt, parameter, name));
  const names = [
    "__name__",
    "__bound__",
    "__constraints__",
    "__covariant__",
    "__contravariant__",
    "__infer_variance__",
  ];
  const plain = new PyTypeParameter(TYPE_VAR, "T", undefined, undefined);
  assertEquals(names.map((name) => of(plain, name)), ["'T'", "None", "()", "False", "False", "True"]);
  const bound = new PyTypeParameter(TYPE_VAR, "B", INT, undefined);
  assertEquals([of(bound, "__bound__"), of(bound, "__module__")], ["<class 'int'>", "'typing'"]);
  const either = new PyTypeParameter(TYPE_VAR, "E", undefined, makeTuple([INT, STR]));
  assertEquals(of(either, "__constraints__"), "(<class 'int'>, <class 'str'>)");
  const spec = new PyTypeParameter(PARAM_SPEC, "P", undefined, undefined);
  assertEquals(["__name__", "__bound__", "__infer_variance__", "__covariant__"].map((name) => of(spec, name)), [
    "'P'",
    "None",
    "True",
    "False",
  ]);
  const pack = new PyTypeParameter(TYPE_VAR_TUPLE, "Ts", undefined, undefined);
  assertEquals(of(pack, "__name__"), "'Ts'");
  assertEquals(raisedBy(rt, () => getAttr(rt, pack, "__bound__"))?.[0], "AttributeError");
  const alias = new PyTypeAlias("A", undefined, null);
  alias.value = INT;
  assertEquals(["__name__", "__value__", "__type_params__"].map((name) => repr(rt, getAttr(rt, alias, name))), [
    "'A'",
    "<class 'int'>",
    "()",
  ]);
  const generic = new PyTypeAlias("G", makeTuple([plain]), null);
  assertEquals((getAttr(rt, generic, "__type_params__") as PyTypeAlias & PyTuple).items, [plain]);
});

Deno.test("internals of the interpreter are there by name; all but one give the run up", () => {
  for (const [name, entry] of INTERNALS_ENTRIES) {
    const rt = new TestRuntime();
    let result: unknown;
    try {
      result = (entry as PyBuiltin).impl(rt, null, [5], null);
    } catch (thrown) {
      result = thrown;
    }
    const isKept = name === "invalidate_executors";
    assertEquals([result, rt.poisoned], isKept ? [null, null] : [POISONED, "unsupported"], name);
    if (!isKept) assertEquals(rt.poisonDetail, `_testinternalcapi.${name}()`);
  }
});

Deno.test("singletons and features have types and texts of their own", () => {
  const rt = new TestRuntime();
  assertEquals([ELLIPSIS, NOT_IMPLEMENTED].map((value) => repr(rt, value)), ["Ellipsis", "NotImplemented"]);
  assertEquals([ELLIPSIS, NOT_IMPLEMENTED].map(typeName), ["ellipsis", "NotImplementedType"]);
  assertEquals(FUTURE_ENTRIES.some(([name]) => name === "annotations"), true);
  assertEquals(FUTURE_ENTRIES.every(([, feature]) => typeName(feature) === "_Feature"), true);
  assertEquals(new Set(FUTURE_ENTRIES.map(([, feature]) => feature)).size, FUTURE_ENTRIES.length);
});
