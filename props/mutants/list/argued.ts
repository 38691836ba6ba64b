/**
 * Survivors that cannot be found, each with the argument.
 *
 * @module
 */

/** Why a mutant behaves as the sources do wherever anybody can look, by id. At most 5. */
export const ARGUED: Readonly<Record<string, string>> = {};
