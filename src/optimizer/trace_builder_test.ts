import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../isa/errors.ts";
import { UOPS } from "../isa/uops.ts";
import { EPILOGUE, TraceBuilder } from "./trace_builder.ts";

const NOP = UOPS.NOP.id;

Deno.test("nothing is added without a reservation, nor more than was reserved", () => {
  const builder = new TraceBuilder(10);
  assertThrows(() => builder.add(NOP, 0, 0), InvariantError, "0 reserved, 0 of 10 in use");
  assertEquals(builder.reserveEpilogue(NOP), true);
  for (let i = 0; i < EPILOGUE; i++) builder.add(NOP, i, 0);
  assertThrows(() => builder.add(NOP, 0, 0), InvariantError, "0 reserved, 3 of 10 in use");
});

Deno.test("a reservation counts from the current length and leaves room for three more", () => {
  const builder = new TraceBuilder(8);
  assertEquals([builder.reserve(5, NOP), builder.reserve(6, NOP)], [true, false]);
  builder.add(NOP, 0, 0);
  assertEquals([builder.reserve(4, NOP), builder.reserve(5, NOP)], [true, false]);
});

Deno.test("a new reservation replaces the rest of the old one, a refused one leaves it", () => {
  const builder = new TraceBuilder(8);
  builder.reserve(5, NOP);
  builder.reserveEpilogue(NOP);
  for (let i = 0; i < EPILOGUE; i++) builder.add(NOP, 0, 0);
  assertThrows(() => builder.add(NOP, 0, 0), InvariantError);
  builder.reserve(2, NOP);
  assertEquals(builder.reserve(3, NOP), false);
  for (let i = 0; i < 5; i++) builder.add(NOP, 0, 0);
  assertEquals(builder.length, 8);
});

Deno.test("the trace is what was added, and a refusal is observed", () => {
  const seen: string[] = [];
  const builder = new TraceBuilder(4, {
    observe: (event) => seen.push(event.kind === "no_room" ? `no room ${event.need} ${event.got}` : event.kind),
  });
  builder.reserve(1, NOP);
  builder.add(NOP, 7, 9);
  builder.reserve(1, NOP);
  assertEquals(builder.trace, [{ uop: NOP, oparg: 7, operand: 9 }]);
  assertEquals(seen, ["add", "no room 4 3"]);
});
