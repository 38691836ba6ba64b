/**
 * Code that the reference and the engines have in common. A slip there could be agreed on by all, so that no comparison of
 * engines would see it: recordings, claims or unit tests have to.
 *
 * Of src/isa the reference takes constants only. Left are the functions beside those constants, which may make them one day,
 * the readers of bytes through which every program comes, and those that the reference once shared.
 *
 * @module
 */

import { ROOT, withoutComments } from "../../testing/import_graph.ts";
import { InvariantError } from "../../../src/isa/errors.ts";
import { hashText, type Mutation } from "../machine/mutation.ts";
import { type MutationResult, runMutations } from "../machine/run.ts";
import { mutationsOf } from "../machine/sites.ts";

/** Readers on the way of every program, and those that the reference now has its own of. */
const READERS: readonly string[] = [
  "src/isa/code_unit.ts",
  "src/isa/exception_table.ts",
  "src/isa/hex.ts",
  "src/isa/location_table.ts",
];

/** A value that a module of the reference imports from src/isa. */
export interface SharedValue {
  /** The importing file. */
  readonly from: string;
  /** Path of the imported one from the root. */
  readonly file: string;
  readonly name: string;
}

/** Sources of the reference, without tests and what only they use. */
async function referenceFiles(folder = "reference"): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(new URL(`${folder}/`, ROOT))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) {
      if (entry.name !== "testing" && entry.name !== "testdata") found.push(...await referenceFiles(path));
    } else if (path.endsWith(".ts") && !path.endsWith("_test.ts") && path !== "reference/testing.ts") found.push(path);
  }
  return found.sort();
}

/** All values, types left out, that the reference imports from src/isa. */
export async function sharedValues(): Promise<SharedValue[]> {
  const shared: SharedValue[] = [];
  for (const from of await referenceFiles()) {
    const text = withoutComments(await Deno.readTextFile(new URL(from, ROOT)));
    for (const [, names = "", specifier = ""] of text.matchAll(/\bimport\s*\{([^}]*)\}\s*from\s*"([^"]+)"/g)) {
      const file = new URL(specifier, new URL(from, "file:///")).pathname.slice(1);
      if (!file.startsWith("src/isa/")) continue;
      for (const name of names.split(",").map((each) => each.trim())) {
        if (name !== "" && !name.startsWith("type ")) shared.push({ from, file, name: name.split(" ")[0] as string });
      }
    }
  }
  return shared;
}

/** Files of src/isa in which a slip may concern the reference and the engines. */
async function sharedFiles(): Promise<string[]> {
  return [...new Set([...READERS, ...(await sharedValues()).map(({ file }) => file)])].sort();
}

/** Mutations of the functions of the files, by file and outermost declaration; tables are left to tests of their own. */
export async function sharedFaults(): Promise<Map<string, Mutation[]>> {
  const byFunction = new Map<string, Mutation[]>();
  for (const file of await sharedFiles()) {
    const text = await Deno.readTextFile(new URL(file, ROOT));
    for (const mutation of mutationsOf({ file, text })) {
      const [outermost = ""] = mutation.within.split(".");
      if (outermost === "" || TABLES.has(outermost)) continue;
      const key = `${file} ${outermost}`;
      byFunction.set(key, [...(byFunction.get(key) ?? []), mutation]);
    }
  }
  return byFunction;
}

/** Tables of data among the declarations. */
const TABLES: ReadonlySet<string> = new Set(["OPCODES", "HOSTS", "CODE_FLAGS", "DEFAULT_LIMITS"]);

/** Up to `count` of some mutations, in an order of their ids alone. */
function someOf(mutations: readonly Mutation[], count: number): Mutation[] {
  return [...mutations].sort((a, b) => hashText(a.id) - hashText(b.id)).slice(0, count);
}

/** Which tests judge: those next to a file, or all that read programs, and the recordings. */
export type Judges = "near" | "all";

/** Runs the tests that judge until one fails. */
async function judgeCommand(judges: Judges): Promise<string> {
  const test = "deno test -A --no-check --quiet --fail-fast";
  const near = ["src/isa/tables_test.ts"];
  for (const file of await sharedFiles()) {
    const own = file.replace(/\.ts$/, "_test.ts");
    if (await Deno.stat(new URL(own, ROOT)).then(({ isFile }) => isFile, () => false)) near.push(own);
  }
  const commands = [`${test} ${near.join(" ")}`];
  if (judges === "all") {
    commands.push(
      `${test} props/mutants/shared/readers_test.ts src/isa reference/decoders_test.ts src/oracle`,
      `${test} props/golden/golden_test.ts`,
    );
  }
  return commands.join(" && ");
}

/** Plants slips and gives their fates; `perFunction` of each function, of all functions or of the `functions` first by hash. */
export async function plantSharedFaults(options: {
  readonly perFunction: number;
  readonly functions?: number;
  readonly judges: Judges;
  readonly signal?: AbortSignal;
  readonly onResult?: (result: MutationResult) => void;
}): Promise<MutationResult[]> {
  const { perFunction, functions = Infinity, judges, signal, onResult } = options;
  const groups = [...await sharedFaults()].sort(([a], [b]) => hashText(a) - hashText(b)).slice(0, functions);
  const mutations = groups.flatMap(([, faults]) => someOf(faults, perFunction));
  const command = await judgeCommand(judges);
  const [baseline, ...results] = await runMutations({
    root: decodeURIComponent(ROOT.pathname).replace(/\/$/, ""),
    mutations: [unchanged(mutations[0] as Mutation), ...mutations],
    command,
    timeoutMs: TIMEOUT_MS,
    jobs: 1,
    ...(signal === undefined ? {} : { signal }),
    onResult: (result, done) => {
      if (done > 1) onResult?.(result);
      else if (result.fate === "killed") {
        throw new InvariantError(`tests fail without a slip: ${command}\n${result.tail}`);
      }
    },
  });
  return baseline === undefined ? [] : results;
}

/** The same place without a slip: tests pass on it, else what they say of slips means nothing. */
function unchanged(mutation: Mutation): Mutation {
  return { ...mutation, replacement: mutation.original };
}

/** Tests that take longer hang. */
const TIMEOUT_MS = 10 * 60_000;
