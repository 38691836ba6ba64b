import { assert, assertEquals } from "@std/assert";
import { type UopName, uopRow, UOPS } from "../../src/isa/uops.ts";
import { noneMended } from "../core/target.ts";
import { pinPlug } from "./plug.ts";

const subject = pinPlug().subject("equivalence");

/** What a probe tells of the first programs of a seed. */
function told(programs: number) {
  const probe = subject.probe?.(noneMended());
  assert(probe !== undefined);
  return Array.from({ length: programs }, (_, index) => probe.run(subject.generate(1, index)));
}

Deno.test("a probe of the pin tells each feature once, the same ones every time", () => {
  const features = told(12);
  const keys = features.flat().map(({ sort, name }) => `${sort} ${name}`);
  assertEquals(new Set(keys).size, keys.length);
  assertEquals(told(12), features);
  const first = subject.generate(1, 0);
  const probe = subject.probe?.(noneMended());
  assert((probe?.run(first).length ?? 0) > 0);
  assertEquals(probe?.run(first), []);
});

Deno.test("pairs, exits and ends are told under the names of the tables, the place first", () => {
  const features = told(80).flat();
  const sorts = new Set(features.map(({ sort }) => sort));
  for (const sort of ["pair", "deopt", "error", "end", "opcode", "missed", "unsupported"]) {
    assert(sorts.has(sort), sort);
  }
  const isUop = (name: string): boolean => name === "start" || Object.hasOwn(UOPS, name);
  for (const { sort, name } of features) {
    const [place = "", other = ""] = name.split(" ");
    if (["pair", "deopt", "error"].includes(sort)) assert(isUop(place) && isUop(other), `${sort} ${name}`);
    // A uop that leaves by its guard is one of those that may.
    if (sort === "deopt") assert(uopRow(place as UopName).flags?.includes("DEOPT"), name);
  }
});
