import { assertEquals } from "@std/assert";
import type { Boundary, FrameState } from "../isa/boundary.ts";
import { stateDifference } from "./compare_boundaries.ts";

const frame = (name: string, unit: number): FrameState => ({ code: 0, name, unit, locals: [], stack: [] });

function state(depth: number, ...frames: readonly FrameState[]): Boundary {
  return { kind: "before", fuel: 1, unfueled: 0, depth, frames, exception: null, handler: null, effects: 0 };
}

Deno.test("callers are compared as far as both sides show them, unless the depths differ", () => {
  const nested = state(4, frame("p", 0));
  const inlined = state(4, frame("p", 0), frame("f", 29));
  assertEquals(stateDifference(nested, inlined), null);
  assertEquals(stateDifference(state(4, frame("q", 0)), inlined)?.where !== undefined, true);
  assertEquals(stateDifference(state(3, frame("p", 0)), inlined)?.what, "frames");
});
