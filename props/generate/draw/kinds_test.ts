import { assertEquals } from "@std/assert";
import { PrngChoices } from "../../core/choices.ts";
import type { Draft } from "../draft/draft.ts";
import { walkFunction } from "../draft/walk.ts";
import { fixup } from "../fix/fixup.ts";
import { generate } from "../generate.ts";
import {
  DRAWN_EXPRESSIONS,
  DRAWN_ITERABLES,
  DRAWN_PATTERNS,
  DRAWN_STATEMENTS,
  DRAWN_TARGETS,
  type DrawSource,
  profileAbout,
} from "./kinds.ts";

const TABLES = {
  statement: DRAWN_STATEMENTS,
  expression: DRAWN_EXPRESSIONS,
  target: DRAWN_TARGETS,
  pattern: DRAWN_PATTERNS,
  iterable: DRAWN_ITERABLES,
} as const;

/** Adds the sort and kind of all nodes of a Draft. */
function collect(draft: Draft, found: Set<string>): void {
  for (const fn of draft.functions) {
    walkFunction(fn, {
      stmt(s) {
        found.add(`statement ${s.k}`);
        if (s.k === "for") found.add(`iterable ${s.over.k}`);
      },
      expr: (e) => found.add(`expression ${e.k}`),
      target: (t) => found.add(`target ${t.k}`),
      pattern: (p) => found.add(`pattern ${p.k}`),
    });
  }
}

Deno.test("every kind of node is drawn by what the tables name", () => {
  const bySource = new Map<DrawSource, Set<string>>();
  const missed: string[] = [];
  const undrawn: string[] = [];
  for (const [sort, table] of Object.entries(TABLES)) {
    for (const [kind, source] of Object.entries(table) as [string, DrawSource | null][]) {
      if (source === null) {
        undrawn.push(`${sort} ${kind}`);
        continue;
      }
      let found = bySource.get(source);
      if (found === undefined) {
        bySource.set(source, found = new Set());
        const profile = profileAbout(source);
        for (let index = 0; index < 80; index++) {
          const draft = generate(new PrngChoices(21, index), profile);
          assertEquals(fixup(draft) === draft, true);
          collect(draft, found);
        }
      }
      if (!found.has(`${sort} ${kind}`)) missed.push(`${sort} ${kind} by ${source}`);
    }
  }
  assertEquals(missed, []);
  // What is said to be drawn by nothing is drawn by nothing.
  for (const found of bySource.values()) assertEquals(undrawn.filter((name) => found.has(name)), []);
});
