/**
 * All tests of some folders and files in one process: `deno test props/tools/all_tests.ts -- PATH…`. A test file of its own process loads
 * the modules that it needs again, which for most takes longer than its tests; here each is loaded once, and code that one test
 * made hot is hot for the next.
 *
 * @module
 */

import { filesUnder } from "../testing/import_graph.ts";

/** Arguments that name what is left out, as `--ignore` of `deno test`. */
const WITHOUT = "--ignore=";

const paths = Deno.args.filter((arg) => !arg.startsWith(WITHOUT));
const ignored = Deno.args.filter((arg) => arg.startsWith(WITHOUT)).flatMap((arg) =>
  arg.slice(WITHOUT.length).split(",")
);

const files = (await Promise.all(paths.map((path) => path.endsWith("/") ? filesUnder(path) : [path]))).flat()
  .filter((path) => path.endsWith("_test.ts") && !ignored.some((start) => path.startsWith(start)));

for (const path of files.toSorted()) await import(new URL(`../../${path}`, import.meta.url).href);
