import { assert } from "@std/assert";
import { PrngChoices } from "../../core/choices.ts";
import { PLAIN_FORM } from "../draft/classes.ts";
import type { Draft, FunctionDraft } from "../draft/draft.ts";
import { fixup } from "../fix/fixup.ts";
import { generate } from "../generate.ts";
import { candidates } from "../shrink/candidates.ts";
import { withFunction } from "../shrink/edit.ts";
import { lower, lowerForOthers } from "./lower.ts";

const SEVEN = { t: "int", v: 7 } as const;

/** Drafts that differ in one thing that the module or a class may look at. */
function* others(draft: Draft): Generator<Draft> {
  const { functions, globals, classes } = draft;
  yield { ...draft, globals: globals.map(() => ({ init: SEVEN })) };
  if (classes !== undefined) {
    yield { ...draft, classes: classes.map((each) => ({ ...each, attributes: [{ name: "x", v: SEVEN }] })) };
    yield { ...draft, classes: classes.slice(1) };
  }
  for (let f = 0; f < functions.length; f++) {
    const fn = functions[f] as FunctionDraft;
    yield withFunction(draft, f, { ...fn, body: [] });
    for (let i = 0; i < fn.body.length; i++) yield withFunction(draft, f, { ...fn, body: fn.body.slice(i, i + 1) });
    yield withFunction(draft, f, { ...fn, defaults: fn.defaults.length > 0 ? [] : [SEVEN] });
    yield withFunction(draft, f, { ...fn, defaults: fn.defaults.map(() => SEVEN) });
    yield withFunction(draft, f, { ...fn, form: { ...PLAIN_FORM, kwonly: 2, kwdefaults: [SEVEN] } });
    yield withFunction(draft, f, { ...fn, params: fn.params + 1, locals: fn.locals + 1 });
    yield withFunction(draft, f, { ...fn, parent: fn.parent === null ? 0 : null });
  }
}

/** Drafts with what is seldom: names of functions that a program assigns, keyword-only parameters, `super()`, classes without members. */
const SELDOM = [47, 59, 79, 19];

Deno.test("module and classes that were lowered before are taken only where they would be the same again", () => {
  let shared = 0;
  for (const index of [...Array(30).keys(), ...SELDOM]) {
    const draft = generate(new PrngChoices(11, index));
    const { program, like } = lowerForOthers(draft);
    for (const other of [...others(draft), ...(SELDOM.includes(index) ? candidates(draft) : [])]) {
      const fixed = fixup(other);
      const { codes } = like(fixed);
      if (codes[0] === program.codes[0]) shared++;
      assert(JSON.stringify(codes) === JSON.stringify(lower(fixed).codes), `a neighbour of draft ${index}`);
    }
  }
  assert(shared > 400, `${shared}`);
});
