/**
 * LOAD_FAST does not look whether its local is bound (LOAD_FAST_CHECK does), so on every path to it the local must be.
 *
 * @module
 */

import type { Instruction } from "./code_unit.ts";
import { JUMP_DIRECTION, jumpTarget } from "./jumps.ts";
import { OPCODES } from "./opcodes.ts";
import { fastLocalNames } from "./operand_text.ts";
import { CODE_FLAGS } from "./program.ts";
import { type CodeUnderCheck, refuseCode } from "./validate_code.ts";
import { CAN_FAIL, ENDS_PATH, handlerOf } from "./validate_stack.ts";

/** Sets of bound locals before each instruction, as words of 32 bits; they only ever lose members, so the walk ends. */
class LocalsCheck {
  private readonly words: number;
  private readonly bound: Uint32Array;
  private readonly reached: Uint8Array;
  private readonly work: number[] = [];
  private readonly now: Uint32Array;

  constructor(private readonly check: CodeUnderCheck) {
    this.words = (check.slots + 31) >>> 5;
    this.bound = new Uint32Array(this.words * check.instructions.length);
    this.reached = new Uint8Array(check.instructions.length);
    this.now = new Uint32Array(this.words);
  }

  run(): void {
    const { code } = this.check;
    const starred = (code.flags & CODE_FLAGS.VARARGS ? 1 : 0) + (code.flags & CODE_FLAGS.VARKEYWORDS ? 1 : 0);
    for (let slot = code.argcount + code.kwonlyargcount + starred - 1; slot >= 0; slot--) this.bind(slot);
    this.reach(0);
    for (let i = this.work.pop(); i !== undefined; i = this.work.pop()) {
      this.now.set(this.bound.subarray(i * this.words, (i + 1) * this.words));
      this.visit(this.check.instructions[i] as Instruction);
    }
  }

  private bind(slot: number): void {
    this.now[slot >>> 5] = (this.now[slot >>> 5] as number) | (1 << (slot & 31));
  }

  private unbind(slot: number): void {
    this.now[slot >>> 5] = (this.now[slot >>> 5] as number) & ~(1 << (slot & 31));
  }

  private load(slot: number, at: number): void {
    if (((this.now[slot >>> 5] as number) >>> (slot & 31) & 1) === 1) return;
    const { index, code } = this.check;
    const name = fastLocalNames(code)[slot] as string;
    refuseCode(index, code, at, `LOAD_FAST of ${name}`, "a local that is bound on every path, or LOAD_FAST_CHECK");
  }

  /** Control goes to `unit` with the locals of now. */
  private reach(unit: number): void {
    const i = this.check.indexAt[unit] as number;
    const base = i * this.words;
    const first = this.reached[i] === 0;
    let changed = first;
    for (let word = 0; word < this.words; word++) {
      const now = this.now[word] as number;
      const known = this.bound[base + word] as number;
      const met = first ? now : (known & now) >>> 0;
      if (met !== known) changed = true;
      this.bound[base + word] = met;
    }
    if (!changed) return;
    this.reached[i] = 1;
    this.work.push(i);
  }

  private visit(instruction: Instruction): void {
    const { opcode, oparg, at, next } = instruction;
    if (CAN_FAIL[opcode] === 1) {
      const handler = handlerOf(this.check.code.exceptionTable, next - 1);
      if (handler !== null) this.reach(handler.target);
    }
    this.transfer(opcode, oparg, at);
    if (JUMP_DIRECTION[opcode] !== 0) this.reach(jumpTarget(instruction) as number);
    if (ENDS_PATH[opcode] === 0) this.reach(next);
  }

  private transfer(opcode: number, oparg: number, at: number): void {
    switch (opcode) {
      case OPCODES.LOAD_FAST.opcode:
        return this.load(oparg, at);
      case OPCODES.LOAD_FAST_LOAD_FAST.opcode:
        this.load(oparg >>> 4, at);
        return this.load(oparg & 15, at);
      case OPCODES.STORE_FAST_LOAD_FAST.opcode:
        this.bind(oparg >>> 4);
        return this.load(oparg & 15, at);
      case OPCODES.STORE_FAST_STORE_FAST.opcode:
        this.bind(oparg >>> 4);
        return this.bind(oparg & 15);
      // A STORE_FAST that puts back what LOAD_FAST_AND_CLEAR found may store nothing; it is taken for a binding all the same.
      case OPCODES.STORE_FAST.opcode:
      case OPCODES.LOAD_FAST_CHECK.opcode:
      case OPCODES.MAKE_CELL.opcode:
        return this.bind(oparg);
      case OPCODES.DELETE_FAST.opcode:
      case OPCODES.LOAD_FAST_AND_CLEAR.opcode:
        return this.unbind(oparg);
      case OPCODES.COPY_FREE_VARS.opcode:
        for (let slot = this.check.slots - oparg; slot < this.check.slots; slot++) this.bind(slot);
    }
  }
}

/** Checks the loads of a code object that passed `checkStack`. */
export function checkLocals(check: CodeUnderCheck): void {
  new LocalsCheck(check).run();
}
