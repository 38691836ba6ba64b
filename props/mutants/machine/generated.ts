/**
 * Machine-made mutants of this project: samples of all slips that the operators find in the optimizer, the virtual machine and
 * the tables, for the runner of mutants.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { editOf, type Mutation } from "./mutation.ts";
import { OPERATORS } from "./operators.ts";
import { sourceTexts } from "./project_files.ts";
import { mutationsOf, sampleMutations } from "./sites.ts";
import { DEFAULT_RULES, type SkipRules } from "./skip.ts";

/** What is mutated. */
export const GENERATED_GLOBS: readonly string[] = [
  "src/optimizer/**/*.ts",
  "src/vm/**/*.ts",
  "src/isa/**/*.ts",
  "!**/*_test.ts",
  "!**/testdata/**",
  "!**/testing/**",
  // Support and data of tests.
  "!src/vm/test_machine.ts",
  "!src/vm/specialize/test_sites.ts",
  "!src/optimizer/test_code.ts",
  "!src/optimizer/bloom_vectors.ts",
  // A table for the documentation.
  "!src/optimizer/c_names.ts",
  // Counters of what a run executed, the copies of the two loops that count, and what takes states with them: no engine's
  // behaviour. The loops themselves are mutated; they call the bodies, none of which they hold a copy of.
  "!src/vm/coverage.ts",
  "!src/vm/tier2/boundaries.ts",
  "!src/vm/**/*counting_loop.ts",
  "!src/isa/execution_counts.ts",
];

/** What this project's sources hold that only people look at. */
export const PROJECT_RULES: SkipRules = {
  ...DEFAULT_RULES,
  calls: /^(?:assert\w*|invariant|observe|tell\w*)$/,
  watchers: /^(?:observer|coverage)$/,
  // What host functions do, told to people.
  declarations: new RegExp(`${DEFAULT_RULES.declarations.source}|^HOSTS$`),
};

/** All mutations of this project, with the texts of their files. */
export async function projectMutations(
  root: URL,
): Promise<{ readonly mutations: readonly Mutation[]; readonly textOf: ReadonlyMap<string, string> }> {
  const folder = decodeURIComponent(root.pathname).replace(/\/$/, "");
  const sources = await sourceTexts(folder, GENERATED_GLOBS);
  return {
    mutations: sources.flatMap((source) =>
      mutationsOf(source, PROJECT_RULES).filter((mutation) => !isUnusedOperand(mutation, source.text))
    ),
    textOf: new Map(sources.map(({ file, text }) => [file, text])),
  };
}

/** Whether a mutation changes the 0 that bodies of uops without an operand are handed: they do not take it. */
function isUnusedOperand({ file, operator, original, start, end }: Mutation, text: string): boolean {
  if (operator !== "off-by-one" || original !== "0" || !file.startsWith("src/vm/")) return false;
  return /\(m, oparg(?: [&>]+ \d+)?, $/.test(text.slice(Math.max(0, start - 30), start)) && text[end] === ")";
}

/** `src/vm/bodies` of `src/vm/bodies/number.ts`. */
function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf("/"));
}

/** A mutation as the runner takes it. */
export function mutantOf(mutation: Mutation, text: string): Mutant {
  const { id, file, line, operator, original, replacement, within } = mutation;
  const short = (part: string): string => part.replaceAll(/\s+/g, " ").slice(0, 60);
  const what = OPERATORS.find(({ name }) => name === operator)?.what ?? operator;
  return {
    id,
    component: folderOf(file),
    title: `${file}:${line} ${within}: ${short(original)} → ${short(replacement)} (${what})`,
    origin: "generated",
    difficulty: "medium",
    real: false,
    source: null,
    claims: [],
    edits: [editOf(text, mutation)],
    without: null,
  };
}

/** A sample of the machine-made mutants of the project at `root`. */
export async function generatedMutants(root: URL, count: number, seed: number): Promise<Mutant[]> {
  const { mutations, textOf } = await projectMutations(root);
  return sampleMutations(mutations, count, seed).map((mutation) =>
    mutantOf(mutation, textOf.get(mutation.file) as string)
  );
}
