/**
 * The reference as attacks have it: what it made of programs is kept by the run of the unchanged sources, and told again to the attacks
 * that run the same programs. `kept_answers.json` puts this module in its place. A program that is not known is run, and only then the
 * reference is loaded: it takes a third of the time of an attack, and a quarter of all modules.
 *
 * What is told is what the reference would say: it is a function of a program and limits, and leans on nothing of src but src/isa.
 * Programs that the generator drew are kept in the same files, see `kept_programs.ts`.
 *
 * @module
 */

import type * as Whole from "../../../reference/engine.ts";
import { DEFAULT_LIMITS, type Engine, type Limits, type Outcome } from "../../../src/isa/engine.ts";
import type { ExecutionCounts } from "../../../src/isa/execution_counts.ts";
import type { Program } from "../../../src/isa/program.ts";

/** Answers in one file: an attack reads no more of them than it needs. */
const ANSWERS_A_FILE = 128;

/** Parts of the sources that decide what is drawn and what the reference says of it. */
const DECIDING = ["reference/", "src/isa/", "props/"];

/** Whether what is kept may be another once a file of the sources is another one. */
export function decidesAnswers(path: string): boolean {
  return DECIDING.some((part) => path.startsWith(part));
}

/** What was asked, told from all else, and the answer as JSON: most are asked for once, and an attack that ends soon asks for few. */
type Answer = readonly [key: string, text: string];

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
const known = new Map<string, string>();
let fresh: Answer[] = [];
let whole: typeof Whole | null = null;

/** What is used of the global `process`: to import it takes long, and most attacks end without. */
interface BuiltinModules {
  getBuiltinModule(name: "node:module"): { createRequire(url: string): (specifier: string) => unknown };
}

/** Loads a module at once: within a check nobody can wait for one. */
export function loadAtOnce<Module>(specifier: string): Module {
  const { process } = globalThis as unknown as { readonly process: BuiltinModules };
  const { createRequire } = process.getBuiltinModule("node:module");
  return createRequire(import.meta.url)(specifier) as Module;
}

function wholeReference(): typeof Whole {
  return whole ??= loadAtOnce<typeof Whole>("../../../reference/engine.ts");
}

/** Names of programs that are known by what they were drawn from. */
const names = new WeakMap<Program, string>();

/** Says what a program was drawn from: its answer is found by that then, as the text of a program takes long to sum up in cold code. */
export function nameProgram(program: Program, name: string): void {
  names.set(program, name);
}

function keyOf(program: Program, limits: Limits): string {
  const name = names.get(program);
  return name === undefined ? sumsOf(JSON.stringify([program, limits])) : `${name} ${JSON.stringify(limits)}`;
}

/** Two sums of a text of 32 bits each, and its length. */
function sumsOf(text: string): string {
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

/** Takes what is kept of a seed from the files from now on, or keeps it there; with null it makes everything anew. */
export function useAnswers(given: AnswerFiles | null): void {
  files = given;
  next = 0;
  known.clear();
  fresh = [];
}

/** Writes the answers that are not written yet. */
export function writeAnswers(): void {
  if (files === null || !files.keep || fresh.length === 0) return;
  const path = `${files.path}-${next}.json`;
  // Others may read it meanwhile, or write the same.
  const making = `${path}.${Deno.pid}`;
  try {
    Deno.writeTextFileSync(making, JSON.stringify(fresh));
    Deno.renameSync(making, path);
    next++;
  } catch {
    // Where there is no room nothing is kept: attacks ask the reference.
    try {
      Deno.removeSync(making);
    } catch {
      // It was not even begun.
    }
  }
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
  for (const [key, text] of answers) known.set(key, text);
  return true;
}

/** What is known under a key; makes it where nothing is. It must be what JSON can hold. */
export function kept<Value>(key: string, make: () => Value): Value {
  if (files === null) return make();
  if (files.keep) {
    const value = make();
    if (!known.has(key)) {
      const text = JSON.stringify(value);
      known.set(key, text);
      if (fresh.push([key, text]) === ANSWERS_A_FILE) writeAnswers();
    }
    return value;
  }
  for (;;) {
    const text = known.get(key);
    if (text !== undefined) return JSON.parse(text);
    if (!readMore(files)) return make();
  }
}

/** What `reference/engine.ts` has by this name. */
export const reference: Engine = {
  name: "reference",
  run(program: Program, limits: Limits = DEFAULT_LIMITS): Outcome {
    const run = () => wholeReference().reference.run(program, limits);
    return files === null ? run() : kept(keyOf(program, limits), run);
  },
};

/** What `reference/engine.ts` has by this name. */
export function countingReference(counts: ExecutionCounts): Engine {
  return wholeReference().countingReference(counts);
}
