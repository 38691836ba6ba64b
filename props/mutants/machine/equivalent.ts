/**
 * Machine-made mutants that behave as the sources do, each with the argument.
 *
 * @module
 */

/** Why nobody can tell a mutant from the sources, by its id. */
export const EQUIVALENT: Readonly<Record<string, string>> = {};
