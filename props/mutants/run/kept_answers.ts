/**
 * The reference as attacks have it: what it made of programs is kept by the run of the unchanged sources, and told again to the attacks
 * that run the same programs. `kept_answers.json` puts this module in its place. A program that is not known is run, and only then the
 * reference is loaded: it takes half of the time of a check, and a fifth of all modules.
 *
 * What is told is what the reference would say: it is a function of a program and limits, and leans on nothing of src but src/isa.
 *
 * @module
 */

import process from "node:process";
import type * as Whole from "../../../reference/engine.ts";
import { DEFAULT_LIMITS, type Engine, type Limits, type Outcome } from "../../../src/isa/engine.ts";
import type { ExecutionCounts } from "../../../src/isa/execution_counts.ts";
import type { Program } from "../../../src/isa/program.ts";

/** Answers in one file: an attack reads no more of them than it needs. */
const ANSWERS_A_FILE = 128;

/** Parts of the sources that decide what the reference says. */
const DECIDING = ["reference/", "src/isa/"];

/** Whether the reference may say something else once a file of the sources is another one. */
export function decidesAnswers(path: string): boolean {
  return DECIDING.some((part) => path.startsWith(part));
}

/** A program and its limits, told from all others, and what the reference made of it. */
type Answer = readonly [key: string, outcome: Outcome];

/** Where answers are kept, and whether those of this process are. */
export interface AnswerFiles {
  /** Of the reference as it is: the path of a file without its number. */
  readonly path: string;
  /** Whether each program is run, and its answer kept. */
  readonly keep: boolean;
}

let files: AnswerFiles | null = null;
/** The next file to be read or written. */
let next = 0;
const known = new Map<string, Outcome>();
let fresh: Answer[] = [];
let whole: typeof Whole | null = null;

function wholeReference(): typeof Whole {
  if (whole === null) {
    // Within a run nobody can wait for a module.
    const { createRequire } = process.getBuiltinModule("node:module");
    whole = createRequire(import.meta.url)("../../../reference/engine.ts") as typeof Whole;
  }
  return whole;
}

/** Two sums of a text of 32 bits each. */
function keyOf(program: Program, limits: Limits): string {
  const text = JSON.stringify([program, limits]);
  let a = 0x2545_f491;
  let b = 0x9e37_79b9;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x0100_0193);
    b = Math.imul(b ^ unit, 0x85eb_ca6b);
    b ^= b >>> 15;
  }
  return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}-${text.length.toString(36)}`;
}

/** Takes the answers of a seed from the files from now on, or keeps them there; with null it asks the reference alone. */
export function useAnswers(given: AnswerFiles | null): void {
  files = given;
  next = 0;
  known.clear();
  fresh = [];
}

/** Writes the answers that are not written yet. */
export function writeAnswers(): void {
  if (files === null || !files.keep || fresh.length === 0) return;
  const path = `${files.path}-${next++}.json`;
  // Others may read it meanwhile, or write the same.
  const making = `${path}.${process.pid}`;
  Deno.writeTextFileSync(making, JSON.stringify(fresh));
  Deno.renameSync(making, path);
  fresh = [];
}

/** Reads one more file; false where there is none. */
function readMore({ path }: AnswerFiles): boolean {
  let answers: readonly Answer[];
  try {
    answers = JSON.parse(Deno.readTextFileSync(`${path}-${next}.json`));
  } catch {
    return false;
  }
  next++;
  for (const [key, outcome] of answers) known.set(key, outcome);
  return true;
}

function answer(program: Program, limits: Limits): Outcome {
  if (files === null) return wholeReference().reference.run(program, limits);
  const key = keyOf(program, limits);
  if (files.keep) {
    const outcome = wholeReference().reference.run(program, limits);
    if (!known.has(key)) {
      known.set(key, outcome);
      if (fresh.push([key, outcome]) === ANSWERS_A_FILE) writeAnswers();
    }
    return outcome;
  }
  for (;;) {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (!readMore(files)) return wholeReference().reference.run(program, limits);
  }
}

/** What `reference/engine.ts` has by this name. */
export const reference: Engine = {
  name: "reference",
  run: (program: Program, limits: Limits = DEFAULT_LIMITS): Outcome => answer(program, limits),
};

/** What `reference/engine.ts` has by this name. */
export function countingReference(counts: ExecutionCounts): Engine {
  return wholeReference().countingReference(counts);
}
