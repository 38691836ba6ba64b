/**
 * Code of 256 units and more in a loop, of which a run takes none: jumps over it and back are wide, so are constants behind many
 * others.
 *
 * @module
 */

import type { Block, Expr, Stmt } from "../draft/draft.ts";
import type { Drawing, Loop } from "./drawing.ts";
import { ADD, attribute, binary, build, compare, EQ, int, run, when } from "./nodes.ts";

/** Attributes that are read: ten units each, and one for what they are read of. */
const READS = 26;
/** Sums of as many constants as fit into an expression: all in all more constants than one byte counts. */
const SUMS = 20;
const SUMMANDS = 7;
/** Constants that no other part of a program has. */
const FIRST_CONSTANT = 50_000;

/** A statement of 256 units and more for a round that never comes. */
function neverReached(d: Drawing, { index }: Loop): Stmt {
  const wide = d.choices.chance(1, 12);
  const block = wide ? [sums(index, 0), sums(index, SUMS)] : [reads(index)];
  return when(compare(index, EQ, int(-100)), ...block);
}

function reads(o: Expr): Stmt {
  return run(build("tuple", ...Array.from({ length: READS }, () => attribute(o, "x"))));
}

function sums(first: Expr, from: number): Stmt {
  return run(
    build("tuple", ...Array.from({ length: SUMS }, (_, i) => sum(first, FIRST_CONSTANT + (from + i) * SUMMANDS))),
  );
}

function sum(first: Expr, from: number): Expr {
  let e = first;
  for (let i = 0; i < SUMMANDS; i++) e = binary(e, ADD, int(from + i));
  return e;
}

/** The body of a loop with a long statement somewhere in it. */
export function lengthened(d: Drawing, loop: Loop, body: Block): Block {
  const at = d.choices.int(0, body.length);
  return [...body.slice(0, at), neverReached(d, loop), ...body.slice(at)];
}
