/**
 * Ctrl-C, SIGTERM and SIGHUP, the end of a terminal, end a long command early, with what it has so far.
 *
 * @module
 */

/** Signals that ask a command to end. */
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** What shells say of a process that a signal ended: 128 and the number of the signal. */
const EXIT_CODES: { readonly [S in Deno.Signal]?: number } = { SIGINT: 130, SIGBREAK: 130, SIGTERM: 143, SIGHUP: 129 };

/** The signal that asked last; a process is asked, not a part of it. */
let askedBy: Deno.Signal | null = null;

/** The exit code of a command that was asked to end. */
export function interruptedCode(): number {
  return EXIT_CODES[askedBy ?? "SIGINT"] as number;
}

/** What asked, as people call it. */
export function interruptedBy(): string {
  return askedBy === "SIGTERM" || askedBy === "SIGHUP" ? askedBy : "Ctrl-C";
}

/** A command that may be asked to end. */
export interface Interruptible {
  /** Aborted once the command was asked to end. */
  readonly signal: AbortSignal;
  /** Signals end the process again. */
  release(): void;
}

/** Lets signals in where nothing else waits. Throws where the command was asked to end. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal.throwIfAborted();
}

/** From here on, signals only say that the command shall end. */
export function interruptible(): Interruptible {
  const abort = new AbortController();
  const listeners = SIGNALS.map((signal) => {
    const listener = (): void => {
      askedBy = signal;
      abort.abort();
    };
    Deno.addSignalListener(signal, listener);
    return { signal, listener };
  });
  return {
    signal: abort.signal,
    release: () => {
      for (const { signal, listener } of listeners) Deno.removeSignalListener(signal, listener);
    },
  };
}
