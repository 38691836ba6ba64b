/**
 * What programs see of frames: `locals()`, `sys._getframe`.
 *
 * @module
 */

import { OUTER_FRAMES } from "../../isa/engine.ts";
import { PyCell, PyFunction } from "../../object/values/callable_values.ts";
import { LOCAL_KIND, PyCode } from "../../object/values/code.ts";
import { PyDict } from "../../object/dict/dict.ts";
import type { Value } from "../../object/values/value.ts";
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

/** The names of a function's fast locals that are bound, in a new dict. */
export function fastLocals(frame: Frame): PyDict {
  const { code, stack } = frame;
  const dict = new PyDict();
  for (let slot = 0; slot < code.localCount; slot++) {
    let value: Value = stack[slot];
    const kind = code.localKinds[slot] as number;
    if ((kind & (LOCAL_KIND.CELL | LOCAL_KIND.FREE)) !== 0 && value instanceof PyCell) value = value.contents;
    if (value !== undefined) dict.setStr(code.localNames[slot] as string, value);
  }
  return dict;
}

/** `locals()` of the running frame. */
export function framesLocals(m: Machine): Value {
  const frame = visibleFrame(m);
  if (frame === null) return null;
  return frame.locals ?? fastLocals(frame);
}
