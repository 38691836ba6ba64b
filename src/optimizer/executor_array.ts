/**
 * The executors of one code object (`_PyExecutorArray`) and how they are installed over instructions.
 *
 * @module
 */

import { codeUnit, opargOf, opcodeOf } from "../isa/code_unit.ts";
import { InvariantError } from "../isa/errors.ts";
import { OPCODES } from "../isa/opcodes.ts";
import type { TraceableCode } from "./code.ts";
import type { Executor } from "./executor.ts";

/** `MAX_EXECUTORS_SIZE`: a slot must fit the 8-bit oparg of ENTER_EXECUTOR. */
export const MAX_EXECUTORS_SIZE = 256;

/** Slots that the first executor of a code object makes room for. */
export const INITIAL_CAPACITY = 4;

const ENTER_EXECUTOR = OPCODES.ENTER_EXECUTOR.opcode;

/** Slots are handed out in order of creation and never reused. */
export class ExecutorArray {
  /** Slots that there is room for. */
  capacity = 0;
  /** As many as are in use. */
  readonly slots: Executor[] = [];

  /** Slots in use. */
  get size(): number {
    return this.slots.length;
  }
}

/** Whether the instruction at `unit` may get an executor (`has_space_for_executor`). */
export function hasSpaceForExecutor(code: TraceableCode, unit: number, maxExecutors = MAX_EXECUTORS_SIZE): boolean {
  if (opcodeOf(code.units[unit] as number) === ENTER_EXECUTOR) return true;
  return code.executors === null || code.executors.size < maxExecutors;
}

/**
 * Slot for the instruction at `unit`: its own, or the next free one; grows the array (`get_index_for_executor`). -1 when there
 * is none.
 *
 * DEVIATION: a full array is asserted away at the pin, as room was tested before; but an optimizer that installs executors
 * while it optimizes can fill it in between. The pin's answer to no memory fits.
 */
export function getIndexForExecutor(code: TraceableCode, unit: number, maxExecutors = MAX_EXECUTORS_SIZE): number {
  const instruction = code.units[unit] as number;
  if (opcodeOf(instruction) === ENTER_EXECUTOR) return opargOf(instruction);
  const array = code.executors ??= new ExecutorArray();
  const { size } = array;
  if (size >= Math.min(maxExecutors, MAX_EXECUTORS_SIZE)) return -1;
  if (size === array.capacity) array.capacity = array.capacity === 0 ? INITIAL_CAPACITY : array.capacity * 2;
  return size;
}

/**
 * Puts an executor into a slot and ENTER_EXECUTOR over the instruction at `unit`; the array takes a reference
 * (`insert_executor`). A previous executor there hands over its saved opcode and oparg; only its opcode is zeroed, and it
 * is neither invalidated nor unlinked.
 *
 * FAITHFUL: an executor that replaces itself zeroes its own saved opcode, and the instruction is lost. `selfReplacement` mends it.
 */
export function insertExecutor(
  code: TraceableCode,
  unit: number,
  index: number,
  executor: Executor,
  selfReplacement = false,
): void {
  const array = code.executors;
  if (array === null) throw new InvariantError(`insertExecutor into ${code.name}: expected an executor array`);
  const instruction = code.units[unit] as number;
  if (opcodeOf(instruction) === ENTER_EXECUTOR) {
    const old = array.slots[index];
    if (index !== opargOf(instruction) || old === undefined) {
      throw new InvariantError(
        `insertExecutor into ${code.name} at ${unit}: expected slot ${opargOf(instruction)} in use, found ${index}`,
      );
    }
    if (old === executor && selfReplacement) return;
    executor.retain();
    executor.opcode = old.opcode;
    executor.oparg = old.oparg;
    old.opcode = 0;
    array.slots[index] = executor;
    old.release();
    return;
  }
  if (array.size !== index || index >= array.capacity) {
    throw new InvariantError(
      `insertExecutor into ${code.name} at ${unit}: expected slot ${array.size} below ${array.capacity}, found ${index}`,
    );
  }
  executor.retain();
  executor.opcode = opcodeOf(instruction);
  executor.oparg = opargOf(instruction);
  array.slots.push(executor);
  code.units[unit] = codeUnit(ENTER_EXECUTOR, index);
}
