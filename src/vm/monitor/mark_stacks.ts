/**
 * What lies on the value stack before each instruction, as far as `frame.f_lineno` must know (`Objects/frameobject.c mark_stacks`).
 *
 * @module
 */

import { CACHE_UNITS_OF, OPCODE_NAMES, opcodeRow, OPCODES } from "../../isa/opcodes.ts";
import { CODE_FLAGS, type CodeObject } from "../../isa/program.ts";
import { OPCODE_EFFECTS, type StackEffect } from "../../isa/stack_effect.ts";

/** Kinds of entries of the stack (`Kind`). */
export const STACK_KIND = { ITERATOR: 1n, EXCEPT: 2n, OBJECT: 3n, NULL: 4n, LASTI: 5n } as const;

/** A stack in 64 bits: three for each entry, the top one lowest. */
export type Stack = bigint;

/** No way leads to the instruction. */
export const UNINITIALIZED: Stack = -2n;
/** More entries than the bits hold. */
export const OVERFLOWED: Stack = -1n;

const BITS = 3n;
const MASK = 7n;
const WILL_OVERFLOW = 1n << 60n;

function push(stack: Stack, kind: bigint): Stack {
  return BigInt.asUintN(64, stack) >= WILL_OVERFLOW ? OVERFLOWED : (stack << BITS) | kind;
}

/** The stack without its top. */
export function popped(stack: Stack): Stack {
  return stack >> BITS;
}

/** The kind on top. */
export function topOf(stack: Stack): bigint {
  return stack & MASK;
}

function swap(stack: Stack, depth: number): Stack {
  const shift = BITS * BigInt(depth - 1);
  const below = (stack >> shift) & MASK;
  const low = (stack & ~(MASK << shift)) | (topOf(stack) << shift);
  return (low & ~MASK) | below;
}

function cutTo(stack: Stack, level: number): Stack {
  if (level === 0) return 0n;
  const most = MASK << (BITS * BigInt(level - 1));
  let cut = stack;
  while (cut > most) cut = popped(cut);
  return cut;
}

const EFFECTS: readonly (StackEffect | null | undefined)[] = (() => {
  const effects: (StackEffect | null)[] = [];
  for (const name of OPCODE_NAMES) effects[opcodeRow(name).opcode] = OPCODE_EFFECTS[name];
  return effects;
})();

function byEffect(stack: Stack, opcode: number, oparg: number): Stack {
  const effect = EFFECTS[opcode];
  let delta = effect === null || effect === undefined ? 0 : effect.pushed(oparg) - effect.popped(oparg);
  let after = stack;
  for (; delta < 0; delta++) after = popped(after);
  for (; delta > 0; delta--) after = push(after, STACK_KIND.OBJECT);
  return after;
}

const GENERATORS = CODE_FLAGS.GENERATOR | CODE_FLAGS.COROUTINE | CODE_FLAGS.ASYNC_GENERATOR;

/** The stack before each unit of a code object. */
export function markStacks(source: CodeObject): readonly Stack[] {
  const { code, exceptionTable } = source;
  const stacks: Stack[] = new Array<Stack>(code.length + 1).fill(UNINITIALIZED);
  stacks[0] = (source.flags & GENERATORS) !== 0 ? push(0n, STACK_KIND.OBJECT) : 0n;
  for (let again = true; again;) {
    again = markOnce(code, stacks);
    for (const { start, target, depth, lasti } of exceptionTable) {
      if (stacks[start] === UNINITIALIZED || stacks[target] !== UNINITIALIZED) continue;
      again = true;
      let stack = cutTo(stacks[start] as Stack, depth);
      if (lasti) stack = push(stack, STACK_KIND.LASTI);
      stacks[target] = push(stack, STACK_KIND.EXCEPT);
    }
  }
  return stacks;
}

/** Goes through the instructions once, in their order; true when a jump back leads to something new. */
function markOnce(code: readonly number[], stacks: Stack[]): boolean {
  let again = false;
  for (let unit = 0; unit < code.length;) {
    let stack = stacks[unit] as Stack;
    let word = code[unit] as number;
    let oparg = word >>> 8;
    while ((word & 0xff) === OPCODES.EXTENDED_ARG.opcode) {
      word = code[++unit] as number;
      oparg = (oparg << 8) | (word >>> 8);
      stacks[unit] = stack;
    }
    const opcode = word & 0xff;
    const next = unit + 1 + (CACHE_UNITS_OF[opcode] as number);
    const here = unit;
    unit = next;
    if (stack === UNINITIALIZED) continue;
    switch (opcode) {
      case OPCODES.POP_JUMP_IF_FALSE.opcode:
      case OPCODES.POP_JUMP_IF_TRUE.opcode:
      case OPCODES.POP_JUMP_IF_NONE.opcode:
      case OPCODES.POP_JUMP_IF_NOT_NONE.opcode:
        stack = popped(stack);
        stacks[next + oparg] = stack;
        break;
      case OPCODES.SEND.opcode:
        stacks[next + oparg] = stack;
        break;
      case OPCODES.JUMP_FORWARD.opcode:
        stacks[next + oparg] = stack;
        continue;
      case OPCODES.JUMP_BACKWARD.opcode:
      case OPCODES.JUMP_BACKWARD_NO_INTERRUPT.opcode:
        if (stacks[next - oparg] === UNINITIALIZED && next - oparg < here) again = true;
        stacks[next - oparg] = stack;
        continue;
      case OPCODES.GET_ITER.opcode:
      case OPCODES.GET_AITER.opcode:
        stack = push(popped(stack), STACK_KIND.ITERATOR);
        break;
      case OPCODES.FOR_ITER.opcode:
        stack = push(stack, STACK_KIND.OBJECT);
        stacks[next + oparg] = stack;
        break;
      case OPCODES.END_ASYNC_FOR.opcode:
        stack = popped(popped(stack));
        break;
      case OPCODES.PUSH_EXC_INFO.opcode:
        stack = push(stack, STACK_KIND.EXCEPT);
        break;
      case OPCODES.POP_EXCEPT.opcode:
        stack = popped(stack);
        break;
      case OPCODES.RETURN_VALUE.opcode:
      case OPCODES.RETURN_CONST.opcode:
      case OPCODES.RAISE_VARARGS.opcode:
      case OPCODES.RERAISE.opcode:
        continue;
      case OPCODES.PUSH_NULL.opcode:
        stack = push(stack, STACK_KIND.NULL);
        break;
      case OPCODES.LOAD_GLOBAL.opcode:
        stack = push(stack, STACK_KIND.OBJECT);
        if ((oparg & 1) !== 0) stack = push(stack, STACK_KIND.NULL);
        break;
      case OPCODES.LOAD_ATTR.opcode:
        if ((oparg & 1) !== 0) stack = push(push(popped(stack), STACK_KIND.OBJECT), STACK_KIND.NULL);
        break;
      case OPCODES.SWAP.opcode:
        stack = swap(stack, oparg);
        break;
      case OPCODES.COPY.opcode:
        stack = push(stack, (stack >> (BITS * BigInt(oparg - 1))) & MASK);
        break;
      default:
        stack = byEffect(stack, opcode, oparg);
    }
    stacks[next] = stack;
  }
  return again;
}

function isCompatibleKind(from: bigint, to: bigint): boolean {
  if (to === 0n) return false;
  if (to === STACK_KIND.OBJECT) return from !== STACK_KIND.NULL;
  return to === STACK_KIND.NULL || from === to;
}

/** Whether `to` is what is left of `from` after some pops (`compatible_stack`). */
export function isCompatible(from: Stack, to: Stack): boolean {
  if (from < 0n || to < 0n) return false;
  let [left, right] = [from, to];
  while (left > right) left = popped(left);
  for (; left !== 0n; left = popped(left), right = popped(right)) {
    if (!isCompatibleKind(topOf(left), topOf(right))) return false;
  }
  return right === 0n;
}

/** Why a stack cannot be jumped to (`explain_incompatible_stack`). */
export function explainIncompatible(to: Stack): string {
  if (to === OVERFLOWED) return "stack is too deep to analyze";
  if (to === UNINITIALIZED) return "can't jump into an exception handler, or code may be unreachable";
  switch (topOf(to)) {
    case STACK_KIND.EXCEPT:
      return "can't jump into an 'except' block as there's no exception";
    case STACK_KIND.LASTI:
      return "can't jump into a re-raising block as there's no location";
    case STACK_KIND.ITERATOR:
      return "can't jump into the body of a for loop";
    default:
      return "incompatible stacks";
  }
}
