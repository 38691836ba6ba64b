/**
 * Random programs as a fast-check arbitrary.
 *
 * @module
 */

import type { Program } from "../../src/isa/program.ts";
import { fc } from "../deps.ts";
import { RandomChoices } from "../core/choices.ts";
import { type Draft, PIN_WARM } from "../generate/draft/draft.ts";
import { generate, generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import type { Profile } from "../generate/draw/profile.ts";
import { shrink } from "../generate/shrink/shrink.ts";

/** What programs are wanted. */
export interface ProgramConstraints {
  /** How often the generator does what; without it one of many profiles is drawn for each program. */
  readonly profile?: Profile;
  /** Only Drafts for which this holds; those that do not are drawn again, up to a hundred times. */
  readonly only?: (draft: Draft) => boolean;
}

/** Draws Drafts; shrinks them by structure. */
class DraftArbitrary extends fc.Arbitrary<Draft> {
  readonly #constraints: ProgramConstraints;

  constructor(constraints: ProgramConstraints) {
    super();
    this.#constraints = constraints;
  }

  override generate(random: fc.Random): fc.Value<Draft> {
    const choices = new RandomChoices(random);
    const { profile, only } = this.#constraints;
    for (let attempt = 0;; attempt++) {
      const draft = profile === undefined ? generateDraft(choices, PIN_WARM) : generate(choices, profile, PIN_WARM);
      if (only === undefined || attempt >= 100 || only(draft)) return new fc.Value(draft, undefined);
    }
  }

  override canShrinkWithoutContext(value: unknown): value is Draft {
    return typeof value === "object" && value !== null && "functions" in value && "globals" in value &&
      "calls" in value;
  }

  override shrink(draft: Draft): fc.Stream<fc.Value<Draft>> {
    const { only } = this.#constraints;
    const values = function* (): Generator<fc.Value<Draft>> {
      for (const candidate of shrink(draft)) {
        if (only === undefined || only(candidate)) yield new fc.Value(candidate, undefined);
      }
    };
    return fc.stream(values());
  }
}

/** Drafts of programs: structured data that can be printed, edited and lowered. */
export function draft(constraints: ProgramConstraints = {}): fc.Arbitrary<Draft> {
  return new DraftArbitrary(constraints);
}

/** The Draft that a program was lowered from; programs from elsewhere do not shrink. */
const draftOf = new WeakMap<Program, Draft>();

function toProgram(from: Draft): Program {
  const program = lower(from);
  draftOf.set(program, from);
  return program;
}

function toDraft(value: unknown): Draft {
  const from = typeof value === "object" && value !== null ? draftOf.get(value as Program) : undefined;
  // fast-check asks `unmap` to throw for values that are not the mapper's.
  if (from === undefined) throw new TypeError("expected a program that this arbitrary made");
  return from;
}

/** Valid programs that get hot under the default limits. */
export function program(constraints: ProgramConstraints = {}): fc.Arbitrary<Program> {
  return new DraftArbitrary(constraints).map(toProgram, toDraft);
}
