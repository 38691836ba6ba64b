/**
 * Passes over jumps: handlers go behind everything else, jumps to jumps go on, conditional jumps back are inverted.
 *
 * @module
 */

import type { Assembly } from "./assembly.ts";
import { CAPACITY } from "./code_section.ts";
import { INVERTED, JUMP, OP } from "../../python/compile/opcode_facts.ts";

/** Where each instruction is after conditional jumps are inverted. */
const newIndex = new Int32Array(CAPACITY);

/** Handlers go behind everything else. */
export function joinHandlers(asm: Assembly): void {
  const { code, cold, labelAt, labelCold } = asm;
  const { count } = code;
  for (let i = 0; i < cold.count; i++) code.copy(cold, i);
  if (cold.count === 0) return;
  for (let label = 0; label < asm.labels; label++) {
    if (labelCold[label] === 1 && (labelAt[label] as number) >= 0) {
      labelAt[label] = (labelAt[label] as number) + count;
    }
  }
}

/** Jumps to jumps go on to the end; conditional jumps that would then go back are inverted and followed by a jump. */
export function threadJumps(asm: Assembly): void {
  const { code, labelAt } = asm;
  const { op, label, count } = code;
  let backward = false;
  for (let i = 0; i < count; i++) {
    let target = label[i] as number;
    if (target < 0 || op[i] === OP.FOR_ITER || op[i] === OP.SEND) continue;
    for (let hops = 0; hops < 8; hops++) {
      const at = labelAt[target] as number;
      if (at >= count || op[at] !== JUMP || label[at] === target) break;
      target = label[at] as number;
    }
    label[i] = target;
    if (INVERTED[op[i] as number] !== 0 && (labelAt[target] as number) <= i) backward = true;
  }
  if (backward) invertBackward(asm);
}

function invertBackward(asm: Assembly): void {
  const { code, spare, labelAt } = asm;
  const { count } = code;
  spare.count = 0;
  for (let i = 0; i < count; i++) {
    newIndex[i] = spare.count;
    const target = code.label[i] as number;
    const backward = INVERTED[code.op[i] as number] !== 0 && (labelAt[target] as number) <= i;
    const at = spare.count;
    spare.copy(code, i);
    if (!backward) continue;
    spare.op[at] = INVERTED[code.op[i] as number] as number;
    spare.copy(code, i);
    spare.op[at + 1] = JUMP;
    // The block that the assembler adds for the jump has no handler.
    spare.scope[at + 1] = 0;
    spare.depth[at + 1] = (code.depth[i] as number) - 1;
    const after = asm.newLabel();
    labelAt[after] = -2 - spare.count;
    spare.label[at] = after;
  }
  newIndex[count] = spare.count;
  for (let label = 0; label < asm.labels; label++) {
    const at = labelAt[label] as number;
    labelAt[label] = at >= 0 ? (newIndex[at] as number) : at === -1 ? -1 : -2 - at;
  }
  asm.swap();
}
