/**
 * Making a bundle: one script of all modules that a command loads, and what the compiler made of what some rehearsals called. It is
 * put in its place at once and only when no source changed meanwhile, so that nobody ever sees half of one, or a stale one.
 *
 * @module
 */

import { sep as SEPARATOR } from "node:path";
import { fileURLToPath } from "node:url";
import { TierproofError } from "../../src/isa/errors.ts";
import { pathError } from "../cli/user_files.ts";
import { type Bundle, BUNDLE_FOLDER, type BundleIndex, stampOf, versions } from "./bundles.ts";
import { writeThrough } from "./open_bundle.ts";

/** Sources that were written a moment ago may be written again without a new stamp: clocks of files may be as coarse as this. */
export const SETTLED_MS = 3000;

/** Settings that decide how modules are read. */
const SETTINGS = ["deno.json", "deno.lock"];

/** Folders in which bundles are being made. */
const MAKING = "making-";

/** A built bundle, for people. */
export interface BuiltBundle {
  readonly modules: number;
  readonly scriptBytes: number;
  readonly codeBytes: number;
}

/** Runs Deno in the project's root; gives what it printed. Throws a {@linkcode TierproofError} that tells what went wrong. */
async function deno(root: URL, args: readonly string[], signal?: AbortSignal): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...(signal === undefined ? {} : { signal }),
  }).output();
  if (code !== 0) {
    const why = new TextDecoder().decode(stderr).trim().split("\n")[0];
    throw new TierproofError("file", `deno ${args[0]} ended with ${code}: ${why}`);
  }
  return new TextDecoder().decode(stdout);
}

/** The part of `deno info --json` that is looked at. */
interface GraphReport {
  readonly roots: readonly string[];
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly isDynamic?: boolean;
      readonly code?: { readonly specifier?: string };
    }[];
  }[];
  /** Packages of the whole project. */
  readonly npmPackages?: Readonly<Record<string, { readonly localPath?: string }>>;
}

/** What a bundle may hold. */
export interface BundleParts {
  /** Paths of modules of the project, from its root, in order. */
  readonly paths: readonly string[];
  /** Folders of packages: `deno.lock` says what they are, and what is kept of a version is not written again. */
  readonly packages: readonly string[];
}

/** What is loaded with the entry of a bundle, sooner or later. */
async function partsOf({ entry, leftOut }: Bundle, root: URL): Promise<BundleParts> {
  const report: GraphReport = JSON.parse(await deno(root, ["info", "--json", entry]));
  const { roots, modules, npmPackages = {} } = report;
  const known = new Map(modules.map((each) => [each.specifier, each]));
  const found = new Set<string>();
  const open = [...roots];
  for (let specifier = open.pop(); specifier !== undefined; specifier = open.pop()) {
    if (!specifier.startsWith(root.href) || found.has(specifier)) continue;
    found.add(specifier);
    for (const { specifier: named, isDynamic, code } of known.get(specifier)?.dependencies ?? []) {
      if (isDynamic === true && leftOut.includes(named)) continue;
      if (code?.specifier !== undefined) open.push(code.specifier);
    }
  }
  return {
    paths: [...found].map((specifier) => decodeURIComponent(specifier.slice(root.href.length))).sort(),
    packages: Object.values(npmPackages).flatMap(({ localPath }) =>
      localPath === undefined ? [] : `${localPath}${SEPARATOR}`
    ),
  };
}

/** Stamps of files as they are now. */
function stampsOf(paths: readonly string[], root: URL): BundleIndex["sources"] {
  return paths.map((path) => [path, stampOf(Deno.statSync(new URL(path, root)))] as const);
}

/** Milliseconds since one of these files was written last. */
function idleMs(paths: readonly string[], root: URL): number {
  const written = paths.map((path) => Deno.statSync(new URL(path, root)).mtime?.getTime() ?? Infinity);
  return Date.now() - Math.max(...written);
}

/** The line before a module in what `deno bundle` writes; a package's module is named as it is found on this machine. */
const MODULE_HEAD = /^\s*\/\/ (\S+\.[cm]?[jt]sx?|[a-z]+:\S+)$/;
/** Where a module gets its address, alone or, if it runs when it is first asked for, in a function. */
const OWN_ADDRESS = /^(\s*(?:var )?import_meta\d* = \{)(\};)$/;

/**
 * A bundled script as a function of the module object, `require` and the root's URL. Modules get their own addresses back: workers
 * and messages name files beside them. Lines stay where they are. Refuses a script with other modules than the expected ones: a bundle
 * is only as fresh as what is known to be in it.
 */
export function asFunction(script: string, { paths, packages }: BundleParts, root: URL): string {
  if (/[^\0-\x7f]/.test(script)) {
    throw new TierproofError("file", "expected a bundle of ASCII characters, found others");
  }
  const known = new Set(paths);
  const isOfPackage = (head: string): boolean => {
    const { protocol, href } = new URL(head, root);
    return protocol === "file:" && packages.some((folder) => fileURLToPath(href).startsWith(folder));
  };
  let path = "";
  const lines = script.split("\n").map((line) => {
    const head = MODULE_HEAD.exec(line)?.[1];
    if (head !== undefined) {
      if (!known.has(head) && !isOfPackage(head)) {
        throw new TierproofError("file", `expected no module ${head} in the bundle`);
      }
      path = head;
    }
    return line.replace(OWN_ADDRESS, (_, before, after) => `${before}url: ROOT + ${JSON.stringify(path)}${after}`);
  });
  return `(function (module, require, ROOT) { "use strict"; ${lines.join("\n")}\n})`;
}

/** The V8 flags of a task: code that was compiled with other flags is refused. */
export function flagsOf(task: string, settings: string): string[] {
  type Task = string | { readonly command: string };
  const { tasks } = JSON.parse(settings) as { readonly tasks: Readonly<Record<string, Task>> };
  const given = tasks[task] ?? "";
  return (typeof given === "string" ? given : given.command).split(" ").filter((word) =>
    word.startsWith("--v8-flags=")
  );
}

/** The file whose lock whoever makes a bundle holds; it goes with the process. */
async function openLock(folder: URL): Promise<Deno.FsFile> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    return await Deno.open(new URL("lock", folder), { write: true, create: true });
  } catch (error) {
    throw pathError(fileURLToPath(folder), error);
  }
}

/** The script of a bundle in a file; beside it its map and what the compiler made of it. */
async function makeScript(
  bundle: Bundle,
  parts: BundleParts,
  file: URL,
  root: URL,
  signal?: AbortSignal,
) {
  const leftOut = bundle.leftOut.flatMap((specifier) => ["--external", specifier]);
  const options = ["--quiet", "--no-check", "--format", "cjs", "--sourcemap", "external", ...leftOut];
  const path = fileURLToPath(file);
  await deno(root, ["bundle", ...options, "-o", path, bundle.entry], signal);
  const script = asFunction(await Deno.readTextFile(file), parts, root);
  await Deno.writeTextFile(file, script);
  const flags = flagsOf(bundle.task, await Deno.readTextFile(new URL("deno.json", root)));
  const rights = ["--allow-read", "--allow-write", "--allow-env", "--allow-run"];
  const rehearsal = new URL("rehearse.ts", import.meta.url).href;
  await deno(root, ["run", ...rights, ...flags, rehearsal, path, root.href, JSON.stringify(bundle)], signal);
  const code = await Deno.readFile(new URL(`${file.href}.code`));
  const { sourcesContent: _, sources, ...map } = JSON.parse(await Deno.readTextFile(new URL(`${file.href}.map`)));
  const fromRoot = (sources as string[]).map((source) => new URL(source, file).href.replace(root.href, ""));
  const encoder = new TextEncoder();
  return { script: encoder.encode(script), code, map: encoder.encode(JSON.stringify({ ...map, sources: fromRoot })) };
}

/**
 * Makes a bundle. Null where somebody else is making one or sources changed meanwhile. Throws a
 * {@linkcode TierproofError} where it cannot be made.
 */
export async function buildBundle(
  bundle: Bundle,
  root: URL,
  signal?: AbortSignal,
): Promise<BuiltBundle | null> {
  const { name } = bundle;
  const folder = new URL(`${BUNDLE_FOLDER}/`, root);
  using lock = await openLock(folder);
  if (!await lock.tryLock(true)) return null;
  const parts = await partsOf(bundle, root);
  const watched = [...parts.paths, ...SETTINGS];
  const sources = stampsOf(watched, root);
  if (idleMs(watched, root) < SETTLED_MS) return null;
  const making = `${MAKING}${crypto.randomUUID().slice(0, 8)}`;
  const scratch = new URL(`${making}/`, folder);
  await Deno.mkdir(scratch);
  try {
    const { script, code, map } = await makeScript(bundle, parts, new URL("bundle.js", scratch), root, signal);
    if (JSON.stringify(stampsOf(watched, root)) !== JSON.stringify(sources)) return null;
    const file = `${name}-${making.slice(MAKING.length)}`;
    const both = new Uint8Array(script.length + code.length);
    both.set(script);
    both.set(code, script.length);
    writeThrough(new URL(file, folder), both);
    writeThrough(new URL(`${file}.map`, folder), map);
    const sizes = { scriptBytes: script.length, codeBytes: code.length };
    const index: BundleIndex = { versions: versions(), sources, file, ...sizes };
    // The index is what readers begin with: until it is in its place they see the bundle before, or none.
    writeThrough(new URL("index.json", scratch), new TextEncoder().encode(JSON.stringify(index)));
    await Deno.rename(new URL("index.json", scratch), new URL(`${name}.json`, folder));
    await removeOthers(name, file, folder);
    return { modules: parts.paths.length, ...sizes };
  } finally {
    await Deno.remove(scratch, { recursive: true }).catch(() => {});
  }
}

/** Removes what earlier bundles left, broken off ones included: the lock is held. */
async function removeOthers(name: string, file: string, folder: URL): Promise<void> {
  for await (const entry of Deno.readDir(folder)) {
    const isOld = entry.name.startsWith(`${name}-`) && !entry.name.startsWith(file);
    if (isOld || entry.name.startsWith(MAKING)) {
      await Deno.remove(new URL(entry.name, folder), { recursive: true }).catch(() => {});
    }
  }
}
