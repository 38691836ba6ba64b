/**
 * The start of a command: from its bundle, or from the sources. A bundle saves a quarter of the time up to a first finding; whatever is
 * wrong with one, the sources run as if there had never been any.
 *
 * @module
 */

import {
  type Bundle,
  type BundledCommand,
  type Entry,
  type Exports,
  isOff,
  PLAYGROUND_VARIABLE,
  PROJECT,
  type RunCommand,
} from "./bundles.ts";
import { openBundle } from "./open_bundle.ts";

/** The bundle that has all that is loaded with these arguments; undefined where none does. */
export function bundleFor({ bundles }: BundledCommand, args: readonly string[]): Bundle | undefined {
  return bundles.find(({ options }) =>
    args.every((arg) => !arg.startsWith("-") || options.includes(/^--([^=]*)/.exec(arg)?.[1] ?? ""))
  )?.bundle;
}

/** What a module exports, and where it came from. */
export interface BundledExports {
  readonly exports: Exports;
  readonly isBundle: boolean;
  /** As of {@linkcode OpenBundle}. */
  keepCode(): void;
}

/** What a module exports: out of a bundle that has it where there is one to use, else from the sources. */
export async function bundledExports(
  bundle: Bundle | undefined,
  { module }: Entry,
  flags?: string,
): Promise<BundledExports> {
  const opened = bundle === undefined || isOff() ? null : openBundle(bundle, PROJECT, flags);
  const load = opened?.modules[module];
  if (opened !== null && load !== undefined) {
    return { exports: await load(), isBundle: true, keepCode: opened.keepCode };
  }
  // Not named as text: what the sources need is to be looked at only where they run.
  return { exports: await import(new URL(module, PROJECT).href), isBundle: false, keepCode: () => {} };
}

/** Runs a command and ends the process with its exit code. */
export async function runBundled<Run extends RunCommand>(
  command: BundledCommand,
  args: readonly string[] = Deno.args,
): Promise<never> {
  const bundle = (Deno.env.get(PLAYGROUND_VARIABLE) ?? "") === "" ? bundleFor(command, args) : undefined;
  const { exports, isBundle } = await bundledExports(bundle, command);
  const code = await (exports[command.run] as Run)(args);
  if (bundle !== undefined && !isBundle && !isOff() && code <= 1) makeInBackground(bundle);
  Deno.exit(code);
}

/** Has a process of its own make the bundle, which outlives this one. */
function makeInBackground({ name }: Bundle): void {
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
