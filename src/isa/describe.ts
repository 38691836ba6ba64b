/**
 * Values that somebody handed in, for messages about them.
 *
 * @module
 */

/** A value in a few words. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return `an object of ${value.constructor?.name ?? "no class"}`;
  return typeof value === "function" ? "a function" : `${typeof value} ${String(value)}`;
}
