/**
 * Runs of SWAP: as few as do, and none where the instructions behind can change places instead; the pin's `swaptimize` and
 * `apply_static_swaps`.
 *
 * @module
 */

import type { Block, Instr } from "./flow_graph.ts";
import { OP } from "./opcode_facts.ts";
import { STORE_FAST_MAYBE_NULL } from "./pseudo_ops.ts";

const VISITED = -1;

/** Every run of SWAPs of a block. */
export function optimizeSwaps(b: Block): void {
  for (let i = 0; i < b.used; i++) {
    const { op, isFixed } = b.instrs[i] as Instr;
    if (op !== OP.SWAP || isFixed) continue;
    i = shorten(b, i);
    applyStatically(b, i);
  }
}

/** `swaptimize`: the run that begins at `start`; gives the index of its last instruction. */
function shorten(b: Block, start: number): number {
  const { instrs } = b;
  let depth = (instrs[start] as Instr).arg;
  let end = start + 1;
  let more = false;
  for (; end < b.used; end++) {
    const { op, arg, isFixed } = instrs[end] as Instr;
    if (isFixed) break;
    if (op === OP.SWAP) {
      depth = Math.max(depth, arg);
      more = true;
    } else if (op !== OP.NOP) break;
  }
  if (!more) return start;
  const stack = Array.from({ length: depth }, (_, i) => i);
  for (let i = start; i < end; i++) {
    const { op, arg } = instrs[i] as Instr;
    if (op !== OP.SWAP) continue;
    const top = stack[0] as number;
    stack[0] = stack[arg - 1] as number;
    stack[arg - 1] = top;
  }
  // Cycle by cycle, from the end of the run on; 0 is part of each.
  let current = end - 1;
  for (let i = 0; i < depth; i++) {
    if (stack[i] === VISITED || stack[i] === i) continue;
    for (let j = i;;) {
      if (j !== 0) {
        const instr = instrs[current--] as Instr;
        instr.op = OP.SWAP;
        instr.arg = j + 1;
      }
      const next = stack[j] as number;
      if (next === VISITED) break;
      stack[j] = VISITED;
      j = next;
    }
  }
  while (current >= start) (instrs[current--] as Instr).become(OP.NOP);
  return end - 1;
}

function isSwappable(op: number): boolean {
  return op === OP.STORE_FAST || op === STORE_FAST_MAYBE_NULL || op === OP.POP_TOP;
}

function storesTo({ op, arg }: Instr): number {
  return op === OP.STORE_FAST || op === STORE_FAST_MAYBE_NULL ? arg : -1;
}

/** `next_swappable_instruction`: its index, or -1; `line` -1 is any. */
function nextSwappable(b: Block, from: number, line: number): number {
  for (let i = from + 1; i < b.used; i++) {
    const instr = b.instrs[i] as Instr;
    if ((line >= 0 && instr.loc.line !== line) || instr.isFixed) return -1;
    if (instr.op === OP.NOP) continue;
    return isSwappable(instr.op) ? i : -1;
  }
  return -1;
}

/** `apply_static_swaps`: SWAPs at `from` and before it. */
function applyStatically(b: Block, from: number): void {
  const { instrs } = b;
  for (let i = from; i >= 0; i--) {
    const swap = instrs[i] as Instr;
    if (swap.isFixed) return;
    if (swap.op !== OP.SWAP) {
      if (swap.op === OP.NOP || isSwappable(swap.op)) continue;
      return;
    }
    const j = nextSwappable(b, i, -1);
    if (j < 0) return;
    const first = instrs[j] as Instr;
    const { line } = first.loc;
    let k = j;
    for (let count = swap.arg - 1; count > 0; count--) {
      k = nextSwappable(b, k, line);
      if (k < 0) return;
    }
    const second = instrs[k] as Instr;
    const a = storesTo(first);
    const z = storesTo(second);
    if (a >= 0 || z >= 0) {
      if (a === z) return;
      for (let between = j + 1; between < k; between++) {
        const store = storesTo(instrs[between] as Instr);
        if (store >= 0 && (store === a || store === z)) return;
      }
    }
    swap.become(OP.NOP);
    instrs[j] = second;
    instrs[k] = first;
  }
}
