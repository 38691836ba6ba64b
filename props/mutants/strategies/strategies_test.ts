import { assert, assertEquals } from "@std/assert";
import { ALL_REPAIRS } from "../../../src/isa/repairs.ts";
import { validateProgram } from "../../../src/isa/validate.ts";
import { tier2 } from "../../../src/vm/engine.ts";
import { huntLimits } from "../../cpython/limits.ts";
import { runChecks } from "../../core/batch.ts";
import { newTally } from "../../core/tally.ts";
import { DEFAULT_CLAIM, pinPlug } from "../../cpython/plug.ts";
import type { ProgramCase } from "../../cpython/vm.ts";
import type { Subject } from "../../core/subject.ts";
import { PrngChoices } from "../../core/choices.ts";
import { generateDraft } from "../../generate/generate.ts";
import { lower } from "../../generate/lower/lower.ts";
import { DEFAULT_PROFILE, drawProfile } from "../../generate/draw/profile.ts";
import { walkFunction } from "../../generate/draft/walk.ts";
import { forgetValues, generateBlind } from "./blind.ts";
import { Guide, guidedPlug } from "./guided.ts";
import { NAIVE_POOL, naiveProgram } from "./naive.ts";
import { COMPARED } from "./names.ts";
import { generateWithout, POLICIES, policyStrategy } from "./policies.ts";
import { STRATEGIES, strategyOf } from "../run/strategies.ts";

Deno.test("naiveProgram() gives valid programs only, some of which run in tier 2", () => {
  const engine = tier2({ repairs: ALL_REPAIRS });
  let entered = 0;
  for (let index = 0; index < 300; index++) {
    const program = naiveProgram(new PrngChoices(1, index));
    validateProgram(program);
    if (engine.run(program, huntLimits(4)).statistics.entered > 0) entered++;
  }
  assert(entered >= 15, `${entered} of 300 entered a trace`);
});

Deno.test("naiveProgram() draws every opcode of its pool, and the same program from the same choices", () => {
  assert(NAIVE_POOL.length >= 35 && NAIVE_POOL.includes("BINARY_OP") && !NAIVE_POOL.includes("YIELD_VALUE"));
  assertEquals(naiveProgram(new PrngChoices(2, 7)), naiveProgram(new PrngChoices(2, 7)));
});

Deno.test("generateBlind() gives valid programs of other values", () => {
  for (let index = 0; index < 100; index++) validateProgram(lower(generateBlind(new PrngChoices(1, index))));
  const draft = generateDraft(new PrngChoices(1, 3));
  const blind = forgetValues(draft, new PrngChoices(1, 4));
  assert(JSON.stringify(blind) !== JSON.stringify(draft));
  assertEquals(blind.functions.map((fn) => fn.locals), draft.functions.map((fn) => fn.locals));
});

/** Kinds of statement in a Draft. */
function kindsOf(draft: ReturnType<typeof generateDraft>): Set<string> {
  const kinds = new Set<string>();
  for (const fn of draft.functions) walkFunction(fn, { stmt: ({ k }) => void kinds.add(k) });
  return kinds;
}

Deno.test("generateWithout() never does what the policy says", () => {
  const policy = POLICIES.find(({ name }) => name === "statement-island");
  assert(policy !== undefined);
  const generate = generateWithout(policy);
  let before = 0;
  for (let index = 0; index < 300; index++) {
    if (kindsOf(generateDraft(new PrngChoices(1, index))).has("island")) before++;
    assert(!kindsOf(generate(new PrngChoices(1, index))).has("island"), `check ${index}`);
  }
  assert(before > 0);
});

Deno.test("policies each turn one thing of a profile off", () => {
  const drawn = drawProfile(new PrngChoices(1, 1));
  for (const { name, without } of POLICIES) {
    for (const profile of [DEFAULT_PROFILE, drawn]) {
      const after = without(profile);
      const changed = (Object.keys(profile) as (keyof typeof profile)[]).filter((key) => after[key] !== profile[key]);
      assert(name === "swarm" || changed.length <= 1, `${name}: ${changed.join()}`);
    }
  }
  assertEquals(POLICIES.find(({ name }) => name === "recursion")?.without(DEFAULT_PROFILE).recursion, 0);
});

function programOf(subject: Subject<unknown>, input: unknown): ProgramCase["program"] {
  const stored = subject.codec.encode(input);
  assert(stored.kind === "program");
  return (stored.program as ProgramCase).program;
}

/** The programs of two batches of an attack that is guided, and how many parents there are then. */
function guidedAttack(): { readonly programs: readonly string[]; readonly parents: number } {
  const guide = new Guide();
  const subject = guidedPlug(guide).subject(DEFAULT_CLAIM);
  const programs: string[] = [];
  for (const from of [0, 64]) {
    // As an attack has them: all of a batch at once.
    const range = { seed: 5, from, to: from + 64 };
    for (const { index, input, failure } of runChecks(subject, range, new Set(ALL_REPAIRS), newTally())) {
      assertEquals(failure, null);
      programs.push(JSON.stringify(programOf(subject, input)));
      assertEquals(subject.generate(5, index), input);
    }
  }
  return { programs, parents: guide.size };
}

Deno.test("a guided attack keeps parents that cover something new, makes programs of them, and the same ones again", () => {
  const { programs, parents } = guidedAttack();
  assertEquals(guidedAttack(), { programs, parents });
  assert(parents >= 3 && parents <= 20, `${parents} parents`);
  const ours = pinPlug().subject(DEFAULT_CLAIM);
  const isDrawn = (text: string, index: number): boolean =>
    text === JSON.stringify(programOf(ours, ours.generate(5, index)));
  // Those of the first batch are drawn, and half of the next one.
  assertEquals(programs.map(isDrawn).filter((drawn) => !drawn).length, 32);
});

Deno.test("the enumeration gives the same programs for every seed and every claim, short ones first", () => {
  const subject = strategyOf("enumeration").subject(DEFAULT_CLAIM);
  const program = (seed: number, index: number) => programOf(subject, subject.generate(seed, index));
  assertEquals(program(2, 0x100_0000 + 5), program(1, 5));
  assert(JSON.stringify(program(1, 5)) !== JSON.stringify(program(1, 6)));
  for (let index = 0; index < 50; index++) {
    validateProgram(program(1, index));
  }
});

Deno.test("the strategies that are compared, and those without a policy, are known to the attack", () => {
  for (const { name } of COMPARED) assert(Object.hasOwn(STRATEGIES, name), name);
  for (const { name } of POLICIES) assert(Object.hasOwn(STRATEGIES, policyStrategy(name)), name);
});
