/**
 * Claims about programs as subjects: an input is a Draft with its program.
 *
 * @module
 */

import { ByteChoices, PrngChoices } from "./choices.ts";
import type { ProgramClaim, Verdict } from "./claim.ts";
import { type Failure, failureOf } from "./failure.ts";
import { CoreInvariantError } from "./errors.ts";
import type { Language, Variation } from "./language.ts";
import type { BegunCheck, InputVariation, Subject } from "./subject.ts";
import type { Tally } from "./tally.ts";
import { partToBlame } from "./root_cause.ts";
import type { Attacked, Mended, Probe, Target } from "./target.ts";
import { AskedChoices, wordCandidates } from "./word_candidates.ts";

/** One check in so many is sampled for what is true of its program. */
export const SAMPLE_EVERY = 128;

/** What a check counts as, in instructions, besides those that run. */
const WORK = 500;

/** Where a Draft came from: a seed, recorded choices, the shrinker of its language, or a file. */
export type Origin = { readonly seed: number; readonly index: number } | Uint8Array | null;

/** A program with the Draft that it was lowered from, if it was not read from a file. */
export interface ProgramInput<Draft, Program> {
  /** Null for a program that was read from a file. */
  readonly draft: Draft | null;
  /** What is run. */
  readonly program: Program;
  /** What the Draft can be made again from. */
  readonly origin: Origin;
  /** Whether it is among those whose shares are counted. */
  readonly sampled: boolean;
}

/** An input that was drawn and is to wait: its Draft, which hardly anybody asks for, is drawn again for whoever does. */
class DrawnInput<Draft, Program> implements ProgramInput<Draft, Program> {
  readonly program: Program;
  readonly origin: { readonly seed: number; readonly index: number };
  readonly sampled = false;
  readonly #language: Language<Draft, Program>;

  constructor(program: Program, seed: number, index: number, language: Language<Draft, Program>) {
    this.program = program;
    this.origin = { seed, index };
    this.#language = language;
  }

  get draft(): Draft {
    return this.#language.generate(new PrngChoices(this.origin.seed, this.origin.index));
  }
}

/** A candidate of shrinking: most are only counted, as a search goes on where the last one was taken, and never run. */
class Candidate<Draft, Program> implements ProgramInput<Draft, Program> {
  readonly draft: Draft;
  readonly origin: Origin;
  readonly sampled = false;
  readonly #language: Language<Draft, Program>;
  #program: Program | null = null;

  constructor(draft: Draft, origin: Origin, language: Language<Draft, Program>) {
    this.draft = draft;
    this.origin = origin;
    this.#language = language;
  }

  get program(): Program {
    return this.#program ??= this.#language.lower(this.draft);
  }
}

/** The subject of a claim about programs. `samples`: whether this claim's programs are those that shares are counted of. */
export function programSubject<Draft, Program, A extends Attacked<Program>>(
  claim: ProgramClaim<Program, A>,
  language: Language<Draft, Program>,
  target: Target<Program, A>,
  { samples = false, nameExpected = false }: { readonly samples?: boolean; readonly nameExpected?: boolean } = {},
): Subject<ProgramInput<Draft, Program>> {
  const choices = new PrngChoices(0, 0);
  const input = (draft: Draft, origin: Origin, sampled: boolean): ProgramInput<Draft, Program> => ({
    draft,
    program: language.lower(draft),
    origin,
    sampled,
  });
  const recorded = (origin: Exclude<Origin, null>): AskedChoices => {
    const isBytes = origin instanceof Uint8Array;
    const asked = new AskedChoices(isBytes ? new ByteChoices(origin) : new PrngChoices(origin.seed, origin.index));
    language.generate(asked);
    return asked;
  };
  const draw = (seed: number, index: number): Draft => {
    choices.reseed(seed, index);
    return language.generate(choices);
  };
  const drawn = (draft: Draft, seed: number, index: number): ProgramInput<Draft, Program> =>
    input(draft, { seed, index }, samples && index % SAMPLE_EVERY === 0);
  /** Runs a check, or what is left of it, and counts it. */
  const counted = (
    input: ProgramInput<Draft, Program>,
    attacked: A,
    tally: Tally,
    run: () => Verdict,
  ): Failure | null => {
    attacked.begin?.(tally);
    const verdict = run();
    tally.work += WORK;
    attacked.end?.(tally);
    if (input.sampled && input.draft !== null && attacked.sample !== undefined) {
      tally.sampled++;
      attacked.sample(input.draft, input.program, tally);
    }
    return failureOf(verdict, tally, nameExpected ? attacked.expected : "expected");
  };
  const { prepare } = claim;
  return {
    claim: claim.name,
    ...(claim.partOf === undefined ? {} : { partOf: claim.partOf }),
    canary: claim.mustFail === true,
    generate: (seed, index) => drawn(draw(seed, index), seed, index),
    generateAll(seed, from, to) {
      const drafts: (Draft | null)[] = [];
      for (let index = from; index < to; index++) drafts.push(draw(seed, index));
      return drafts.map((draft, i) => {
        const made = drawn(draft as Draft, seed, from + i);
        // A Draft that was lowered is garbage: kept until the last one was, the collector would copy it.
        drafts[i] = null;
        return made.sampled ? made : new DrawnInput(made.program, seed, from + i, language);
      });
    },
    ...(claim.begin === undefined ? {} : {
      begin(input: ProgramInput<Draft, Program>, mended: Mended): BegunCheck {
        const attacked = target.attacked(mended);
        const rest = (claim.begin as NonNullable<typeof claim.begin>)(input.program, attacked);
        return (whole, tally) => counted(input, attacked, tally, () => rest(whole));
      },
    }),
    ...(prepare === undefined ? {} : {
      prepare(inputs: readonly ProgramInput<Draft, Program>[], mended: Mended): void {
        prepare(inputs.map(({ program }) => program), target.attacked(mended));
      },
    }),
    check(input, mended, tally) {
      const attacked = target.attacked(mended);
      return counted(input, attacked, tally, () => claim.check(input.program, attacked));
    },
    crash: (error, mended) => target.attacked(mended).crash?.(error) ?? null,
    *shrink({ draft, origin }) {
      if (draft === null) return;
      if (language.shrink !== undefined) {
        for (const simpler of language.shrink(draft)) yield new Candidate(simpler, null, language);
      } else if (origin !== null) {
        for (const bytes of wordCandidates(recorded(origin))) {
          yield new Candidate(language.generate(new ByteChoices(bytes)), bytes, language);
        }
      }
    },
    ...(language.variation === undefined ? {} : { variation: variationOf(language.variation, choices, input) }),
    codec: {
      encode: ({ program }) => ({ kind: "program", program }),
      decode: (stored) =>
        stored.kind === "program"
          // A stored program is what the codec of the same language read.
          ? { draft: null, program: stored.program as Program, origin: null, sampled: false }
          : null,
    },
    explain: ({ draft, program }) => ({
      size: language.size(program),
      text: language.print(program),
      source: draft === null ? null : language.source?.(draft) ?? null,
    }),
    form: ({ program }, mended, defect) => target.attacked(mended).form?.(program, defect) ?? "",
    family: ({ program }, mended, failure) => target.attacked(mended).family?.(program, failure) ?? "",
    diverge({ program }, mended, expected, failure) {
      if (claim.mustFail === true) return null;
      return target.attacked(mended).diverge?.(program, expected, failure) ?? null;
    },
    madeBy: ({ program }, mended) => partToBlame(target, mended, (attacked) => claim.check(program, attacked)),
    ...(target.probe === undefined ? {} : {
      probe(mended: Mended): Probe<ProgramInput<Draft, Program>> {
        const probe = (target.probe as NonNullable<typeof target.probe>)(mended);
        return { run: ({ program }) => probe.run(program) };
      },
    }),
    inspect: ({ program }, mended) => target.attacked(mended).inspect?.(program) ?? null,
  };
}

/** How inputs are made of others by the Drafts that they have. */
function variationOf<Draft, Program>(
  variation: Variation<Draft>,
  choices: PrngChoices,
  input: (draft: Draft, origin: Origin, sampled: boolean) => ProgramInput<Draft, Program>,
): InputVariation<ProgramInput<Draft, Program>> {
  const draftOf = ({ draft }: ProgramInput<Draft, Program>): Draft => {
    if (draft === null) throw new CoreInvariantError("a program is to be varied: expected its Draft, found none");
    return draft;
  };
  return {
    vary(one, other, seed, index) {
      choices.reseed(seed, index);
      return input(variation.vary(draftOf(one), draftOf(other), choices), null, false);
    },
    encode: (one) => variation.codec.encode(draftOf(one)),
    decode: (draft, path) => input(variation.codec.decode(draft, path), null, false),
  };
}
