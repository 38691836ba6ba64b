import { assertEquals } from "@std/assert";
import { filesUnder, readSource, withoutComments } from "./testing/import_graph.ts";

/** The pattern in pieces, so that this file does not match itself. */
function pattern(...alternatives: string[]): RegExp {
  return new RegExp(alternatives.join("|"));
}

const MACHINE_PATHS = pattern("/(?:work|ro" + "ot|tm" + "p)/[a-z]", "\\.\\./sha" + "red");
const TESTS_SWITCHED_OFF = pattern(
  "\\bign" + "ore: *true",
  "\\bon" + "ly: *true",
  "\\.sk" + "ip\\(",
  "\\.on" + "ly\\(",
  "Deno\\.test\\.(?:ign" + "ore|on" + "ly)",
);
const CHECKS_SWITCHED_OFF = pattern("@ts-" + "ignore", "@ts-" + "nocheck", "@ts-" + "expect-error");
const TYPES_SWITCHED_OFF = pattern("as " + "any\\b", ": " + "any\\b", "<" + "any\\b");
const UNFINISHED = pattern(
  "TO" + "DO",
  "FIX" + "ME",
  "XX" + "X",
  "not imple" + "mented",
  "unimple" + "mented",
  "place" + "holder",
);

/** Lines of the project's own files that match, with their place. */
async function matches(
  wanted: RegExp,
  files: (path: string) => boolean,
  view: (text: string) => string = (text) => text,
): Promise<string[]> {
  const folders = ["src/", "reference/", "props/", "docs/", ".ci/"];
  const paths = ["mod.ts", "README.md", "deno.json", ...(await Promise.all(folders.map(filesUnder))).flat()];
  const found: string[] = [];
  for (const path of paths) {
    if (!files(path) || path.endsWith(".gz")) continue;
    const { text } = await readSource(path);
    view(text).split("\n").forEach((line, i) => {
      if (wanted.test(line)) found.push(`${path}:${i + 1}: ${line.trim()}`);
    });
  }
  return found;
}

const isSource = (path: string): boolean => path.endsWith(".ts");

Deno.test("no file names a path of one machine", async () => {
  assertEquals(await matches(MACHINE_PATHS, () => true), []);
});

Deno.test("no test is switched off or singled out", async () => {
  assertEquals(await matches(TESTS_SWITCHED_OFF, isSource), []);
});

Deno.test("types are switched off nowhere but in the types of the assert module", async () => {
  assertEquals(await matches(CHECKS_SWITCHED_OFF, isSource), []);
  const ours = (path: string): boolean => isSource(path) && path !== "props/testing/std_assert.d.ts";
  assertEquals(await matches(TYPES_SWITCHED_OFF, ours, withoutComments), []);
});

Deno.test("nothing is left unfinished", async () => {
  // Packed by a tool, in base64: whatever it spells is chance.
  const isWritten = (path: string): boolean => isSource(path) && path !== "props/claims/scenarios/sources/compiled.ts";
  assertEquals(await matches(UNFINISHED, isWritten), []);
});

/** Lines of a file that is not a table. */
const LONGEST_FILE = 400;

/** Files that are tables: vectors, one a line, or names. */
const TABLES: ReadonlySet<string> = new Set([
  "src/isa/type_names.ts",
  "reference/builtins/functions_test.ts",
  "reference/builtins/methods_test.ts",
  "reference/builtins/subclasses_test.ts",
]);

Deno.test("no file that is not a table has more than 400 lines", async () => {
  const found: string[] = [];
  for (const folder of ["src/", "reference/", "props/", "examples/"]) {
    for (const path of await filesUnder(folder)) {
      if (!isSource(path) || TABLES.has(path)) continue;
      const lines = (await readSource(path)).text.split("\n").length - 1;
      if (lines > LONGEST_FILE) found.push(`${path}: ${lines} lines`);
    }
  }
  assertEquals(found, []);
});
