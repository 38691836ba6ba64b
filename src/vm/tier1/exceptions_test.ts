import { assertEquals } from "@std/assert";
import { call } from "../../object/call/call.ts";
import type { PyException } from "../../object/exception/exception.ts";
import {
  RUNTIME_ERROR,
  STOP_ASYNC_ITERATION,
  STOP_ITERATION,
  VALUE_ERROR,
} from "../../object/exception/exception_types.ts";
import { GENERATOR_STATE, type PyAnyGenerator } from "../../object/generator/generator.ts";
import { newException } from "../../object/exception/raise.ts";
import { RAISED } from "../../object/runtime.ts";
import type { Value } from "../../object/values/value.ts";
import type { Handler } from "../bodies/uop_body.ts";
import { DEOPT, NEXT } from "../status.ts";
import type { ReusedFrame } from "../frame/machine_frame.ts";
import { functionText, TestMachine } from "../test_machine.ts";
import { RAISE_VARARGS, RERAISE } from "./exceptions.ts";
import { CLEANUP_THROW, END_ASYNC_FOR, FOR_ITER_GEN, SEND_GEN, sendGeneric } from "./generators.ts";

const UNIT = 9;

const GENERATOR = functionText(
  "numbers",
  "",
  "LOAD_CONST 0\nYIELD_VALUE 0\nRESUME 1\nPOP_TOP\nRETURN_CONST 0",
  "  const 5",
).replace("flags 0x3", "flags 0x23").replace("RESUME 0\n", "RETURN_GENERATOR\n    POP_TOP\n    RESUME 0\n");

interface Ended {
  /** What is on the stack then, or the exception in flight. */
  readonly left: readonly Value[] | PyException;
  readonly status: number | null;
  readonly reraiseUnit: number;
  readonly ip: number;
}

function run(handler: Handler, oparg: number, takes: readonly Value[], t = new TestMachine([GENERATOR])): Ended {
  const { machine: m } = t;
  m.stack = ["below", ...takes];
  m.sp = m.stack.length;
  const frame: ReusedFrame = m.frame;
  frame.code = t.func("numbers").code;
  frame.ip = 3;
  let status: number | null = null;
  try {
    status = handler(m, oparg, UNIT);
  } catch (error) {
    assertEquals(error === RAISED, true, String(error));
  }
  const left = m.exception ?? m.stack.slice(0, m.sp);
  return { left, status, reraiseUnit: m.reraiseUnit, ip: m.frame.ip };
}

const other = newException(VALUE_ERROR, []);

Deno.test("END_ASYNC_FOR ends the loop at StopAsyncIteration, anything else goes on from where it was raised", () => {
  const stop = newException(STOP_ASYNC_ITERATION, []);
  assertEquals(run(END_ASYNC_FOR, 0, ["iterator", stop]), { left: ["below"], status: NEXT, reraiseUnit: -1, ip: 3 });
  const ended = run(END_ASYNC_FOR, 0, ["iterator", other]);
  assertEquals([ended.left === other, ended.reraiseUnit], [true, UNIT]);
});

Deno.test("CLEANUP_THROW gives the value of a StopIteration, anything else goes on from where it was raised", () => {
  for (
    const [stop, value] of [[newException(STOP_ITERATION, [5]), 5], [newException(STOP_ITERATION, []), null]] as const
  ) {
    const { left, status } = run(CLEANUP_THROW, 0, ["iterator", "sent", stop]);
    assertEquals([left, status], [["below", null, value], NEXT]);
  }
  const ended = run(CLEANUP_THROW, 0, ["iterator", "sent", other]);
  assertEquals([ended.left === other, ended.reraiseUnit], [true, UNIT]);
});

Deno.test("RERAISE puts the pointer back to the instruction that failed, where the stack holds it", () => {
  for (
    const [oparg, takes, ip] of [[0, [0], 3], [1, [0], 0], [2, [0, "x"], 0], [2, [0, 8], 0]] as const
  ) {
    const { left, reraiseUnit, ip: after } = run(RERAISE, oparg, [...takes, other]);
    assertEquals([left === other, reraiseUnit, after], [true, UNIT, ip], `${oparg} ${takes}`);
  }
});

Deno.test("RAISE_VARARGS raises what it is given, with a cause, or again what is being handled", () => {
  const cause = newException(VALUE_ERROR, ["cause"]);
  assertEquals(run(RAISE_VARARGS, 1, [other]).left === other, true);
  const caused = run(RAISE_VARARGS, 2, [newException(RUNTIME_ERROR, []), cause]).left as PyException;
  assertEquals([caused.cls === RUNTIME_ERROR, caused.cause === cause], [true, true]);
  const nothing = run(RAISE_VARARGS, 0, []).left as PyException;
  assertEquals([nothing.cls === RUNTIME_ERROR, ...nothing.args.items], [true, "No active exception to reraise"]);
  const t = new TestMachine([GENERATOR]);
  t.machine.handling.handled = other;
  const again = run(RAISE_VARARGS, 0, [], t);
  assertEquals([again.left === other, again.reraiseUnit], [true, UNIT]);
});

Deno.test("a generator that runs or has ended is not entered: special forms give up, SEND asks the object layer", () => {
  for (const state of [GENERATOR_STATE.EXECUTING, GENERATOR_STATE.CLEARED]) {
    for (const [handler, takes] of [[FOR_ITER_GEN, []], [SEND_GEN, [null]]] as const) {
      const t = new TestMachine([GENERATOR]);
      const generator = call(t.machine, t.func("numbers"), []) as PyAnyGenerator;
      generator.state = state;
      const { left, status } = run(handler, 4, [generator, ...takes], t);
      assertEquals([status, (left as Value[]).length], [DEOPT, 2 + takes.length]);
      assertEquals((left as Value[])[1] === generator, true);
    }
    const t = new TestMachine([GENERATOR]);
    const generator = call(t.machine, t.func("numbers"), []) as PyAnyGenerator;
    generator.state = state;
    const { left } = run(sendGeneric, 4, [generator, null], t);
    if (state === GENERATOR_STATE.CLEARED) {
      assertEquals([(left as Value[]).at(-1), t.machine.next], [null, UNIT + 2 + 4]);
    } else assertEquals((left as PyException).args.items, ["generator already executing"]);
  }
  for (const [handler, takes] of [[FOR_ITER_GEN, []], [SEND_GEN, [null]]] as const) {
    assertEquals(run(handler, 4, [5, ...takes]).status, DEOPT);
  }
});
