/**
 * Records that no engine has to run: what they need lies outside of what Tierproof is for. There may be ten at most.
 *
 * @module
 */

/** Why a record is left out, by its id. */
export const OUTSIDE: Readonly<Record<string, string>> = {
  l006: "a codec of the standard library (utf-16-le); the built-in ones are there",
  l019: "memoryview: the buffer protocol has no part in traces",
  l020: "the module gc: objects die by their last reference, rings never",
};
