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
 * so that long tables do not crowd out short algorithms. A smaller sample of the same seed is
 * part of a larger one, and what changes in one file leaves the sample of the others as it was.
 */
export function sampleMutations(mutations: readonly Mutation[], count: number, seed: number): Mutation[] {
  const byFile = new Map<string, Mutation[]>();
  for (const mutation of mutations) {
    const list = byFile.get(mutation.file);
    if (list === undefined) byFile.set(mutation.file, [mutation]);
    else list.push(mutation);
  }
  const ranked: { readonly at: number; readonly mutation: Mutation }[] = [];
  for (const [file, list] of byFile) {
    const offset = hashText(`${seed} ${file}`) / 0x1_0000_0000;
    const order = list.map((mutation) => ({ mutation, key: hashText(`${seed} ${mutation.id}`) }));
    order.sort((a, b) => a.key - b.key || a.mutation.start - b.mutation.start);
    order.forEach(({ mutation }, rank) => ranked.push({ at: (rank + offset) / Math.sqrt(list.length), mutation }));
  }
  ranked.sort((a, b) => a.at - b.at || (a.mutation.id < b.mutation.id ? -1 : 1));
  return ranked.slice(0, count).map(({ mutation }) => mutation);
}
