/**
 * Commands in a thread of their own. Work that never pauses lets no signal in, and code of a user's own may never end: the main
 * thread is left free, hears Ctrl-C and SIGTERM, and ends the command with a sentence.
 *
 * @module
 */

import { interruptedBy, interruptedCode, interruptible } from "./interrupt.ts";
import { type CommandSpec, EXIT, exitCodeOf, type OptionTable, type ParsedOptions, prepare } from "./options.ts";

/** Name of the thread, by which a module knows that it is to serve its command. */
const THREAD = "tierproof-command";

/** What the thread's global scope is used for here. */
interface ThreadScope {
  readonly name?: string;
  onmessage: ((event: MessageEvent<readonly string[]>) => void) | null;
  postMessage(code: number): void;
}

/** Whether this is the thread of a command. */
export function isApart(): boolean {
  return (globalThis as unknown as ThreadScope).name === THREAD;
}

/**
 * Runs the command that the module at a URL serves, and ends the process with its exit code. A command that hears signals itself gets
 * `graceMs` milliseconds to end with what it has.
 */
export async function runApart(name: string, module: string, graceMs = 0, args = Deno.args): Promise<never> {
  const { signal } = interruptible();
  const worker = new Worker(module, { type: "module", name: THREAD });
  const code = await new Promise<number>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      console.error(`${name}: a defect of Tierproof: ${event.message}`);
      resolve(EXIT.invariant);
    };
    signal.addEventListener("abort", () => {
      setTimeout(() => {
        console.error(`${name}: ended by ${interruptedBy()} while it was at work: there is nothing more to tell`);
        resolve(interruptedCode());
      }, graceMs);
    });
    worker.postMessage(args);
  });
  worker.terminate();
  Deno.exit(code);
}

/** Serves a command to {@linkcode runApart}. */
export function serveApart<T extends OptionTable>(
  spec: CommandSpec<T>,
  main: (parsed: ParsedOptions<T>) => Promise<number> | number,
): void {
  const scope = globalThis as unknown as ThreadScope;
  prepare(spec, (code) => scope.postMessage(code));
  scope.onmessage = async ({ data }) => scope.postMessage(await exitCodeOf(spec, main, data));
}
