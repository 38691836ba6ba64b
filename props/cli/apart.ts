/**
 * Commands in a thread of their own. Work that never pauses lets no signal in, and code of a user's own may never end: the main
 * thread is left free, hears Ctrl-C and SIGTERM, and ends the command with a sentence.
 *
 * @module
 */

import process from "node:process";
import { TierproofError } from "../../src/isa/errors.ts";
import { refuseExit } from "../core/stay.ts";
import { interruptedBy, interruptedCode, interruptible } from "./interrupt.ts";
import { type CommandSpec, EXIT, exitCodeOf, type OptionTable, type ParsedOptions, prepare } from "./options.ts";

/** Name of the thread, by which a module knows that it is to serve its command. */
const THREAD = "tierproof-command";

/** What the thread's global scope is used for here. */
interface ThreadScope {
  readonly name?: string;
  onmessage: ((event: MessageEvent<readonly string[]>) => void) | null;
  /** The exit code of the command, or how it ends if it never does; null when it came back. */
  postMessage(message: number | Endless | null): void;
}

/** How a command ends that does what may never end. */
export interface Endless {
  /** Milliseconds of processor time that it may take from now on. */
  readonly ms: number;
  /** What is said then, on standard error and on standard output. */
  readonly said: string;
  readonly out: string;
  readonly code: number;
  /** Bytes that the process may come to hold, and what is said then in place of `said`; no bound where it is missing. */
  readonly held?: { readonly bytes: number; readonly said: string };
}

/** Milliseconds between two looks at a command that may never end. */
const LOOK_MS = 100;
/** What waits for something would never use the processor: after so many times the limit it is given up, too. */
const PATIENCE = 8;

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
    let unwatch = (): void => {};
    worker.onmessage = ({ data }: MessageEvent<number | Endless | null>) => {
      if (typeof data === "number") return resolve(data);
      unwatch();
      if (data !== null) unwatch = watch(data, resolve);
    };
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

/** Ends a command that has taken what it may; gives what ends the watch. */
export function watch({ ms, said, out, code, held }: Endless, end: (code: number) => void): () => void {
  const spent = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const [since, spentBefore] = [performance.now(), spent()];
  const looks = setInterval(() => {
    const hoards = held !== undefined && Deno.memoryUsage().rss > held.bytes;
    if (!hoards && spent() - spentBefore < ms && performance.now() - since < PATIENCE * ms) return;
    clearInterval(looks);
    const why = hoards ? held.said : said;
    if (why !== "") console.error(why);
    if (out !== "") console.log(out);
    end(code);
  }, LOOK_MS);
  return () => clearInterval(looks);
}

/** Says, in the thread of a command, how it ends if what it does now never does. */
export function mayNeverEnd(endless: Endless): void {
  (globalThis as unknown as ThreadScope).postMessage(endless);
}

/** Milliseconds of processor time that a module of a user's own may take to load, with all that it imports. */
const LOADING_MS = 30_000;
/** Bytes that the process may hold while it loads one: ten times what a hunt needs, and far from where the engine gives up. */
const LOADING_BYTES = 2 ** 31;
/** Milliseconds that loading may take where nobody counts its processor time. */
const WAITING_MS = 60_000;

/** What loading a module of a user's own gives. Where that never ends, the command does: its thread may be stuck in that module. */
export async function loadingOwn<T>(module: string, load: () => Promise<T>): Promise<T> {
  const why = (ms: number): string => `${module}: loading it has not ended after ${ms / 1000} s: it may run for ever`;
  if (!isApart()) return await inTime(load(), WAITING_MS, why(WAITING_MS));
  const held = `${served}: ${module}: loading it came to hold ${
    LOADING_BYTES / 2 ** 20
  } MiB: it may take memory without end`;
  mayNeverEnd({
    ms: LOADING_MS,
    said: `${served}: ${why(LOADING_MS)}`,
    out: "",
    code: EXIT.usage,
    held: { bytes: LOADING_BYTES, said: held },
  });
  try {
    return await load();
  } finally {
    (globalThis as unknown as ThreadScope).postMessage(null);
  }
}

/** Throws where something is still waiting after so many milliseconds; what never pauses is ended by Ctrl-C, which nobody hears yet. */
export async function inTime<T>(loading: Promise<T>, ms: number, why: string): Promise<T> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const never = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new TierproofError("file", why)), ms);
  });
  return await Promise.race([loading, never]).finally(() => clearTimeout(late));
}

/** Name of the command that this thread serves. */
let served = "";

/** Serves a command to {@linkcode runApart}. */
export function serveApart<T extends OptionTable>(
  spec: CommandSpec<T>,
  main: (parsed: ParsedOptions<T>) => Promise<number> | number,
): void {
  const scope = globalThis as unknown as ThreadScope;
  served = spec.name;
  refuseExit();
  prepare(spec, (code) => scope.postMessage(code));
  scope.onmessage = async ({ data }) => scope.postMessage(await exitCodeOf(spec, main, data));
}
