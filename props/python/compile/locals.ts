/**
 * Loads of locals: which may be unbound, and which pairs of loads and stores are one instruction; the pin's
 * `add_checks_for_loads_of_uninitialized_variables` and `insert_superinstructions`.
 *
 * @module
 */

import type { Block, FlowGraph, Instr } from "./flow_graph.ts";
import { OP } from "./opcode_facts.ts";
import { eliminateEmptyBlocks, removeRedundantNops } from "./optimize.ts";
import { IS_JUMP, STORE_FAST_MAYBE_NULL } from "./pseudo_ops.ts";

/** Locals that are followed from block to block. */
const FOLLOWED = 64;

/** Turns LOAD_FAST of what may be unbound to LOAD_FAST_CHECK. */
export function checkLocals(g: FlowGraph, locals: number, params: number): void {
  if (locals === 0) return;
  if (locals > FOLLOWED) scanManyLocals(g);
  const followed = Math.min(locals, FOLLOWED);
  g.clearVisited();
  let low = 0;
  let high = 0;
  for (let i = params; i < followed; i++) {
    if (i < 32) low |= 1 << i;
    else high |= 1 << (i - 32);
  }
  const stack: Block[] = [];
  push(g.entry, low, high, stack);
  for (let b: Block | null = g.entry; b !== null; b = b.next) scan(b, stack);
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    b.visited = false;
    scan(b, stack);
  }
}

/** `maybe_push` */
function push(b: Block, low: number, high: number, stack: Block[]): void {
  const bothLow = b.unsafeLow | low;
  const bothHigh = b.unsafeHigh | high;
  if (bothLow === b.unsafeLow && bothHigh === b.unsafeHigh) return;
  b.unsafeLow = bothLow;
  b.unsafeHigh = bothHigh;
  if (b.visited) return;
  b.visited = true;
  stack.push(b);
}

/** `scan_block_for_locals` */
function scan(b: Block, stack: Block[]): void {
  let low = b.unsafeLow;
  let high = b.unsafeHigh;
  for (let i = 0; i < b.used; i++) {
    const instr = b.instrs[i] as Instr;
    if (instr.except !== null) push(instr.except, low, high, stack);
    const { op, arg } = instr;
    if (arg >= FOLLOWED) continue;
    const inLow = arg < 32;
    const bit = 1 << (arg & 31);
    switch (op) {
      case OP.DELETE_FAST:
      case OP.LOAD_FAST_AND_CLEAR:
      case STORE_FAST_MAYBE_NULL:
        if (inLow) low |= bit;
        else high |= bit;
        break;
      case OP.LOAD_FAST:
        if (((inLow ? low : high) & bit) !== 0) instr.op = OP.LOAD_FAST_CHECK;
        if (inLow) low &= ~bit;
        else high &= ~bit;
        break;
      case OP.STORE_FAST:
      case OP.LOAD_FAST_CHECK:
        if (inLow) low &= ~bit;
        else high &= ~bit;
        break;
    }
  }
  if (b.next !== null && b.fallsThrough()) push(b.next, low, high, stack);
  const last = b.last();
  if (last !== null && IS_JUMP[last.op] === 1) push(last.target as Block, low, high, stack);
}

/** `fast_scan_many_locals`: those beyond the first ones, block by block. */
function scanManyLocals(g: FlowGraph): void {
  const bound = new Set<number>();
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    bound.clear();
    for (let i = 0; i < b.used; i++) {
      const instr = b.instrs[i] as Instr;
      const { op, arg } = instr;
      if (arg < FOLLOWED) continue;
      if (op === OP.DELETE_FAST || op === OP.LOAD_FAST_AND_CLEAR || op === STORE_FAST_MAYBE_NULL) bound.delete(arg);
      else if (op === OP.STORE_FAST) bound.add(arg);
      else if (op === OP.LOAD_FAST) {
        if (!bound.has(arg)) instr.op = OP.LOAD_FAST_CHECK;
        bound.add(arg);
      }
    }
  }
}

/** `insert_superinstructions` */
export function insertSuperinstructions(g: FlowGraph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const { instrs } = b;
    const last = b.used - 1;
    for (let i = 0; i < last; i++) {
      const instr = instrs[i] as Instr;
      const { op } = instr;
      if (op !== OP.LOAD_FAST && op !== OP.STORE_FAST) continue;
      const next = instrs[i + 1] as Instr;
      if (op === OP.LOAD_FAST) {
        if (next.op === OP.LOAD_FAST) join(instr, next, OP.LOAD_FAST_LOAD_FAST);
      } else {
        if (next.op === OP.LOAD_FAST) join(instr, next, OP.STORE_FAST_LOAD_FAST);
        else if (next.op === OP.STORE_FAST) join(instr, next, OP.STORE_FAST_STORE_FAST);
      }
    }
  }
  for (let b: Block | null = g.entry; b !== null; b = b.next) removeRedundantNops(b);
  eliminateEmptyBlocks(g);
}

/** `make_super_instruction` */
function join(first: Instr, second: Instr, op: number): void {
  const a = first.loc.line;
  const b = second.loc.line;
  if ((a >= 0 && b >= 0 && a !== b) || first.arg >= 16 || second.arg >= 16) return;
  first.op = op;
  first.arg = (first.arg << 4) | second.arg;
  second.become(OP.NOP);
}
