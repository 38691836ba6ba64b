import { assert, assertEquals } from "@std/assert";
import { DEFAULT_SETUP } from "./setup.ts";
import {
  instructionPlace,
  markText,
  nextBreak,
  ranText,
  stretchesOf,
  uopPlace,
  writtenAt,
  writtenText,
} from "./stepping.ts";
import { analyse } from "./worker/analyse.ts";

const TEXT = `def f():
    t = 0
    for i in range(20):
        t += i
    return t
`;
const { record, codes } = analyse({ ...DEFAULT_SETUP, text: TEXT }, null);

Deno.test("stepping to a breakpoint stops at the instruction in tier 1 and inside the trace, in both directions", () => {
  const unit = record.boundaries.at(-1)?.frames[0]?.unit as number;
  const first = record.boundaries.findIndex(({ frames: [top] }) => top?.code === 1);
  const loop = record.boundaries[record.origins.findIndex(({ kind }) => kind === "trace")]?.frames[0]?.unit as number;
  const places = new Set([instructionPlace(1, loop)]);
  const stops: number[] = [];
  for (
    let at = nextBreak(record, 0, 1, places);
    at >= 0;
    at = nextBreak(record, at, 1, places)
  ) {
    assertEquals(record.boundaries[at]?.frames[0]?.unit, loop);
    stops.push(at);
  }
  // Twenty rounds and the end of the loop; where a trace is left the same instruction comes twice: at the exit, and in tier 1.
  assertEquals(new Set(stops.map((at) => record.boundaries[at]?.fuel)).size, 21);
  assertEquals(nextBreak(record, stops[5] as number, -1, places), stops[4]);
  assertEquals(nextBreak(record, first, -1, new Set([instructionPlace(1, unit)])), -1);
});

Deno.test("a breakpoint at a micro-op stops before the step in which it runs", () => {
  const uop = record.traces[0]?.indexOf("_BINARY_OP_ADD_INT") as number;
  const at = nextBreak(record, 0, 1, new Set([uopPlace(0, uop)]));
  assert(!ranText(record, at).includes("_BINARY_OP_ADD_INT"), ranText(record, at));
  assert(ranText(record, at + 1).includes("_BINARY_OP_ADD_INT"), ranText(record, at + 1));
  assertEquals(record.origins[at]?.executor, 0);
});

Deno.test("the stretches of a run make up the run, and its executor is marked where it was made", () => {
  const stretches = stretchesOf(record);
  assertEquals(stretches.reduce((sum, { length }) => sum + length, 0), record.boundaries.length);
  assertEquals(new Set(stretches.map(({ kind }) => kind)), new Set(["tier1", "trace", "deopt"]));
  const [mark] = record.marks;
  assert(mark !== undefined);
  assertEquals(markText(mark), "Executor 1 was made since the last step.");
  const entered = record.origins.findIndex(({ executor }) => executor === 0);
  assert(mark.at <= entered && mark.at > entered - 3, `${mark.at} and ${entered}`);
});

Deno.test("what is written over the code at the last step is what stands there after the run", () => {
  for (const { index, rows } of codes) {
    const now = writtenAt(record, record.boundaries.length - 1, index);
    for (const { start, became, counter } of rows) {
      const { became: name = "", counter: count = "" } = now.get(start) ?? {};
      assertEquals([start, name, count], [start, became, counter]);
    }
  }
});

Deno.test("a loop's counter is told at each round until an executor stands there, forms when they are written", () => {
  const loop = codes[1]?.rows.find(({ name }) => name === "JUMP_BACKWARD")?.start as number;
  const told = record.boundaries.flatMap((_, step) => {
    const found = new RegExp(`JUMP_BACKWARD ${loop} of f: ([^;]*?)[;.]`).exec(writtenText(record, step, codes));
    return found === null ? [] : [found[1]];
  });
  assertEquals(told, [...Array.from({ length: 16 }, (_, i) => `counter ${16 * (i + 1)}`), "ENTER_EXECUTOR"]);
  // The step that shows a count is the one behind the jump.
  const counted = record.written.find(({ start, counter }) => start === loop && counter === "counter 16")
    ?.step as number;
  assertEquals(record.boundaries[counted - 1]?.frames[0]?.unit, loop);
  const add = record.written.find(({ became }) => became === "BINARY_OP_ADD_INT");
  assert(add !== undefined);
  assertEquals(writtenAt(record, add.step, 1).get(add.start)?.became, "BINARY_OP_ADD_INT");
  assertEquals(writtenAt(record, add.step - 1, 1).get(add.start)?.became, "");
});
