/**
 * All mutations of a file, and samples of those of many files.
 *
 * @module
 */

import { changedLines, hashText, type Mutation, type Proposal } from "./mutation.ts";
import { OPERATORS } from "./operators.ts";
import { declaredName, DEFAULT_RULES, isSkipped, type SkipRules } from "./skip.ts";
import { ts } from "./typescript.ts";

/** One source file. */
export interface SourceText {
  /** Path from the top of the project. */
  readonly file: string;
  readonly text: string;
}

/** All mutations of a file, in the order of its text; the same for the same text. */
export function mutationsOf({ file, text }: SourceText, rules: SkipRules = DEFAULT_RULES): Mutation[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Mutation[] = [];
  const texts = new Set<string>();
  const within: string[] = [];
  const ids = new Map<string, number>();
  const add = (proposal: Proposal): void => {
    const { start, end, replacement, operator } = proposal;
    // Two operators may come to the same text.
    const key = `${start} ${end} ${replacement}`;
    if (texts.has(key)) return;
    texts.add(key);
    const scope = within.join(".");
    const { before, after } = changedLines(text, proposal);
    const base = idOf(file, scope, operator, `${before.trim()}\n${after.trim()}`);
    const count = (ids.get(base) ?? 0) + 1;
    ids.set(base, count);
    found.push({
      id: count === 1 ? base : `${base}-${count}`,
      file,
      within: scope,
      line: source.getLineAndCharacterOfPosition(start).line + 1,
      original: text.slice(start, end),
      start,
      end,
      replacement,
      operator,
    });
  };
  const visit = (node: ts.Node): void => {
    if (isSkipped(node, rules)) return;
    const name = declaredName(node);
    if (name !== null) within.push(name);
    for (const operator of OPERATORS) {
      for (const change of operator.propose(node, source)) add({ operator: operator.name, ...change });
    }
    ts.forEachChild(node, visit);
    if (name !== null) within.pop();
  };
  ts.forEachChild(source, visit);
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Letters and digits, words joined by hyphens. */
function kebab(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/g, "$1-$2").replace(/[^A-Za-z0-9]+/g, "-").toLowerCase().replace(/^-|-$/g, "");
}

function idOf(file: string, scope: string, operator: string, change: string): string {
  const stem = kebab((file.split("/").at(-1) as string).replace(/\.tsx?$/, ""));
  const last = kebab(scope.split(".").at(-1) as string);
  const hash = hashText(`${file}\n${scope}\n${operator}\n${change}`).toString(36).padStart(7, "0");
  return [stem, last, operator, hash].filter((part) => part !== "").join("-");
}

/**
 * A sample of `count` mutations in an order that the seed draws: of each file a share that grows with the square root of its size,
 * so that long tables do not crowd out short algorithms, and likewise of each operator in it. A smaller sample of the same seed is
 * part of a larger one, and what changes in one file leaves the sample of the others as it was.
 */
export function sampleMutations(mutations: readonly Mutation[], count: number, seed: number): Mutation[] {
  const files = Map.groupBy(mutations, ({ file }) => file);
  return spread(files, seed, (own, file) => {
    const operators = Map.groupBy(own, ({ operator }) => operator);
    return spread(operators, seed, (same, operator) => shuffled(same, `${seed} ${file} ${operator}`), file);
  }).slice(0, count);
}

/** Merges groups, each in an order of its own, so that any beginning holds of each what the square root of its size asks for. */
function spread(
  groups: ReadonlyMap<string, readonly Mutation[]>,
  seed: number,
  orderOf: (group: readonly Mutation[], name: string) => readonly Mutation[],
  within = "",
): Mutation[] {
  const ranked: { readonly at: number; readonly mutation: Mutation }[] = [];
  for (const [name, group] of groups) {
    const offset = hashText(`${seed} ${within} ${name}`) / 0x1_0000_0000;
    const size = Math.sqrt(group.length);
    orderOf(group, name).forEach((mutation, rank) => ranked.push({ at: (rank + offset) / size, mutation }));
  }
  return ranked.sort((a, b) => a.at - b.at || (a.mutation.id < b.mutation.id ? -1 : 1)).map(({ mutation }) => mutation);
}

/** In an order that depends on the seed and the ids alone. */
function shuffled(mutations: readonly Mutation[], seed: string): Mutation[] {
  const keyed = mutations.map((mutation) => ({ mutation, key: hashText(`${seed} ${mutation.id}`) }));
  return keyed.sort((a, b) => a.key - b.key || a.mutation.start - b.mutation.start).map(({ mutation }) => mutation);
}
