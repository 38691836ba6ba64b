/**
 * Passes over the flow of control: which locals may be unbound where, and which code nothing reaches.
 *
 * @module
 */

import { type Assembly, UNREACHED } from "./assembly.ts";
import { ENDS, JUMP, OP, STORE_FAST_MAYBE_NULL } from "./opcode_facts.ts";

/** Which locals may be unbound before each instruction; `UNREACHED` for dead code. Writes `mask`, turns loads to checks. */
export function flow(asm: Assembly, bound: number): void {
  const { code, labelAt, labelMask, scopeHandler, firstLabel, nextLabel, mask } = asm;
  const { op, arg, label, scope, count } = code;
  firstLabel.fill(-1, 0, count + 1);
  for (let each = 0; each < asm.labels; each++) {
    const at = labelAt[each] as number;
    labelMask[each] = UNREACHED;
    if (at < 0) continue;
    nextLabel[each] = firstLabel[at] as number;
    firstLabel[at] = each;
  }
  const atEntry = ~bound & 0x7fff_ffff;
  for (let again = true; again;) {
    again = false;
    let state = atEntry;
    for (let i = 0; i < count; i++) {
      for (let each = firstLabel[i] as number; each >= 0; each = nextLabel[each] as number) {
        const incoming = labelMask[each] as number;
        if (incoming !== UNREACHED) state = state === UNREACHED ? incoming : state | incoming;
      }
      mask[i] = state;
      if (state === UNREACHED) continue;
      const handlerScope = scope[i] as number;
      if (handlerScope !== 0) again = merge(asm, scopeHandler[handlerScope] as number, state, i) || again;
      const opcode = op[i] as number;
      const target = label[i] as number;
      if (target >= 0) again = merge(asm, target, state, i) || again;
      else if (opcode === OP.STORE_FAST || opcode === OP.LOAD_FAST || opcode === OP.LOAD_FAST_CHECK) {
        const slot = arg[i] as number;
        if (slot < 31) state &= ~(1 << slot);
      } else if (
        opcode === OP.DELETE_FAST || opcode === OP.LOAD_FAST_AND_CLEAR || opcode === STORE_FAST_MAYBE_NULL
      ) {
        const slot = arg[i] as number;
        if (slot < 31) state |= 1 << slot;
      }
      if (opcode === JUMP || ENDS[opcode] === 1) state = UNREACHED;
    }
  }
  for (let i = 0; i < count; i++) {
    if (op[i] === OP.LOAD_FAST && mask[i] !== UNREACHED) {
      const slot = arg[i] as number;
      if (slot < 31 && ((mask[i] as number) & (1 << slot)) !== 0) op[i] = OP.LOAD_FAST_CHECK;
    }
  }
}

/** Joins a state into a label; true when a place already visited changed. */
function merge(asm: Assembly, label: number, state: number, i: number): boolean {
  const { labelAt, labelMask } = asm;
  const old = labelMask[label] as number;
  const joined = old === UNREACHED ? state : old | state;
  if (joined === old) return false;
  labelMask[label] = joined;
  return (labelAt[label] as number) <= i;
}

/** Drops dead code and jumps to what follows anyway; `joins` pairs to super-instructions. */
export function compact(asm: Assembly, joins: boolean): void {
  const { code, spare, labelAt, labelUsed, scopeHandler, firstLabel, nextLabel, mask, newIndex } = asm;
  const { count } = code;
  labelUsed.fill(0, 0, asm.labels);
  for (let i = 0; i < count; i++) {
    if (mask[i] === UNREACHED) continue;
    const target = code.label[i] as number;
    if (target >= 0) labelUsed[target] = 1;
    const scope = code.scope[i] as number;
    if (scope !== 0) labelUsed[scopeHandler[scope] as number] = 1;
  }
  spare.count = 0;
  let joinable = false;
  for (let i = 0; i < count; i++) {
    newIndex[i] = spare.count;
    for (let each = firstLabel[i] as number; each >= 0; each = nextLabel[each] as number) {
      if (labelUsed[each] === 1) joinable = false;
    }
    if (mask[i] === UNREACHED) continue;
    const op = code.op[i] as number;
    if (op === JUMP && goesToNext(asm, i)) continue;
    if (joinable && joinSuper(asm, i)) {
      joinable = false;
      newIndex[i] = spare.count - 1;
      continue;
    }
    spare.copy(code, i);
    joinable = joins && (op === OP.LOAD_FAST || op === OP.STORE_FAST);
  }
  newIndex[count] = spare.count;
  for (let label = 0; label < asm.labels; label++) {
    const at = labelAt[label] as number;
    if (at >= 0) labelAt[label] = newIndex[at] as number;
  }
  asm.swap();
}

function goesToNext(asm: Assembly, i: number): boolean {
  const { code, labelAt, mask } = asm;
  const target = labelAt[code.label[i] as number] as number;
  if (target <= i) return false;
  for (let between = i + 1; between < target; between++) if (mask[between] !== UNREACHED) return false;
  return true;
}

function joinSuper(asm: Assembly, i: number): boolean {
  const { code, spare } = asm;
  const last = spare.count - 1;
  const first = spare.op[last] as number;
  const second = code.op[i] as number;
  const a = spare.arg[last] as number;
  const b = code.arg[i] as number;
  if (a > 15 || b > 15 || spare.line[last] !== code.line[i] || spare.scope[last] !== code.scope[i]) return false;
  let joined: number;
  if (first === OP.LOAD_FAST && second === OP.LOAD_FAST) joined = OP.LOAD_FAST_LOAD_FAST;
  else if (first === OP.STORE_FAST && second === OP.LOAD_FAST) joined = OP.STORE_FAST_LOAD_FAST;
  else if (first === OP.STORE_FAST && second === OP.STORE_FAST) joined = OP.STORE_FAST_STORE_FAST;
  else return false;
  spare.op[last] = joined;
  spare.arg[last] = (a << 4) | b;
  return true;
}
