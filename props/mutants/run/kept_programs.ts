/**
 * Programs as attacks draw them: those that the run of the unchanged sources drew are kept beside the reference's answers. Only for others
 * the generator is loaded, which is a quarter of the modules that are left, and only for others sites are unpacked.
 *
 * @module
 */

import type * as Whole from "../../cpython/drawn_language.ts";
import type { ProgramCase } from "../../cpython/vm.ts";
import { type Choices, PrngChoices } from "../../core/choices.ts";
import type { Language, Making } from "../../core/language.ts";
import { kept, loadAtOnce, nameProgram } from "./kept_answers.ts";

let whole: typeof Whole | null = null;

function wholeLanguage(): typeof Whole.DRAWN_LANGUAGE {
  whole ??= loadAtOnce<typeof Whole>("../../cpython/drawn_language.ts");
  return whole.DRAWN_LANGUAGE;
}

/** The choices that a program is drawn from stand for its Draft: whoever shrinks has another language. */
function draftOf(choices: Choices): PrngChoices {
  if (!(choices instanceof PrngChoices)) throw new TypeError("expected the choices of a seed");
  return choices.again();
}

/** The program of some choices, drawn where it is not known. */
function keptProgram<Draft>(choices: PrngChoices, making: () => Making<Draft, ProgramCase>): ProgramCase {
  const { name } = choices;
  const drawn = kept(`drawn ${name}`, () => making().lower(making().generate(choices.again())));
  nameProgram(drawn.program, name);
  return drawn;
}

/** How programs of a claim are made, where most are known. */
export function keptMaking<Draft>(making: Making<Draft, ProgramCase>): Making<PrngChoices, ProgramCase> {
  return { generate: draftOf, lower: (choices) => keptProgram(choices, () => making) };
}

/** The language of the pin, where most programs are known. */
export const KEPT_LANGUAGE: Language<PrngChoices, ProgramCase> = {
  name: "cpython",
  version: 0,
  generate: draftOf,
  lower: (choices) => keptProgram(choices, wholeLanguage),
  codec: {
    encode: (program) => wholeLanguage().codec.encode(program),
    decode: (value, path) => wholeLanguage().codec.decode(value, path),
  },
  size: (program) => wholeLanguage().size(program),
  print: (program) => wholeLanguage().print(program),
};
