import { assert, assertEquals } from "@std/assert";
import { dirname, join } from "node:path/posix";
import { filesUnder, readSource, withoutComments } from "./testing/import_graph.ts";

/** Recordings and hunts run all of the engines and of the reference, but whoever breaks a file looks for its test. */
const FOLDERS = ["src/object/", "reference/"];

const files = (await Promise.all(FOLDERS.map(filesUnder))).flat();
const isTest = (path: string): boolean => path.endsWith("_test.ts");
const isSource = (path: string): boolean =>
  path.endsWith(".ts") && !isTest(path) && !/(?:^|\/)testing(?:\/|\.ts$)/.test(path);

/** Declarations that are gone when a program runs. */
const TYPES = /^(?:export )?(?:interface \w[^]*?^\}|type \w[^]*?;$)/gm;

/** Whether there is anything in a file that runs: a function or a class, not only tables and types. */
async function hasLogic(path: string): Promise<boolean> {
  return /\bfunction\b|\bclass\b|=> /.test(withoutComments((await readSource(path)).text).replace(TYPES, ""));
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

Deno.test("files with code in them have a test beside, or one that names them in backticks in its head", async () => {
  const sources = files.filter(isSource);
  const withLogic = (await Promise.all(sources.map(async (path) => await hasLogic(path) ? [path] : []))).flat();
  assert(withLogic.length > 200, `only ${withLogic.length} files have code in them`);
  const without = withLogic.filter((path) =>
    !files.includes(path.replace(/\.ts$/, "_test.ts")) && !named.includes(path)
  );
  assertEquals(without, []);
});
