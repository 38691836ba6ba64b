/**
 * A finished graph to code units, exception table and line table; the pin's `Python/assemble.c`.
 *
 * @module
 */

import { CACHE_UNITS_OF } from "../../../src/isa/opcodes.ts";
import type { ExceptionEntry } from "../../../src/isa/program.ts";
import type { Block, FlowGraph, Instr } from "./flow_graph.ts";
import { LineTableWriter } from "./line_table.ts";
import { OP } from "./opcode_facts.ts";
import { IS_JUMP, JUMP, JUMP_NO_INTERRUPT } from "./pseudo_ops.ts";

/** What assembling gives. */
export interface Assembled {
  readonly code: number[];
  readonly exceptionTable: ExceptionEntry[];
  readonly lineTable: string;
}

/** Instructions in their order, where each begins in code units, and how many prefixes it has. */
export class Assembler {
  readonly instrs: Instr[] = [];
  count = 0;
  readonly unitAt: number[] = [];
  readonly prefixes: number[] = [];

  /** Lays the blocks out one behind the other and decides the direction of jumps. */
  layOut(g: FlowGraph): void {
    let count = 0;
    for (let b: Block | null = g.entry; b !== null; b = b.next) {
      b.offset = count;
      for (let i = 0; i < b.used; i++) {
        this.prefixes[count] = 0;
        this.instrs[count++] = b.instrs[i] as Instr;
      }
    }
    this.count = count;
    for (let i = 0; i < count; i++) {
      const instr = this.instrs[i] as Instr;
      const { op } = instr;
      if (op !== JUMP && op !== JUMP_NO_INTERRUPT) continue;
      if ((instr.target as Block).offset > i) instr.op = OP.JUMP_FORWARD;
      else instr.op = op === JUMP ? OP.JUMP_BACKWARD : OP.JUMP_BACKWARD_NO_INTERRUPT;
    }
  }

  /** Code and tables. Without `firstLine` there is no line table. */
  assemble(firstLine: number | null): Assembled {
    this.#resolveJumps();
    return { code: this.#units(), exceptionTable: this.#exceptionTable(), lineTable: this.#lineTable(firstLine) };
  }

  /** `resolve_jump_offsets`: prefixes only become more, so this ends. */
  #resolveJumps(): void {
    const { instrs, count, unitAt, prefixes } = this;
    for (let again = true; again;) {
      again = false;
      let unit = 0;
      for (let i = 0; i < count; i++) {
        const { op, arg } = instrs[i] as Instr;
        unitAt[i] = unit;
        if (arg > 0xff && IS_JUMP[op] === 0) {
          const needed = arg > 0xff_ffff ? 3 : arg > 0xffff ? 2 : 1;
          if (needed > (prefixes[i] as number)) prefixes[i] = needed;
        }
        unit += (prefixes[i] as number) + 1 + (CACHE_UNITS_OF[op] as number);
      }
      unitAt[count] = unit;
      for (let i = 0; i < count; i++) {
        const instr = instrs[i] as Instr;
        if (IS_JUMP[instr.op] === 0) continue;
        const arg = Math.abs((unitAt[(instr.target as Block).offset] as number) - (unitAt[i + 1] as number));
        instr.arg = arg;
        const needed = arg > 0xff_ffff ? 3 : arg > 0xffff ? 2 : arg > 0xff ? 1 : 0;
        if (needed > (prefixes[i] as number)) {
          prefixes[i] = needed;
          again = true;
        }
      }
    }
  }

  #units(): number[] {
    const { instrs, count, unitAt, prefixes } = this;
    const units = new Array<number>(unitAt[count] as number);
    let at = 0;
    for (let i = 0; i < count; i++) {
      const { op, arg } = instrs[i] as Instr;
      for (let shift = prefixes[i] as number; shift > 0; shift--) {
        units[at++] = OP.EXTENDED_ARG | (((arg >>> (8 * shift)) & 255) << 8);
      }
      units[at++] = op | ((arg & 255) << 8);
      for (let cache = CACHE_UNITS_OF[op] as number; cache > 0; cache--) units[at++] = 0;
    }
    return units;
  }

  /** `assemble_exception_table` */
  #exceptionTable(): ExceptionEntry[] {
    const { instrs, count, unitAt } = this;
    const entries: ExceptionEntry[] = [];
    for (let i = 0; i < count;) {
      const handler = (instrs[i] as Instr).except;
      const start = i;
      while (i < count && (instrs[i] as Instr).except === handler) i++;
      if (handler === null) continue;
      entries.push({
        start: unitAt[start] as number,
        length: (unitAt[i] as number) - (unitAt[start] as number),
        target: unitAt[handler.offset] as number,
        depth: handler.startDepth - (handler.preserveLasti ? 2 : 1),
        lasti: handler.preserveLasti,
      });
    }
    return entries;
  }

  #lineTable(firstLine: number | null): string {
    if (firstLine === null) return "";
    const { instrs, count, unitAt } = this;
    const writer = new LineTableWriter(firstLine);
    for (let i = 0; i < count; i++) {
      writer.add((instrs[i] as Instr).loc, (unitAt[i + 1] as number) - (unitAt[i] as number));
    }
    return writer.finish();
  }
}
