import { assert, assertEquals } from "@std/assert";
import type { Boundary } from "../../src/isa/boundary.ts";
import type { Limits, Repairs } from "../../src/isa/engine.ts";
import { ALL_REPAIRS, NO_REPAIRS } from "../../src/isa/repairs.ts";
import { UOPS } from "../../src/isa/uops.ts";
import { type Pass, PASSES } from "../../src/optimizer/passes.ts";
import { firstParting, stateDifference } from "../../src/oracle/compare_boundaries.ts";
import { BoundaryReacher, BoundaryRecorder, type RecordOptions } from "../../src/vm/tier2/boundaries.ts";
import { draftLimits } from "../cpython/limits.ts";
import { PrngChoices } from "../core/choices.ts";
import { generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import { Vm } from "../cpython/vm.ts";
import { boundaries, exits } from "./exits.ts";

const choices = new PrngChoices(0);

function drawn(index: number): { program: ReturnType<typeof lower>; limits: Limits } {
  choices.reseed(20231114, index);
  const draft = generateDraft(choices);
  return { program: lower(draft), limits: draftLimits(draft) };
}

function verdicts(claim: typeof exits, repairs: Repairs, checks: number): Map<string, number> {
  const counts = new Map<string, number>();
  const vm = new Vm(repairs);
  for (let index = 0; index < checks; index++) {
    const verdict = claim.check(drawn(index), vm);
    const key = verdict.kind === "disagree" ? `${verdict.place.what} ${verdict.place.of}` : verdict.kind;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** What differs first on each of some programs when tier 2 runs with a wrong pass. */
function partings(options: RecordOptions, checks: number): Map<string, number> {
  const recorder = new BoundaryRecorder({ repairs: ALL_REPAIRS, ...options });
  const reacher = new BoundaryReacher({ repairs: ALL_REPAIRS });
  const counts = new Map<string, number>();
  for (let index = 0; index < checks; index++) {
    const { program, limits } = drawn(index);
    const { boundaries } = recorder.run(program, limits);
    const { outcome, reached } = reacher.run(program, limits, boundaries);
    const parting = firstParting(boundaries, reached, outcome.status === "finished");
    if (parting !== null) counts.set(parting.difference.what, (counts.get(parting.difference.what) ?? 0) + 1);
  }
  return counts;
}

/** Replaces one uop by another. */
function replacing(name: keyof typeof UOPS, other: keyof typeof UOPS): Pass {
  const run: Pass["run"] = (trace) =>
    trace.map((each) => each.uop === UOPS[name].id ? { ...each, uop: UOPS[other].id } : each);
  return { name: `${name} to ${other}`, run };
}

Deno.test("once all defects are mended, tiers agree at every exit and at every instruction", () => {
  assertEquals([...verdicts(exits, ALL_REPAIRS, 200).keys()], ["agree"]);
  assertEquals([...verdicts(boundaries, ALL_REPAIRS, 60).keys()], ["agree"]);
});

Deno.test("the pin looks another handler up where a trace is left by an error", () => {
  const found = verdicts(exits, NO_REPAIRS, 200);
  assert((found.get("handler after an error in a trace") ?? 0) > 0, [...found.keys()].join(", "));
});

Deno.test("exits inside traces, instructions of traces and of tier 1 are all looked at", () => {
  const recorder = new BoundaryRecorder({ which: "all", repairs: ALL_REPAIRS });
  const kinds = new Map<string, number>();
  for (let index = 0; index < 60; index++) {
    const { program, limits } = drawn(index);
    for (const { kind } of recorder.run(program, limits).origins) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  for (const kind of ["tier1", "trace", "deopt", "error", "exit"]) assert((kinds.get(kind) ?? 0) > 5, kind);
});

Deno.test("a trace whose arithmetic is wrong is caught at the next instruction, and at its exit", () => {
  const wrong = [...PASSES, replacing("_BINARY_OP_ADD_INT", "_BINARY_OP_SUBTRACT_INT")];
  assert((partings({ which: "all", passes: wrong }, 20).get("stack") ?? 0) > 0);
  const atExits = partings({ which: "exits", passes: wrong }, 50);
  assert((atExits.get("local") ?? 0) + (atExits.get("stack") ?? 0) > 0, [...atExits.keys()].join(", "));
});

Deno.test("a pointer that is not kept shows where a trace is left", () => {
  const lost = [...PASSES, replacing("_SET_IP", "NOP")];
  assert((partings({ which: "exits", passes: lost }, 60).get("place") ?? 0) > 0);
});

const STATE: Boundary = {
  kind: "before",
  fuel: 3,
  unfueled: 0,
  depth: 1,
  frames: [
    { code: 1, name: "f", unit: 4, locals: ["1", "-"], stack: ["2"] },
    { code: 2, name: "g", unit: 9, locals: [], stack: [] },
  ],
  exception: null,
  handler: null,
  effects: 0,
};

Deno.test("every part of a state is compared, and named", () => {
  const [inner, outer] = STATE.frames as [Boundary["frames"][0], Boundary["frames"][0]];
  const cases: [Partial<Boundary>, string][] = [
    [{}, "same"],
    [{ frames: [inner], depth: STATE.depth + 1 }, "frames"],
    [{ frames: [inner] }, "same"],
    [{ frames: [inner, { ...outer, unit: 8 }] }, "where g goes on"],
    [{ frames: [{ ...inner, locals: ["1", "0"] }, outer] }, "local 1"],
    [{ frames: [inner, { ...outer, stack: ["0"] }] }, "stack item 0 of g"],
    [{ frames: [{ ...inner, stack: [] }, outer] }, "stack item 0"],
    [{ frames: [{ ...inner, stack: null }, outer] }, "same"],
    [{ exception: "KeyError()" }, "exception"],
    [{ handler: -1 }, "handler"],
    [{ effects: 1 }, "effects"],
  ];
  for (const [change, where] of cases) {
    assertEquals(stateDifference(STATE, { ...STATE, ...change })?.where ?? "same", where);
    assertEquals(stateDifference({ ...STATE, ...change }, STATE)?.where ?? "same", where);
  }
});

Deno.test("a place that is never reached is a difference, unless a run was given up", () => {
  assertEquals(firstParting([STATE, STATE], [STATE, STATE], true), null);
  assertEquals(firstParting([STATE, STATE], [STATE], true)?.difference.what, "place");
  assertEquals(firstParting([STATE, STATE], [STATE], false), null);
  assertEquals(firstParting([STATE, { ...STATE, effects: 1 }], [STATE, STATE], false)?.index, 1);
});
