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
  | "source"
  | "option"
  | "limits"
  | "pass"
  | "optimizer"
  | "engine";

/** Bad input from outside: what was found where, and what was expected instead. */
export class TierproofError extends Error {
  /** Told apart by name where copies of this module meet. */
  override readonly name = "TierproofError";
  /** Kind of the input that was bad. */
  readonly code: TierproofErrorCode;

  /** An error of one kind; the message is one line that a user can act on. `options.cause` is the error behind it, where there is one. */
  constructor(code: TierproofErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error is bad input from outside; copies of this module and the core's own errors are told by their name. */
export function isBadInput(error: unknown): error is Error {
  return error instanceof Error && error.name === "TierproofError";
}

/**
 * Whether JavaScript ran out of its own stack. A regular expression that is compiled then says so as a SyntaxError; none is used
 * here, as little may be left.
 */
export function isStackOverflow(error: unknown): boolean {
  if (error instanceof RangeError) return error.message.includes("call stack");
  return error instanceof SyntaxError && error.message.endsWith("Stack overflow");
}

/** Whether an error is a broken invariant, told by its name. */
export function isBrokenInvariant(error: unknown): error is Error {
  return error instanceof Error && error.name === "InvariantError";
}

/** A broken invariant of Tierproof itself or of an optimizer under test: itself a finding when a campaign meets it. */
export class InvariantError extends Error {
  /** Told apart by name where copies of this module meet. */
  override readonly name = "InvariantError";
}

/** Where an engine broke down. */
export interface TraceCrash {
  /** Name of the code object whose frame was current. */
  readonly code: string;
  /** Where its instruction pointer stood, in code units. */
  readonly unit: number;
  /** The trace that ran. */
  readonly trace: readonly { readonly uop: number; readonly oparg: number; readonly operand: number | bigint }[];
  /** Index of the uop that broke down. */
  readonly uopIndex: number;
  /** Name of that uop. */
  readonly uop: string;
  /** What it broke down with: name and message of the JavaScript error. */
  readonly thrown: string;
}

/**
 * An engine broke down while it ran a trace: a uop met what it was not made for, as when a pass took the guard away before it. A
 * finding about whoever made the trace.
 */
export class TraceCrashError extends InvariantError {
  /** Where it broke down. */
  readonly crash: TraceCrash;

  /** `cause` is the JavaScript error that came out of the uop. */
  constructor(crash: TraceCrash, cause: unknown) {
    super(`${crash.uop}, uop ${crash.uopIndex} of a trace in ${crash.code} at unit ${crash.unit}: ${crash.thrown}`, {
      cause,
    });
    this.crash = crash;
  }
}

/** Throws an {@linkcode InvariantError} unless `condition` holds; the message is only built on failure. */
export function invariant(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new InvariantError(message());
}

/** Closes a `switch` over a union: the compiler refuses it while a case is missing. */
export function assertNever(value: never): never {
  throw new InvariantError(`unreachable case: ${JSON.stringify(value)}`);
}
