/**
 * What a text function gives instead of a text when Python would raise: the exception as data. Callers that have a
 * runtime turn it into a real exception.
 *
 * @module
 */

/** Exceptions that formatting and parsing can end in. */
export type FaultType = "ValueError" | "TypeError" | "OverflowError" | "KeyError" | "IndexError" | "AttributeError";

/** An exception as data: its type and its only argument. */
export class Fault {
  constructor(readonly type: FaultType, readonly message: string) {}
}
