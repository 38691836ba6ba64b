/**
 * The two error classes. What a program did and what the optimizer declined are data, never errors.
 *
 * @module
 */

/** Kinds of bad input that a user of Tierproof can hand in. */
export type TierproofErrorCode =
  | "program"
  | "assembler"
  | "recording"
  | "token"
  | "file"
  | "option"
  | "limits"
  | "pass"
  | "optimizer";

/** Bad input from outside: what was found where, and what was expected instead. */
export class TierproofError extends Error {
  /** Told apart by name where copies of this module meet. */
  override readonly name = "TierproofError";
  /** Kind of the input that was bad. */
  readonly code: TierproofErrorCode;

  /** An error of one kind; the message is one line that a user can act on. */
  constructor(code: TierproofErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A broken invariant of Tierproof itself or of an optimizer under test: itself a finding when a campaign meets it. */
export class InvariantError extends Error {
  /** Told apart by name where copies of this module meet. */
  override readonly name = "InvariantError";
}

/** Throws an {@linkcode InvariantError} unless `condition` holds; the message is only built on failure. */
export function invariant(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new InvariantError(message());
}

/** Closes a `switch` over a union: the compiler refuses it while a case is missing. */
export function assertNever(value: never): never {
  throw new InvariantError(`unreachable case: ${JSON.stringify(value)}`);
}
