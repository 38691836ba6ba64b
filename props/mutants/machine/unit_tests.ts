/**
 * The second line: what the claims let pass, the project's unit tests may still see. Tables for text, the assembler and the checks
 * of programs have no other judge.
 *
 * @module
 */

import { applyEdit } from "../run/copy.ts";
import type { MutantResult, SeedResult } from "../run/types.ts";
import { isDetected } from "../run/types.ts";
import { runShell } from "./command.ts";
import { ScratchCopy } from "./scratch.ts";

/** Name under which the unit tests stand among the claims. */
export const UNIT_TESTS = "unit-tests";

/** Tests of what is mutated, and those of the commands that show it. */
const TESTED = "src/ props/golden/ props/cli/";

const TIMEOUT_MS = 180_000;

/** How the tests of survivors are run. */
export interface UnitTestOptions {
  readonly root: URL;
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
  const copy = await ScratchCopy.of(root);
  const tested = new Map<MutantResult, MutantResult>();
  try {
    for (const result of waiting) {
      if (options.signal?.aborted) break;
      const after = await testOne(result, root, copy, options.signal);
      tested.set(result, after);
      options.onResult?.(after);
    }
  } finally {
    await copy.remove();
  }
  return results.map((result) => tested.get(result) ?? result);
}

async function testOne(
  result: MutantResult,
  root: string,
  copy: ScratchCopy,
  signal?: AbortSignal,
): Promise<MutantResult> {
  const originals = new Map<string, string>();
  for (const edit of result.mutant.edits) {
    const original = originals.get(edit.file) ?? await Deno.readTextFile(`${root}/${edit.file}`);
    originals.set(edit.file, original);
    await copy.write(edit.file, applyEdit(original, edit, result.mutant.id));
  }
  const command = `deno test -A --no-check --fail-fast ${TESTED}`;
  const { code, seconds, tail } = await runShell(command, copy.folder, TIMEOUT_MS, signal);
  for (const [file, text] of originals) await copy.write(file, text);
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

/** Name of the test that failed, from the summary at the end of the output. */
function failedTest(tail: string): string {
  return / FAILURES \s+(.+?) => /.exec(tail)?.[1] ?? tail.trim().split("\n").at(-1) ?? "";
}
