/**
 * Where lines start, as line events see it (`initialize_lines`).
 *
 * @module
 */

import { opcodeOf } from "../../isa/code_unit.ts";
import { CACHE_UNITS_OF, OPCODES } from "../../isa/opcodes.ts";
import type { PyCode } from "../../object/values/code.ts";

/** These are skipped by what comes before them, or must be reached, so no line starts there. */
const NEVER: ReadonlySet<number> = new Set(
  [OPCODES.END_ASYNC_FOR, OPCODES.END_FOR, OPCODES.END_SEND, OPCODES.RESUME].map((row) => row.opcode),
);

const FORWARD: ReadonlySet<number> = new Set(
  [
    OPCODES.POP_JUMP_IF_FALSE,
    OPCODES.POP_JUMP_IF_TRUE,
    OPCODES.POP_JUMP_IF_NONE,
    OPCODES.POP_JUMP_IF_NOT_NONE,
    OPCODES.JUMP_FORWARD,
  ].map((row) => row.opcode),
);
/** Their targets are skipped, too. */
const FORWARD_BEHIND_END: ReadonlySet<number> = new Set([OPCODES.FOR_ITER, OPCODES.SEND].map((row) => row.opcode));
const BACKWARD: ReadonlySet<number> = new Set(
  [OPCODES.JUMP_BACKWARD, OPCODES.JUMP_BACKWARD_NO_INTERRUPT].map((row) => row.opcode),
);

/**
 * The opcode that stands at every unit where a line starts: another line than before, a jump's target, or a handler; 0 at all
 * others. These are the tables that INSTRUMENTED_LINE looks the covered opcode up in.
 */
export function lineStarts(code: PyCode): Uint8Array {
  const { lines } = code;
  const units = code.source.code;
  const starts = new Uint8Array(units.length);
  const isInstruction = new Uint8Array(units.length);
  let current: number | null = null;
  let prefix = 0;
  const targets: number[] = [];
  for (let unit = code.firstTraceable; unit < units.length;) {
    isInstruction[unit] = 1;
    const instruction = units[unit] as number;
    const opcode = opcodeOf(instruction);
    const line = lines[unit] ?? null;
    if (!NEVER.has(opcode)) {
      if (line !== null && line !== current) starts[unit] = opcode;
      current = line;
    }
    const next = unit + 1 + (CACHE_UNITS_OF[opcode] as number);
    const oparg = prefix | (instruction >>> 8);
    prefix = opcode === OPCODES.EXTENDED_ARG.opcode ? oparg << 8 : 0;
    if (FORWARD.has(opcode)) targets.push(next + oparg);
    else if (FORWARD_BEHIND_END.has(opcode)) targets.push(next + oparg + 1);
    else if (BACKWARD.has(opcode)) targets.push(next - oparg);
    unit = next;
  }
  const startAt = (unit: number): void => {
    if (isInstruction[unit] === 1 && (lines[unit] ?? null) !== null) starts[unit] = opcodeOf(units[unit] as number);
  };
  targets.forEach(startAt);
  for (const { target } of code.exceptionTable) {
    // The end of an `async for` is a handler, but no line of its own.
    if (opcodeOf(units[target] as number) !== OPCODES.END_ASYNC_FOR.opcode) startAt(target);
  }
  return starts;
}
