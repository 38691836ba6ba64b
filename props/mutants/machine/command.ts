/**
 * Runs a command of the shell with a limit of time; when that is over, the command ends with everything that it started.
 *
 * @module
 */

/** How a command ended. */
export interface CommandResult {
  /** Exit code; null when it was ended by the limit or by the signal. */
  readonly code: number | null;
  readonly seconds: number;
  /** Last bytes of what it printed, both streams. */
  readonly tail: string;
}

const TAIL_CHARACTERS = 4000;

/** Keeps the end of a stream of bytes. */
async function tailOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text = (text + decoder.decode(chunk, { stream: true })).slice(-TAIL_CHARACTERS);
  }
  return text;
}

/** Runs `command` by the shell in `folder`. */
export async function runShell(
  command: string,
  folder: string,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<CommandResult> {
  const start = performance.now();
  const child = new Deno.Command("sh", {
    args: ["-c", command],
    cwd: folder,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    // A process group of its own, so that all of it can be ended at once.
    detached: true,
  }).spawn();
  let ended = false;
  let killed = false;
  const kill = (): void => {
    if (ended) return;
    killed = true;
    try {
      Deno.kill(-child.pid, "SIGKILL");
    } catch (error) {
      // It ended by itself at this very moment.
      if (!(error instanceof Deno.errors.NotFound) && !(error instanceof TypeError)) throw error;
    }
  };
  const timer = setTimeout(kill, timeoutMs);
  signal?.addEventListener("abort", kill);
  const tails = Promise.all([tailOf(child.stdout), tailOf(child.stderr)]);
  const { code } = await child.status;
  ended = true;
  clearTimeout(timer);
  signal?.removeEventListener("abort", kill);
  const [out, err] = await tails;
  return { code: killed ? null : code, seconds: (performance.now() - start) / 1000, tail: out + err };
}
