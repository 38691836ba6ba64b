import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { HUNT_OPTIONS } from "../cli/hunt_settings.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { importsOf, readSource, resolveImport } from "../testing/import_graph.ts";
import { asFunction, buildBundle, flagsOf } from "./build_bundle.ts";
import {
  type Bundle,
  BUNDLE_FOLDER,
  type BundleIndex,
  BUNDLES,
  HUNT_COMMAND,
  HUNT_WORKER,
  USUAL_BUNDLE,
  WHOLE_BUNDLE,
} from "./bundles.ts";
import { isSettled } from "./later.ts";
import { openBundle } from "./open_bundle.ts";
import { bundleFor } from "./run_bundled.ts";
import { MODULES as USUAL } from "./usual_modules.ts";
import { MODULES as WHOLE } from "./whole_modules.ts";

const BUNDLE: Bundle = {
  name: "small",
  task: "small",
  entry: "modules.ts",
  leftOut: ["./rare.ts"],
  rehearsals: [{ module: "command.ts", run: "run", args: ["a"] }],
};

const FILES = {
  "deno.json": JSON.stringify({ tasks: { small: { command: "deno run --v8-flags=--stack-size=900 command.ts" } } }),
  "deno.lock": `{"version":"5"}`,
  "modules.ts": `export const MODULES = {
  "command.ts": () => import("./command.ts"),
  "later.ts": () => import("./later.ts"),
};
`,
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
  "later.ts": `export { place as first } from "./inner.ts";
export const place = import.meta.url;
globalThis.laterRuns = (globalThis.laterRuns ?? 0) + 1;
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
    assertEquals(openBundle(BUNDLE, root), null);
    const built = await buildBundle(BUNDLE, root);
    assertEquals(built?.modules, 4);
    assert((built?.codeBytes ?? 0) > 0);
    const modules = openBundle(BUNDLE, root)?.modules ?? {};
    const exports = await modules["command.ts"]?.() ?? {};
    assertEquals(exports["place"], `${root.href}inner.ts/`);
    assertEquals(await (exports["run"] as (args: readonly string[]) => Promise<number>)(["a", "b"]), 2);
    const error = assertThrows(exports["fail"] as () => never, Error, "as the sources say");
    assertMatch(error.stack ?? "", new RegExp(`at fail \\(${root.href}inner\\.ts:5:9\\)`));
    // What nobody asked for yet has not run; then it runs once, and is no second copy of what it imports.
    const runs = (): unknown => (globalThis as unknown as Record<string, unknown>)["laterRuns"];
    assertEquals(runs(), undefined);
    const later = await modules["later.ts"]?.() ?? {};
    assertEquals(await modules["later.ts"]?.(), later);
    assertEquals([runs(), later["place"], later["first"]], [1, `${root.href}later.ts`, exports["place"]]);
    // What was left out is no second copy of anything.
    await assertRejects(exports["rare"] as () => Promise<number>, TypeError, "dynamic import");

    const index = indexOf(root);
    assertEquals(index.sources.map(([path]) => path), [
      "command.ts",
      "inner.ts",
      "later.ts",
      "modules.ts",
      "deno.json",
      "deno.lock",
    ]);
    const put = (changed: Partial<BundleIndex>): void =>
      Deno.writeTextFileSync(new URL(`${BUNDLE_FOLDER}/small.json`, root), JSON.stringify({ ...index, ...changed }));
    const refused = (changed: Partial<BundleIndex>): void => {
      put(changed);
      assertEquals(openBundle(BUNDLE, root), null, JSON.stringify(changed));
    };
    refused({ versions: "1.0.0 1.0.0 elsewhere" });
    refused({ codeBytes: index.codeBytes + 1 });
    refused({ file: "small-gone" });
    refused({ sources: [["gone.ts", "1 2 3 4"]] });
    put({});
    assert(openBundle(BUNDLE, root) !== null);
    // Another text of the same size and time of writing, put in its place.
    await write(root, "other.ts", FILES["inner.ts"].replace("sources", "sourceS"));
    const { mtime } = await Deno.stat(new URL("inner.ts", root));
    await Deno.utime(new URL("other.ts", root), mtime as Date, mtime as Date);
    await Deno.rename(new URL("other.ts", root), new URL("inner.ts", root));
    assertEquals(openBundle(BUNDLE, root), null);
  });
});

Deno.test("no bundle is made of sources that are still changing, nor while somebody else makes one", async () => {
  await withProject(async (root) => {
    await Deno.writeTextFile(new URL("inner.ts", root), FILES["inner.ts"]);
    assertEquals(await buildBundle(BUNDLE, root), null);
    await write(root, "inner.ts", FILES["inner.ts"]);
    using lock = await Deno.open(new URL(`${BUNDLE_FOLDER}/lock`, root), { write: true });
    await lock.lock(true);
    assertEquals(await buildBundle(BUNDLE, root), null);
    assertEquals([...Deno.readDirSync(new URL(BUNDLE_FOLDER, root))].map(({ name }) => name), ["lock"]);
  });
});

Deno.test("what is compiled under other flags is kept once, and goes with its bundle", async () => {
  await withProject(async (root) => {
    await buildBundle(BUNDLE, root);
    const { file } = indexOf(root);
    const folder = new URL(`${BUNDLE_FOLDER}/`, root);
    const kept = new URL(`${file}.other`, folder);
    // Each in a process of its own: V8 looks at code only where it has compiled nothing of the kind itself.
    const open = new URL("./open_bundle.ts", import.meta.url).href;
    const script = `import { openBundle } from ${JSON.stringify(open)};
      const opened = openBundle(${JSON.stringify(BUNDLE)}, new URL(${JSON.stringify(root)}), "other");
      const { place } = await opened.modules["command.ts"]();
      opened.keepCode();
      console.log(place);`;
    const runs = async (keeps: boolean): Promise<void> => {
      await Deno.utime(kept, 1, 1).catch(() => {});
      const args = ["eval", "--no-check", script];
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: root }).output();
      assertEquals(new TextDecoder().decode(stdout), `${root.href}inner.ts/\n`, new TextDecoder().decode(stderr));
      assertEquals((await Deno.stat(kept)).mtime?.getTime() === 1000, !keeps);
    };
    await runs(true);
    await runs(false);
    // What V8 refuses is written anew; nobody sees half of it.
    await Deno.writeTextFile(kept, "what is no code");
    await runs(true);
    assertEquals([...Deno.readDirSync(folder)].filter(({ name }) => name.startsWith(`${file}.other`)).length, 1);
    openBundle(BUNDLE, root)?.keepCode();
    await buildBundle(BUNDLE, root);
    await assertRejects(() => Deno.stat(kept), Deno.errors.NotFound);
  });
});

Deno.test("what cannot be bundled is told, and leaves nothing behind but a lock", async () => {
  await withProject(async (root) => {
    await write(root, "command.ts", "export const = 1;\n");
    await assertRejects(() => buildBundle(BUNDLE, root), TierproofError, "deno");
    const folder = new URL(BUNDLE_FOLDER, root);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["lock"]);
    await Deno.remove(folder, { recursive: true });
    await Deno.writeTextFile(folder, "somebody's file");
    await assertRejects(() => buildBundle(BUNDLE, root), TierproofError, BUNDLE_FOLDER);
  });
});

Deno.test("a bundle with a module that nobody watches is refused", () => {
  const root = new URL("file:///home/project/");
  const parts = { paths: ["a.ts"], packages: ["/home/cache/b/1/"] };
  const refused = (script: string, why: string): void => {
    assertThrows(() => asFunction(script, parts, root), TierproofError, why);
  };
  asFunction("// a.ts\nvar a = 1;\n// ../cache/b/1/lib/b.js\nvar b = 2;", parts, root);
  refused("// a.ts\nvar a = 1;\n// ../cache/b/2/lib/b.js\nvar b = 2;", "b/2");
  refused("// a.ts\nvar a = 1;\n// ../cache/b/1/../2/b.js\nvar b = 2;", "2/b.js");
  refused("// a.ts\nvar a = 1;\n// npm:b@1\nvar b = 2;", "npm:b@1");
  refused("// a.ts\nvar a = 1;\n  // c.ts\n  var c = 2;", "c.ts");
  refused('// a.ts\nvar a = "\u00e9";', "ASCII");
});

Deno.test("hunts with other options run from the sources; all that bundles know are options of a hunt", () => {
  const bundle = (...args: string[]): string | undefined => bundleFor(HUNT_COMMAND, args)?.name;
  assertEquals(bundle(), "usual");
  assertEquals(bundle("--help"), "usual");
  assertEquals(bundle("--seed", "1", "--target=repaired", "--jobs", "2", "--quiet"), "usual");
  for (const args of [["--all"], ["--claim=traces", "--seed", "1"], ["--jobs", "2", "--deep"], ["--from", "a.py"]]) {
    assertEquals(bundle(...args), "whole", args.join(" "));
  }
  for (const arg of ["--module", "--python=x", "--known", "--playground=x", "--", "-h"]) {
    assertEquals(bundle("--all", arg), undefined, arg);
  }
  const known = HUNT_COMMAND.bundles.flatMap(({ options }) => options);
  assertEquals(known.filter((name) => !(name in HUNT_OPTIONS)), []);
});

Deno.test("bundles have names of their own, and have what is asked of them", async () => {
  assertEquals(BUNDLES.map(({ name }) => name), ["usual", "whole"]);
  for (const [modules, { rehearsals }] of [[USUAL, USUAL_BUNDLE], [WHOLE, WHOLE_BUNDLE]] as const) {
    for (const { module, run } of [...rehearsals, HUNT_COMMAND, HUNT_WORKER]) {
      assertEquals(typeof (await modules[module]?.())?.[run], "function", `${module} ${run}`);
    }
  }
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
  for (const start of ["props/cli/hunt.ts", "props/cli/hunt_worker.ts", "props/campaign/worker.ts"]) {
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
