import { assert, assertEquals } from "@std/assert";
import { validateProgram } from "../../src/isa/validate.ts";
import { fc } from "../deps.ts";
import type { Draft } from "../generate/draft/draft.ts";
import { fixup } from "../generate/fix/fixup.ts";
import { lower } from "../generate/lower/lower.ts";
import { isPrintable } from "../generate/print/print.ts";
import { programUnits } from "../generate/lower/code_size.ts";
import { draftWeight } from "../generate/shrink/weight.ts";
import { brokenDuty } from "./kit.ts";
import { draft, program } from "./program.ts";

const OPTIONS = { seed: 1, values: 40 };

Deno.test("draft() passes the kit of duties", () => {
  const validate = (value: Draft): void => {
    assertEquals(fixup(value), value);
    validateProgram(lower(value));
  };
  assertEquals(brokenDuty(draft(), { ...OPTIONS, validate, weigh: draftWeight }), null);
});

Deno.test("program() draws valid programs, the same ones for the same seed", () => {
  const once = fc.sample(program(), { seed: 7, numRuns: 30 });
  once.forEach((each) => validateProgram(each));
  assertEquals(fc.sample(program(), { seed: 7, numRuns: 30 }), once);
});

Deno.test("program() shrinks a failure to what is needed", () => {
  const details = fc.check(
    fc.property(program(), (each) => programUnits(each) < 12),
    { seed: 3, numRuns: 200, endOnFailure: false },
  );
  assert(details.failed && details.counterexample !== null);
  const smallest = details.counterexample[0];
  validateProgram(smallest);
  // Where two branches meet before a return, the compiler writes the return twice.
  assert(programUnits(smallest) <= 15, `expected a small program, found ${programUnits(smallest)} instructions`);
});

Deno.test("draft({ only }) draws what is wanted", () => {
  const only = isPrintable;
  assert(fc.sample(draft({ only }), { seed: 2, numRuns: 30 }).every(isPrintable));
});
