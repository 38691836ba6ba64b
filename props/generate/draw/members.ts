/**
 * Functions that are drawn for a purpose of their own, and the functions of classes.
 *
 * @module
 */

import {
  type FunctionForm,
  type FunctionKind,
  type MemberDraft,
  type MemberName,
  PLAIN_FORM,
  WRAPPERS,
} from "../draft/classes.ts";
import { type Block, type FunctionDraft, MAX_FUNCTIONS } from "../draft/draft.ts";
import type { Drawing } from "./drawing.ts";
import {
  ADD,
  add,
  AND,
  assignTo,
  attribute,
  binary,
  compare,
  give,
  int,
  LT,
  MOD,
  MUL,
  SUB,
  variable,
  when,
} from "./nodes.ts";

/** Parameters of the functions of classes: `self`, and the first one after it. */
export const SELF = variable(0);
export const FIRST = variable(1);

/** A function of a class or a plain one, without loops and calls of its own; -1 where there are too many. */
export function newFunction(
  d: Drawing,
  params: number,
  body: Block,
  form: FunctionForm | null = null,
  locals = params,
): number {
  const { functions } = d.program;
  if (functions.length >= MAX_FUNCTIONS) return -1;
  return functions.push(bareFunction(params, body, form, locals)) - 1;
}

/** A function without defaults and recursion, defined by the module; null for a plain one. */
export function bareFunction(params: number, body: Block, form: FunctionForm | null, locals: number): FunctionDraft {
  const fn: FunctionDraft = { parent: null, params, defaults: [], locals, recursive: null, body };
  return form === null ? fn : { ...fn, form };
}

/** The form of a function that is plain but for its kind. */
export function ofKind(kind: FunctionKind): FunctionForm {
  return { ...PLAIN_FORM, kind };
}

/** Adds a function to those of a class, unless there are too many. */
export function member(
  d: Drawing,
  members: MemberDraft[],
  name: MemberName,
  params: number,
  body: Block,
  wrapper: (typeof WRAPPERS)[number] = null,
): void {
  const f = newFunction(d, params, body);
  if (f >= 0) members.push({ name, f, wrap: WRAPPERS.indexOf(wrapper) });
}

/** The body of `m(self, p)`. */
export function methodBody(d: Drawing): Block {
  const { choices } = d;
  const x = attribute(SELF, "x");
  switch (choices.below(5)) {
    case 0:
      return [give(binary(x, ADD, FIRST))];
    case 1:
      return [add(x, int(choices.int(1, 3))), give(x)];
    case 2:
      return [assignTo(x, binary(binary(x, ADD, FIRST), AND, int(63))), give(FIRST)];
    case 3:
      return [when(compare(FIRST, LT, int(choices.int(3, 9))), give(x)), give(binary(FIRST, SUB, int(1)))];
    default:
      return [give(binary(binary(FIRST, MUL, int(3)), MOD, int(choices.int(5, 31))))];
  }
}
