/**
 * Checks of what a module exports, in a thread of its own: code that never ends is told, with the check that it was at.
 *
 * @module
 */

import { TierproofError, type TierproofErrorCode } from "../src/isa/errors.ts";
import { type CheckFailure, type CheckOptions, failureOf } from "./check_plug.ts";
import type { ModuleEnd, ModuleTask, ModuleWord } from "./check_worker.ts";
import { pathOf, withPaths } from "./core/file_urls.ts";
import { loadPlug } from "./cpython/load.ts";

/** How the code of a module is checked. */
export interface ModuleOptions extends Omit<CheckOptions, "profile" | "limits"> {
  /** Milliseconds that one run of a check may take, when it is made and when it is shrunk. Default 10,000. */
  readonly patience?: number;
}

const PATIENCE_MS = 10_000;
/**
 * Milliseconds of the processor's time that loading may take at least: what a module imports may come over a slow network. What
 * waits for something uses none, so that it is given up after so many times the limit.
 */
const LOADING_MS = 60_000;
const LOADING_PATIENCE = 8;
/** Milliseconds between two looks at the thread. */
const LOOK_MS = 100;

/** Whether loading a module takes too long that has waited and worked so many milliseconds. */
export function isLate(waited: number, worked: number, allowed: number): boolean {
  return waited > LOADING_PATIENCE * allowed || (waited > allowed && worked > allowed);
}

/** Milliseconds of the processor's time that this process used. Browsers, which get this module as well, have no such clock. */
function workedMs(): number {
  const { process } = globalThis as unknown as { process: { cpuUsage(): { user: number; system: number } } };
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Checks the `pass`, `passes`, `optimizer` or `engine` that a module exports, as {@linkcode checkPass} and its like do, but in a
 * thread of its own: what never ends is a {@linkcode TierproofError} of code `pass` that names claim, seed and check. `url` is
 * absolute. Wants permission to read or import the module.
 */
export async function checkModule(
  url: string | URL,
  { onReport, patience = PATIENCE_MS, ...options }: ModuleOptions,
): Promise<CheckFailure | null> {
  const module = URL.parse(url)?.href;
  if (module === undefined) {
    throw new TierproofError("option", `found ${JSON.stringify(url)}, expected the absolute URL of a module`);
  }
  if (!(patience > 0)) throw new TierproofError("option", `found patience ${patience}, expected milliseconds`);
  const worker = new Worker(new URL("./check_worker.ts", import.meta.url), { type: "module", name: "check" });
  let look: ReturnType<typeof setInterval> | undefined;
  try {
    const { finding, check, report } = await new Promise<ModuleEnd>((resolve, reject) => {
      let at: string | null = null;
      let since = performance.now();
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new TierproofError("file", `${pathOf(module)}: ${withPaths(event.message)}`));
      };
      worker.onmessage = ({ data }: MessageEvent<ModuleWord>) => {
        since = performance.now();
        if (data.kind === "at") at = data.check;
        else if (data.kind === "done") resolve(data);
        else reject(new TierproofError(data.code as TierproofErrorCode, data.message));
      };
      const before = workedMs();
      look = setInterval(() => {
        const allowed = at === null ? Math.max(patience, LOADING_MS) : patience;
        const waitedMs = performance.now() - since;
        if (waitedMs <= allowed || (at === null && !isLate(waitedMs, workedMs() - before, allowed))) return;
        const what = at ?? `${pathOf(module)}: loading it`;
        const waited = `${Math.round(allowed / 100) / 10} s`;
        reject(new TierproofError("pass", `${what} has not ended after ${waited}: what is attacked may run for ever`));
      }, LOOK_MS);
      const task: ModuleTask = { module, options };
      worker.postMessage(task);
    });
    onReport?.(report);
    return finding === null ? null : failureOf(finding, await loadPlug(module), check);
  } finally {
    clearInterval(look);
    worker.terminate();
  }
}
