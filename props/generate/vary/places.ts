/**
 * Places in a function where something can be changed, by their number: counted and found by the same walk, so that every number
 * below the count is a place.
 *
 * @module
 */

import type { Block, FunctionDraft } from "../draft/draft.ts";
import type { Expr, Iterable } from "../draft/expression.ts";
import type { Stmt } from "../draft/statement.ts";
import { mapBlock, type Rewriter } from "../shrink/rewrite.ts";

/** Sorts of places, each with what stands there. */
interface PlaceTypes {
  readonly block: Block;
  readonly expr: Expr;
  readonly stmt: Stmt;
}

/** A sort of places. */
export type PlaceSort = keyof PlaceTypes;

/** What stands at the places of a sort that suit, in the order of their numbers. */
export function allAt<Sort extends PlaceSort>(
  { body }: FunctionDraft,
  sort: Sort,
  suits: (node: PlaceTypes[Sort]) => boolean,
): PlaceTypes[Sort][] {
  const found: PlaceTypes[Sort][] = [];
  mapBlock(
    body,
    rewriterOf(sort, (node) => {
      if (suits(node)) found.push(node);
      return node;
    }),
  );
  return found;
}

/** The function with another thing at one of the places that suit. */
export function withAt<Sort extends PlaceSort>(
  fn: FunctionDraft,
  sort: Sort,
  suits: (node: PlaceTypes[Sort]) => boolean,
  number: number,
  change: (node: PlaceTypes[Sort]) => PlaceTypes[Sort],
): FunctionDraft {
  let left = number;
  const body = mapBlock(fn.body, rewriterOf(sort, (node) => suits(node) && left-- === 0 ? change(node) : node));
  return body === fn.body ? fn : { ...fn, body };
}

function rewriterOf<Sort extends PlaceSort>(
  sort: Sort,
  change: (node: PlaceTypes[Sort]) => PlaceTypes[Sort],
): Rewriter {
  return { [sort]: change };
}

/** The same loop for another number of rounds. */
export function withCount(over: Iterable, count: number): Iterable {
  return { ...over, count };
}
