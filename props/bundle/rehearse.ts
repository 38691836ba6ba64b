/**
 * Runs a bundle's rehearsals and keeps what the compiler made of every function that they called. Runs in a process with the flags of
 * the command's task; arguments are the script's path, the project's root, and the bundle as JSON. Writes beside the script.
 *
 * @module
 */

import type { Bundle, RunCommand } from "./bundles.ts";
import { compileBundle, modulesOf } from "./open_bundle.ts";

const [path = "", root = "", bundle = ""] = Deno.args;
const { rehearsals }: Bundle = JSON.parse(bundle);
const script = compileBundle(await Deno.readTextFile(path), path);
const modules = modulesOf(script, new URL(root));
for (const { module, run, args } of rehearsals) {
  const exports = await modules[module]?.();
  await (exports?.[run] as RunCommand)(args);
}
await Deno.writeFile(`${path}.code`, script.createCachedData());
Deno.exit(0);
