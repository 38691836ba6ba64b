/**
 * Ctrl-C and SIGTERM end a long command early, with what it has so far.
 *
 * @module
 */

/** Signals that ask a command to end. */
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT", "SIGBREAK"] : ["SIGINT", "SIGTERM"];

/** A command that may be asked to end. */
export interface Interruptible {
  /** Aborted once the command was asked to end. */
  readonly signal: AbortSignal;
  /** Signals end the process again. */
  release(): void;
}

/** From here on, signals only say that the command shall end. */
export function interruptible(): Interruptible {
  const abort = new AbortController();
  const interrupt = (): void => abort.abort();
  for (const signal of SIGNALS) Deno.addSignalListener(signal, interrupt);
  return {
    signal: abort.signal,
    release: () => {
      for (const signal of SIGNALS) Deno.removeSignalListener(signal, interrupt);
    },
  };
}
