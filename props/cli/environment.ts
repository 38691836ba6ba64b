/**
 * What the machine under a command can fail at: a full disk, a closed pipe, no more files. It is no fault of the input, and
 * nothing was found by it.
 *
 * @module
 */

/** The machine cannot do what it must; the message is one line. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** Error codes of the system that speak of the machine, not of a path. */
const CODES: ReadonlySet<unknown> = new Set([
  "ENOSPC",
  "EDQUOT",
  "EFBIG",
  "EIO",
  "EMFILE",
  "ENFILE",
  "ENOMEM",
  "EPIPE",
]);

/** Whether an error is the machine's. */
export function isEnvironmental(error: unknown): boolean {
  if (error instanceof EnvironmentError) return true;
  // A task that was given fewer permissions than it asks for says which.
  if (error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.NotCapable) return true;
  return error instanceof Error && CODES.has((error as Error & { code?: unknown }).code);
}
