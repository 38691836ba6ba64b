/**
 * How a worker process is, as lines that its guardian writes among whatever else comes on standard error.
 *
 * @module
 */

/** Begins such a line. */
export const GUARDIAN_MARK = "\u001e";

/** How a process is. */
export interface Vitals {
  /** Bytes that it holds. */
  readonly memory: number;
  /** Seconds of processor time that it has had. */
  readonly cpu: number;
}

/** What a line says of a process; null for any other line. */
export function vitalsIn(line: string): Vitals | null {
  const at = line.lastIndexOf(GUARDIAN_MARK);
  if (at === -1) return null;
  try {
    return JSON.parse(line.slice(at + 1)) as Vitals;
  } catch {
    return null;
  }
}
