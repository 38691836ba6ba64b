/**
 * The order of blocks, the lines of exits, and the depth of the stack; the pin's `push_cold_blocks_to_end`,
 * `resolve_line_numbers`, `normalize_jumps` and `calculate_stackdepth`.
 *
 * @module
 */

import { InvariantError } from "../../../src/isa/errors.ts";
import { type Loc, NO_LOCATION } from "../syntax/nodes.ts";
import type { Block, FlowGraph, Instr } from "./flow_graph.ts";
import { OP } from "./opcode_facts.ts";
import { removeRedundantJumps } from "./optimize.ts";
import { effectOf, ENDS_BLOCK, HAS_TARGET, IS_JUMP, IS_UNCONDITIONAL, JUMP, jumpEffectOf } from "./pseudo_ops.ts";

/** `push_cold_blocks_to_end`: what only handlers reach goes behind everything else. */
export function moveColdBlocks(g: FlowGraph): void {
  const { entry } = g;
  if (entry.next === null || g.pushes === 0 || !markCold(g)) return;
  for (let b: Block | null = entry; b !== null; b = b.next) {
    const { next } = b;
    if (!b.isCold || !b.fallsThrough() || next === null || !next.isWarm) continue;
    const jump = g.newBlock();
    next.isLabelled = true;
    jump.add(JUMP, 0, NO_LOCATION).target = next;
    jump.isCold = true;
    jump.next = next;
    // FAITHFUL: predecessors are counted no more.
    jump.predecessors = 0;
    b.next = jump;
  }
  let first: Block | null = null;
  let tail: Block | null = null;
  let b: Block = entry;
  while (b.next !== null) {
    while (b.next !== null && !b.next.isCold) b = b.next;
    const cold: Block | null = b.next;
    if (cold === null) break;
    let end = cold;
    while (end.next !== null && end.next.isCold) end = end.next;
    if (tail === null) first = cold;
    else tail.next = cold;
    tail = end;
    b.next = end.next;
    end.next = null;
  }
  b.next = first;
  if (first !== null) removeRedundantJumps(g);
}

/** `mark_cold`; whether any block is. */
function markCold(g: FlowGraph): boolean {
  g.clearVisited();
  const stack: Block[] = [g.entry];
  g.entry.visited = true;
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    b.isWarm = true;
    const { next } = b;
    if (next !== null && b.fallsThrough() && !next.visited) {
      stack.push(next);
      next.visited = true;
    }
    const last = b.last();
    if (last !== null && IS_JUMP[last.op] === 1) {
      const target = last.target as Block;
      if (!target.visited) {
        stack.push(target);
        target.visited = true;
      }
    }
  }
  g.clearVisited();
  let any = false;
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    if (!b.isHandler) continue;
    stack.push(b);
    b.visited = true;
    any = true;
  }
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    b.isCold = true;
    const { next } = b;
    if (next !== null && b.fallsThrough() && !next.isWarm && !next.visited) {
      stack.push(next);
      next.visited = true;
    }
    const last = b.last();
    if (last !== null && IS_JUMP[last.op] === 1) {
      const target = last.target as Block;
      if (!target.isWarm && !target.visited) {
        stack.push(target);
        target.visited = true;
      }
    }
  }
  return any;
}

/** `resolve_line_numbers` */
export function resolveLines(g: FlowGraph, firstLine: number): void {
  duplicateExits(g);
  propagateLines(g);
  let line = firstLine;
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const last = b.last();
    if (last === null) continue;
    if (last.loc.line >= 0) ({ line } = last.loc);
    else if (last.op === OP.RETURN_VALUE) {
      const loc: Loc = { ...NO_LOCATION, line };
      for (let i = 0; i < b.used; i++) (b.instrs[i] as Instr).loc = loc;
    }
  }
}

/** `is_exit_without_lineno` */
function isExitWithoutLine(b: Block): boolean {
  if (!b.exitsScope()) return false;
  for (let i = 0; i < b.used; i++) if ((b.instrs[i] as Instr).loc.line >= 0) return false;
  return true;
}

/** `duplicate_exits_without_lineno` */
function duplicateExits(g: FlowGraph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const last = b.last();
    if (last === null || IS_JUMP[last.op] === 0) continue;
    const target = last.target as Block;
    if (!isExitWithoutLine(target) || target.predecessors <= 1) continue;
    const copy = g.newBlock();
    copy.appendAll(target);
    (copy.instrs[0] as Instr).loc = last.loc;
    last.target = copy;
    target.predecessors--;
    copy.predecessors = 1;
    copy.next = target.next;
    copy.isLabelled = true;
    target.next = copy;
  }
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const { next } = b;
    const last = b.last();
    if (last !== null && next !== null && b.fallsThrough() && isExitWithoutLine(next)) {
      (next.instrs[0] as Instr).loc = last.loc;
    }
  }
}

/** `propagate_line_numbers` */
function propagateLines(g: FlowGraph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const last = b.last();
    if (last === null) continue;
    let loc = NO_LOCATION;
    for (let i = 0; i < b.used; i++) {
      const instr = b.instrs[i] as Instr;
      if (instr.loc.line < 0) instr.loc = loc;
      else ({ loc } = instr);
    }
    const { next } = b;
    if (b.fallsThrough() && next !== null && next.predecessors === 1) {
      const first = next.instrs[0] as Instr;
      if (first.loc.line < 0) first.loc = loc;
    }
    if (IS_JUMP[last.op] === 1) {
      const target = last.target as Block;
      const first = target.instrs[0] as Instr;
      if (target.predecessors === 1 && first.loc.line < 0) first.loc = loc;
    }
  }
}

const REVERSED = new Map([
  [OP.POP_JUMP_IF_NOT_NONE, OP.POP_JUMP_IF_NONE],
  [OP.POP_JUMP_IF_NONE, OP.POP_JUMP_IF_NOT_NONE],
  [OP.POP_JUMP_IF_FALSE, OP.POP_JUMP_IF_TRUE],
  [OP.POP_JUMP_IF_TRUE, OP.POP_JUMP_IF_FALSE],
]);

/** `normalize_jumps`: conditional jumps go forward. */
export function normalizeJumps(g: FlowGraph): void {
  g.clearVisited();
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    b.visited = true;
    const last = b.last();
    if (last === null || IS_JUMP[last.op] === 0 || IS_UNCONDITIONAL[last.op] === 1) continue;
    const target = last.target as Block;
    if (!target.visited) continue;
    const reversed = REVERSED.get(last.op);
    if (reversed === undefined) throw new InvariantError(`opcode ${last.op} jumps back`);
    const back = g.newBlock();
    const jump = back.add(JUMP, 0, last.loc);
    jump.target = target;
    jump.mark = last.mark;
    last.op = reversed;
    last.target = b.next;
    back.isCold = b.isCold;
    back.visited = true;
    back.next = b.next;
    b.next = back;
  }
}

/** `calculate_stackdepth`: how many items there are at once, at most. */
export function stackDepth(g: FlowGraph): number {
  for (let b: Block | null = g.entry; b !== null; b = b.next) b.startDepth = -1;
  let deepest = 0;
  const stack: Block[] = [g.entry];
  g.entry.startDepth = 0;
  const push = (b: Block, depth: number): void => {
    if (b.startDepth === depth) return;
    if (b.startDepth >= 0) {
      throw new InvariantError(`a block begins with ${b.startDepth} and ${depth} items on the stack`);
    }
    b.startDepth = depth;
    stack.push(b);
  };
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    let depth = b.startDepth;
    let next = b.next;
    for (let i = 0; i < b.used; i++) {
      const { op, arg, target } = b.instrs[i] as Instr;
      const after = depth + effectOf(op, arg);
      if (after < 0) throw new InvariantError(`opcode ${op} takes more than lies on the stack`);
      if (after > deepest) deepest = after;
      if (HAS_TARGET[op] === 1) {
        const there = depth + jumpEffectOf(op, arg);
        if (there > deepest) deepest = there;
        push(target as Block, there);
      }
      depth = after;
      if (ENDS_BLOCK[op] === 1) {
        next = null;
        break;
      }
    }
    if (next !== null) push(next, depth);
  }
  return deepest;
}
