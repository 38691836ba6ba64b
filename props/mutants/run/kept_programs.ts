/**
 * The language of the pin as attacks have it: programs that the run of the unchanged sources drew are kept beside the reference's
 * answers, and only for others the generator is loaded, which is a quarter of the modules that are left.
 *
 * @module
 */

import type * as Whole from "../../cpython/drawn_language.ts";
import type { ProgramCase } from "../../cpython/vm.ts";
import { PrngChoices } from "../../core/choices.ts";
import type { Language } from "../../core/language.ts";
import { kept, loadAtOnce } from "./kept_answers.ts";

let whole: typeof Whole | null = null;

function wholeLanguage(): typeof Whole.DRAWN_LANGUAGE {
  whole ??= loadAtOnce<typeof Whole>("../../cpython/drawn_language.ts");
  return whole.DRAWN_LANGUAGE;
}

/** The choices that a program is drawn from stand for its Draft: whoever shrinks has another language. */
export const KEPT_LANGUAGE: Language<PrngChoices, ProgramCase> = {
  name: "cpython",
  version: 0,
  generate(choices) {
    if (!(choices instanceof PrngChoices)) throw new TypeError("expected the choices of a seed");
    return choices.again();
  },
  lower: (choices) =>
    kept(`drawn ${choices.name}`, () => wholeLanguage().lower(wholeLanguage().generate(choices.again()))),
  codec: {
    encode: (program) => wholeLanguage().codec.encode(program),
    decode: (value, path) => wholeLanguage().codec.decode(value, path),
  },
  size: (program) => wholeLanguage().size(program),
  print: (program) => wholeLanguage().print(program),
};
