/**
 * Shorter blocks and simpler statements.
 *
 * @module
 */

import type { Block, Case, Handler, Stmt } from "../draft/draft.ts";
import { partOf, STMT_PARTS, withPart } from "../draft/shape.ts";
import { KINDS } from "../kinds/kinds.ts";
import { replaced, without } from "./edit.ts";
import { operands } from "./expressions.ts";
import { partCandidates, STMT_PARTS_TRIED } from "./parts.ts";

/** Blocks with something dropped or simplified, large pieces first. */
export function* blockCandidates(block: Block): Generator<Block> {
  const { length } = block;
  for (let size = length; size > 0; size >>= 1) {
    for (let at = length - size; at >= 0; at -= size) yield without(block, at, size);
  }
  for (let i = 0; i < length; i++) {
    const s = block[i] as Stmt;
    for (const parts of unwrapped(s)) yield [...block.slice(0, i), ...parts, ...block.slice(i + 1)];
  }
  for (let i = 0; i < length; i++) {
    for (const s of statementCandidates(block[i] as Stmt)) yield replaced(block, i, s);
  }
}

/** A statement's parts in its place: its blocks, then what it computes. */
function* unwrapped(s: Stmt): Generator<Block> {
  if (s.k === "twisted") {
    yield [s.s];
    for (const parts of unwrapped(s.s)) {
      const [only] = parts;
      if (only !== undefined && parts.length === 1) yield [{ ...s, s: only }];
      yield parts;
    }
    return;
  }
  const parts = STMT_PARTS_TRIED[s.k];
  let compound = false;
  for (const { field, sort } of parts) {
    const value = partOf(s, field);
    if (sort === "handlers" || sort === "cases") {
      for (const { body } of value as readonly (Handler | Case)[]) yield body;
    }
    if (sort !== "block") continue;
    // The first block stands for the statement, the others only where there is something in them.
    if (!compound || (value as Block).length > 0) yield value as Block;
    compound = true;
  }
  const { instead } = KINDS.statements[s.k];
  if (instead !== undefined) yield* instead(s as never);
  if (!compound && s.k !== "expr" && s.k !== "return") { for (const e of operands(s, parts)) yield [{ k: "expr", e }]; }
}

/** Simpler statements of the same kind, mostly. */
export function* statementCandidates(s: Stmt): Generator<Stmt> {
  const { simpler } = KINDS.statements[s.k];
  if (simpler !== undefined) yield* simpler(s as never);
  yield* partCandidates(s, STMT_PARTS_TRIED[s.k]);
}

/** Blocks with one statement gone, or its parts in its place, at any depth. */
export function* deletions(block: Block): Generator<Block> {
  for (let i = 0; i < block.length; i++) {
    const s = block[i] as Stmt;
    yield without(block, i);
    for (const parts of unwrapped(s)) yield [...block.slice(0, i), ...parts, ...block.slice(i + 1)];
    for (const [inner, put] of blocksOf(s)) {
      for (const less of deletions(inner)) yield replaced(block, i, put(less));
    }
  }
}

/** Handlers without clean-up, at any depth: shorter, but no compiler's. */
export function* rawCandidates(block: Block): Generator<Block> {
  for (let i = 0; i < block.length; i++) {
    const s = block[i] as Stmt;
    for (const raw of withoutCleanUp(s)) yield replaced(block, i, raw);
    for (const [inner, put] of blocksOf(s)) {
      for (const next of rawCandidates(inner)) yield replaced(block, i, put(next));
    }
  }
}

function* withoutCleanUp(s: Stmt): Generator<Stmt> {
  if (s.k === "try" && !s.raw) yield { ...s, raw: true };
  if (s.k === "twisted") { for (const raw of withoutCleanUp(s.s)) yield { ...s, s: raw }; }
}

/** The blocks that a statement holds, each with what puts another in its place. */
function* blocksOf(s: Stmt): Generator<readonly [block: Block, put: (block: Block) => Stmt]> {
  if (s.k === "twisted") {
    for (const [block, put] of blocksOf(s.s)) yield [block, (next) => ({ ...s, s: put(next) })];
    return;
  }
  for (const { field, sort } of STMT_PARTS[s.k]) {
    if (sort === "block") yield [partOf(s, field) as Block, (next) => withPart(s, field, next)];
    if (sort !== "handlers" && sort !== "cases") continue;
    const clauses = partOf(s, field) as readonly (Handler | Case)[];
    for (let c = 0; c < clauses.length; c++) {
      const clause = clauses[c] as Handler | Case;
      yield [clause.body, (body) => withPart(s, field, replaced(clauses, c, { ...clause, body }))];
    }
  }
}
