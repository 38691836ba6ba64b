/**
 * Loading of plugs: the pin's, or one that a user's module describes. Workers import this module.
 *
 * A module exports one of
 *
 * - `pass` or `passes`: run after the pin's own pass,
 * - `optimizer`: in place of the pin's,
 * - `engine`: in place of the tiers,
 * - `plug`: a whole language with a target and claims, made by `plugOf`,
 *
 * and may export `name`, which reports and tokens show. A Python source (`.py`) in place of a module is what programs are made
 * around.
 *
 * @module
 */

import type { Engine } from "../../src/isa/engine.ts";
import { isBadInput, isBrokenInvariant, TierproofError } from "../../src/isa/errors.ts";
import type { Optimizer } from "../../src/optimizer/optimizer.ts";
import type { Pass } from "../../src/optimizer/passes.ts";
import { pathOf, withPaths } from "../core/file_urls.ts";
import { type Plug, type PlugSource, provideHost } from "../core/plug.ts";
import { refuseExit } from "../core/stay.ts";
import { checkedOptimizer, checkedPass, watchedEngine } from "./own_parts.ts";
import { CPYTHON, pinPlug, vmPlug, vmTarget } from "./plug.ts";
import type { VmParts } from "./vm.ts";

const KINDS = "pass, passes, optimizer, engine or plug";

/** Exports of a user's module. */
export type Exports = Readonly<Record<string, unknown>>;

/** Where workers find the pin's plug, or that of a user's module. */
export function plugSource(module: string | null = null): PlugSource {
  return { host: import.meta.url, module };
}

/** A name as tokens hold it. */
export function plugName(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "").slice(0, 40);
}

function hasMethod(value: unknown, method: string): boolean {
  return typeof value === "object" && value !== null &&
    typeof (value as Readonly<Record<string, unknown>>)[method] === "function";
}

/** The parts that a module exports, and what they call themselves. Throws a {@linkcode TierproofError} where it exports none. */
export function partsOf(exports: Exports, module: string): { readonly parts: VmParts; readonly name: string } {
  const refuse = (problem: string): TierproofError => new TierproofError("file", `${module}: ${problem}`);
  const naming = <T>(check: () => T): T => {
    try {
      return check();
    } catch (error) {
      throw error instanceof TierproofError ? refuse(error.message) : error;
    }
  };
  const { pass, passes = pass === undefined ? undefined : [pass], optimizer, engine } = exports;
  const given = Object.entries({ passes, optimizer, engine }).filter(([, value]) => value !== undefined);
  if (given.length !== 1) {
    const names = Object.keys(exports);
    const found = given.length === 0 ? names.join(", ") || "nothing" : "several of them";
    const runs = given.length === 0 ? names.find((name) => hasMethod(exports[name], "run")) : undefined;
    const hint = runs === undefined ? "" : `; to attack one of them: export { ${runs} as pass }`;
    throw refuse(`expected an export named ${KINDS}, found ${found}${hint}`);
  }
  if (passes !== undefined) {
    if (!Array.isArray(passes) || passes.length === 0) throw refuse("expected a list of passes, found none");
    const checked = naming(() => passes.map((pass: Pass) => checkedPass(pass)));
    return { parts: { passes: checked }, name: checked.map(({ name }) => name).join("-") };
  }
  if (optimizer !== undefined) {
    const checked = naming(() => checkedOptimizer(optimizer as Optimizer));
    return { parts: { optimizer: checked }, name: checked.name };
  }
  const { name } = naming(() => watchedEngine(engine as Engine));
  return { parts: { engines: () => [engine as Engine] }, name };
}

function isPlug(value: unknown): value is Plug {
  return hasMethod(value, "subject") && "language" in (value as object) && "target" in (value as object);
}

/** The plug that a module describes. */
function plugFrom(exports: Exports, module: string): Plug {
  if (isPlug(exports["plug"])) return exports["plug"];
  if (exports["plug"] !== undefined) {
    throw new TierproofError("file", `${module}: expected plug to be made by plugOf, found something else`);
  }
  const { parts, name } = partsOf(exports, module);
  const own = plugName(String(exports["name"] ?? name));
  if (own === "" || own === CPYTHON) {
    throw new TierproofError("file", `${module}: expected a name of its own, found ${JSON.stringify(own)}`);
  }
  return vmPlug({ target: vmTarget(own, parts) });
}

/** The pin's plug with programs around a Python source. */
async function plugAround(module: string): Promise<Plug> {
  const file = pathOf(module);
  let bytes: Uint8Array;
  let text: string;
  try {
    bytes = await (await fetch(module)).bytes();
  } catch (error) {
    throw unusable(file, error);
  }
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TierproofError("file", `${file}: no text in UTF-8, expected a Python source`);
  }
  // Most hunts need no parser.
  const { languageAround } = await import("../python/mutate/language.ts");
  try {
    return vmPlug({ target: vmTarget(CPYTHON), language: languageAround(text), floors: [] });
  } catch (error) {
    throw error instanceof TierproofError ? new TierproofError(error.code, `${file}: ${error.message}`) : error;
  }
}

/** Refusal of what cannot be loaded. */
function unusable(file: string, error: unknown): TierproofError {
  const why = withPaths(error instanceof Error ? error.message : String(error));
  return new TierproofError("file", `${file}: ${why}`, { cause: error });
}

/** Loads the pin's plug, or that of a user's module. Throws a {@linkcode TierproofError} that names the module. */
export async function loadPlug(module: string | null): Promise<Plug> {
  if (module === null) return pinPlug();
  if (module.endsWith(".py")) return { ...await plugAround(module), module };
  let exports: Exports;
  // A command that ends in the middle of loading would seem to have found nothing.
  const allowExit = refuseExit();
  try {
    exports = await import(module);
  } catch (error) {
    throw unusable(pathOf(module), error);
  } finally {
    allowExit();
  }
  let plug: Plug;
  try {
    plug = plugFrom(exports, pathOf(module));
  } catch (error) {
    // What it exports may be code that throws.
    throw isBadInput(error) || isBrokenInvariant(error) ? error : unusable(pathOf(module), error);
  }
  return { ...plug, module };
}

provideHost(import.meta.url, { loadPlug });
