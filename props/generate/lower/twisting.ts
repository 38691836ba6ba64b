/**
 * Twists of the bytecode that no compiler would write: moved edges of handler ranges, NOPs, prefixes.
 *
 * @module
 */

import type { Assembler } from "../../python/compile/assemble.ts";
import type { Block, FlowGraph, Instr } from "../../python/compile/flow_graph.ts";
import { depthOnFailure, OP, TAKES_PREFIX } from "../../python/compile/opcode_facts.ts";
import { effectOf, JUMP, JUMP_NO_INTERRUPT } from "../../python/compile/pseudo_ops.ts";
import type { Twist } from "../draft/statement.ts";

/** Instructions in their order, with the depth before each. */
function withDepths(g: FlowGraph): { readonly instrs: Instr[]; readonly depths: number[] } {
  const instrs: Instr[] = [];
  const depths: number[] = [];
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    let depth = b.startDepth;
    for (let i = 0; i < b.used; i++) {
      const instr = b.instrs[i] as Instr;
      instrs.push(instr);
      depths.push(depth);
      depth += effectOf(instr.op, instr.arg);
    }
  }
  return { instrs, depths };
}

/** Moves an edge of the range of a `try` body, as far as the stack stays right. */
export function moveRange(g: FlowGraph, twist: Twist & { readonly k: "range" }, handler: Block): void {
  const { instrs, depths } = withDepths(g);
  let start = instrs.findIndex(({ except }) => except === handler);
  if (start < 0) return;
  let end = start;
  while (end < instrs.length && (instrs[end] as Instr).except === handler) end++;
  const { outer } = handler;
  const depth = handler.startDepth - (handler.preserveLasti ? 2 : 1);
  const keeps = (i: number): boolean => {
    const { op, arg } = instrs[i] as Instr;
    return (op >= 256 ? depths[i] as number : depthOnFailure(op, arg, depths[i] as number)) >= depth;
  };
  const by = Math.abs(twist.by);
  const grow = (twist.by > 0) === (twist.edge === "end");
  for (let step = 0; step < by; step++) {
    if (!grow) {
      // The last instruction stays covered: a handler that nothing reaches would be dead code.
      if (end - start <= 1) return;
      if (twist.edge === "start") {
        // The instruction before the range may be looked up in it.
        if (!keeps(start)) return;
        (instrs[start++] as Instr).except = outer;
      } else (instrs[--end] as Instr).except = outer;
    } else {
      const i = twist.edge === "start" ? start - 1 : end;
      const instr = instrs[i];
      if (instr === undefined || instr.except !== outer || !keeps(i)) return;
      if (i + 1 < instrs.length && !keeps(i + 1)) return;
      if (instr.op === OP.RESUME) return;
      instr.except = handler;
      if (twist.edge === "start") start--;
      else end++;
    }
  }
}

/** Puts NOPs behind an instruction of twisted statement `twisted`. */
export function insertNops(g: FlowGraph, twist: Twist & { readonly k: "nop" }, twisted: number): void {
  const meant = instructionMeant(g, twist, twisted);
  if (meant === null) return;
  const { block, at } = meant;
  const instr = block.instrs[at] as Instr;
  // A generator goes on right behind what it yielded with.
  if (instr.op === OP.YIELD_VALUE) return;
  const { loc, except, mark } = instr;
  if (at === block.used - 1 && block.next !== null && !block.fallsThrough()) {
    // Nothing reaches them.
    const { next } = block;
    block.next = g.newBlock();
    block.next.next = next;
    for (let n = 0; n < twist.n; n++) Object.assign(block.next.add(OP.NOP, 0, loc), { except, mark });
    return;
  }
  for (let n = 0; n < twist.n; n++) Object.assign(block.insert(at + 1, OP.NOP, 0, loc), { except, mark });
}

/** Puts prefixes before an instruction of twisted statement `twisted`, once the code is laid out. */
export function addPrefixes(
  assembler: Assembler,
  g: FlowGraph,
  twist: Twist & { readonly k: "prefix" },
  twisted: number,
): void {
  const meant = instructionMeant(g, twist, twisted);
  if (meant === null) return;
  const { op } = meant.block.instrs[meant.at] as Instr;
  if (TAKES_PREFIX[op] === 1) assembler.prefixes[meant.block.offset + meant.at] = twist.n;
}

/** The instruction of a twisted statement that a twist means, or null. */
function instructionMeant(
  g: FlowGraph,
  { op, at }: Exclude<Twist, { readonly k: "range" }>,
  twisted: number,
): { readonly block: Block; readonly at: number } | null {
  const opcode = op === null ? -1 : OP[op];
  const found: { readonly block: Block; readonly at: number }[] = [];
  for (let b: Block | null = g.entry, offset = 0; b !== null; b = b.next) {
    b.offset = offset;
    offset += b.used;
  }
  for (let block: Block | null = g.entry; block !== null; block = block.next) {
    for (let i = 0; i < block.used; i++) {
      const instr = block.instrs[i] as Instr;
      if (instr.mark === twisted && (opcode < 0 || opcodeOf(instr, block.offset + i) === opcode)) {
        found.push({ block, at: i });
      }
    }
  }
  return found[at % Math.max(1, found.length)] ?? null;
}

/** Opcode with the direction of an unconditional jump decided. */
function opcodeOf({ op, target }: Instr, at: number): number {
  if (op !== JUMP && op !== JUMP_NO_INTERRUPT) return op;
  if ((target as Block).offset > at) return OP.JUMP_FORWARD;
  return op === JUMP ? OP.JUMP_BACKWARD : OP.JUMP_BACKWARD_NO_INTERRUPT;
}
