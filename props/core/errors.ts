/**
 * Errors of the core. Commands tell them apart by their names, which are those of the rest of Tierproof.
 *
 * @module
 */

/** Kinds of bad input that reach the core. */
export type CoreErrorCode = "token" | "file" | "option" | "language" | "plug";

/** Bad input from outside: what was found where, and what was expected instead. */
export class CoreError extends Error {
  /** That of all bad input. */
  override readonly name = "TierproofError";
  /** Kind of the input that was bad. */
  readonly code: CoreErrorCode;

  /** The message is one line that a user can act on. */
  constructor(code: CoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A broken invariant of the core itself. */
export class CoreInvariantError extends Error {
  /** That of all broken invariants. */
  override readonly name = "InvariantError";
}
