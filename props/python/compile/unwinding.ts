/**
 * Leaving statements early: what `return`, `break` and `continue` run on their way out; `compiler_unwind_fblock`.
 *
 * @module
 */

import { type Loc, NO_LOCATION } from "../syntax/nodes.ts";
import { sourceError } from "../syntax/source_error.ts";
import { type Compiler, NONE } from "./compiler.ts";
import { awaitTop } from "./waiting.ts";
import { OP } from "./opcode_facts.ts";
import { POP_BLOCK } from "./pseudo_ops.ts";
import { statements } from "./statements.ts";
import type { FrameBlock } from "./unit.ts";

/** `__exit__(None, None, None)` */
export function callExit(c: Compiler, loc: Loc): void {
  for (let i = 0; i < 3; i++) c.loadConst(NONE, loc);
  c.emit(OP.CALL, 2, loc);
}

/** Leaves one statement; `keeps`: the value on top stays there. Gives the location of what follows. */
export function unwind(c: Compiler, loc: Loc, block: FrameBlock, keeps: boolean): Loc {
  const swap = (): void => {
    if (keeps) c.emit(OP.SWAP, 2, loc);
  };
  switch (block.k) {
    case "while":
    case "handler":
    case "group handler":
    case "async comprehension":
      return loc;
    case "for":
    case "pop value":
      swap();
      c.emit(OP.POP_TOP, 0, loc);
      return loc;
    case "try except":
      c.emit(POP_BLOCK, 0, loc);
      return loc;
    case "finally try":
      c.emit(POP_BLOCK, 0, loc);
      if (keeps) c.push({ k: "pop value" }, loc);
      statements(c, block.final);
      if (keeps) c.pop();
      return NO_LOCATION;
    case "finally end":
      swap();
      c.emit(OP.POP_TOP, 0, loc);
      swap();
      c.emit(POP_BLOCK, 0, loc);
      c.emit(OP.POP_EXCEPT, 0, loc);
      return loc;
    case "with":
      c.emit(POP_BLOCK, 0, block.loc);
      if (keeps) c.emit(OP.SWAP, 2, block.loc);
      callExit(c, block.loc);
      if (block.isAsync) awaitTop(c, block.loc, 2);
      c.emit(OP.POP_TOP, 0, block.loc);
      return NO_LOCATION;
    case "handler cleanup":
      if (block.name !== null) c.emit(POP_BLOCK, 0, loc);
      swap();
      c.emit(POP_BLOCK, 0, loc);
      c.emit(OP.POP_EXCEPT, 0, loc);
      if (block.name !== null) unbind(c, block.name, loc);
      return loc;
  }
}

/** Sets a name to None and unbinds it, as after an `except` clause that named it. */
export function unbind(c: Compiler, name: string, loc: Loc): void {
  c.loadConst(NONE, loc);
  c.name(name, "store", loc);
  c.name(name, "delete", loc);
}

/** Leaves all statements around down to number `until`, which is not left; `compiler_unwind_fblock_stack`. */
export function unwindAll(c: Compiler, at: Loc, keeps: boolean, until = -1): Loc {
  const { blocks } = c.unit;
  const left: FrameBlock[] = [];
  let loc = at;
  while (blocks.length > until + 1) {
    const top = blocks.pop() as FrameBlock;
    left.push(top);
    if (top.k === "group handler") {
      throw sourceError(at, "'break', 'continue' and 'return' cannot appear in an except* block");
    }
    loc = unwind(c, loc, top, keeps);
  }
  while (left.length > 0) blocks.push(left.pop() as FrameBlock);
  return loc;
}
