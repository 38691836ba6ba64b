/**
 * Runs a bundle's rehearsals and keeps what the compiler made of every function that they called. Runs in a process with the flags of
 * the command's task; arguments are the script's path, the project's root, and the command as JSON. Writes beside the script.
 *
 * @module
 */

import type { BundledCommand, RunCommand } from "./bundles.ts";
import { compileBundle, exportsOf } from "./open_bundle.ts";

const [path = "", root = "", command = ""] = Deno.args;
const { run, rehearsals }: BundledCommand = JSON.parse(command);
const script = compileBundle(await Deno.readTextFile(path), path);
const runCommand = exportsOf(script, new URL(root))[run] as RunCommand;
for (const args of rehearsals) await runCommand(args);
await Deno.writeFile(`${path}.code`, script.createCachedData());
Deno.exit(0);
