/**
 * The language of the pin as far as its programs are drawn and lowered: without what shrinks, varies and prints them as Python, which
 * nobody needs before something was found.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { limitsFromJson } from "../../src/isa/limits.ts";
import { formatCode } from "../../src/isa/format_program.ts";
import { formatLiteral } from "../../src/isa/literal_text.ts";
import type { Program } from "../../src/isa/program.ts";
import { programFromJson } from "../../src/isa/program_json.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import type { Language } from "../core/language.ts";
import type { Draft } from "../generate/draft/draft.ts";
import { generateDraft, GENERATOR_VERSION } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import { draftLimits } from "./limits.ts";
import { programSize, reachableCodes } from "./program_size.ts";
import type { ProgramCase } from "./vm.ts";

function decode(value: unknown, path: string): ProgramCase {
  const document = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  try {
    const program = programFromJson(document["program"]);
    const limits = limitsFromJson(document["limits"]);
    validateProgram(program);
    return { program, limits };
  } catch (error) {
    // Refusals do not know the file they speak of.
    throw error instanceof TierproofError ? new TierproofError("file", `${path}: ${error.message}`) : error;
  }
}

/** The code that a program can reach, and what it runs. */
function programListing(program: Program): string {
  const codes = reachableCodes(program).map((code) => formatCode(code).trimEnd());
  const args = program.args.map(formatLiteral).join(", ");
  const times = program.calls === 1 ? "once" : `${program.calls} times`;
  return [...codes, `runs ${program.entry}(${args}) ${times}`].join("\n\n");
}

/** The limits of a run that are not the usual ones. */
function limitsText(limits: Limits): string {
  const unusual = Object.entries(limits).filter(([name, value]) => DEFAULT_LIMITS[name as keyof Limits] !== value);
  return unusual.map(([name, value]) => `${name} ${value}`).join(", ");
}

/** Programs of the pin as they are drawn. */
export const DRAWN_LANGUAGE: Language<Draft, ProgramCase> = {
  name: "cpython",
  version: GENERATOR_VERSION,
  generate: (choices) => generateDraft(choices),
  lower: (draft) => ({ program: lower(draft), limits: draftLimits(draft) }),
  codec: { encode: ({ program, limits }) => ({ limits, program }), decode },
  size: ({ program }) => programSize(program),
  print({ program, limits }) {
    const unusual = limitsText(limits);
    return `${programListing(program)}${unusual === "" ? "" : `\nlimits: ${unusual}`}`;
  },
};
