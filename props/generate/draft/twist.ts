/**
 * Placing twists: which statements there are to hang one on.
 *
 * @module
 */

import type { Block, Case, Handler, Stmt, Twist } from "./draft.ts";
import { mapKinds, type Part, partOf, STMT_PARTS, withPart } from "./shape.ts";

/** The parts of each kind of statement that hold further statements. */
const INNER = mapKinds(
  STMT_PARTS,
  (parts: readonly Part[]) => parts.filter(({ sort }) => sort === "block" || sort === "handlers" || sort === "cases"),
);

/** Whether a statement is of the sort wanted. */
export type Suits = (s: Stmt) => boolean;

export const isAny: Suits = () => true;
export const isTry: Suits = ({ k }) => k === "try";
export const isLoop: Suits = ({ k }) => k === "for" || k === "while";
/** What computes nothing but a call, or adds one to a variable: returns into it are what goes wrong. */
export const isCall: Suits = (s) => {
  switch (s.k) {
    case "assign":
    case "augment":
    case "expr":
    case "return":
      return s.e.k === "call" || (s.e.k === "binary" && (s.e.l.k === "call" || s.e.r.k === "call"));
    default:
      return false;
  }
};

/** Number of statements of a sort in a block and in what it holds. */
export function countStatements(block: Block, suits: Suits): number {
  let count = 0;
  for (const s of block) {
    if (s.k === "twisted") {
      count += countStatements([s.s], suits);
      continue;
    }
    if (suits(s)) count++;
    for (const { field, sort } of INNER[s.k]) {
      if (sort === "block") count += countStatements(partOf(s, field) as Block, suits);
      else {for (const { body } of partOf(s, field) as readonly (Handler | Case)[]) {
          count += countStatements(body, suits);
        }}
    }
  }
  return count;
}

/** The block with one more twist on its `at`-th statement of a sort, counted as {@linkcode countStatements} does. */
export function twistStatement(block: Block, suits: Suits, at: number, twist: Twist): Block {
  let left = at;
  const inBlock = (inner: Block): Block => {
    for (let i = 0; i < inner.length && left >= 0; i++) {
      const s = inner[i] as Stmt;
      const next = inStatement(s);
      if (next !== s) return inner.map((each, j) => (j === i ? next : each));
    }
    return inner;
  };
  const inStatement = (s: Stmt): Stmt => {
    if (s.k === "twisted") {
      const next = inStatement(s.s);
      if (next === s.s) return s;
      return next.k === "twisted" && next.s === s.s
        ? { ...s, twists: [...s.twists, ...next.twists] }
        : { ...s, s: next };
    }
    if (suits(s) && left-- === 0) return { k: "twisted", twists: [twist], s };
    for (const { field, sort } of INNER[s.k]) {
      if (left < 0) break;
      const value = partOf(s, field);
      if (sort === "block") {
        const next = inBlock(value as Block);
        if (next !== value) return withPart(s, field, next);
      } else {
        const handlers = value as readonly (Handler | Case)[];
        for (let h = 0; h < handlers.length; h++) {
          const handler = handlers[h] as Handler | Case;
          const body = inBlock(handler.body);
          if (body !== handler.body) {
            return withPart(s, field, handlers.map((each, j) => (j === h ? { ...each, body } : each)));
          }
        }
      }
    }
    return s;
  };
  return inBlock(block);
}
