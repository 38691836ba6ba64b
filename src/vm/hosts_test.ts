import { assertEquals } from "@std/assert";
import type { HostName } from "../isa/program.ts";
import { call } from "../object/call/call.ts";
import { catchRaised } from "../object/exception/raise.ts";
import { PyList } from "../object/values/sequence_values.ts";
import { exceptionMessage } from "../object/text/str.ts";
import { typeName } from "../object/type/types.ts";
import type { Value } from "../object/values/value.ts";
import { counterOptimizer } from "../optimizer/counter_optimizer.ts";
import { executorAt } from "../optimizer/code_view.ts";
import { uopOptimizer } from "../optimizer/uop_optimizer.ts";
import { EVENT } from "../isa/monitoring_events.ts";
import { functionText, TestMachine } from "./test_machine.ts";

/** Loops n times; its JUMP_BACKWARD is at unit 15. */
const LOOP = (name: string): string =>
  functionText(
    name,
    "n *i",
    "LOAD_GLOBAL 1\nLOAD_FAST 0\nCALL 1\nGET_ITER\ntop: FOR_ITER end\nSTORE_FAST 1\nJUMP_BACKWARD top\nend: END_FOR\nRETURN_CONST 0",
    "  const None\n  names range",
  );
const JUMP = 15;

function machine(): TestMachine {
  const t = new TestMachine([LOOP("f"), LOOP("g")], { tier2: true });
  t.call("f", 60);
  t.call("g", 60);
  return t;
}

/** What a host function gives, or the text of what it raises. */
function host(t: TestMachine, name: HostName, ...args: Value[]): Value {
  try {
    return call(t.machine, t.machine.hosts[name], args);
  } catch (error) {
    const exception = catchRaised(t.machine, error);
    return `${typeName(exception)}: ${exceptionMessage(t.machine, exception)}`;
  }
}

function valid(t: TestMachine): boolean[] {
  return ["f", "g"].map((name) => executorAt(t.func(name).code, JUMP).valid);
}

Deno.test("emit() logs the text of its argument", () => {
  const t = machine();
  assertEquals(host(t, "emit", new PyList([1, "a"])), null);
  assertEquals(host(t, "emit", null), null);
  assertEquals([...t.machine.log], ["[1, 'a']", "None"]);
});

Deno.test("host_invalidate() takes a function or its code, and spares the others", () => {
  const t = machine();
  assertEquals(valid(t), [true, true]);
  assertEquals(host(t, "host_invalidate", t.func("g")), null);
  assertEquals(valid(t), [true, false]);
  assertEquals(host(t, "host_invalidate", t.func("f").code), null);
  assertEquals(valid(t), [false, false]);
  assertEquals(host(t, "host_invalidate", 1), "TypeError: host_invalidate() needs a function");
});

Deno.test("host_invalidate_all() takes nothing and spares nothing", () => {
  const t = machine();
  assertEquals(host(t, "host_invalidate_all"), null);
  assertEquals(valid(t), [false, false]);
});

Deno.test("host_set_optimizer() takes 0, 1 or 2, and does nothing where there are no tiers", () => {
  const t = machine();
  const { optimizer } = t.machine;
  const before = optimizer.optimizer;
  assertEquals([host(t, "host_set_optimizer", 2), optimizer.optimizer === before], [null, true]);
  t.machine.optimizers = { 1: () => uopOptimizer(), 2: () => counterOptimizer() };
  const names = [2, 1, 0].map((number) => {
    assertEquals(host(t, "host_set_optimizer", number), null);
    return optimizer.optimizer.name;
  });
  assertEquals(names, [
    counterOptimizer().name,
    uopOptimizer().name,
    new TestMachine([]).machine.optimizer.optimizer.name,
  ]);
  assertEquals(new Set(names).size, 3);
  for (const wrong of [3, -1, "1", true, null]) {
    assertEquals(host(t, "host_set_optimizer", wrong), "ValueError: host_set_optimizer() needs 0, 1 or 2");
  }
});

Deno.test("host_monitor() turns starts of one function on and off again, and invalidates what depends on it", () => {
  const t = machine();
  const { instrumentation } = t.machine;
  const events = (): number[] => ["f", "g"].map((name) => instrumentation.localEvents(t.func(name).code, 4));
  assertEquals(host(t, "host_monitor", t.func("f")), null);
  assertEquals(events(), [1 << EVENT.PY_START, 0]);
  assertEquals(t.func("f").code.executors, null);
  assertEquals(executorAt(t.func("g").code, JUMP).valid, true);
  assertEquals(host(t, "host_monitor", t.func("f").code), null);
  assertEquals(events(), [0, 0]);
  assertEquals(host(t, "host_monitor", null), "TypeError: host_monitor() needs a function");
});

Deno.test("host_monitor_all() turns starts of all functions on (1) and off (0)", () => {
  const t = machine();
  const { instrumentation } = t.machine;
  assertEquals([host(t, "host_monitor_all", 1), instrumentation.events(4)], [null, 1 << EVENT.PY_START]);
  assertEquals(valid(t), [false, false]);
  assertEquals([host(t, "host_monitor_all", 0), instrumentation.events(4)], [null, 0]);
  for (const wrong of [2, "1", true]) {
    assertEquals(host(t, "host_monitor_all", wrong), "ValueError: host_monitor_all() needs 0 or 1");
  }
});
