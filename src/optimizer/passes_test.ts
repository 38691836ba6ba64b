import { assert, assertEquals, assertThrows } from "@std/assert";
import { TierproofError } from "../isa/errors.ts";
import { UOPS } from "../isa/uops.ts";
import { BloomFilter } from "./bloom_filter.ts";
import { type Pass, PASSES, runPasses } from "./passes.ts";
import { type Dependable, type PassInterpreter, TRACE_CONSTANTS, type TraceValue } from "./pass_context.ts";
import { testCode, testContext } from "./test_code.ts";
import { formatTrace, parseTrace, type Trace, uop } from "./trace.ts";

const TRACE = parseTrace("_SET_IP 3\nLOAD_FAST 0\nPOP_TOP\n_JUMP_TO_TOP\n_EXIT_TRACE");

/** The error that a pass ends in. */
function errorOf(run: unknown, name = "mine"): TierproofError {
  const pass = { name, run } as unknown as Pass;
  const context = testContext({ code: testCode("NOP", { name: "f" }), destUnit: 7 });
  return assertThrows(() => runPasses(TRACE.slice(), [...PASSES, pass], context), TierproofError);
}

const AT = "pass mine, trace of f from unit 7";

Deno.test("a pass that throws is told with its name and trace, and its own error is the cause", () => {
  const cause = new TypeError("x is undefined");
  const error = errorOf(() => {
    throw cause;
  });
  assertEquals(error.message, `${AT} (5 uops): expected a trace, it threw TypeError: x is undefined`);
  assertEquals(error.code, "pass");
  assert(error.cause === cause && cause.stack?.includes("passes_test.ts"));
});

Deno.test("a pass that gives no trace is told what it gave", () => {
  const found = (run: unknown): string => errorOf(run).message.replace(`${AT} (5 uops): expected a trace, found `, "");
  assertEquals(found(() => undefined), "undefined");
  assertEquals(found(() => null), "null");
  assertEquals(found(() => 5), "number 5");
  assertEquals(found(() => ({ length: 0 })), "an object of Object");
  assertEquals(found((trace: Trace) => Promise.resolve(trace)), "a promise: passes are not asynchronous");
  assertEquals(found(() => Promise.reject(new Error("late"))), "a promise: passes are not asynchronous");
});

Deno.test("a uop that cannot be run is told with its place", () => {
  const found = (index: number, instruction: unknown): string =>
    errorOf((trace: Trace) => trace.toSpliced(index, 1, instruction as Trace[number])).message.replace(AT, "");
  const operand = "expected an operand from 0 to 2**64 - 1 (a number up to 2**53 - 1, else a bigint), found";
  assertEquals(found(1, undefined), ", uop 1: expected a uop { uop, oparg, operand }, found undefined");
  assertEquals(found(2, "POP_TOP"), ", uop 2: expected a uop { uop, oparg, operand }, found string POP_TOP");
  assertEquals(found(1, { uop: 999, oparg: 0, operand: 0 }), ", uop 1: expected the id of a uop, found number 999");
  assertEquals(found(1, { uop: "NOP", oparg: 0, operand: 0 }), ", uop 1: expected the id of a uop, found string NOP");
  assertEquals(
    found(1, { uop: UOPS._FOR_ITER.id, oparg: 0, operand: 0 }),
    ", uop 1: expected a uop that tier 2 runs, found _FOR_ITER",
  );
  assertEquals(found(1, { uop: UOPS.LOAD_FAST.id, oparg: 0 }), `, uop 1: LOAD_FAST: ${operand} undefined`);
  assertEquals(found(1, { ...uop("LOAD_FAST"), operand: "3" }), `, uop 1: LOAD_FAST: ${operand} string 3`);
  assertEquals(found(1, { ...uop("LOAD_FAST"), operand: 0.5 }), `, uop 1: LOAD_FAST: ${operand} number 0.5`);
  assertEquals(
    found(1, { ...uop("LOAD_FAST"), operand: 1n << 64n }),
    `, uop 1: LOAD_FAST: ${operand} bigint ${1n << 64n}`,
  );
  const oparg = "expected an oparg from 0 to 2**32 - 1, found";
  assertEquals(found(1, { uop: UOPS.LOAD_FAST.id, operand: 0 }), `, uop 1: LOAD_FAST: ${oparg} undefined`);
  assertEquals(found(1, { ...uop("LOAD_FAST"), oparg: -1 }), `, uop 1: LOAD_FAST: ${oparg} number -1`);
  assertEquals(
    found(1, uop("LOAD_CONST", TRACE_CONSTANTS)),
    `, uop 1: LOAD_CONST: expected a constant of the code or one that was added to the trace, found ${TRACE_CONSTANTS}`,
  );
});

Deno.test("a trace without an end is told", () => {
  assertEquals(
    errorOf((trace: Trace) => trace.slice(0, 3)).message,
    `${AT}, uop 3: expected _EXIT_TRACE or _JUMP_TO_TOP at the end, found the end without one`,
  );
  assertEquals(errorOf(() => []).message.includes("uop 0: expected _EXIT_TRACE"), true);
});

Deno.test("a pass that writes into the trace that it was given is told", () => {
  const error = errorOf((trace: Trace) => {
    (trace as unknown as { uop: number }[])[1] = uop("NOP");
    return trace;
  });
  assert(error.message.includes("it threw TypeError: Cannot assign to read only property"), error.message);
  assert(
    errorOf((trace: Trace) => {
      (trace[1] as { uop: number }).uop = 30;
      return trace;
    }).message.includes("it threw TypeError"),
  );
});

Deno.test("a right pass runs after the pin's, on what they left", () => {
  const seen: string[] = [];
  const look: Pass = { name: "look", run: (trace) => (seen.push(formatTrace(trace)), trace) };
  const before = parseTrace("_SET_IP 1\nPUSH_NULL\n_SET_IP 2\nPUSH_NULL\n_EXIT_TRACE");
  const after = runPasses(before, [...PASSES, look], testContext());
  assertEquals(seen, ["NOP 1\nPUSH_NULL\n_SET_IP 2\nPUSH_NULL\n_EXIT_TRACE"]);
  assertEquals(formatTrace(after), seen[0]);
});

/** An interpreter that only remembers. */
class Noting implements PassInterpreter {
  readonly watched: Dependable[] = [];

  globals(): never {
    throw new Error("no globals here");
  }

  builtins(): never {
    throw new Error("no builtins here");
  }

  valueOf(literal: unknown): unknown {
    return JSON.stringify(literal);
  }

  watch(object: Dependable): void {
    this.watched.push(object);
  }
}

Deno.test("a pass adds constants, and makes the executor depend on objects", () => {
  const interpreter = new Noting();
  const dependencies = new BloomFilter();
  const context = testContext({ interpreter, dependencies });
  assertEquals(context.addConstant({ t: "int", v: 3 }), uop("LOAD_CONST", TRACE_CONSTANTS));
  const value: TraceValue = { address: 1n, type: "function", literal: null, value: "the function" };
  assertEquals(context.addConstant(value), uop("LOAD_CONST", TRACE_CONSTANTS + 1));
  assertEquals(context.values, ['{"t":"int","v":3}', "the function"]);
  const object = { address: 0x7f00_0000_2000n };
  context.dependOn(object);
  const probe = new BloomFilter();
  probe.add(object.address);
  assertEquals([...dependencies.words], [...probe.words]);
  assertEquals(interpreter.watched, [object]);
});

Deno.test("constants that can change, and objects without address, are refused", () => {
  const context = testContext({ interpreter: new Noting() });
  assertThrows(
    () => context.addConstant({ t: "tuple", v: [{ t: "list", v: [] }] }),
    TierproofError,
    "expected an immutable literal, found a tuple",
  );
  assertThrows(() => context.addConstant({} as TraceValue), TierproofError, "found neither");
  assertThrows(() => context.dependOn({ address: 0n }), TierproofError, "found address 0");
  assertThrows(() => context.dependOn({} as Dependable), TierproofError, "found address undefined");
  assertThrows(() => testContext().globals, TierproofError, "globals: expected a program that runs, found none");
});
