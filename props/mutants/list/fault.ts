/**
 * How the faults of one file are written: `fault(id, title, …)`, with what most of them share said once at its top.
 *
 * @module
 */

import type { RepairId } from "../../../src/isa/repairs.ts";
import type { Difficulty, Edit, Mutant, MutantOrigin } from "../mutant.ts";

/** What the faults of a file have in common unless one says otherwise. */
interface Shared {
  readonly component: string;
  readonly difficulty: Difficulty;
  readonly claims: readonly string[];
  /** The file that is edited, from the top of the project. */
  readonly file: string;
}

/** An edit; of the file that the faults share unless it names one. */
type EditOf = Omit<Edit, "file"> & Partial<Pick<Edit, "file">>;

/** What is edited: one place, several, or nothing when the pin itself is the mutant. */
type Planted = EditOf | { readonly edits: readonly EditOf[] } | { readonly without: RepairId };

/** What one fault says besides its id and title. */
type Details = Planted & Partial<Omit<Shared, "file">> & {
  /** A fault of that kind that an interpreter really had: where it is described. */
  readonly real?: string;
  /** A fault somewhat like it. */
  readonly compare?: string;
};

/** Makes the function that states the faults of one file. */
export function faults(origin: MutantOrigin, shared: Shared): (id: string, title: string, details: Details) => Mutant {
  return (id, title, details) => {
    const { real, compare } = details;
    return {
      id,
      component: details.component ?? shared.component,
      title,
      origin,
      difficulty: details.difficulty ?? shared.difficulty,
      real: real !== undefined,
      source: real ?? (compare === undefined ? null : `compare ${compare}`),
      claims: details.claims ?? shared.claims,
      edits: editsOf(details).map(({ file = shared.file, find, replace }) => ({ file, find, replace })),
      without: "without" in details ? details.without : null,
    };
  };
}

function editsOf(planted: Planted): readonly EditOf[] {
  if ("edits" in planted) return planted.edits;
  return "find" in planted ? [planted] : [];
}
