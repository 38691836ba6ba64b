/**
 * How a worker process is, as lines that its guardian writes among whatever else comes on standard error. What the worker itself
 * has to say stands on standard output in the same way.
 *
 * @module
 */

/** Begins what is meant for the coordinator; what stands before it in its line is what a module of a user's own printed. */
const MARK = "\u001e";

/** How a process is. */
export interface Vitals {
  /** Bytes that it holds. */
  readonly memory: number;
  /** Seconds of processor time that it has had. */
  readonly cpu: number;
}

/** A line for the coordinator. */
export function markedLine(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${MARK}${JSON.stringify(value)}\n`);
}

/** The JSON in a line that is for the coordinator; null for any other line. */
export function markedIn(line: string): string | null {
  const at = line.lastIndexOf(MARK);
  return at === -1 ? null : line.slice(at + 1);
}

/** What a line says of a process; null for any other line. */
export function vitalsIn(line: string): Vitals | null {
  const json = markedIn(line);
  if (json === null) return null;
  try {
    return JSON.parse(json) as Vitals;
  } catch {
    return null;
  }
}
