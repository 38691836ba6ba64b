import { assert, assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../isa/engine.ts";
import { opcodeNameOf } from "../../isa/opcodes.ts";
import { executorAt } from "../../optimizer/code_view.ts";
import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import { uopNameOf } from "../../isa/uops.ts";
import { PyList } from "../../object/values/sequence_values.ts";
import { RangeIterator } from "../../object/iterator/iterators.ts";
import type { ExitEvent } from "./observe.ts";
import { functionText, TestMachine } from "../test_machine.ts";

const MANY = { ...DEFAULT_LIMITS, fuel: 1_000_000 };

/** Goes over an iterable whose FOR_ITER has no uops: no trace can be made. */
const UNTRACEABLE = functionText(
  "loop",
  "s",
  "LOAD_FAST 0\nGET_ITER\nL1:\nFOR_ITER L2\nPOP_TOP\nJUMP_BACKWARD L1\nL2:\nEND_FOR\nRETURN_CONST 0",
  "  const None",
);

/** Adds the items that an iterator gives. */
const SUM = functionText(
  "total",
  "it s *i",
  "LOAD_FAST 0\nL1:\nFOR_ITER L2\nSTORE_FAST 2\nLOAD_FAST_LOAD_FAST 18\nBINARY_OP 13\nSTORE_FAST 1\nJUMP_BACKWARD L1\nL2:\nEND_FOR\nLOAD_FAST 1\nRETURN_VALUE",
);

Deno.test("a loop without trace is tried at jumps 17, 49, 97, 177, 321, 593, 1121, 2161, 4225", () => {
  const attemptsIn = (jumps: number): number => {
    const test = new TestMachine([UNTRACEABLE], { tier2: true, limits: MANY });
    test.call("loop", "x".repeat(jumps));
    return test.machine.statistics.attempts;
  };
  [17, 49, 97, 177, 321, 593, 1121, 2161, 4225].forEach((jump, index) => {
    assertEquals([attemptsIn(jump - 1), attemptsIn(jump)], [index, index + 1], `jump ${jump}`);
  });
});

Deno.test("the counter after each attempt without trace is the one that was measured", () => {
  const counters = [17, 49, 97, 177, 321, 593, 1121, 2161, 4225].map((jumps) => {
    const test = new TestMachine([UNTRACEABLE], { tier2: true, limits: MANY });
    test.call("loop", "x".repeat(jumps));
    return test.units("loop")[jumpUnit(test, "loop") + 1];
  });
  assertEquals(counters, [0xff04, 0xfe05, 0xfc06, 0xf807, 0xf008, 0xe009, 0xc00a, 0x800b, 0x800b]);
});

function jumpUnit(test: TestMachine, name: string): number {
  const units = test.units(name);
  for (let unit = 0; unit < units.length; unit++) {
    const opcode = opcodeNameOf((units[unit] as number) & 0xff);
    if (opcode === "JUMP_BACKWARD" || opcode === "ENTER_EXECUTOR") return unit;
  }
  throw new Error("no JUMP_BACKWARD");
}

Deno.test("at the 17th jump the executor is made and entered at once", () => {
  const test = new TestMachine([SUM], { tier2: true });
  const range = (length: number): RangeIterator => new RangeIterator(0, 1, length);
  assertEquals(test.call("total", range(16), 0), 120);
  assertEquals(test.machine.statistics.executors, 0);
  // 16 + 1 jumps over both calls: specialization was done in the first.
  assertEquals(test.call("total", range(3), 0), 3);
  assertEquals(test.machine.statistics.executors, 1);
  assertEquals(test.machine.statistics.entered, 1);
  const unit = jumpUnit(test, "total");
  assertEquals((test.units("total")[unit + 1] as number) >> 4, 0, "the counter keeps its back-off only");
  const executor = executorAt(test.func("total").code, unit) as UopExecutor;
  assertEquals(executor.trace.map(({ uop }) => uopNameOf(uop)).at(-1), "_JUMP_TO_TOP");
  assert(executor.valid && executor.references === 1, "only the array owns it when it does not run");
});

Deno.test("an exhausted iterator deopts to FOR_ITER, which ends the loop in tier 1", () => {
  const exits: ExitEvent[] = [];
  const test = new TestMachine([SUM], { tier2: true });
  test.machine.observer = { exit: (event) => exits.push(event) };
  assertEquals(test.call("total", new RangeIterator(0, 1, 100), 0), 4950);
  assertEquals(exits.map(({ kind }) => kind), ["deopt"]);
  const [exit] = exits;
  assertEquals(opcodeNameOf((test.units("total")[exit?.ip ?? -1] as number) & 0xff), "FOR_ITER_RANGE");
  assertEquals(uopNameOf(exit?.executor.trace[exit.uopIndex]?.uop ?? -1), "_GUARD_NOT_EXHAUSTED_RANGE");
  assertEquals(test.machine.statistics.deopts, 1);
});

Deno.test("a guard that fails runs the whole instruction again in tier 1", () => {
  const test = new TestMachine([SUM], { tier2: true });
  const items = new PyList([...Array<number>(40).fill(1), 2n ** 70n, ...Array<number>(5).fill(1)]);
  const loop = functionText("list_total", "x *it", "LOAD_FAST 0\nGET_ITER\nSTORE_FAST 1\nLOAD_FAST 1\nRETURN_VALUE");
  const getter = new TestMachine([loop]);
  const iterator = getter.call("list_total", items);
  assertEquals(test.call("total", iterator, 0), 45n + 2n ** 70n);
});

Deno.test("an error in a trace leaves it with the pointer at the failing instruction", () => {
  const exits: ExitEvent[] = [];
  const test = new TestMachine([SUM], { tier2: true });
  test.machine.observer = { exit: (event) => exits.push(event) };
  const items = new PyList([...Array<number>(40).fill(1), "no number"]);
  const maker = new TestMachine([functionText("it", "x", "LOAD_FAST 0\nGET_ITER\nRETURN_VALUE")]);
  // Guards come before the uop that would fail, so tier 1 raises.
  assertEquals(
    test.call("total", maker.call("it", items), 0),
    "TypeError: unsupported operand type(s) for +=: 'int' and 'str'",
  );
  assertEquals(exits.map(({ kind }) => kind), ["deopt"]);
  assertEquals(test.machine.executor, null);
  assertEquals(test.machine.depth, new TestMachine([SUM]).machine.depth);
});

Deno.test("a stale executor is not entered by a loop whose function is called again, and the references balance", () => {
  const test = new TestMachine([SUM], { tier2: true });
  for (let i = 0; i < 5; i++) test.call("total", new RangeIterator(0, 1, 50), 0);
  const executor = executorAt(test.func("total").code, jumpUnit(test, "total"));
  assertEquals(executor.references, 1);
  assertEquals(test.machine.statistics.executors, 1);
});
