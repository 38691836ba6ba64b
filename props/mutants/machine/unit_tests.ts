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
import { ScratchCopy } from "./scratch.ts";

/** Name under which the unit tests stand among the claims. */
export const UNIT_TESTS = "unit-tests";

/** Tests of what is mutated, and those of the commands that show it: the nearest first, as most are killed there. */
function testCommand(mutant: Mutant | null): string {
  const test = "deno test -A --no-check --fail-fast";
  const all = `${test} src/ props/golden/ props/cli/`;
  const near = mutant?.edits[0]?.file.split("/").slice(0, 2).join("/");
  return near === undefined ? all : `${test} ${near}/ && ${all}`;
}

/** Milliseconds that a mutant may take. Throws when the tests fail on the sources as they are: then they would kill anything. */
async function timeoutFor(copy: ScratchCopy, { commandFor = testCommand, signal }: UnitTestOptions): Promise<number> {
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

/** How the tests of survivors are run. */
export interface UnitTestOptions {
  readonly root: URL;
  /** Copies that are worked on at a time. */
  readonly jobs: number;
  /** How a mutant is tested, and with null the unchanged sources, for the shell. */
  readonly commandFor?: (mutant: Mutant | null) => string;
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
  const tested = new Map<MutantResult, MutantResult>();
  let next = 0;
  let timeout: Promise<number> | null = null;
  const work = async (): Promise<void> => {
    const copy = await ScratchCopy.of(root);
    try {
      timeout ??= timeoutFor(copy, options);
      const timeoutMs = await timeout;
      while (next < waiting.length && !options.signal?.aborted) {
        const result = waiting[next++] as MutantResult;
        const after = await testOne(result, sources, copy, timeoutMs, options);
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

async function testOne(
  result: MutantResult,
  sources: Sources,
  copy: ScratchCopy,
  timeoutMs: number,
  { commandFor = testCommand, signal }: UnitTestOptions,
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
