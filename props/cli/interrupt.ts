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

/**
 * Whether SIGHUP asks a command to end. Who starts it with `nohup` has the signal ignored and wants it to live on behind its
 * terminal; the first listener to any signal undoes that. So this is asked before: a shell inherits what is ignored, cannot take
 * it back, and lives on when it sends itself the signal.
 */
async function hangUpAsks(): Promise<boolean> {
  // Nobody is to be asked for a permission that the command does well without.
  if (Deno.permissions.querySync({ name: "run", command: "sh" }).state !== "granted") return true;
  try {
    const { success } = await new Deno.Command("sh", { args: ["-c", "kill -HUP $$"], stdin: "null" }).output();
    return !success;
  } catch {
    return true;
  }
}

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
  const ask = (signal: Deno.Signal): void => {
    askedBy = signal;
    abort.abort();
  };
  const asks = SIGNALS.includes("SIGHUP") ? hangUpAsks() : Promise.resolve(true);
  const listeners = SIGNALS.map((signal) => {
    const listener = signal === "SIGHUP" ? () => void asks.then((does) => does && ask(signal)) : () => ask(signal);
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
