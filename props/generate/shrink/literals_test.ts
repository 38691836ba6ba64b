import { assert, assertEquals } from "@std/assert";
import type { Literal } from "../../../src/isa/program.ts";
import { literalCandidates, smallerInts } from "./literals.ts";

const int = (v: number): Literal => ({ t: "int", v });

Deno.test("smaller numbers are nearer to zero, by large steps first, one by one at the end", () => {
  assertEquals(smallerInts(0), []);
  assertEquals(smallerInts(1), [0]);
  assertEquals(smallerInts(-1), [0, 1]);
  assertEquals(smallerInts(5), [0, 1, 2, 4]);
  assertEquals(smallerInts(400), [0, 1, 200, 300]);
  for (const v of [-400, -7, 3, 8, 9, 100]) {
    for (const smaller of smallerInts(v)) assert(Math.abs(smaller) < Math.abs(v) || smaller === -v);
    assert(!smallerInts(v).some((each) => Object.is(each, -0)));
  }
});

Deno.test("a large tuple gets short, and its items zero, in few steps", () => {
  let value: Literal = { t: "tuple", v: Array.from({ length: 32 }, (_, v) => int(v + 1)) };
  let steps = 0;
  // The tenth item must stay one.
  const fails = (each: Literal): boolean => each.t === "tuple" && each.v[9]?.t === "int" && each.v[9].v !== 0;
  for (;;) {
    const next: Literal | undefined = literalCandidates(value).find(fails);
    if (next === undefined) break;
    value = next;
    steps++;
  }
  assert(value.t === "tuple" && value.v.length === 10, JSON.stringify(value));
  assertEquals(value.v.filter((item) => item.t === "int" && item.v !== 0).length, 1);
  assert(steps <= 12, `expected at most 12 steps, found ${steps}`);
});
