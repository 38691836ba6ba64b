import { assert, assertEquals } from "@std/assert";
import { opcodeOf } from "../../isa/code_unit.ts";
import { opcodeNameOf } from "../../isa/opcodes.ts";
import { PyBuiltin } from "../../object/values/callable_values.ts";
import { METH } from "../../object/values/callable_values.ts";
import type { PyCode } from "../../object/values/code.ts";
import { importModule } from "../../object/modules/import.ts";
import { MONITORING_DISABLE } from "../../object/modules/monitoring.ts";
import type { Value } from "../../object/values/value.ts";
import { executorAt } from "../../optimizer/code_view.ts";
import { EVENT } from "../../isa/monitoring_events.ts";
import { functionText, TestMachine } from "../test_machine.ts";

const TOOL = 3;
const START = 1 << EVENT.PY_START;

/** Adds up 0 to n - 1; its JUMP_BACKWARD is at unit {@linkcode JUMP}. */
const SUM = functionText(
  "total",
  "n *s *i",
  `
    LOAD_CONST 0
    STORE_FAST 1  # s
    LOAD_GLOBAL 1  # NULL + range
    LOAD_FAST 0  # n
    CALL 1
    GET_ITER
top:
    FOR_ITER end
    STORE_FAST 2  # i
    LOAD_FAST_LOAD_FAST 18  # s, i
    BINARY_OP 13  # +=
    STORE_FAST 1  # s
    JUMP_BACKWARD top
end:
    END_FOR
    LOAD_FAST 1  # s
    RETURN_VALUE
`,
  "  const 0\n  names range",
);
const JUMP = 21;

/** The same, calling `event` at every turn, while it runs. */
const WATCHED = functionText(
  "watched",
  "n *i",
  `
    LOAD_GLOBAL 1  # NULL + range
    LOAD_FAST 0  # n
    CALL 1
    GET_ITER
top:
    FOR_ITER end
    STORE_FAST 1  # i
    LOAD_GLOBAL 3  # NULL + event
    LOAD_FAST 1  # i
    CALL 1
    POP_TOP
    JUMP_BACKWARD top
end:
    END_FOR
    LOAD_CONST 1
    RETURN_VALUE
`,
  "  const 0\n  const None\n  names range event",
);

function names(code: PyCode): string[] {
  return [...code.units].map((unit) => opcodeNameOf(opcodeOf(unit)) ?? "");
}

function callback(seen: Value[][], answer: Value = null): PyBuiltin {
  return new PyBuiltin(
    "callback",
    METH.FASTCALL,
    (_rt, _self, args) => {
      seen.push([...args]);
      return answer;
    },
    null,
    null,
  );
}

Deno.test("local events put the jump back, free the executors and invalidate them, in this order before instructions change", () => {
  const t = new TestMachine([SUM], { tier2: true });
  const { machine } = t;
  t.call("total", 60);
  const { code } = t.func("total");
  assertEquals(names(code)[JUMP], "ENTER_EXECUTOR");
  const executor = executorAt(code, JUMP);
  executor.retain();
  const seen: string[] = [];
  const { index } = machine.optimizer;
  const invalidate = index.invalidateDependency.bind(index);
  index.invalidateDependency = (address) => {
    const count = invalidate(address);
    seen.push(`${count} invalidated, ${names(code)[0]}, ${names(code)[JUMP]}`);
    return count;
  };
  machine.instrumentation.setLocalEvents(code, TOOL, START);
  assertEquals(seen, ["1 invalidated, RESUME_CHECK, ENTER_EXECUTOR", "0 invalidated, RESUME_CHECK, JUMP_BACKWARD"]);
  assertEquals([executor.valid, executor.linked, executor.references], [false, false, 1]);
  assertEquals(code.executors, null);
  assertEquals([names(code)[0], names(code)[JUMP]], ["INSTRUMENTED_RESUME", "JUMP_BACKWARD"]);
  executor.release();
  assertEquals(index.alive, 0);
});

Deno.test("a start is reported with code and offset, and taking the event back leaves RESUME", () => {
  const t = new TestMachine([SUM], { tier2: true });
  const { instrumentation } = t.machine;
  const { code } = t.func("total");
  const seen: Value[][] = [];
  instrumentation.register(TOOL, EVENT.PY_START, callback(seen));
  instrumentation.setLocalEvents(code, TOOL, START);
  assertEquals(t.call("total", 60), 1770);
  assertEquals(seen, [[code, 0]]);
  assertEquals(names(code)[JUMP], "ENTER_EXECUTOR");
  instrumentation.setLocalEvents(code, TOOL, 0);
  assertEquals([names(code)[0], names(code)[JUMP]], ["RESUME", "JUMP_BACKWARD"]);
  t.call("total", 60);
  assertEquals(seen.length, 1);
});

Deno.test("global events invalidate all executors at once, but code that does not run keeps ENTER_EXECUTOR until its next RESUME", () => {
  const t = new TestMachine([SUM, WATCHED], { tier2: true });
  const { instrumentation, optimizer } = t.machine;
  t.call("total", 60);
  const { code } = t.func("total");
  const running = t.func("watched").code;
  const seen: Value[][] = [];
  instrumentation.register(TOOL, EVENT.PY_START, callback(seen));
  let at: string[] = [];
  t.globals.setStr(
    "event",
    new PyBuiltin(
      "event",
      METH.O,
      (_rt, _self, [i]) => {
        if (i !== 40) return null;
        const linked = optimizer.index.size;
        instrumentation.setEvents(TOOL, START);
        at = [`${linked} to ${optimizer.index.size}`, names(code)[JUMP] as string, names(running)[0] as string];
        at.push(`${executorAt(code, JUMP).valid}`, `${running.executors === null}`);
        return null;
      },
      null,
      null,
    ),
  );
  assertEquals(t.call("watched", 50), null);
  assertEquals(at, ["2 to 0", "ENTER_EXECUTOR", "INSTRUMENTED_RESUME", "false", "true"]);
  assertEquals(t.call("total", 10), 45);
  assertEquals(seen, [[code, 0]]);
  assertEquals([names(code)[0], names(code)[JUMP]], ["INSTRUMENTED_RESUME", "JUMP_BACKWARD"]);
});

Deno.test("setting the same events again changes nothing", () => {
  const t = new TestMachine([SUM], { tier2: true });
  const { instrumentation, optimizer } = t.machine;
  instrumentation.setEvents(TOOL, START);
  t.call("total", 60);
  assertEquals(optimizer.index.size, 1);
  instrumentation.setEvents(TOOL, START);
  instrumentation.setLocalEvents(t.func("total").code, TOOL, 0);
  assertEquals(optimizer.index.size, 1);
});

Deno.test("a callback that answers DISABLE is not asked again there, until events are restarted", () => {
  const t = new TestMachine([SUM]);
  const { instrumentation } = t.machine;
  const { code } = t.func("total");
  const seen: Value[][] = [];
  instrumentation.register(TOOL, EVENT.JUMP, callback(seen, MONITORING_DISABLE));
  instrumentation.setLocalEvents(code, TOOL, 1 << EVENT.JUMP);
  assertEquals(names(code)[JUMP], "INSTRUMENTED_JUMP_BACKWARD");
  assertEquals(t.call("total", 5), 10);
  assertEquals(seen, [[code, 2 * JUMP, 2 * 14]]);
  assertEquals(names(code)[JUMP], "JUMP_BACKWARD");
  instrumentation.restart();
  assertEquals(t.call("total", 5), 10);
  assertEquals(seen.length, 2);
});

Deno.test("instrumented instructions mean what their base forms mean, and never specialize", () => {
  const t = new TestMachine([SUM]);
  const { instrumentation } = t.machine;
  const { code } = t.func("total");
  instrumentation.setEvents(TOOL, 0b1_1001_1111);
  const seen: Value[][] = [];
  for (let event = 0; event < 9; event++) instrumentation.register(TOOL, event, callback(seen));
  for (let run = 0; run < 5; run++) assertEquals(t.call("total", 3), 3);
  const instrumented = names(code).filter((name) => name.startsWith("INSTRUMENTED_"));
  assertEquals(instrumented, [
    "INSTRUMENTED_RESUME",
    "INSTRUMENTED_CALL",
    "INSTRUMENTED_FOR_ITER",
    "INSTRUMENTED_JUMP_BACKWARD",
    "INSTRUMENTED_RETURN_VALUE",
  ]);
  // Start, call, four FOR_ITERs, three jumps, return.
  assertEquals(seen.length, 5 * 10);
  assertEquals(seen.at(-1)?.[2], 3);
});

Deno.test("functions that run within a callback report nothing, and a callback's exception reaches the program", () => {
  const t = new TestMachine([SUM]);
  const { machine } = t;
  const { instrumentation } = machine;
  let calls = 0;
  instrumentation.register(
    TOOL,
    EVENT.PY_START,
    new PyBuiltin(
      "callback",
      METH.FASTCALL,
      () => {
        calls++;
        if (calls === 2) machine.callFunction(t.func("total"), ["wrong"], null);
        return machine.callFunction(t.func("total"), [3], null);
      },
      null,
      null,
    ),
  );
  instrumentation.setEvents(TOOL, START);
  assertEquals(t.call("total", 4), 6);
  assertEquals(t.call("total", 4), "TypeError: 'str' object cannot be interpreted as an integer");
  assertEquals(t.call("total", 4), 6);
  assertEquals(calls, 3);
});

Deno.test("sys.settrace tells the tracer of calls, with a frame, and None takes it away", () => {
  const t = new TestMachine([SUM]);
  const { machine } = t;
  const seen: Value[][] = [];
  const tracer = callback(seen);
  machine.instrumentation.setTracer(tracer);
  assertEquals(t.call("total", 4), 6);
  assertEquals(seen.map(([, event, arg]) => [event, arg]), [["call", null]]);
  machine.instrumentation.setTracer(null);
  assertEquals(t.call("total", 4), 6);
  assertEquals(seen.length, 1);
  assert(names(t.func("total").code).every((name) => !name.startsWith("INSTRUMENTED_")));
});

Deno.test("a machine that is used again monitors nothing", () => {
  const t = new TestMachine([SUM]);
  const { machine } = t;
  machine.instrumentation.setEvents(TOOL, START);
  machine.instrumentation.toolNames[TOOL] = "x";
  machine.reset();
  assertEquals(machine.evalBreaker, 0);
  assertEquals(machine.instrumentation.events(TOOL), 0);
  assertEquals(machine.instrumentation.toolNames[TOOL], null);
});

Deno.test("invalidate_executors takes a function or its code, and leaves the loop entered", () => {
  for (const which of ["function", "code"]) {
    const t = new TestMachine([SUM], { tier2: true });
    t.call("total", 60);
    const func = t.func("total");
    const { dict } = importModule(t.machine, "_testinternalcapi", null, 0) as Value & { dict: typeof t.globals };
    const invalidate = dict.getStr("invalidate_executors") as PyBuiltin;
    invalidate.impl(t.machine, null, [which === "code" ? func.code : func], null);
    assertEquals(executorAt(func.code, JUMP).valid, false);
    assertEquals(t.call("total", 60), 1770);
    assertEquals(names(func.code)[JUMP], "ENTER_EXECUTOR");
  }
});

Deno.test("a tracer that raises is taken away, and its exception reaches the program", () => {
  const t = new TestMachine([SUM]);
  const { machine } = t;
  let calls = 0;
  const tracer = new PyBuiltin(
    "tracer",
    METH.FASTCALL,
    () => {
      calls++;
      return machine.callFunction(t.func("total"), ["wrong"], null);
    },
    null,
    null,
  );
  machine.instrumentation.setTracer(tracer);
  assertEquals(t.call("total", 4), "TypeError: 'str' object cannot be interpreted as an integer");
  assertEquals([calls, machine.instrumentation.tracer], [1, null]);
  assertEquals(t.call("total", 4), 6);
  assertEquals(calls, 1);
  // One that is content stays.
  machine.instrumentation.setTracer(callback([]));
  assertEquals(t.call("total", 4), 6);
  assertEquals(machine.instrumentation.tracer === null, false);
});

Deno.test("what a callback disabled stays so when other events are set for all code", () => {
  const t = new TestMachine([SUM]);
  const { instrumentation } = t.machine;
  const { code } = t.func("total");
  const seen: Value[][] = [];
  instrumentation.register(TOOL, EVENT.JUMP, callback(seen, MONITORING_DISABLE));
  instrumentation.setLocalEvents(code, TOOL, 1 << EVENT.JUMP);
  t.call("total", 5);
  instrumentation.setEvents(TOOL + 1, START);
  t.call("total", 5);
  assertEquals(seen.length, 1);
  instrumentation.setEvents(TOOL + 1, 0);
  t.call("total", 5);
  assertEquals(seen.length, 1);
  instrumentation.restart();
  t.call("total", 5);
  assertEquals(seen.length, 2);
});
