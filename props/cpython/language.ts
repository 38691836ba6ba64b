/**
 * The language of the pin: Drafts of Python programs, lowered to bytecode.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import type { Language } from "../core/language.ts";
import type { Draft } from "../generate/draft/draft.ts";
import { fixup } from "../generate/fix/fixup.ts";
import { loweredCandidate, shrink } from "../generate/shrink/shrink.ts";
import { isPrintable, printPython } from "../generate/print/print.ts";
import { vary } from "../generate/vary/vary.ts";
import { DRAWN_LANGUAGE } from "./drawn_language.ts";
import { draftLimits } from "./limits.ts";
import type { ProgramCase } from "./vm.ts";

/** The generator, with any other way to make Drafts. */
export function languageOf(generate: Language<Draft, ProgramCase>["generate"]): Language<Draft, ProgramCase> {
  return { ...CPYTHON_LANGUAGE, generate };
}

/** A Draft that was written as JSON; what a hand has changed in it is made valid. */
function decodeDraft(value: unknown, path: string): Draft {
  try {
    return fixup(value as Draft);
  } catch (error) {
    throw new TierproofError("file", `${path}: no Draft: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Programs of the pin. */
export const CPYTHON_LANGUAGE: Language<Draft, ProgramCase> = {
  ...DRAWN_LANGUAGE,
  lower: (draft) => ({ program: loweredCandidate(draft), limits: draftLimits(draft) }),
  shrink,
  variation: { vary, codec: { encode: (draft) => draft, decode: decodeDraft } },
  source: (draft) => (isPrintable(draft) ? printPython(draft) : null),
};
