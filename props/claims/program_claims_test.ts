import { assert, assertEquals } from "@std/assert";
import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import { ALL_REPAIRS, NO_REPAIRS } from "../../src/isa/repairs.ts";
import { trace } from "../arbitraries/trace.ts";
import { fc } from "../deps.ts";
import { PrngChoices } from "../core/choices.ts";
import { type Draft, PIN_WARM } from "../generate/draft/draft.ts";
import { generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import { shrinkDraft } from "../generate/shrink/shrink.ts";
import { programUnits } from "../generate/lower/code_size.ts";
import { programOfSource } from "../python/program.ts";
import { newTally } from "../core/tally.ts";
import { Vm } from "../cpython/vm.ts";
import { bytecode } from "./bytecode.ts";
import { canary } from "./canary.ts";
import type { ProgramClaim, Verdict } from "./claim.ts";
import { counting } from "./counting.ts";
import { determinism } from "./determinism.ts";
import { equivalence } from "./equivalence.ts";
import { executorReferences } from "./executor_references.ts";
import { invalidation } from "./invalidation.ts";
import { recursionLimit } from "./recursion_limit.ts";
import { CLAIMS } from "./registry.ts";
import { traces } from "./traces.ts";
import { withoutPasses } from "./without_passes.ts";

const LIMITS: Limits = { ...DEFAULT_LIMITS, fuel: 20_000, maxSize: 20_000 };
const choices = new PrngChoices(0);

function drawn(index: number): Draft {
  choices.reseed(20231114, index);
  return generateDraft(choices, PIN_WARM);
}

function holds(claim: ProgramClaim, vm: Vm, checks: number, limits: Limits = LIMITS): void {
  for (let index = 0; index < checks; index++) {
    const verdict = claim.check({ program: lower(drawn(index)), limits }, vm);
    assertEquals(verdict, { kind: "agree" }, `${claim.name}, index ${index}`);
  }
}

/** The first failing check, or null. */
function refuted(claim: ProgramClaim, vm: Vm, checks: number): [Draft, Verdict] | null {
  for (let index = 0; index < checks; index++) {
    const draft = drawn(index);
    const verdict = claim.check({ program: lower(draft), limits: LIMITS }, vm);
    if (verdict.kind === "disagree") return [draft, verdict];
  }
  return null;
}

Deno.test("all engines agree on every program once all defects are mended, nearly all of which run traces", () => {
  const vm = new Vm(ALL_REPAIRS);
  const programs = 600;
  const counts = { entered: 0, deopts: 0, errors: 0 };
  for (let index = 0; index < programs; index++) {
    const tally = newTally();
    vm.begin(tally);
    const verdict = equivalence.check({ program: lower(drawn(index)), limits: LIMITS }, vm);
    vm.end(tally);
    assertEquals(verdict, { kind: "agree" }, `index ${index}`);
    for (const what of ["entered", "deopts", "errors"] as const) if ((tally.counts[what] ?? 0) > 0) counts[what]++;
  }
  const { entered, deopts, errors } = counts;
  assert(entered >= 0.95 * programs, `${entered} of ${programs} programs entered a trace`);
  assert(deopts >= 0.8 * programs, `${deopts} of ${programs} programs left a trace by deopt`);
  assert(errors >= 0.08 * programs, `${errors} of ${programs} programs raised in a trace`);
});

Deno.test("the pin's handler look-up is found in few checks and shrinks to at most 25 instructions", () => {
  const vm = new Vm(NO_REPAIRS);
  const found = refuted(equivalence, vm, 400);
  assert(found !== null, "expected a miscompilation within 400 checks");
  const fails = (draft: Draft): boolean =>
    equivalence.check({ program: lower(draft), limits: LIMITS }, vm).kind === "disagree";
  const { draft, minimal } = shrinkDraft(found[0], fails);
  assert(minimal);
  const units = programUnits(lower(draft));
  assert(units <= 25 + 5, `expected at most 25 instructions and 5 of the module, found ${units}`);
  const mended = new Vm(new Set(["handler-lookup"]));
  assertEquals(equivalence.check({ program: lower(draft), limits: LIMITS }, mended), { kind: "agree" });
});

Deno.test("running twice gives equal outcomes and statistics", () => holds(determinism, new Vm(NO_REPAIRS), 200));

Deno.test("every trace left behind is well-formed and a path through its code", () => {
  holds(traces, new Vm(NO_REPAIRS), 400);
});

Deno.test("executors have as many owners as they should at every end of a program, and none when its code is freed", () => {
  for (const repairs of [NO_REPAIRS, ALL_REPAIRS]) {
    holds(executorReferences, new Vm(repairs), 300);
  }
});

Deno.test("invalidation reaches all dependents; the pin enters what is invalid, the repaired target never", () => {
  holds(invalidation, new Vm(ALL_REPAIRS), 300);
  const found = refuted(invalidation, new Vm(NO_REPAIRS), 300);
  assertEquals(found?.[1], {
    kind: "disagree",
    engine: null,
    place: { what: "ENTER_EXECUTOR" },
    left: "an executor that is entered is valid",
    right: "an invalid one",
  });
});

Deno.test("passes, the counter optimizer, inlined frames at the recursion limit and code that runs change nothing", () => {
  for (const claim of [withoutPasses, counting, recursionLimit, bytecode]) {
    holds(claim, new Vm(ALL_REPAIRS), 150);
  }
});

Deno.test("a line that a counted loop comes back to is lost on the pin, and mended by its repair", () => {
  const source = `
import sys
mon = sys.monitoring
def told(code, line): emit(line)
mon.use_tool_id(2, 'lines')
mon.register_callback(2, 32, told)
def f(n):
    mon.set_local_events(2, f.__code__, 32)
    while n:
        n -= 1
`;
  const program = { ...programOfSource(source), args: [{ t: "int", v: 6 } as const] };
  const kinds = [NO_REPAIRS, new Set(["lost-line"] as const)].map((repairs) =>
    counting.check({ program, limits: LIMITS }, new Vm(repairs)).kind
  );
  assertEquals(kinds, ["disagree", "agree"]);
});

Deno.test("traces without passes are measured against the limits of their own program", () => {
  const vm = new Vm(ALL_REPAIRS);
  holds(withoutPasses, vm, 20, { ...LIMITS, maxTraceLength: 16 });
  holds(withoutPasses, vm, 20);
});

Deno.test("the canary is refuted at once", () => {
  assert(refuted(canary, new Vm(ALL_REPAIRS), 20) !== null);
});

Deno.test("claims have distinct names, and only the canary must fail", () => {
  assertEquals(new Set(CLAIMS.map(({ name }) => name)).size, CLAIMS.length);
  assertEquals(CLAIMS.filter(({ mustFail }) => mustFail).map(({ name }) => name), ["canary"]);
});

Deno.test("trace() draws traces of random programs", () => {
  const drawnTraces = fc.sample(trace(), { seed: 5, numRuns: 10 });
  assert(drawnTraces.every((each) => each.length > 4));
  assertEquals(fc.sample(trace(), { seed: 5, numRuns: 10 }), drawnTraces);
});
