import { assert, assertEquals } from "@std/assert";
import { dirname, join } from "node:path/posix";
import { filesUnder, readSource, withoutComments } from "./testing/import_graph.ts";

/**
 * Files of the engines and of the reference with code in them that have no test of their own: none beside, and none whose head names
 * them in backticks. Recordings and hunts run them all, but whoever breaks one looks for its test. The number only falls: who adds a
 * test lowers it.
 */
const WITHOUT = 14;

const FOLDERS = ["src/object/", "reference/"];

const files = (await Promise.all(FOLDERS.map(filesUnder))).flat();
const isTest = (path: string): boolean => path.endsWith("_test.ts");
const isSource = (path: string): boolean =>
  path.endsWith(".ts") && !isTest(path) && !/(?:^|\/)testing(?:\/|\.ts$)/.test(path);

/** Whether there is anything in a file that runs: a function or a class, not only tables and types. */
async function hasLogic(path: string): Promise<boolean> {
  return /\bfunction\b|\bclass\b|=> /.test(withoutComments((await readSource(path)).text));
}

/** Files that the comment at the top of a test names, as paths from its folder. */
async function namedBy(test: string): Promise<string[]> {
  const head = /^\s*\/\*\*[^]*?\*\//.exec((await readSource(test)).text)?.[0] ?? "";
  return Array.from(head.matchAll(/`([\w./]+\.ts)`/g), (match) => join(dirname(test), match[1] as string));
}

const named = (await Promise.all(files.filter(isTest).map(namedBy))).flat();

Deno.test("what the heads of tests name is there", () => {
  assertEquals(named.filter((path) => !files.includes(path)), []);
});

Deno.test("ever fewer files with code in them have no test beside, and none that names them in its head", async () => {
  const sources = files.filter(isSource);
  const withLogic = (await Promise.all(sources.map(async (path) => await hasLogic(path) ? [path] : []))).flat();
  const without = withLogic.filter((path) =>
    !files.includes(path.replace(/\.ts$/, "_test.ts")) && !named.includes(path)
  );
  assert(
    without.length <= WITHOUT,
    `expected ${WITHOUT} files at most, found ${without.length}; one of these is new:\n${without.join("\n")}`,
  );
});
