/**
 * What is bundled, and where bundles are kept.
 *
 * @module
 */

/** One script of many modules. */
export interface Bundle {
  /** Of its files. */
  readonly name: string;
  /** The task with whose flags it is compiled. */
  readonly task: string;
  /** The module whose `MODULES` load all others, from the project's root. */
  readonly entry: string;
  /** Modules that are left out, as their imports name them. */
  readonly leftOut: readonly string[];
  /** What is run once while the bundle is made, so that its code is compiled already. */
  readonly rehearsals: readonly Rehearsal[];
}

/** A function of a bundled module, which runs a command. */
export interface Entry {
  /** The module, from the project's root. */
  readonly module: string;
  /** The function. */
  readonly run: string;
}

/** A command line to rehearse. */
export interface Rehearsal extends Entry {
  readonly args: readonly string[];
}

/** A command that can start from bundles. */
export interface BundledCommand extends Entry {
  /** The first one that fits is used. */
  readonly bundles: readonly {
    readonly bundle: Bundle;
    /** Options with which nothing is loaded but what is bundled. With others than those of any bundle the sources run. */
    readonly options: readonly string[];
  }[];
}

/** Modules of a bundle by their paths from the project's root: each runs when it is first asked for. */
export type BundledModules = Readonly<Record<string, () => Promise<Exports>>>;

/** Exports of a module. */
export type Exports = Readonly<Record<string, unknown>>;

/** A function that runs a command and gives its exit code. */
export type RunCommand = (args: readonly string[]) => Promise<number>;

const HUNT: Entry = { module: "props/cli/hunt_command.ts", run: "runHunt" };

/** What workers of a hunt run. */
export const HUNT_WORKER: Entry = { module: "props/cli/hunt_plug.ts", run: "serveHuntWorker" };

/** What workers of a campaign run. */
export const CAMPAIGN_WORKER: Entry = { module: "props/campaign/serve_jobs.ts", run: "serveJobs" };

/** Modules that no bundle has: real interpreters, and links to the playground. */
const LEFT_OUT = ["../interpreters/load.ts", "./known_option.ts", "./playground_link.ts"];

/** Our own engines with the usual claim. */
export const USUAL_BUNDLE: Bundle = {
  name: "usual",
  task: "hunt",
  entry: "props/bundle/usual_modules.ts",
  leftOut: ["./hunt_on.ts", "../cpython/load.ts", ...LEFT_OUT],
  rehearsals: [
    { ...HUNT, args: ["--seed", "1"] },
    { ...HUNT, args: ["--seed", "2"] },
    { ...HUNT, args: ["--seed", "3"] },
    { ...HUNT, args: ["--target", "repaired", "--checks", "300", "--seed", "4"] },
  ],
};

/** Our own engines with all claims, each loaded when it is asked for. */
export const WHOLE_BUNDLE: Bundle = {
  name: "whole",
  task: "hunt",
  entry: "props/bundle/whole_modules.ts",
  leftOut: LEFT_OUT,
  rehearsals: [
    { ...HUNT, args: ["--claim", "boundaries", "--seed", "1"] },
    { ...HUNT, args: ["--target", "repaired", "--all", "--checks", "400", "--seed", "5"] },
  ],
};

/** All bundles there are. */
export const BUNDLES: readonly Bundle[] = [USUAL_BUNDLE, WHOLE_BUNDLE];

const USUAL_OPTIONS = [
  "target",
  "repair",
  "checks",
  "time",
  "seed",
  "jobs",
  "out",
  "write-test",
  "import",
  "quiet",
  "json",
  "help",
];

/** Hunts of our own engines. */
export const HUNT_COMMAND: BundledCommand = {
  ...HUNT,
  bundles: [
    { bundle: USUAL_BUNDLE, options: USUAL_OPTIONS },
    { bundle: WHOLE_BUNDLE, options: [...USUAL_OPTIONS, "from", "claim", "deep", "all"] },
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
