/**
 * The blocks that statements hold.
 *
 * @module
 */

import type { Block, Case, Handler, Stmt } from "./statement.ts";
import { partOf, STMT_PARTS } from "./shape.ts";

/** The blocks right in a statement, in order; the statement in a twisted one counts as a block. */
function innerBlocks(s: Stmt): readonly Block[] {
  const blocks: Block[] = [];
  for (const { field, sort } of STMT_PARTS[s.k]) {
    const value = partOf(s, field);
    if (sort === "block") blocks.push(value as Block);
    else if (sort === "statement") blocks.push([value as Stmt]);
    else if (sort === "handlers" || sort === "cases") {
      for (const { body } of value as readonly (Handler | Case)[]) blocks.push(body);
    }
  }
  return blocks;
}

/** Whether a `break` in a loop's body leaves that loop. */
export function hasBreak(body: Block): boolean {
  return body.some((s) => {
    if (s.k === "break") return true;
    return s.k === "for" || s.k === "while" ? hasBreak(s.orelse) : innerBlocks(s).some(hasBreak);
  });
}
