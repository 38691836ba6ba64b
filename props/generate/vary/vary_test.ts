import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { validateProgram } from "../../../src/isa/validate.ts";
import { PrngChoices } from "../../core/choices.ts";
import type { Draft } from "../draft/draft.ts";
import { fixup } from "../fix/fixup.ts";
import { generateDraft } from "../generate.ts";
import { lower } from "../lower/lower.ts";
import { allAt, withAt } from "./places.ts";
import { vary } from "./vary.ts";

function drawn(index: number): Draft {
  return generateDraft(new PrngChoices(3, index));
}

/** A child of two Drafts that are drawn. */
function child(index: number): Draft {
  return vary(drawn(2 * index), drawn(2 * index + 1), new PrngChoices(4, index));
}

Deno.test("what is varied is valid, and so is what is varied again and again", () => {
  let last = drawn(0);
  for (let index = 0; index < 300; index++) {
    last = vary(index % 20 === 0 ? drawn(index) : last, drawn(index + 1000), new PrngChoices(5, index));
    assert(fixup(last) === last, `index ${index}`);
    validateProgram(lower(last));
  }
});

Deno.test("equal choices vary Drafts equally, others otherwise, and hardly any Draft stays as it was", () => {
  let same = 0;
  for (let index = 0; index < 60; index++) {
    const draft = child(index);
    assertEquals(child(index), draft);
    if (JSON.stringify(draft) === JSON.stringify({ ...drawn(2 * index), assumed: undefined })) same++;
  }
  assert(same < 12, `${same} of 60`);
  assertNotEquals(vary(drawn(1), drawn(2), new PrngChoices(1)), vary(drawn(1), drawn(2), new PrngChoices(2)));
});

Deno.test("a place is what the same number found when places were counted", () => {
  const [fn] = drawn(7).functions;
  assert(fn !== undefined);
  const isAny = (): boolean => true;
  const exprs = allAt(fn, "expr", isAny);
  assert(exprs.length > 5);
  exprs.forEach((e, number) => {
    let met: unknown = null;
    withAt(fn, "expr", isAny, number, (each) => met = each);
    assertEquals(met, e);
  });
});
