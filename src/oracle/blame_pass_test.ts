import { assertEquals } from "@std/assert";
import { type UopName, UOPS } from "../isa/uops.ts";
import { blamePass, onlyRemoves, type Rewrite, rewritesOf, type TracePass } from "./blame_pass.ts";
import type { TraceUop } from "./verify_trace.ts";

const uop = (name: UopName, oparg = 0): TraceUop => ({ uop: UOPS[name].id, oparg, operand: 0 });
const loads = (...opargs: number[]): TraceUop[] => opargs.map((oparg) => uop("LOAD_FAST", oparg));

type Pass = TracePass<null>;

/** A pass that maps opargs. */
function mapping(name: string, map: (oparg: number) => number): Pass {
  return { name, run: (trace) => trace.map((each) => ({ ...each, oparg: map(each.oparg) })) };
}

const TRACE = loads(1, 2, 3, 4, 5, 6);
const GOOD = mapping("good", (oparg) => oparg === 2 ? 20 : oparg);
/** The second of its three rewrites is wrong. */
const BAD = mapping("bad", (oparg) => oparg === 3 ? 30 : oparg === 5 ? 666 : oparg === 6 ? 60 : oparg);

/** Fails where some oparg is 666 or more; runs the passes twice, as a program with two traces does. */
function failing(passes: readonly Pass[]): boolean {
  let wrong = false;
  for (let run = 0; run < 2; run++) {
    const trace = passes.reduce<readonly TraceUop[]>(
      (each, pass) => pass.run(each, null),
      run === 0 ? loads(1, 2) : TRACE,
    );
    wrong ||= trace.some(({ oparg }) => oparg >= 666);
  }
  return wrong;
}

Deno.test("the pass to blame is the one without which the program holds, and its rewrite the one that makes it fail", () => {
  const blame = blamePass([GOOD, BAD, mapping("idle", (oparg) => oparg)], failing);
  assertEquals([blame.pass, blame.rewrites], ["bad", 2]);
  assertEquals(blame.rewrite, { trace: 1, index: 4, before: loads(5, 6), after: loads(666, 60) });
});

Deno.test("where two passes are wrong each by itself, the first is blamed", () => {
  const other = mapping("other", (oparg) => oparg === 1 ? 777 : oparg);
  const blame = blamePass([GOOD, other, BAD], failing);
  assertEquals([blame.pass, blame.rewrite?.index, blame.rewrite?.trace], ["other", 0, 0]);
});

Deno.test("a program that fails without passes is not the fault of one", () => {
  assertEquals(blamePass([GOOD], () => true), { pass: null, rewrite: null, rewrites: 0 });
  assertEquals(blamePass([] as Pass[], () => true), { pass: null, rewrite: null, rewrites: 0 });
});

Deno.test("rewrites are runs of changed places, or what a diff finds where lengths differ", () => {
  const places = (rewrites: readonly Rewrite[]) =>
    rewrites.map(({ index, before, after }) => [index, before.map((u) => u.oparg), after.map((u) => u.oparg)]);
  assertEquals(places(rewritesOf(loads(1, 2, 3, 4), loads(1, 9, 8, 4), 0)), [[1, [2, 3], [9, 8]]]);
  assertEquals(places(rewritesOf(loads(1, 2, 3, 4), loads(1, 2, 4), 0)), [[2, [3], []]]);
  assertEquals(places(rewritesOf(loads(1, 2, 3, 4), loads(0, 1, 2, 3, 7, 8), 0)), [[0, [], [0]], [3, [4], [7, 8]]]);
  assertEquals(rewritesOf(TRACE, TRACE, 0), []);
});

Deno.test("passes of any length are let through rewrite by rewrite", () => {
  // Drops 2, then 4; without 4 it is wrong.
  const drop: Pass = { name: "drop", run: (trace) => trace.filter(({ oparg }) => oparg !== 2 && oparg !== 4) };
  const blame = blamePass([drop], (passes) => {
    const trace = passes.reduce<readonly TraceUop[]>((each, pass) => pass.run(each, null), TRACE);
    return !trace.some(({ oparg }) => oparg === 4);
  });
  assertEquals([blame.pass, blame.rewrites, blame.rewrite], ["drop", 2, {
    trace: 0,
    index: 3,
    before: loads(4),
    after: [],
  }]);
  assertEquals(onlyRemoves(blame.rewrite as Rewrite), true);
  assertEquals(onlyRemoves({ trace: 0, index: 0, before: loads(1), after: loads(2) }), false);
});
