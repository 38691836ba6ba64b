/**
 * The programs that are mutated: recorded ones and generated ones. One seed and a number say which, and how it is changed.
 *
 * @module
 */

import type { Program } from "../../src/isa/program.ts";
import { PrngChoices } from "../core/choices.ts";
import { generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import { CORNER_RECORDINGS, loadRecords, RECORDINGS } from "../golden/load.ts";
import { mutateProgram } from "./mutate.ts";

/** A program, and what it was before. */
export interface MutatedProgram {
  readonly original: Program;
  readonly mutated: Program;
}

/** Makes the programs of a seed. */
export class MutatedPrograms {
  private constructor(private readonly recorded: readonly Program[]) {}

  /** Reads the recordings, those around corners of the language only when asked to. */
  static async load(corners: boolean): Promise<MutatedPrograms> {
    const wanted = corners ? [...RECORDINGS, ...CORNER_RECORDINGS] : RECORDINGS;
    const files = await Promise.all(wanted.map((file) => loadRecords(file)));
    return new MutatedPrograms(files.flat().map(({ program }) => program));
  }

  /** Program `index` of a seed: three of four are recorded ones. */
  at(seed: number, index: number): MutatedProgram {
    const choices = new PrngChoices(seed, index);
    const original = choices.chance(3, 4)
      ? this.recorded[choices.below(this.recorded.length)] as Program
      : lower(generateDraft(choices));
    return { original, mutated: mutateProgram(original, choices) };
  }
}
