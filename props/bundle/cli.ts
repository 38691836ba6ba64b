/**
 * `deno task bundle`: makes hunts start sooner.
 *
 * @module
 */

import { interruptible } from "../cli/interrupt.ts";
import { type CommandSpec, EXIT, HELP_OPTION, type OptionTable, runCommand, usageError } from "../cli/options.ts";
import { count } from "../report/text.ts";
import { BUNDLE_FOLDER, BUNDLE_VARIABLE, BUNDLES, PROJECT } from "./bundles.ts";
import { buildBundle } from "./build_bundle.ts";
import { hasBundler, isSettled } from "./later.ts";

const OPTIONS = {
  remove: { kind: "flag", help: `remove the folder ${BUNDLE_FOLDER} instead` },
  ...HELP_OPTION,
} as const satisfies OptionTable;

const COMMAND: CommandSpec<typeof OPTIONS> = {
  name: "bundle",
  summary: "Makes hunts start sooner: all modules in one file, and what the compiler made of them.\n" +
    "A hunt does this by itself, in the background, at the second time that it ran from the same sources. A bundle is used\n" +
    `only while every source is as it was; ${BUNDLE_VARIABLE}=off turns all this off.\n` +
    "Exit code: 0 done, 2 it cannot be made, 129, 130 or 143 ended by SIGHUP, Ctrl-C or SIGTERM.",
  positionals: "",
  minPositionals: 0,
  maxPositionals: 0,
  options: OPTIONS,
  examples: ["bundle", "bundle --remove"],
};

async function make(): Promise<number> {
  if (PROJECT.protocol !== "file:") throw usageError("sources that come from a server are not bundled");
  const { signal, release } = interruptible();
  try {
    for (const bundle of BUNDLES) {
      const built = await buildBundle(bundle, PROJECT, signal);
      if (built === null) {
        console.log("not made: sources are still changing, or somebody else is making it");
        return EXIT.ok;
      }
      const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
      const { modules, scriptBytes, codeBytes } = built;
      const size = `${count(modules)} modules, ${mib(scriptBytes)}, and ${mib(codeBytes)} compiled`;
      console.log(`${BUNDLE_FOLDER}: ${bundle.name}: ${size}`);
    }
    return EXIT.ok;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    release();
  }
}

async function remove(): Promise<number> {
  await Deno.remove(new URL(`${BUNDLE_FOLDER}/`, PROJECT), { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  console.log(`${BUNDLE_FOLDER}: removed`);
  return EXIT.ok;
}

if (Deno.args[0] === "--later") {
  // In the background of a hunt: there is nobody to tell.
  const bundle = BUNDLES.find(({ name }) => name === Deno.args[1]);
  if (bundle !== undefined && await isSettled(PROJECT) && await hasBundler()) await buildBundle(bundle, PROJECT);
  Deno.exit(0);
}
if (import.meta.main) await runCommand(COMMAND, ({ options }) => options.remove ? remove() : make());
