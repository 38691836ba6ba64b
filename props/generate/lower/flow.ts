/**
 * Passes over the flow of control: which locals may be unbound where, and which code nothing reaches.
 *
 * @module
 */

import type { Assembly } from "./assembly.ts";
import { CAPACITY } from "./code_section.ts";
import { ENDS, JUMP, OP, STORE_FAST_MAYBE_NULL } from "../../python/compile/opcode_facts.ts";

/** For each instruction: the label placed there, or -1; labels at one place are chained. */
const firstLabel = new Int32Array(CAPACITY);
const nextLabel = new Int32Array(CAPACITY);
/** Locals that may be unbound before each instruction and at each label, or {@linkcode UNREACHED}. */
const mask = new Int32Array(CAPACITY);
const labelMask = new Int32Array(CAPACITY);
const labelUsed = new Uint8Array(CAPACITY);
const newIndex = new Int32Array(CAPACITY);

/** Mask of a place that no path reaches; bit 31 of a reached one is clear. */
const UNREACHED = -1;

/** Which locals may be unbound before each instruction; `UNREACHED` for dead code. Writes `mask`, turns loads to checks. */
export function flow(asm: Assembly, bound: number): void {
  const { code, labelAt, scopeHandler } = asm;
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
      if (handlerScope !== 0) {
        again = merge(labelAt, scopeHandler[handlerScope] as number, state, i) || again;
      }
      const opcode = op[i] as number;
      const target = label[i] as number;
      if (target >= 0) again = merge(labelAt, target, state, i) || again;
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

/** Joins a state into a label; true when a place already visited changes by it. */
function merge(
  labelAt: Int32Array,
  label: number,
  state: number,
  i: number,
): boolean {
  const old = labelMask[label] as number;
  const joined = old === UNREACHED ? state : old | state;
  if (joined === old) return false;
  labelMask[label] = joined;
  const at = labelAt[label] as number;
  if (at > i) return false;
  const before = mask[at] as number;
  return before === UNREACHED || (state & ~before) !== 0;
}

/** Drops dead code and jumps to what follows anyway, in place; `joins` pairs to super-instructions. */
export function compact(asm: Assembly, joins: boolean): void {
  const { code, labelAt, scopeHandler } = asm;
  const { op, label, scope, count } = code;
  labelUsed.fill(0, 0, asm.labels);
  for (let i = 0; i < count; i++) {
    if (mask[i] === UNREACHED) continue;
    const target = label[i] as number;
    if (target >= 0) labelUsed[target] = 1;
    const inScope = scope[i] as number;
    if (inScope !== 0) labelUsed[scopeHandler[inScope] as number] = 1;
  }
  let kept = 0;
  let joinable = false;
  for (let i = 0; i < count; i++) {
    newIndex[i] = kept;
    for (let each = firstLabel[i] as number; each >= 0; each = nextLabel[each] as number) {
      if (labelUsed[each] === 1) joinable = false;
    }
    if (mask[i] === UNREACHED) continue;
    const opcode = op[i] as number;
    if (opcode === JUMP && goesToNext(asm, i)) continue;
    if (joinable && joinSuper(asm, kept - 1, i)) {
      joinable = false;
      newIndex[i] = kept - 1;
      continue;
    }
    if (kept < i) code.move(i, kept);
    kept++;
    joinable = joins && (opcode === OP.LOAD_FAST || opcode === OP.STORE_FAST);
  }
  newIndex[count] = kept;
  code.count = kept;
  for (let each = 0; each < asm.labels; each++) {
    const at = labelAt[each] as number;
    if (at >= 0) labelAt[each] = newIndex[at] as number;
  }
}

function goesToNext(asm: Assembly, i: number): boolean {
  const { code, labelAt } = asm;
  const target = labelAt[code.label[i] as number] as number;
  if (target <= i) return false;
  for (let between = i + 1; between < target; between++) if (mask[between] !== UNREACHED) return false;
  return true;
}

/** Makes one instruction of the last that is kept and the one at hand, where there is such a super-instruction. */
function joinSuper({ code }: Assembly, last: number, i: number): boolean {
  const { op, arg, line, scope } = code;
  const first = op[last] as number;
  const second = op[i] as number;
  const a = arg[last] as number;
  const b = arg[i] as number;
  if (a > 15 || b > 15 || line[last] !== line[i] || scope[last] !== scope[i]) return false;
  let joined: number;
  if (first === OP.LOAD_FAST && second === OP.LOAD_FAST) joined = OP.LOAD_FAST_LOAD_FAST;
  else if (first === OP.STORE_FAST && second === OP.LOAD_FAST) joined = OP.STORE_FAST_LOAD_FAST;
  else if (first === OP.STORE_FAST && second === OP.STORE_FAST) joined = OP.STORE_FAST_STORE_FAST;
  else return false;
  op[last] = joined;
  arg[last] = (a << 4) | b;
  return true;
}
