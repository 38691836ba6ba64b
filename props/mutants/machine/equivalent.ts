/**
 * Machine-made mutants that behave as the sources do, each with the argument.
 *
 * @module
 */

/** Why nobody can tell a mutant from the sources, by its id. */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  "frame-data-stack-base-off-by-one-00rkxl4":
    "the first value of a field that every push of the frame on the data stack sets before the pop reads it",
  "jumps-forward-wrong-row-1tuyqpt": "the order of names of which each sets an element of its own",
  "machine-next-off-by-one-0qnr2mx": "the first value of a field that the run loop sets before any loop reads it",
  "view-arena-take-relation-0jrwwef":
    "a view as long as a whole chunk: fresh and all zero, cut from a chunk or made for itself",
};
