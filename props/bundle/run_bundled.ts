/**
 * The start of a command: from its bundle, or from the sources. A bundle saves a quarter of the time up to a first finding; whatever is
 * wrong with one, the sources run as if there had never been any.
 *
 * @module
 */

import { type BundledCommand, isOff, PLAYGROUND_VARIABLE, PROJECT, type RunCommand } from "./bundles.ts";
import { type Exports, openBundle } from "./open_bundle.ts";

/** Whether nothing is loaded with these arguments but what is bundled. */
export function isBundled({ options }: BundledCommand, args: readonly string[]): boolean {
  return args.every((arg) => !arg.startsWith("-") || options.includes(/^--([^=]*)/.exec(arg)?.[1] ?? ""));
}

/** What a command's module exports: out of its bundle where there is one to use and `wanted`, else from the sources. */
export async function bundledExports(
  command: BundledCommand,
  wanted = !isOff(),
): Promise<{ readonly exports: Exports; readonly isBundle: boolean }> {
  const bundled = wanted ? openBundle(command, PROJECT) : null;
  // Not named as text: what the sources need is to be looked at only where they run.
  return { exports: bundled ?? await import(new URL(command.module, PROJECT).href), isBundle: bundled !== null };
}

/** Runs a command and ends the process with its exit code. */
export async function runBundled<Run extends RunCommand>(
  command: BundledCommand,
  args: readonly string[] = Deno.args,
): Promise<never> {
  const usual = !isOff() && isBundled(command, args) && (Deno.env.get(PLAYGROUND_VARIABLE) ?? "") === "";
  const { exports, isBundle } = await bundledExports(command, usual);
  const code = await (exports[command.run] as Run)(args);
  if (usual && !isBundle && code <= 1) makeInBackground(command);
  Deno.exit(code);
}

/** Has a process of its own make the bundle, which outlives this one. */
function makeInBackground({ name }: BundledCommand): void {
  if (PROJECT.protocol !== "file:" || (Deno.env.get("CI") ?? "") !== "") return;
  try {
    new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--allow-read",
        "--allow-write",
        "--allow-run",
        "--allow-env",
        "props/bundle/cli.ts",
        "--later",
        name,
      ],
      cwd: PROJECT,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn().unref();
  } catch {
    // Without the right to run something, hunts start from the sources.
  }
}
