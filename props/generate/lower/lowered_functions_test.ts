import { assert } from "@std/assert";
import { PrngChoices } from "../../core/choices.ts";
import { fixup } from "../fix/fixup.ts";
import { generate } from "../generate.ts";
import { candidates } from "../shrink/candidates.ts";
import { lower, lowerForOthers } from "./lower.ts";

Deno.test("what was lowered before is taken only where it would be the same again", () => {
  let nested = 0;
  let shared = 0;
  for (let index = 40; nested < 8; index++) {
    const draft = generate(new PrngChoices(7, index));
    // Inner functions are what functions have to do with each other.
    if (draft.functions.every(({ parent }) => parent === null)) continue;
    nested++;
    const { program, like } = lowerForOthers(draft);
    assert(JSON.stringify(program) === JSON.stringify(lower(draft)), `draft ${index}`);
    for (const candidate of candidates(draft)) {
      const fixed = fixup(candidate);
      const lowered = like(fixed);
      shared += lowered.codes.filter((code) => program.codes.includes(code)).length;
      const [got, wanted] = [JSON.stringify(lowered), JSON.stringify(lower(fixed))];
      assert(got === wanted, `a candidate of draft ${index}: expected ${wanted}, found ${got}`);
    }
  }
  assert(shared > 300);
});
