import { assertEquals } from "@std/assert";
import { assemble } from "../../src/isa/assembler.ts";
import type { CodeObject } from "../../src/isa/program.ts";
import { ListIterator, RangeIterator, StringIterator, TupleIterator } from "../iterators.ts";
import { tuple, types } from "../types.ts";
import { PyCode, PyList, PyRange } from "../values.ts";
import { type LoopKind, loopKind, Loops } from "./loops.ts";

const { codes } = assemble(`tierproof-assembly 1
module m
entry f
calls 1
code <module>
  const None
  begin
    RESUME 0
    RETURN_CONST 0
  end
`);
const code = () => new PyCode(types.code, codes[0] as CodeObject, [null]);
const range = (stop: bigint) => RangeIterator.over(new PyRange(types.range, 0n, stop, 1n));

/** Turns of one loop, each with whether it ran inside. */
function turns(...kinds: readonly LoopKind[]): string {
  const loops = new Loops();
  const one = code();
  return kinds.map((kind) => loops.turn(one, 3, kind) ? "inside" : "outside").join(" ");
}

Deno.test("a loop is of the kind of its iterator; ranges beyond the ints of C are others", () => {
  assertEquals(
    [new ListIterator(new PyList(types.list, [])), new TupleIterator(tuple([])), range(3n), range(2n ** 70n)].map(
      loopKind,
    ),
    ["list", "tuple", "range", "other"],
  );
  assertEquals([new StringIterator("a", "a"), null, 5n].map(loopKind), ["other", "other", "other"]);
});

Deno.test("a loop runs generators inside from its second turn on", () => {
  assertEquals(turns("generator", "generator", "generator"), "outside inside inside");
});

Deno.test("a loop made for lists runs no generator inside until its turns are over", () => {
  const loops = new Loops();
  const one = code();
  for (let i = 0; i < 2; i++) assertEquals(loops.turn(one, 3, "list"), false);
  let outside = 0;
  while (!loops.turn(one, 3, "generator")) outside++;
  assertEquals(outside, 52);
});

Deno.test("each failed decision doubles the turns until the next", () => {
  const waits = [1, 2, 3].map((decisions) => {
    const loops = new Loops();
    const one = code();
    loops.turn(one, 3, "other");
    for (let failed = 1; failed <= decisions; failed++) {
      loops.turn(one, 3, "other");
      if (failed < decisions) { for (let i = 0; i < 2 ** (failed + 1) - 2; i++) loops.turn(one, 3, "other"); }
    }
    let outside = 0;
    while (!loops.turn(one, 3, "generator")) outside++;
    return outside;
  });
  assertEquals(waits, [2, 6, 14]);
});

Deno.test("loops are told apart by code and unit, and are decided anew when restarted", () => {
  const loops = new Loops();
  const [one, other] = [code(), code()];
  for (let i = 0; i < 2; i++) loops.turn(one, 3, "generator");
  assertEquals([loops.runsInside(one, 3), loops.runsInside(one, 4), loops.runsInside(other, 3)], [true, false, false]);
  loops.restart(one, 3);
  assertEquals([loops.runsInside(one, 3), loops.turn(one, 3, "generator")], [false, false]);
  loops.restart(other, 9);
});
