/**
 * Values that somebody handed in, for messages about them.
 *
 * @module
 */

/** What somebody's code threw, on one line: an error by its name and message, anything else by what it is. */
export function describeThrown(thrown: unknown): string {
  try {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : describe(thrown);
  } catch {
    // An error may be as wrong as the code that threw it.
    return "what cannot be read";
  }
}

/** A value in a few words. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return `an object of ${value.constructor?.name ?? "no class"}`;
  return typeof value === "function" ? "a function" : `${typeof value} ${String(value)}`;
}
