import { assert, assertEquals } from "@std/assert";
import { type UopName, uopRow, UOPS } from "../../src/isa/uops.ts";
import { noneMended } from "../core/target.ts";
import { programOfSource } from "../python/program.ts";
import { CoverageProbe } from "./coverage_probe.ts";
import { huntLimits } from "./limits.ts";
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
  for (const sort of ["pair", "deopt", "error", "end", "opcode", "missed", "unsupported", "specialized", "chain"]) {
    assert(sorts.has(sort), sort);
  }
  const isUop = (name: string): boolean => name === "start" || Object.hasOwn(UOPS, name);
  for (const { sort, name } of features) {
    const [place = "", other = ""] = name.split(" ");
    if (["pair", "deopt", "error", "chain"].includes(sort)) assert(isUop(place) && isUop(other), `${sort} ${name}`);
    if (sort === "pair") assert(other !== "start", `${name}: nothing starts behind a uop`);
    // A uop that leaves by its guard is one of those that may.
    if (sort === "deopt") assert(uopRow(place as UopName).flags?.includes("DEOPT"), name);
  }
});

/** What a probe tells of a source, in the order of the alphabet. */
function toldOf(sort: string, source: string): string[] {
  const program = { program: programOfSource(source), limits: huntLimits(2) };
  const features = new CoverageProbe(noneMended(), {}).run(program);
  return features.filter((each) => each.sort === sort).map(({ name }) => name).sort();
}

Deno.test("forms that take the place of others are told, and forms that were tried in vain", () => {
  const source = `
def f():
    for x in [1, 2, 3, 4, "5", "6", "7"]:
        x + x
    for x in [1, 1.5, 1, 1.5, 1, 1.5] * 9:
        x * 1
`;
  const forms = toldOf("specialized", source);
  for (const form of ["BINARY_OP BINARY_OP_ADD_INT", "BINARY_OP BINARY_OP", "FOR_ITER FOR_ITER_LIST"]) {
    assert(forms.includes(form), forms.join());
  }
});

Deno.test("where the trace that runs is invalidated is told, and not where another one is", () => {
  const body = (call: string): string => `
def f():
    for x in [0] * 9:
        ${call}
`;
  assertEquals(toldOf("invalidated", body("host_invalidate(f)")), ["CALL_BUILTIN_O"]);
  assertEquals(toldOf("invalidated", body("len('')")), []);
});

Deno.test("an exit is told with the one before it in the same run", () => {
  const source = `
def f():
    for x in [1, 1, 1, 1, "a", "b", 2, 2, 2, 2]:
        try:
            x - 1
        except TypeError:
            pass
`;
  assertEquals(toldOf("chain", source), ["_GUARD_BOTH_INT _GUARD_NOT_EXHAUSTED_TUPLE", "start _GUARD_BOTH_INT"]);
});
