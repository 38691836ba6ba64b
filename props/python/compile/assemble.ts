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

  /** Prefixes of an instruction: those that its oparg needs, or more where it has been given more. */
  #prefixes(i: number): number {
    const { arg } = this.instrs[i] as Instr;
    const given = this.prefixes[i] as number;
    if (arg <= 0xff) return given;
    return Math.max(given, arg > 0xff_ffff ? 3 : arg > 0xffff ? 2 : 1);
  }

  /** `resolve_jump_offsets`. FAITHFUL: sizes are first taken from the indices of targets, and so may stay larger than need be. */
  #resolveJumps(): void {
    const { instrs, count, unitAt } = this;
    for (let i = 0; i < count; i++) {
      const instr = instrs[i] as Instr;
      if (IS_JUMP[instr.op] === 1) instr.arg = (instr.target as Block).offset;
    }
    for (let again = true; again;) {
      again = false;
      let unit = 0;
      for (let i = 0; i < count; i++) {
        unitAt[i] = unit;
        unit += this.#prefixes(i) + 1 + (CACHE_UNITS_OF[(instrs[i] as Instr).op] as number);
      }
      unitAt[count] = unit;
      for (let i = 0; i < count; i++) {
        const instr = instrs[i] as Instr;
        if (IS_JUMP[instr.op] === 0) continue;
        const before = this.#prefixes(i);
        instr.arg = Math.abs((unitAt[(instr.target as Block).offset] as number) - (unitAt[i + 1] as number));
        if (this.#prefixes(i) !== before) again = true;
      }
    }
  }

  #units(): number[] {
    const { instrs, count, unitAt } = this;
    const units = new Array<number>(unitAt[count] as number);
    let at = 0;
    for (let i = 0; i < count; i++) {
      const { op, arg } = instrs[i] as Instr;
      for (let shift = this.#prefixes(i); shift > 0; shift--) {
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
