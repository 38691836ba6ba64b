/**
 * What programs see of frames: `locals()`, `sys._getframe`.
 *
 * @module
 */

import { OUTER_FRAMES } from "../../isa/engine.ts";
import { PyCell, PyFunction } from "../../object/values/callable_values.ts";
import { LOCAL_KIND, PyCode } from "../../object/values/code.ts";
import { PyDict } from "../../object/dict/dict.ts";
import type { PyFrame } from "../../object/values/frame.ts";
import type { Value } from "../../object/values/value.ts";
import { CODE_FLAGS } from "../../isa/program.ts";
import { Frame } from "./machine_frame.ts";
import type { Machine } from "../machine.ts";

/**
 * The frame below all others: it never runs. Code that looks beyond the entry sees it for its caller, for instance a destructor
 * that runs while the entry's frame is taken down; its line is that of the recordings' harness. Below it are those of the harness
 * that count against the recursion limit, too.
 */
export function newRootFrame(): Frame {
  let root = newOuterFrame();
  for (let frames = 1; frames < OUTER_FRAMES; frames++) {
    const next = newOuterFrame();
    next.previous = root;
    root = next;
  }
  return root;
}

function newOuterFrame(): Frame {
  const source = {
    name: "<module>",
    qualname: "<module>",
    argcount: 0,
    posonlyargcount: 0,
    kwonlyargcount: 0,
    flags: 0,
    stacksize: 0,
    firstlineno: 50,
    varnames: [],
    cellvars: [],
    freevars: [],
    names: [],
    consts: [],
    code: [],
    exceptionTable: [],
    lineTable: "",
  };
  const code = new PyCode(source, -1, [], 16, 0);
  const globals = new PyDict();
  return new Frame(new PyFunction(code, globals, globals), code, null);
}

/** The innermost frame that has begun, or null outside Python code. */
export function visibleFrame(m: Machine): Frame | null {
  let { frame } = m;
  while (frame !== m.root && frame.incomplete) frame = frame.previous as Frame;
  return frame === m.root ? null : frame;
}

/** The innermost frame that has begun, from this one on outwards, the root frame included (`_PyFrame_GetFirstComplete`). */
export function firstComplete(m: Machine, start: Frame | null): Frame | null {
  let frame = start;
  while (frame !== null && frame !== m.root && frame.incomplete) frame = frame.previous as Frame | null;
  return frame;
}

/** What a fast local holds: a cell shows its contents. */
function localAt(frame: PyFrame, slot: number): Value {
  const value: Value = frame.stack[slot];
  const kind = frame.code.localKinds[slot] as number;
  return (kind & (LOCAL_KIND.CELL | LOCAL_KIND.FREE)) !== 0 && value instanceof PyCell ? value.contents : value;
}

/** Brings the dict of a function's locals up to date: bound names in, unbound ones out (`_PyFrame_FastToLocalsWithError`). */
export function fastToLocals(frame: PyFrame): PyDict {
  const { code } = frame;
  const dict = frame.locals instanceof PyDict ? frame.locals : new PyDict();
  frame.locals = dict;
  for (let slot = 0; slot < code.localCount; slot++) {
    const value = localAt(frame, slot);
    const name = code.localNames[slot] as string;
    if (value !== undefined) dict.setStr(name, value);
    else if (dict.getStr(name) !== undefined) dict.deleteStr(name);
  }
  return dict;
}

/** Takes over what the program changed in that dict; a name that went is None where it was bound (`_PyFrame_LocalsToFast`). */
export function localsToFast(frame: PyFrame): void {
  const { code, stack, locals } = frame;
  if (!(locals instanceof PyDict)) return;
  for (let slot = 0; slot < code.localCount; slot++) {
    const kind = code.localKinds[slot] as number;
    const value = locals.getStr(code.localNames[slot] as string);
    const old = stack[slot];
    if ((kind & (LOCAL_KIND.CELL | LOCAL_KIND.FREE)) !== 0 && old instanceof PyCell) old.contents = value;
    else if (value !== old) stack[slot] = value ?? null;
  }
}

/** `f_locals`, and `locals()` of the running frame. Functions have one dict, brought up to date whenever it is asked for. */
export function localsOf(frame: PyFrame): Value {
  return (frame.code.flags & CODE_FLAGS.OPTIMIZED) !== 0 ? fastToLocals(frame) : frame.locals;
}

/** `locals()` of the running frame. */
export function framesLocals(m: Machine): Value {
  const frame = visibleFrame(m);
  return frame === null ? null : localsOf(frame);
}
