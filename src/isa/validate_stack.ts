/**
 * What the value stack of one code object must obey: one depth an instruction on every path, handlers included, never
 * below what an instruction takes and never above `stacksize`; no path off the end of the code.
 *
 * @module
 */

import type { Instruction } from "./code_unit.ts";
import { hasFlag } from "./flags.ts";
import { JUMP_DIRECTION, jumpTarget } from "./jumps.ts";
import { OPCODE_NAMES, type OpcodeName, opcodeNameOf, opcodeRow, OPCODES } from "./opcodes.ts";
import type { ExceptionEntry } from "./program.ts";
import { OPCODE_EFFECTS, type StackEffect } from "./stack_effect.ts";
import { type CodeUnderCheck, refuseCode } from "./validate_code.ts";

const EFFECT_OF: readonly (StackEffect | null)[] = Array.from({ length: 256 }, (_, opcode) => {
  const name = opcodeNameOf(opcode);
  return name === undefined ? null : OPCODE_EFFECTS[name];
});

/** Inputs that stay in place below the results, by opcode: an error leaves them on the stack. */
const KEPT_ITEMS: Uint8Array = Uint8Array.from(EFFECT_OF, (effect) => {
  if (effect === null) return 0;
  const { inputs, outputs } = effect;
  const differs = inputs.findIndex((item, i) =>
    outputs[i]?.name !== item.name || outputs[i].count(3) !== item.count(3)
  );
  return differs < 0 ? inputs.length : differs;
});

/** 1 for opcodes that can raise, by opcode. */
export const CAN_FAIL: Uint8Array = Uint8Array.from({ length: 256 }, (_, opcode) => {
  const name = opcodeNameOf(opcode);
  return name !== undefined && hasFlag(opcodeRow(name).flags, "ERROR") ? 1 : 0;
});

/** Opcodes after which control never goes to the next instruction. */
export const ENDS_PATH: Uint8Array = (() => {
  const table = new Uint8Array(256);
  const names = [
    "RETURN_VALUE",
    "RETURN_CONST",
    "RERAISE",
    "RAISE_VARARGS",
    "JUMP_FORWARD",
    "JUMP_BACKWARD",
    "JUMP_BACKWARD_NO_INTERRUPT",
  ] as const;
  for (const name of names) table[OPCODES[name].opcode] = 1;
  return table;
})();

/**
 * 1 for opcodes whose errors may be looked up at the unit before them, by opcode: those that enter a frame, for errors that
 * come up from it; and, at the pin, every error in a trace.
 */
const LOOKS_BEFORE: Uint8Array = (() => {
  const table = new Uint8Array(256);
  const entering = ["CALL", "CALL_KW", "CALL_FUNCTION_EX", "BINARY_SUBSCR", "LOAD_ATTR", "SEND", "FOR_ITER"];
  for (const name of OPCODE_NAMES) {
    const { opcode, base, uops } = opcodeRow(name);
    if (opcode > 255) continue;
    if (uops !== undefined) table[base === undefined ? opcode : OPCODES[base as OpcodeName].opcode] = 1;
    if (entering.includes(name)) table[opcode] = 1;
  }
  return table;
})();

/** First entry that covers a unit, as unwinding looks it up. */
function handlerOf(table: readonly ExceptionEntry[], unit: number): ExceptionEntry | null {
  for (const entry of table) {
    if (entry.start <= unit && unit < entry.start + entry.length) return entry;
  }
  return null;
}

/** Stack items that an error of the instruction leaves, of `depth` before it. */
function leftByError({ opcode, oparg }: Instruction, depth: number): number {
  const { inputs } = EFFECT_OF[opcode] as StackEffect;
  let left = depth;
  for (let item = KEPT_ITEMS[opcode] as number; item < inputs.length; item++) {
    left -= (inputs[item] as StackEffect["inputs"][number]).count(oparg);
  }
  return left;
}

/**
 * Handlers that an error of the instruction may go to. It is looked up at the last unit of the instruction; at a RESUME, where
 * `throw()` raises for the YIELD_VALUE, also at the unit before it; and, see {@linkcode LOOKS_BEFORE}, there as well. A handler
 * that only those find and that keeps more than is left is none that the compiler meant: what the pin does then is undefined.
 */
export function handlersOf(check: CodeUnderCheck, instruction: Instruction, depth: number): ExceptionEntry[] {
  const { exceptionTable } = check.code;
  const handlers: ExceptionEntry[] = [];
  const own = handlerOf(exceptionTable, instruction.next - 1);
  if (own !== null) handlers.push(own);
  const { opcode, at } = instruction;
  const thrown = opcode === OPCODES.RESUME.opcode;
  if (at === 0 || (LOOKS_BEFORE[opcode] === 0 && !thrown)) return handlers;
  const before = handlerOf(exceptionTable, at - 1);
  if (before === null || before === own) return handlers;
  if (thrown || before.depth <= leftByError(instruction, depth)) handlers.push(before);
  return handlers;
}

/** Walks all paths from unit 0 and refuses what breaks the rules; code that no path reaches has no depth and is left alone. */
class StackCheck {
  /** Depth before each instruction, -1 where not reached yet. */
  private readonly depths: Int32Array;
  private readonly work: number[] = [];

  constructor(private readonly check: CodeUnderCheck) {
    this.depths = new Int32Array(check.instructions.length).fill(-1);
  }

  run(): Int32Array {
    this.reach(0, 0, 0);
    for (let i = this.work.pop(); i !== undefined; i = this.work.pop()) this.visit(i);
    return this.depths;
  }

  private refuse(unit: number, found: string, expected: string): never {
    refuseCode(this.check.index, this.check.code, unit, found, expected);
  }

  /** Control goes to `unit` with `depth` items, from the instruction at `from`. */
  private reach(unit: number, depth: number, from: number): void {
    const { indexAt, code } = this.check;
    const i = indexAt[unit] ?? -1;
    if (i < 0) this.refuse(from, "a path off the end of the code", "a return, raise or jump");
    if (depth > code.stacksize) {
      this.refuse(from, `${depth} stack items afterwards`, `at most the stacksize, ${code.stacksize}`);
    }
    const known = this.depths[i] as number;
    if (known < 0) {
      this.depths[i] = depth;
      this.work.push(i);
    } else if (known !== depth) {
      this.refuse(unit, `${depth} stack items on the path from unit ${from}`, `${known} as on another path`);
    }
  }

  private visit(i: number): void {
    const instruction = this.check.instructions[i] as Instruction;
    const { opcode, oparg, at, next } = instruction;
    const depth = this.depths[i] as number;
    const effect = EFFECT_OF[opcode] as StackEffect;
    const popped = effect.popped(oparg);
    const name = opcodeNameOf(opcode);
    if (depth < popped) this.refuse(at, `${depth} stack items before ${name}`, `at least ${popped}`);
    if (CAN_FAIL[opcode] === 1) this.visitHandlers(instruction, depth);
    switch (opcode) {
      case OPCODES.RETURN_VALUE.opcode:
      case OPCODES.RETURN_CONST.opcode:
        // The pin asserts that a frame's stack is empty when it returns.
        if (depth !== popped) this.refuse(at, `${depth} stack items before ${name}`, `exactly ${popped}`);
        return;
      case OPCODES.RETURN_GENERATOR.opcode:
        // Resuming pushes the value sent. An error before the start finds that too, but is checked with the stack below it.
        this.reach(next, depth + 1, at);
        return;
      case OPCODES.YIELD_VALUE.opcode:
        // throw() raises behind the YIELD_VALUE, with the value sent on the stack: the RESUME that follows is checked so.
        this.reach(next, depth, at);
        return;
    }
    const after = depth - popped + effect.pushed(oparg);
    if (JUMP_DIRECTION[opcode] !== 0) this.reach(jumpTarget(instruction) as number, after, at);
    if (ENDS_PATH[opcode] === 0) this.reach(next, after, at);
  }

  private visitHandlers(instruction: Instruction, depth: number): void {
    const left = leftByError(instruction, depth);
    for (const entry of handlersOf(this.check, instruction, depth)) {
      const own = entry.start <= instruction.at && instruction.at < entry.start + entry.length;
      const unit = own ? instruction.next - 1 : instruction.at - 1;
      if (left < entry.depth) {
        this.refuse(unit, `an error with ${left} stack items left`, `at least ${entry.depth}, which its handler keeps`);
      }
      this.reach(entry.target, entry.depth + (entry.lasti ? 2 : 1), unit);
    }
  }
}

/** Checks the stack of a code object whose instructions passed `checkInstructions`; gives the depth before each, -1 where no path leads. */
export function checkStack(check: CodeUnderCheck): Int32Array {
  return new StackCheck(check).run();
}
