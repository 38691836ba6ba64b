import { assert, assertEquals } from "@std/assert";
import { reference } from "../../reference/engine.ts";
import { DEFAULT_LIMITS, type Limits, type Outcome, type Repairs } from "../../src/isa/engine.ts";
import { ALL_REPAIRS, NO_REPAIRS } from "../../src/isa/repairs.ts";
import { tier1, tier2 } from "../../src/vm/engine.ts";
import { trace } from "../arbitraries/trace.ts";
import { fc } from "../deps.ts";
import { PrngChoices } from "../core/choices.ts";
import { type Draft, PIN_WARM } from "../generate/draft/draft.ts";
import { generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import { shrinkDraft } from "../generate/shrink/shrink.ts";
import { programUnits } from "../generate/lower/code_size.ts";
import { bytecode } from "./bytecode.ts";
import { canary } from "./canary.ts";
import type { ClaimEngines, ProgramClaim, Verdict } from "./claim.ts";
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

function enginesOf(repairs: Repairs, observe?: ClaimEngines["observe"]): ClaimEngines {
  const engines = [reference, tier1({ repairs }), tier2({ repairs })];
  return observe === undefined ? { engines, limits: LIMITS } : { engines, limits: LIMITS, observe };
}

function holds(claim: ProgramClaim, context: ClaimEngines, checks: number): void {
  for (let index = 0; index < checks; index++) {
    assertEquals(claim.check(lower(drawn(index)), context), { kind: "agree" }, `${claim.name}, index ${index}`);
  }
}

/** The first failing check, or null. */
function refuted(claim: ProgramClaim, context: ClaimEngines, checks: number): [Draft, Verdict] | null {
  for (let index = 0; index < checks; index++) {
    const draft = drawn(index);
    const verdict = claim.check(lower(draft), context);
    if (verdict.kind === "disagree") return [draft, verdict];
  }
  return null;
}

Deno.test("all engines agree on every program once all defects are mended, nearly all of which run traces", () => {
  let programs = 0;
  let entered = 0;
  let deopts = 0;
  let errors = 0;
  const observe = (_engine: unknown, { statistics }: Outcome): void => {
    if (statistics.uops === 0 && statistics.entered === 0) return;
    entered++;
    if (statistics.deopts > 0) deopts++;
    if (statistics.errors > 0) errors++;
  };
  for (; programs < 600; programs++) {
    const verdict = equivalence.check(lower(drawn(programs)), enginesOf(ALL_REPAIRS, observe));
    assertEquals(verdict, { kind: "agree" }, `index ${programs}`);
  }
  assert(entered >= 0.95 * programs, `${entered} of ${programs} programs entered a trace`);
  assert(deopts >= 0.8 * programs, `${deopts} of ${programs} programs left a trace by deopt`);
  assert(errors >= 0.08 * programs, `${errors} of ${programs} programs raised in a trace`);
});

Deno.test("the pin's handler look-up is found in few checks and shrinks to at most 25 instructions", () => {
  const context = enginesOf(NO_REPAIRS);
  const found = refuted(equivalence, context, 400);
  assert(found !== null, "expected a miscompilation within 400 checks");
  const fails = (draft: Draft): boolean => equivalence.check(lower(draft), context).kind === "disagree";
  const { draft, minimal } = shrinkDraft(found[0], fails);
  assert(minimal);
  const units = programUnits(lower(draft));
  assert(units <= 25 + 5, `expected at most 25 instructions and 5 of the module, found ${units}`);
  assertEquals(equivalence.check(lower(draft), enginesOf(new Set(["handler-lookup"]))), { kind: "agree" });
});

Deno.test("running twice gives equal outcomes and statistics", () => holds(determinism, enginesOf(NO_REPAIRS), 200));

Deno.test("every trace left behind is well-formed and a path through its code", () => {
  holds(traces, enginesOf(NO_REPAIRS), 400);
});

Deno.test("executors have as many owners as they should at every end of a program, and none when its code is freed", () => {
  for (const repairs of [NO_REPAIRS, ALL_REPAIRS]) {
    const ends = new Set<string | null>();
    const context = { ...enginesOf(repairs, (_engine, { reason }) => ends.add(reason)), repairs };
    holds(executorReferences, context, 300);
    assert(ends.has(null));
  }
});

Deno.test("invalidation reaches all dependents; the pin enters what is invalid, the repaired target never", () => {
  holds(invalidation, { ...enginesOf(ALL_REPAIRS), repairs: ALL_REPAIRS }, 300);
  const found = refuted(invalidation, enginesOf(NO_REPAIRS), 300);
  assertEquals(found?.[1], {
    kind: "disagree",
    where: "ENTER_EXECUTOR",
    left: "an executor that is entered is valid",
    right: "an invalid one",
  });
});

Deno.test("passes, the counter optimizer, inlined frames at the recursion limit and code that runs change nothing", () => {
  for (const claim of [withoutPasses, counting, recursionLimit, bytecode]) {
    holds(claim, { ...enginesOf(ALL_REPAIRS), repairs: ALL_REPAIRS }, 150);
  }
});

Deno.test("traces without passes are measured against the limits of their own program", () => {
  const context = { ...enginesOf(ALL_REPAIRS), repairs: ALL_REPAIRS };
  holds(withoutPasses, { ...context, limits: { ...LIMITS, maxTraceLength: 16 } }, 20);
  holds(withoutPasses, context, 20);
});

Deno.test("the canary is refuted at once", () => {
  assert(refuted(canary, enginesOf(ALL_REPAIRS), 20) !== null);
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
