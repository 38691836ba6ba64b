import { assert, assertEquals } from "@std/assert";
import {
  circles,
  filesUnder,
  importsAmong,
  importsOf,
  reachableFrom,
  readSource,
  resolveImport,
  withoutComments,
} from "./testing/import_graph.ts";

/** What each part may import besides itself; a part is the longest prefix that fits a path. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "src/isa/": [],
  // Code objects implement the interface through which the optimizer reads code.
  "src/object/": ["src/isa/", "src/optimizer/code.ts"],
  "src/optimizer/": ["src/isa/", "src/object/"],
  "src/vm/": ["src/isa/", "src/object/", "src/optimizer/"],
  "src/oracle/": ["src/isa/"],
  "reference/": ["src/isa/"],
};

const PARTS = Object.keys(MAY_IMPORT);

function partOf(path: string): string | undefined {
  return PARTS.find((part) => path.startsWith(part));
}

/** Parts of the tests: they and their data may do more than the library. */
const OF_TESTS = /_test\.ts$|\/testdata\/|\/testing\//;

/** Sources of src and reference. */
async function librarySources(): Promise<string[]> {
  const paths = [...await filesUnder("src/"), ...await filesUnder("reference/")];
  return paths.filter((path) => path.endsWith(".ts") && !OF_TESTS.test(path));
}

Deno.test("imports in src and reference go downhill, and the reference leans on src/isa alone", async () => {
  const wrong: string[] = [];
  for (const path of await librarySources()) {
    const part = partOf(path);
    if (part === undefined) {
      wrong.push(`${path} belongs to no part`);
      continue;
    }
    for (const specifier of (await readSource(path)).imports) {
      const target = specifier.startsWith(".") ? resolveImport(path, specifier) : specifier;
      const allowed = [part, ...(MAY_IMPORT[part] ?? [])];
      if (!allowed.some((prefix) => target.startsWith(prefix))) wrong.push(`${path} imports ${target}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("the core knows nothing of CPython: it imports nothing of src, the reference, or the rest of props", async () => {
  const wrong: string[] = [];
  for (const path of await filesUnder("props/core/")) {
    if (!path.endsWith(".ts")) continue;
    const { imports, text } = await readSource(path);
    for (const specifier of imports) {
      const target = specifier.startsWith(".") ? resolveImport(path, specifier) : specifier;
      const mayTest = path.endsWith("_test.ts") && target === "@std/assert";
      if (!target.startsWith("props/core/") && !mayTest) wrong.push(`${path} imports ${target}`);
    }
    if (/\b(?:RepairId|UOPS|OPCODES|HUNT_LIMITS)\b/.test(withoutComments(text))) {
      wrong.push(`${path} speaks of the pin`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("no test of the reference or of a lower part imports what its part may not", async () => {
  const wrong: string[] = [];
  for (const path of [...await filesUnder("src/isa/"), ...await filesUnder("reference/")]) {
    if (!path.endsWith("_test.ts")) continue;
    for (const specifier of (await readSource(path)).imports) {
      if (!specifier.startsWith(".")) continue;
      const target = resolveImport(path, specifier);
      if (/^src\/(?:object|vm|optimizer|oracle)\//.test(target)) wrong.push(`${path} imports ${target}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("src and reference know no clock, no randomness, no host and no global state of it", async () => {
  const forbidden =
    /\bDeno\b|\bprocess\.|\bMath\.random\b|\bcrypto\.|\bDate\b|\bperformance\.|\bsetTimeout\b|\bfetch\s*\(|\bconsole\./;
  const wrong: string[] = [];
  for (const path of await librarySources()) {
    const { text } = await readSource(path);
    // Texts of programs may say anything, e.g. the names of Python modules.
    const code = withoutComments(text).replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
    const found = forbidden.exec(code);
    if (found !== null) wrong.push(`${path}: ${found[0]}`);
  }
  assertEquals(wrong, []);
});

Deno.test("examples use the public interface alone", async () => {
  const wrong: string[] = [];
  for (const path of await filesUnder("examples/")) {
    if (!path.endsWith(".ts")) continue;
    for (const specifier of (await readSource(path)).imports) {
      if (!specifier.startsWith(".")) {
        if (specifier !== "@std/assert") wrong.push(`${path} imports ${specifier}`);
        continue;
      }
      const target = resolveImport(path, specifier);
      if (target !== "mod.ts" && target !== "props/mod.ts" && !target.startsWith("examples/")) {
        wrong.push(`${path} imports ${target}`);
      }
    }
  }
  assertEquals(wrong, []);
});

Deno.test("the playground is on top: nobody imports it but for the making of links to it", async () => {
  const links = ["props/playground/permalink.ts", "props/playground/setup.ts"];
  const wrong: string[] = [];
  for (const folder of ["src/", "reference/", "props/", "examples/"]) {
    for (const path of await filesUnder(folder)) {
      if (!path.endsWith(".ts") || path.startsWith("props/playground/")) continue;
      for (const specifier of (await readSource(path)).imports) {
        const target = specifier.startsWith(".") ? resolveImport(path, specifier) : specifier;
        if (target.startsWith("props/playground/") && !links.includes(target)) wrong.push(`${path} imports ${target}`);
      }
    }
  }
  assertEquals(wrong, []);
});

Deno.test("no third-party code is reachable from mod.ts", async () => {
  const { files, foreign } = await reachableFrom("mod.ts");
  assertEquals([...foreign.keys()], []);
  assert(files.length > 10, `only ${files.length} files are reachable`);
});

Deno.test("third-party code reachable from props/mod.ts is named in full, each package in one file", async () => {
  const { foreign } = await reachableFrom("props/mod.ts");
  // No module of a runtime either: browsers load it, too.
  assertEquals([...foreign].sort(), [
    ["npm:fast-check@4.10.2", ["props/deps.ts"]],
    ["npm:fflate@0.8.2", ["props/golden/portable_gunzip.ts"]],
  ]);
});

Deno.test("props names fast-check in props/deps.ts only", async () => {
  const wrong: string[] = [];
  for (const path of await filesUnder("props/")) {
    if (!path.endsWith(".ts") || path === "props/deps.ts") continue;
    const { imports } = await readSource(path);
    if (imports.some((specifier) => specifier.includes("fast-check"))) wrong.push(path);
  }
  assertEquals(wrong, []);
});

Deno.test("the import graph sees every form of import and no import in a comment", () => {
  const text = `import a from "./a.ts"; // import b from "./b.ts"
import type { C } from './c.ts';
import "./d.ts";
export * from "./e.ts";
export { f, type G } from "./f.ts";
const g = await import("./g.ts");
/* import h from "./h.ts" */
const text = "no // comment";
import {
  i,
} from "./i.ts";`;
  assertEquals(importsOf(text).sort(), ["./a.ts", "./c.ts", "./d.ts", "./e.ts", "./f.ts", "./g.ts", "./i.ts"]);
});

/** Files of a circle of imports, types included: more nobody takes in at once. */
const LARGEST_CIRCLE = 10;

Deno.test("no circle of imports has more than ten files", async () => {
  const folders = ["src/", "reference/", "props/", "examples/"];
  const paths = (await Promise.all(folders.map(filesUnder))).flat().filter((path) => path.endsWith(".ts"));
  const large = circles(await importsAmong(paths)).filter((circle) => circle.length > LARGEST_CIRCLE);
  assertEquals(large, []);
});

Deno.test("circles of imports are found, however they are entangled", () => {
  const graph = new Map([
    ["a", ["b", "x"]],
    ["b", ["c"]],
    ["c", ["a", "d"]],
    ["d", ["e"]],
    ["e", ["d"]],
    ["x", ["c"]],
    ["y", ["a"]],
  ]);
  assertEquals(circles(graph).sort(), [["a", "b", "c", "x"], ["d", "e"]]);
});
