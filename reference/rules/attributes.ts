/**
 * Attributes and super.
 *
 * @module
 */

import { getMethod } from "../core/attributes.ts";
import { makeSuper } from "../core/super_type.ts";
import type { Frame } from "../frame.ts";
import { types } from "../types.ts";
import type { RuleSet } from "./rule.ts";

function nameOf(f: Frame, index: number): string {
  return f.code.code.names[index] as string;
}

export const ATTRIBUTE_RULES = {
  LOAD_ATTR(rt, f, oparg) {
    const name = nameOf(f, oparg >> 1);
    const owner = f.pop();
    if ((oparg & 1) === 0) {
      f.push(rt.getattr(owner, name));
      return;
    }
    const [callable, self] = getMethod(rt, owner, name);
    f.push(callable);
    f.push(self);
  },
  STORE_ATTR(rt, f, oparg) {
    const owner = f.pop();
    const value = f.pop();
    rt.setattr(owner, nameOf(f, oparg), value);
  },
  DELETE_ATTR(rt, f, oparg) {
    rt.delattr(f.pop(), nameOf(f, oparg));
  },
  LOAD_SUPER_ATTR(rt, f, oparg) {
    const self = f.pop();
    const cls = f.pop();
    const globalSuper = f.pop();
    const twoArguments = (oparg & 2) !== 0;
    const proxy = globalSuper === types.super
      ? makeSuper(rt, types.super, cls, self)
      : rt.call(globalSuper, twoArguments ? [cls, self] : []);
    f.push(rt.getattr(proxy, nameOf(f, oparg >> 2)));
    if ((oparg & 1) !== 0) f.push(undefined);
  },
} satisfies RuleSet;
