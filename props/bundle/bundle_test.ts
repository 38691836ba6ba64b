import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { HUNT_OPTIONS } from "../cli/hunt_command.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { importsOf, readSource, resolveImport } from "../testing/import_graph.ts";
import { asFunction, buildBundle, flagsOf } from "./build_bundle.ts";
import { BUNDLE_FOLDER, type BundledCommand, type BundleIndex, HUNT_BUNDLE } from "./bundles.ts";
import { isSettled } from "./later.ts";
import { type Exports, openBundle } from "./open_bundle.ts";
import { isBundled } from "./run_bundled.ts";

const COMMAND: BundledCommand = {
  name: "small",
  module: "command.ts",
  run: "run",
  options: ["seed"],
  leftOut: ["./rare.ts"],
  rehearsals: [["a"]],
};

const FILES = {
  "deno.json": JSON.stringify({ tasks: { small: { command: "deno run --v8-flags=--stack-size=900 command.ts" } } }),
  "deno.lock": `{"version":"5"}`,
  "command.ts": `import { fail, place } from "./inner.ts";
export function run(args: readonly string[]): Promise<number> { return Promise.resolve(args.length); }
export async function rare(): Promise<number> { return (await import("./rare.ts")).rare; }
export { fail, place };
`,
  "inner.ts": `import { sep } from "node:path";
interface Typed { readonly text: string }

export function fail(): never {
  throw new Error("as the sources say" satisfies Typed["text"]);
}
export const place = import.meta.url + sep;
`,
  "rare.ts": "export const rare = 1;\n",
};

/** A project of two modules that was written a minute ago, and what it takes to look into its bundle. */
async function withProject(work: (root: URL) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const root = new URL(`file://${folder}/`);
  try {
    for (const [name, text] of Object.entries(FILES)) await write(root, name, text);
    await work(root);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function write(root: URL, name: string, text: string): Promise<void> {
  await Deno.writeTextFile(new URL(name, root), text);
  const before = Date.now() / 1000 - 60;
  await Deno.utime(new URL(name, root), before, before);
}

function indexOf(root: URL): BundleIndex {
  return JSON.parse(Deno.readTextFileSync(new URL(`${BUNDLE_FOLDER}/small.json`, root)));
}

Deno.test("a bundle runs as its sources do, knows their addresses, and is used only while all of it is as it was", async () => {
  await withProject(async (root) => {
    assertEquals(openBundle(COMMAND, root), null);
    const built = await buildBundle(COMMAND, root);
    assertEquals(built?.modules, 2);
    assert((built?.codeBytes ?? 0) > 0);
    const exports = openBundle(COMMAND, root) as Exports;
    assertEquals(exports["place"], `${root.href}inner.ts/`);
    assertEquals(await (exports["run"] as (args: readonly string[]) => Promise<number>)(["a", "b"]), 2);
    const error = assertThrows(exports["fail"] as () => never, Error, "as the sources say");
    assertMatch(error.stack ?? "", new RegExp(`at fail \\(${root.href}inner\\.ts:5:9\\)`));
    // What was left out is no second copy of anything.
    await assertRejects(exports["rare"] as () => Promise<number>, TypeError, "dynamic import");

    const index = indexOf(root);
    assertEquals(index.sources.map(([path]) => path), ["command.ts", "inner.ts", "deno.json", "deno.lock"]);
    const put = (changed: Partial<BundleIndex>): void =>
      Deno.writeTextFileSync(new URL(`${BUNDLE_FOLDER}/small.json`, root), JSON.stringify({ ...index, ...changed }));
    const refused = (changed: Partial<BundleIndex>): void => {
      put(changed);
      assertEquals(openBundle(COMMAND, root), null, JSON.stringify(changed));
    };
    refused({ versions: "1.0.0 1.0.0 elsewhere" });
    refused({ codeBytes: index.codeBytes + 1 });
    refused({ file: "small-gone" });
    refused({ sources: [["gone.ts", "1 2 3 4"]] });
    put({});
    assert(openBundle(COMMAND, root) !== null);
    // Another text of the same size and time of writing, put in its place.
    await write(root, "other.ts", FILES["inner.ts"].replace("sources", "sourceS"));
    const { mtime } = await Deno.stat(new URL("inner.ts", root));
    await Deno.utime(new URL("other.ts", root), mtime as Date, mtime as Date);
    await Deno.rename(new URL("other.ts", root), new URL("inner.ts", root));
    assertEquals(openBundle(COMMAND, root), null);
  });
});

Deno.test("no bundle is made of sources that are still changing, nor while somebody else makes one", async () => {
  await withProject(async (root) => {
    await Deno.writeTextFile(new URL("inner.ts", root), FILES["inner.ts"]);
    assertEquals(await buildBundle(COMMAND, root), null);
    await write(root, "inner.ts", FILES["inner.ts"]);
    using lock = await Deno.open(new URL(`${BUNDLE_FOLDER}/lock`, root), { write: true });
    await lock.lock(true);
    assertEquals(await buildBundle(COMMAND, root), null);
    assertEquals([...Deno.readDirSync(new URL(BUNDLE_FOLDER, root))].map(({ name }) => name), ["lock"]);
  });
});

Deno.test("what cannot be bundled is told, and leaves nothing behind but a lock", async () => {
  await withProject(async (root) => {
    await write(root, "command.ts", "export const = 1;\n");
    await assertRejects(() => buildBundle(COMMAND, root), TierproofError, "deno");
    const folder = new URL(BUNDLE_FOLDER, root);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["lock"]);
    await Deno.remove(folder, { recursive: true });
    await Deno.writeTextFile(folder, "somebody's file");
    await assertRejects(() => buildBundle(COMMAND, root), TierproofError, BUNDLE_FOLDER);
  });
});

Deno.test("a bundle with a module that nobody watches is refused", () => {
  assertThrows(() => asFunction("// a.ts\nvar a = 1;\n// npm:b@1\nvar b = 2;", ["a.ts"]), TierproofError, "npm:b@1");
  assertThrows(() => asFunction('// a.ts\nvar a = "\u00e9";', ["a.ts"]), TierproofError, "ASCII");
});

Deno.test("hunts with other options run from the sources; all that the bundle knows are options of a hunt", () => {
  const bundled = (...args: string[]): boolean => isBundled(HUNT_BUNDLE, args);
  assert(bundled());
  assert(bundled("--seed", "1", "--target=repaired", "--jobs", "2", "--quiet"));
  for (const arg of ["--module", "--all", "--python=x", "--claim", "--help", "--", "-h"]) {
    assert(!bundled(arg), arg);
  }
  assertEquals(HUNT_BUNDLE.options.filter((name) => !(name in HUNT_OPTIONS)), []);
});

Deno.test("rehearsals run with the flags of the task", async () => {
  const settings = await Deno.readTextFile(new URL("../../deno.json", import.meta.url));
  assertMatch(flagsOf("hunt", settings).join(" "), /^--v8-flags=\S+$/);
});

Deno.test("sources are settled at the second hunt that finds them as they are", async () => {
  await withProject(async (root) => {
    for (const folder of ["src", "reference", "props"]) await Deno.mkdir(new URL(folder, root));
    await write(root, "src/a.ts", "");
    assertEquals(await isSettled(root), false);
    assertEquals(await isSettled(root), true);
    await Deno.writeTextFile(new URL("src/a.ts", root), "");
    assertEquals(await isSettled(root), false);
  });
});

Deno.test("what starts from a bundle reads nothing else of the sources, not even to see whether it may be imported", async () => {
  for (const start of ["props/cli/hunt.ts", "props/cli/hunt_worker.ts"]) {
    const read = new Set([start]);
    for (const path of read) {
      const { text } = await readSource(path);
      // Deno follows imports that are never run, but none of types alone.
      const imports = importsOf(text.replace(/^import type [^;]*;/gm, ""));
      for (const specifier of imports.filter((each) => each.startsWith("."))) read.add(resolveImport(path, specifier));
    }
    const own = ["bundles", "map_traces", "open_bundle", "run_bundled"].map((name) => `props/bundle/${name}.ts`);
    assertEquals([...read].sort(), [...own, start]);
  }
});
