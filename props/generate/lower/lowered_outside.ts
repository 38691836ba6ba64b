/**
 * Code objects of the module and of classes that were lowered before: they look at how functions begin, not at what these do, and a
 * candidate of shrinking mostly differs in the body of one.
 *
 * @module
 */

import type { CodeObject } from "../../../src/isa/program.ts";
import type { Draft, FunctionDraft } from "../draft/draft.ts";
import { functionUses } from "../draft/uses.ts";
import { classCode } from "./classes.ts";
import type { Lowering } from "./lowering.ts";
import { moduleCode } from "./module.ts";

/**
 * Compiles what is outside of functions, when all of these are lowered: the module, then the bodies of classes that can be reached, which
 * have the numbers from `first` on.
 */
export function lowerOutside(l: Lowering, classes: number, first: number): CodeObject[] {
  const bodies: CodeObject[] = [];
  for (let c = 0, left = classes; left !== 0; c++, left >>= 1) if ((left & 1) === 1) bodies.push(classCode(l, c));
  return [moduleCode(l, classes, first), ...bodies];
}

/** What it is made of. */
interface Sources {
  readonly draft: Draft;
  readonly codeOf: readonly number[];
  readonly globals: number;
  readonly assignedGlobals: number;
  readonly assignedFunctions: number;
  readonly classes: number;
}

function sourcesOf(l: Lowering, classes: number): Sources {
  const { draft, codeOf, globals, assignedGlobals, assignedFunctions } = l;
  return { draft, codeOf, globals, assignedGlobals, assignedFunctions, classes };
}

/** Whether whoever makes two functions does the same. */
function beginAlike(a: FunctionDraft, b: FunctionDraft): boolean {
  if (a === b) return true;
  return a.parent === b.parent && a.params === b.params && a.defaults === b.defaults && a.form === b.form &&
    functionUses(a).usesSuper === functionUses(b).usesSuper;
}

function isSame(a: Sources, b: Sources): boolean {
  return a.draft.globals === b.draft.globals && a.draft.classes === b.draft.classes && a.globals === b.globals &&
    a.assignedGlobals === b.assignedGlobals && a.assignedFunctions === b.assignedFunctions &&
    a.classes === b.classes && a.codeOf.length === b.codeOf.length &&
    a.codeOf.every((code, f) => code === b.codeOf[f]) &&
    a.draft.functions.every((fn, f) => beginAlike(fn, b.draft.functions[f] as FunctionDraft));
}

/** What is outside of the functions of one Draft, lowered. */
export class LoweredOutside {
  #known: { readonly sources: Sources; readonly codes: readonly CodeObject[] } | null = null;

  /** Lowers it for the Draft that others are made of, and remembers it. */
  add(l: Lowering, classes: number, first: number): readonly CodeObject[] {
    const codes = lowerOutside(l, classes, first);
    this.#known = { sources: sourcesOf(l, classes), codes };
    return codes;
  }

  /** The same of another Draft: what is known, where it would be lowered to the same. */
  lower(l: Lowering, classes: number, first: number): readonly CodeObject[] {
    const known = this.#known;
    if (known !== null && isSame(known.sources, sourcesOf(l, classes))) return known.codes;
    return lowerOutside(l, classes, first);
  }
}
