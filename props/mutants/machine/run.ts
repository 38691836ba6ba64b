/**
 * Mutation testing: every mutation alone in a copy of the project, and the project's tests on it.
 *
 * @module
 */

import { runShell } from "./command.ts";
import { applyMutation, type Mutation } from "./mutation.ts";
import { ScratchCopy } from "./scratch.ts";

/** What the tests made of a mutation. `timeout` counts as killed: the mutant hangs. */
export type Fate = "killed" | "timeout" | "survived";

/** One mutation and its fate. */
export interface MutationResult {
  readonly mutation: Mutation;
  readonly fate: Fate;
  readonly seconds: number;
  /** The end of what the tests printed, for those that were killed. */
  readonly tail: string;
}

/** What is run. */
export interface MutationRun {
  /** Top of the project. */
  readonly root: string;
  readonly mutations: readonly Mutation[];
  /** Exits with 0 when the tests pass; run by the shell at the top of the copy. */
  readonly command: string;
  readonly timeoutMs: number;
  /** Copies that are worked on at a time. */
  readonly jobs: number;
  readonly signal?: AbortSignal;
  /** Called with each result as it comes. */
  readonly onResult?: (result: MutationResult, done: number) => void;
}

/** Runs all; results in the order of the mutations, without those that an interrupt kept from running. */
export async function runMutations(run: MutationRun): Promise<MutationResult[]> {
  const results: (MutationResult | undefined)[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const copy = await ScratchCopy.of(run.root);
    try {
      while (next < run.mutations.length && !isInterrupted(run)) {
        const at = next++;
        const result = await runOne(run, copy, run.mutations[at] as Mutation);
        if (isInterrupted(run)) return;
        results[at] = result;
        run.onResult?.(result, ++done);
      }
    } finally {
      await copy.remove();
    }
  };
  await Promise.all(Array.from({ length: Math.min(run.jobs, run.mutations.length) }, work));
  return results.filter((result) => result !== undefined);
}

function isInterrupted({ signal }: MutationRun): boolean {
  return signal?.aborted === true;
}

async function runOne(run: MutationRun, copy: ScratchCopy, mutation: Mutation): Promise<MutationResult> {
  const text = await Deno.readTextFile(`${run.root}/${mutation.file}`);
  await copy.write(mutation.file, applyMutation(text, mutation));
  const { code, seconds, tail } = await runShell(run.command, copy.folder, run.timeoutMs, run.signal);
  await copy.write(mutation.file, text);
  const fate = code === null ? "timeout" : code === 0 ? "survived" : "killed";
  return { mutation, fate, seconds, tail: fate === "killed" ? tail : "" };
}
