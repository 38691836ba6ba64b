/**
 * Jumps and loops over iterators.
 *
 * @module
 */

import { Generator } from "../frame.ts";
import { typeOf, types } from "../types.ts";
import { PyIterator, type Value } from "../values.ts";
import type { RuleSet } from "./rule.ts";

/** Coroutines and async generators step like iterators but are none. */
function isIterator(v: Value): boolean {
  if (v instanceof Generator) return v.cls === types.generator;
  return v instanceof PyIterator || typeOf(v).lookup("__next__") !== undefined;
}

export const JUMP_RULES = {
  JUMP_FORWARD(_rt, f, oparg) {
    f.next += oparg;
  },
  JUMP_BACKWARD(rt, f, oparg) {
    rt.burn();
    f.next -= oparg;
  },
  JUMP_BACKWARD_NO_INTERRUPT(rt, f, oparg) {
    rt.countUnfueled();
    f.next -= oparg;
  },
  POP_JUMP_IF_FALSE(_rt, f, oparg) {
    if (f.pop() === false) f.next += oparg;
  },
  POP_JUMP_IF_TRUE(_rt, f, oparg) {
    if (f.pop() === true) f.next += oparg;
  },
  POP_JUMP_IF_NONE(_rt, f, oparg) {
    if (f.pop() === null) f.next += oparg;
  },
  POP_JUMP_IF_NOT_NONE(_rt, f, oparg) {
    if (f.pop() !== null) f.next += oparg;
  },
  GET_ITER(rt, f) {
    f.push(rt.iter(f.pop()));
  },
  FOR_ITER(rt, f, oparg) {
    const iterator = f.peek(1);
    if (!isIterator(iterator)) rt.undefinedAt(`FOR_ITER: found ${typeOf(iterator).name}, expected iterator`);
    const item = rt.next(iterator);
    if (item !== undefined) {
      f.push(item);
      return;
    }
    // The END_FOR at the target pops what a generator's return would leave; here it is skipped.
    f.pop();
    f.next += oparg + 1;
  },
  END_FOR(_rt, f) {
    f.popSlot();
    f.popSlot();
  },
} satisfies RuleSet;
