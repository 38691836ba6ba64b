/**
 * The second line: what the claims let pass, the project's unit tests may still see. Tables for text, the assembler and the checks
 * of programs have no other judge.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { mutatedFiles, readSources, type Sources } from "../run/copy.ts";
import { InvariantError } from "../../../src/isa/errors.ts";
import type { MutantResult, SeedResult } from "../run/types.ts";
import { isDetected } from "../run/types.ts";
import { runShell } from "./command.ts";
import { sourceTexts } from "./project_files.ts";
import { ScratchCopy } from "./scratch.ts";

/** Name under which the unit tests stand among the claims. */
export const UNIT_TESTS = "unit-tests";

/** Folders whose tests judge: those of the sources, and the replay of the recordings. */
const JUDGES = ["src/isa/", "src/object/", "src/optimizer/", "src/oracle/", "src/vm/", "props/golden/"];

/**
 * The tests that judge a mutant, for the shell, one run after another until one fails: the nearest first, as most are killed there.
 * `tests` are the test files of the project. With null all at once, which the unchanged sources pass.
 */
export function testCommand(mutant: Mutant | null, tests: ReadonlySet<string>): string {
  const run = (paths: readonly string[]): string => `deno test -A --no-check --fail-fast ${paths.join(" ")}`;
  const file = mutant?.edits[0]?.file;
  if (file === undefined) return run(JUDGES);
  const own = file.replace(/\.ts$/, "_test.ts");
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  const part = JUDGES.find((each) => file.startsWith(each));
  const hasTests = (path: string): boolean => [...tests].some((test) => test.startsWith(path));
  const near = [own, folder, ...(part === undefined ? [] : [part])].filter(hasTests);
  return [...new Set(near)].map((path) => run([path])).concat(run(JUDGES.filter((each) => each !== part))).join(" && ");
}

/** Milliseconds that a mutant may take. Throws when the tests fail on the sources as they are: then they would kill anything. */
async function timeoutFor(copy: ScratchCopy, commandFor: CommandFor, signal?: AbortSignal): Promise<number> {
  const { code, seconds, tail } = await runShell(commandFor(null), copy.folder, BASELINE_MS, signal);
  if (code !== 0 && signal?.aborted !== true) {
    throw new InvariantError(`expected the unit tests to pass on the unchanged sources, found ${failedTest(tail)}`);
  }
  return Math.max(LEAST_TIMEOUT_MS, seconds * 1000 * TIMEOUT_FACTOR);
}

/** The unchanged sources must pass within this. */
const BASELINE_MS = 10 * 60_000;
/** A mutant hangs when its tests take this many times as long as those of the unchanged sources, and longer than the least. */
const TIMEOUT_FACTOR = 4;
const LEAST_TIMEOUT_MS = 30_000;

/** How a mutant is tested, and with null the unchanged sources, for the shell. */
type CommandFor = (mutant: Mutant | null) => string;

/** How the tests of survivors are run. */
export interface UnitTestOptions {
  readonly root: URL;
  /** Copies that are worked on at a time. */
  readonly jobs: number;
  /** Default: {@linkcode testCommand}. */
  readonly commandFor?: CommandFor;
  readonly signal?: AbortSignal;
  readonly onResult?: (result: MutantResult) => void;
}

/** Runs the unit tests on every machine-made survivor; those that they kill are detected by {@linkcode UNIT_TESTS}. */
export async function testSurvivors(
  results: readonly MutantResult[],
  options: UnitTestOptions,
): Promise<MutantResult[]> {
  const waiting = results.filter((result) => result.mutant.origin === "generated" && !isDetected(result));
  if (waiting.length === 0) return [...results];
  const root = decodeURIComponent(options.root.pathname).replace(/\/$/, "");
  const sources = await readSources(options.root);
  const tests = options.commandFor === undefined ? await testFiles(root) : new Set<string>();
  const commandFor = options.commandFor ?? ((mutant: Mutant | null) => testCommand(mutant, tests));
  const tested = new Map<MutantResult, MutantResult>();
  let next = 0;
  let timeout: Promise<number> | null = null;
  const work = async (): Promise<void> => {
    const copy = await ScratchCopy.of(root);
    try {
      timeout ??= timeoutFor(copy, commandFor, options.signal);
      const timeoutMs = await timeout;
      while (next < waiting.length && !options.signal?.aborted) {
        const result = waiting[next++] as MutantResult;
        const after = await testOne(result, sources, copy, timeoutMs, commandFor, options.signal);
        tested.set(result, after);
        options.onResult?.(after);
      }
    } finally {
      await copy.remove();
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, waiting.length) }, work));
  return results.map((result) => tested.get(result) ?? result);
}

/** Test files of a project, by path from its root. */
async function testFiles(root: string): Promise<ReadonlySet<string>> {
  const sources = await sourceTexts(root, ["**/*_test.ts"]);
  return new Set(sources.map(({ file }) => file));
}

async function testOne(
  result: MutantResult,
  sources: Sources,
  copy: ScratchCopy,
  timeoutMs: number,
  commandFor: CommandFor,
  signal?: AbortSignal,
): Promise<MutantResult> {
  const files = mutatedFiles(result.mutant, sources);
  for (const [file, text] of files) await copy.write(file, text);
  const { code, seconds, tail } = await runShell(commandFor(result.mutant), copy.folder, timeoutMs, signal);
  for (const file of files.keys()) await copy.write(file, new TextDecoder().decode(sources.get(file)));
  if (code === 0 || signal?.aborted) return result;
  const seen: Omit<SeedResult, "seed"> = {
    ending: code === null ? "hang" : "disagree",
    claim: UNIT_TESTS,
    where: failedTest(tail),
    checks: 1,
    seconds,
    shrunk: null,
  };
  return { ...result, seeds: result.seeds.map(({ seed }) => ({ ...seen, seed })) };
}

/** Name of the test that failed, from the summary at the end of the output; its last line where there is none. */
export function failedTest(tail: string): string {
  const failures = tail.split("\n").map((line) => line.trim());
  const at = failures.lastIndexOf("FAILURES");
  const first = at === -1 ? undefined : failures.slice(at + 1).find((line) => line !== "");
  return (first ?? failures.findLast((line) => line !== "") ?? "no word").replace(/ => .*/, "");
}
