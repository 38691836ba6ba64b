/**
 * The version that coordinators and workers must have in common: equal jobs give equal answers only where everything that runs
 * them is equal.
 *
 * @module
 */

import type { Plug, PlugSource } from "../../core/plug.ts";

/** Root of the project, with a slash at its end. */
const ROOT = new URL("../../../", import.meta.url);

/** What a worker runs. */
const PARTS: readonly string[] = ["mod.ts", "src/", "reference/", "props/"];

/** Digits of a version: enough that no two meet by chance, few enough for a name. */
const DIGITS = 16;

/** Sources of a part, in the order of their names; tests are none, as no worker runs them. */
async function sourcesOf(path: string): Promise<string[]> {
  if (!path.endsWith("/")) return [path];
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(path, ROOT))) {
    if (isDirectory) found.push(...await sourcesOf(`${path}${name}/`));
    else if (name.endsWith(".ts") && !name.endsWith("_test.ts")) found.push(`${path}${name}`);
  }
  return found;
}

/** A digest of texts and of where each of them ends. */
async function digest(texts: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(texts));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** A key for something that is plain data: equal for equal data alone. */
export async function keyOf(value: unknown): Promise<string> {
  return await digest([JSON.stringify(value)]);
}

/** All that this copy runs: its sources, or where it comes from when that is a server, which keeps a version for good. */
async function ownSources(): Promise<string[]> {
  if (ROOT.protocol !== "file:") return [ROOT.href];
  const paths = (await Promise.all(PARTS.map(sourcesOf))).flat().sort();
  const texts = await Promise.all(paths.map((path) => Deno.readTextFile(new URL(path, ROOT))));
  return [...paths, ...texts];
}

/** The text of a user's module; what it imports is not looked at. */
async function moduleText(module: string | null): Promise<string> {
  if (module === null) return "";
  return module.startsWith("file:") ? await Deno.readTextFile(new URL(module)) : module;
}

/** The version of this copy with what it attacks. */
export async function ownVersion({ language, name, options }: Plug, { module }: PlugSource): Promise<string> {
  const texts = [language.name, String(language.version), name, options, await moduleText(module), Deno.version.deno];
  return (await digest([...texts, ...await ownSources()])).slice(0, DIGITS);
}
