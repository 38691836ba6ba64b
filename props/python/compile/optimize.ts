/**
 * What the compiler does to a graph before it is laid out; the pin's `optimize_cfg` of `Python/flowgraph.c`. What is dropped
 * becomes a NOP first; NOPs go where the line does not need them.
 *
 * @module
 */

import { InvariantError } from "../../../src/isa/errors.ts";
import type { Literal } from "../../../src/isa/program.ts";
import { type ConstTable, isTrue } from "./const_table.ts";
import { type Block, type FlowGraph, Instr } from "./flow_graph.ts";
import { OP } from "./opcode_facts.ts";
import { HAS_TARGET, IS_BLOCK_PUSH, IS_JUMP, IS_UNCONDITIONAL, JUMP } from "./pseudo_ops.ts";
import { optimizeSwaps } from "./swaps.ts";

/** Largest block that is copied to where it is jumped to from. */
const MAX_COPY_SIZE = 4;
/** The bit of COMPARE_OP's oparg that asks for a bool. */
const COMPARE_TO_BOOL = 16;

const NOTHING = new Instr();
NOTHING.op = OP.NOP;

/** `optimize_cfg` */
export function optimize(g: FlowGraph, consts: ConstTable): void {
  eliminateEmptyBlocks(g);
  for (let b: Block | null = g.entry; b !== null; b = b.next) inlineSmallExit(b);
  for (let b: Block | null = g.entry; b !== null; b = b.next) optimizeBlock(b, consts);
  removeRedundantNopsAndPairs(g);
  for (let b: Block | null = g.entry; b !== null; b = b.next) inlineSmallExit(b);
  markReachable(g);
  for (let b: Block | null = g.entry; b !== null; b = b.next) if (b.predecessors === 0) b.used = 0;
  for (let b: Block | null = g.entry; b !== null; b = b.next) removeRedundantNops(b);
  eliminateEmptyBlocks(g);
  removeRedundantJumps(g);
}

/** `eliminate_empty_basic_blocks` */
export function eliminateEmptyBlocks(g: FlowGraph): void {
  let any = false;
  for (let b: Block | null = g.entry; b !== null; b = b.next) if (b.used === 0) any = true;
  if (!any) return;
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    let next: Block | null = b.next;
    while (next !== null && next.used === 0) next = next.next;
    b.next = next;
  }
  while (g.entry.used === 0 && g.entry.next !== null) g.entry = g.entry.next;
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    for (let i = 0; i < b.used; i++) {
      const instr = b.instrs[i] as Instr;
      if (HAS_TARGET[instr.op] === 0) continue;
      let target = instr.target as Block;
      if (target.used > 0) continue;
      while (target.used === 0) target = target.next as Block;
      target.isLabelled = true;
      instr.target = target;
    }
  }
}

/** Line of the first instruction of a block that is no NOP without a line; -1 for none. */
function firstLine(b: Block): number {
  for (let i = 0; i < b.used; i++) {
    const { op, loc } = b.instrs[i] as Instr;
    if (op !== OP.NOP || loc.line >= 0) return loc.line;
  }
  return -1;
}

/** `remove_redundant_nops` */
export function removeRedundantNops(b: Block): void {
  const { instrs, used } = b;
  let dest = 0;
  while (dest < used && (instrs[dest] as Instr).op !== OP.NOP) dest++;
  if (dest === used) return;
  let previousLine = dest === 0 ? -1 : (instrs[dest - 1] as Instr).loc.line;
  for (let src = dest; src < used; src++) {
    const instr = instrs[src] as Instr;
    const { line } = instr.loc;
    if (instr.op === OP.NOP && !instr.isFixed) {
      if (line < 0 || previousLine === line) continue;
      if (src < used - 1) {
        const following = instrs[src + 1] as Instr;
        if (following.loc.line === line) continue;
        if (following.loc.line < 0) {
          following.loc = instr.loc;
          continue;
        }
      } else {
        let next = b.next;
        while (next !== null && next.used === 0) next = next.next;
        if (next !== null && firstLine(next) === line) continue;
      }
    }
    if (dest !== src) {
      instrs[src] = instrs[dest] as Instr;
      instrs[dest] = instr;
    }
    dest++;
    previousLine = line;
  }
  b.used = dest;
}

/** `remove_redundant_nops_and_pairs` */
function removeRedundantNopsAndPairs(g: FlowGraph): void {
  for (let done = false; !done;) {
    done = true;
    let previous: Instr | null = null;
    let instr: Instr | null = null;
    for (let b: Block | null = g.entry; b !== null; b = b.next) {
      removeRedundantNops(b);
      if (b.isLabelled) instr = null;
      for (let i = 0; i < b.used; i++) {
        previous = instr;
        instr = b.instrs[i] as Instr;
        if (instr.op !== OP.POP_TOP || previous === null || instr.isFixed || previous.isFixed) continue;
        if (previous.op === OP.LOAD_CONST || (previous.op === OP.COPY && previous.arg === 1)) {
          previous.become(OP.NOP);
          instr.become(OP.NOP);
          done = false;
        }
      }
      if ((instr !== null && IS_JUMP[instr.op] === 1) || !b.fallsThrough()) instr = null;
    }
  }
}

/** `remove_redundant_jumps` */
export function removeRedundantJumps(g: FlowGraph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const last = b.last();
    if (last !== null && IS_UNCONDITIONAL[last.op] === 1 && last.target === b.next) last.become(OP.NOP);
  }
}

/** `inline_small_exit_blocks` */
function inlineSmallExit(b: Block): void {
  const last = b.last();
  if (last === null || IS_UNCONDITIONAL[last.op] === 0 || last.isFixed) return;
  const target = last.target as Block;
  if (!target.exitsScope() || target.used > MAX_COPY_SIZE) return;
  last.become(OP.NOP);
  b.appendAll(target);
}

/** `mark_reachable` */
function markReachable(g: FlowGraph): void {
  g.clearVisited();
  const stack: Block[] = [g.entry];
  g.entry.predecessors = 1;
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    b.visited = true;
    const { next } = b;
    if (next !== null && b.fallsThrough()) {
      if (!next.visited) stack.push(next);
      next.predecessors++;
    }
    // Without handlers only the last instruction leads elsewhere.
    for (let i = g.pushes > 0 ? 0 : Math.max(0, b.used - 1); i < b.used; i++) {
      const { op, target } = b.instrs[i] as Instr;
      if (IS_JUMP[op] === 0 && IS_BLOCK_PUSH[op] === 0) continue;
      if (!(target as Block).visited) stack.push(target as Block);
      (target as Block).predecessors++;
    }
  }
}

/** `jump_thread`: whether the jump now goes where the one at its target goes. */
function threadJump(instr: Instr, at: Instr, op: number): boolean {
  if ((instr.loc.line !== at.loc.line && at.loc.line !== -1) || instr.target === at.target) return false;
  instr.target = at.target;
  instr.op = op;
  return true;
}

/** `optimize_basic_block` */
function optimizeBlock(b: Block, consts: ConstTable): void {
  const { instrs } = b;
  let target = NOTHING;
  let op = 0;
  let arg = 0;
  let swaps = false;
  for (let i = 0; i < b.used; i++) {
    const instr = instrs[i] as Instr;
    if (instr.isFixed) {
      op = 0;
      continue;
    }
    if (op !== OP.LOAD_CONST || instr.op !== OP.COPY || instr.arg !== 1) {
      ({ op, arg } = instr);
      target = HAS_TARGET[op] === 1 ? (instr.target as Block).instrs[0] as Instr : NOTHING;
    }
    let next = i + 1 < b.used ? instrs[i + 1] as Instr : NOTHING;
    if (next.isFixed) next = NOTHING;
    switch (op) {
      case OP.LOAD_CONST:
        if (next !== NOTHING && foldConstant(b, i, arg, consts)) i++;
        break;
      case OP.BUILD_TUPLE:
        if (next.op === OP.UNPACK_SEQUENCE && arg === next.arg && arg >= 1 && arg <= 3) {
          instr.become(OP.NOP);
          if (arg === 1) next.become(OP.NOP);
          else {
            next.op = OP.SWAP;
            swaps = true;
          }
        } else if (i >= arg) foldTuple(instrs, i, arg, consts);
        break;
      case OP.POP_JUMP_IF_NOT_NONE:
      case OP.POP_JUMP_IF_NONE:
      case OP.POP_JUMP_IF_FALSE:
      case OP.POP_JUMP_IF_TRUE:
      case JUMP:
        if (target.op === JUMP && threadJump(instr, target, op)) i--;
        break;
      case OP.STORE_FAST:
        if (next.op === op && arg === next.arg && instr.loc.line === next.loc.line) instr.become(OP.POP_TOP);
        break;
      case OP.SWAP:
        if (arg === 1) instr.become(OP.NOP);
        else swaps = true;
        break;
      case OP.LOAD_GLOBAL:
        if (next.op === OP.PUSH_NULL && (arg & 1) === 0) {
          instr.arg = arg | 1;
          next.become(OP.NOP);
        }
        break;
      case OP.COMPARE_OP:
      case OP.CONTAINS_OP:
      case OP.IS_OP:
        if (next.op === OP.TO_BOOL) {
          instr.become(OP.NOP);
          next.op = op;
          next.arg = op === OP.COMPARE_OP ? arg | COMPARE_TO_BOOL : arg;
        }
        break;
      case OP.TO_BOOL:
        if (next.op === OP.TO_BOOL) instr.become(OP.NOP);
        break;
      case OP.UNARY_NOT:
        if (next.op === OP.TO_BOOL) {
          instr.become(OP.NOP);
          next.become(OP.UNARY_NOT);
        } else if (next.op === OP.UNARY_NOT) {
          instr.become(OP.NOP);
          next.become(OP.NOP);
        }
        break;
    }
  }
  if (swaps) optimizeSwaps(b);
}

/** What stands behind a LOAD_CONST (or a copy of what it loaded) and depends on it alone; true when one instruction is done with. */
function foldConstant(b: Block, i: number, arg: number, consts: ConstTable): boolean {
  if (i + 1 >= b.used) return false;
  const { instrs } = b;
  const instr = instrs[i] as Instr;
  const next = instrs[i + 1] as Instr;
  switch (next.op) {
    case OP.POP_JUMP_IF_FALSE:
    case OP.POP_JUMP_IF_TRUE: {
      const truth = isTrue(constAt(consts, arg));
      instr.become(OP.NOP);
      if (truth === (next.op === OP.POP_JUMP_IF_TRUE)) next.op = JUMP;
      else next.become(OP.NOP);
      return false;
    }
    case OP.IS_OP:
      if (constAt(consts, arg).t === "None") foldIsNone(b, i);
      return false;
    case OP.RETURN_VALUE:
      instr.become(OP.NOP);
      next.op = OP.RETURN_CONST;
      next.arg = arg;
      return true;
    case OP.TO_BOOL: {
      const v = isTrue(constAt(consts, arg));
      instr.become(OP.NOP);
      next.op = OP.LOAD_CONST;
      next.arg = consts.add({ t: "bool", v });
      return false;
    }
    default:
      return false;
  }
}

function constAt(consts: ConstTable, index: number): Literal {
  const value = consts.list[index];
  if (value === undefined) throw new InvariantError(`constant ${index} is loaded, there are ${consts.list.length}`);
  return value;
}

/** A jump that depends on `is None` or `is not None`. */
function foldIsNone(b: Block, i: number): void {
  const { instrs } = b;
  if (b.used <= i + 2) return;
  const is = instrs[i + 1] as Instr;
  let jump = instrs[i + 2] as Instr;
  if (jump.op === OP.TO_BOOL) {
    jump.become(OP.NOP);
    if (b.used <= i + 3) return;
    jump = instrs[i + 3] as Instr;
  }
  if (jump.isFixed) return;
  if (jump.op !== OP.POP_JUMP_IF_FALSE && jump.op !== OP.POP_JUMP_IF_TRUE) return;
  const inverted = (is.arg !== 0) !== (jump.op === OP.POP_JUMP_IF_FALSE);
  (instrs[i] as Instr).become(OP.NOP);
  is.become(OP.NOP);
  jump.op = inverted ? OP.POP_JUMP_IF_NOT_NONE : OP.POP_JUMP_IF_NONE;
}

/** `fold_tuple_on_constants`: BUILD_TUPLE at `i` of so many constants. */
function foldTuple(instrs: readonly Instr[], i: number, count: number, consts: ConstTable): void {
  for (let at = i - count; at < i; at++) {
    const instr = instrs[at] as Instr;
    if (instr.op !== OP.LOAD_CONST || instr.isFixed) return;
  }
  const v: Literal[] = [];
  for (let at = i - count; at < i; at++) {
    const instr = instrs[at] as Instr;
    v.push(constAt(consts, instr.arg));
    instr.become(OP.NOP);
  }
  const instr = instrs[i] as Instr;
  instr.op = OP.LOAD_CONST;
  instr.arg = consts.add({ t: "tuple", v });
}
