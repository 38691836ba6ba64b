/**
 * What is bundled, and where bundles are kept.
 *
 * @module
 */

/** A command that can start from a bundle. */
export interface BundledCommand {
  /** Of the task whose flags it runs with, and of the bundle's files. */
  readonly name: string;
  /** The module with the command, from the project's root. */
  readonly module: string;
  /** The function of that module that runs the command and gives its exit code. */
  readonly run: string;
  /** Options with which nothing is loaded but what is bundled; with any other one the sources run. */
  readonly options: readonly string[];
  /** Modules that only other options load: they are left out. */
  readonly leftOut: readonly string[];
  /** Command lines that are run once while the bundle is made, so that their code is compiled already. */
  readonly rehearsals: readonly (readonly string[])[];
}

/** A function that runs a command and gives its exit code. */
export type RunCommand = (args: readonly string[]) => Promise<number>;

/** The usual hunt: its own engines, its usual claim. */
export const HUNT_BUNDLE: BundledCommand = {
  name: "hunt",
  module: "props/cli/hunt_command.ts",
  run: "runHunt",
  options: ["target", "repair", "checks", "time", "seed", "jobs", "out", "write-test", "import", "quiet", "json"],
  leftOut: [
    "./hunt_on.ts",
    "../cpython/load.ts",
    "../interpreters/load.ts",
    "./known_option.ts",
    "./playground_link.ts",
  ],
  rehearsals: [
    ["--seed", "1"],
    ["--seed", "2"],
    ["--seed", "3"],
    ["--target", "repaired", "--checks", "300", "--seed", "4"],
  ],
};

/** Root of the project, with a slash at its end. */
export const PROJECT: URL = new URL("../../", import.meta.url);

/** The folder of bundles in a project's root; git does not see it, and it may be removed at any time. */
export const BUNDLE_FOLDER = ".bundle";

/** Set to `off`, this variable has every command run from the sources, and no bundle made. */
export const BUNDLE_VARIABLE = "TIERPROOF_BUNDLE";

/** The environment variable that says where the playground is; links to it are not in the bundle. */
export const PLAYGROUND_VARIABLE = "TIERPROOF_PLAYGROUND";

/** Whether a user wants no bundles. */
export function isOff(): boolean {
  return Deno.env.get(BUNDLE_VARIABLE) === "off";
}

/** What a bundle was made of. Everything in it must be as it was, or the bundle is not used. */
export interface BundleIndex {
  /** Versions of what compiled it. */
  readonly versions: string;
  /** Each module and settings file, from the project's root, with its stamp. */
  readonly sources: readonly (readonly [path: string, stamp: string])[];
  /** Name of the file with the script and, behind it, what the compiler made of it. */
  readonly file: string;
  /** Bytes of each. */
  readonly scriptBytes: number;
  readonly codeBytes: number;
}

/** Versions of what compiles a bundle. */
export function versions(): string {
  return `${Deno.version.deno} ${Deno.version.v8} ${Deno.build.target}`;
}

/** What changes whenever a file does: a file that is written again, or put in another's place, has another one. */
export function stampOf({ size, mtime, ctime, ino }: Deno.FileInfo): string {
  return `${size} ${mtime?.getTime()} ${ctime?.getTime()} ${ino}`;
}
