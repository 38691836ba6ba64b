/**
 * Strategies besides the generator as it is, by name.
 *
 * @module
 */

import { CHECKS_OF_CLAIM, type Choices } from "../../core/choices.ts";
import type { Language } from "../../core/language.ts";
import type { Plug } from "../../core/plug.ts";
import type { ProgramInput } from "../../core/program_subject.ts";
import { CPYTHON_LANGUAGE, languageOf } from "../../cpython/language.ts";
import { huntLimits } from "../../cpython/limits.ts";
import { pinPlug, vmPlug } from "../../cpython/plug.ts";
import type { ProgramCase } from "../../cpython/vm.ts";
import { CLAIMS } from "../../claims/registry.ts";
import { draftOf } from "../../enumerate/draft_of.ts";
import { Scope } from "../../enumerate/scope.ts";
import type { Draft } from "../../generate/draft/draft.ts";
import type { Program } from "../../../src/isa/program.ts";
import { generateBlind } from "./blind.ts";
import { Guide, guidedPlug } from "./guided.ts";
import { naiveProgram } from "./naive.ts";
import { generateWithout, POLICIES, policyStrategy } from "./policies.ts";

/** Makes the plug of an attack. */
export type Strategy = () => Plug;

/** Jumps back before an executor is made, for programs that do not say: as late as the generator's usual ones. */
const NAIVE_WARM = 4;

function ofDrafts(generate: (choices: Choices) => Draft): Strategy {
  return () => vmPlug({ language: languageOf(generate) });
}

const { variation: _ofDrafts, ...CPYTHON_REST } = CPYTHON_LANGUAGE;

/** Random instructions are programs as they are, and nothing shrinks them. */
const NAIVE_LANGUAGE: Language<Program, ProgramCase> = {
  ...CPYTHON_REST,
  generate: naiveProgram,
  lower: (program) => ({ program, limits: huntLimits(NAIVE_WARM) }),
  shrink: () => [],
  source: () => null,
};

/** Instructions of the bodies that are enumerated: more of them than any budget reaches. */
const ENUMERATED_UNITS = 6;
/** Every body of the scope in order, with an event at every point, whatever the seed. */
function enumerated(): Plug {
  const scope = new Scope(ENUMERATED_UNITS, true);
  const plug = pinPlug();
  const programClaims = new Set(
    CLAIMS.filter((claim) => claim.kind === "program" && claim.making === undefined).map(({ name }) => name),
  );
  return {
    ...plug,
    subject(claim) {
      const subject = plug.subject(claim);
      if (!programClaims.has(claim)) return subject;
      return {
        ...subject,
        generate(_seed, index): ProgramInput<Draft, ProgramCase> {
          const draft = draftOf(scope.body(index % CHECKS_OF_CLAIM % scope.size));
          return { draft, program: CPYTHON_LANGUAGE.lower(draft), origin: null, sampled: false };
        },
      };
    },
  };
}

/** All of them; a plug that is guided has a guide of its own. */
export const FURTHER_STRATEGIES: Readonly<Record<string, Strategy>> = {
  naive: () => vmPlug({ language: NAIVE_LANGUAGE }),
  blind: ofDrafts(generateBlind),
  enumeration: enumerated,
  guided: () => guidedPlug(new Guide()),
  ...Object.fromEntries(POLICIES.map((policy) => [policyStrategy(policy.name), ofDrafts(generateWithout(policy))])),
};
