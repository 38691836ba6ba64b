/**
 * Views of code that see through ENTER_EXECUTOR to the instruction it stands for, and the way back.
 *
 * @module
 */

import { codeUnit, type CodeUnits, opargOf, opcodeOf } from "../isa/code_unit.ts";
import { InvariantError } from "../isa/errors.ts";
import { baseOf, CACHE_UNITS_OF, OPCODES } from "../isa/opcodes.ts";
import type { TraceableCode } from "./code.ts";
import { INITIAL_CAPACITY } from "./executor_array.ts";
import type { Executor } from "./executor.ts";

const ENTER_EXECUTOR = OPCODES.ENTER_EXECUTOR.opcode;
const JUMP_BACKWARD = OPCODES.JUMP_BACKWARD.opcode;
const INSTRUMENTED_LINE = OPCODES.INSTRUMENTED_LINE.opcode;
const INSTRUMENTED_INSTRUCTION = OPCODES.INSTRUMENTED_INSTRUCTION.opcode;

/** The executor that a unit with ENTER_EXECUTOR names. */
export function executorAt(code: TraceableCode, unit: number): Executor {
  const slot = opargOf(code.units[unit] as number);
  const executor = code.executors?.slots[slot];
  if (executor === undefined) {
    throw new InvariantError(`${code.name} at unit ${unit}: expected an executor in slot ${slot}, found none`);
  }
  return executor;
}

/** The unit as it was before an executor, or a report of lines or instructions, covered it: opcode and low 8 bits of oparg. */
export function savedUnit(code: TraceableCode, unit: number): number {
  const instruction = code.units[unit] as number;
  let opcode = opcodeOf(instruction);
  if (opcode === INSTRUMENTED_LINE || opcode === INSTRUMENTED_INSTRUCTION) {
    if (opcode === INSTRUMENTED_LINE) opcode = code.lineOpcodes?.[unit] ?? opcode;
    if (opcode === INSTRUMENTED_INSTRUCTION) opcode = code.instructionOpcodes?.[unit] ?? opcode;
    return codeUnit(opcode, opargOf(instruction));
  }
  if (opcode !== ENTER_EXECUTOR) return instruction;
  const executor = executorAt(code, unit);
  return codeUnit(executor.opcode, executor.oparg);
}

/** Units from an instruction, without its prefixes, to the next (`_PyInstruction_GetLength`). */
export function instructionLength(code: TraceableCode, unit: number): number {
  return 1 + (CACHE_UNITS_OF[opcodeOf(savedUnit(code, unit))] as number);
}

/** `co_code`: the units as the compiler wrote them: no executors, base opcodes, caches zero. */
export function plainUnits(code: TraceableCode): CodeUnits {
  const units = code.units.slice();
  for (let unit = 0; unit < units.length;) {
    const saved = savedUnit(code, unit);
    units[unit] = codeUnit(baseOf(opcodeOf(saved)), opargOf(saved));
    const next = unit + instructionLength(code, unit);
    units.fill(0, unit + 1, next);
    unit = next;
  }
  return units;
}

/** Puts every ENTER_EXECUTOR back to the saved instruction and releases the array, as instrumentation does. */
export function removeExecutors(code: TraceableCode): void {
  if (code.executors === null) return;
  const { units } = code;
  for (let unit = 0; unit < units.length;) {
    const length = instructionLength(code, unit);
    if (opcodeOf(units[unit] as number) === ENTER_EXECUTOR) units[unit] = savedUnit(code, unit);
    unit += length;
  }
  releaseExecutors(code);
}

/** Gives up the array's references; done when the code object dies. */
export function releaseExecutors(code: TraceableCode): void {
  const array = code.executors;
  if (array === null) return;
  code.executors = null;
  for (const executor of array.slots) executor.release();
}

/**
 * Throws {@linkcode InvariantError} unless array and code agree: capacity 0 or a power of two from 4 on, and enough, every slot
 * entered from exactly one instruction, every executor in it alive and with a saved JUMP_BACKWARD.
 */
export function checkExecutorArrayInvariants(code: TraceableCode): void {
  const { executors: array, units } = code;
  const where = `executor array of ${code.name}`;
  const size = array?.size ?? 0;
  if (array !== null) {
    const { capacity } = array;
    if (capacity < size || (capacity !== 0 && (capacity < INITIAL_CAPACITY || (capacity & (capacity - 1)) !== 0))) {
      throw new InvariantError(
        `${where}: expected a power of two from ${INITIAL_CAPACITY} on for ${size}, found ${capacity}`,
      );
    }
  }
  array?.slots.forEach((executor, slot) => {
    if (executor.references <= 0) throw new InvariantError(`${where}: expected a live executor in slot ${slot}`);
    if (executor.opcode !== JUMP_BACKWARD) {
      throw new InvariantError(
        `${where}: expected a saved JUMP_BACKWARD in slot ${slot}, found opcode ${executor.opcode}`,
      );
    }
  });
  const entered = new Set<number>();
  for (let unit = 0; unit < units.length; unit += instructionLength(code, unit)) {
    const instruction = units[unit] as number;
    if (opcodeOf(instruction) !== ENTER_EXECUTOR) continue;
    const slot = opargOf(instruction);
    if (entered.has(slot)) throw new InvariantError(`${where}: expected slot ${slot} to be entered once, found twice`);
    entered.add(slot);
  }
  if (entered.size !== size) {
    throw new InvariantError(`${where}: expected ${size} slots to be entered, found ${entered.size}`);
  }
}
