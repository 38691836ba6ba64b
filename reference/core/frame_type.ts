/**
 * Cells, frames and tracebacks as programs see them.
 *
 * @module
 */

import type { CodeObject } from "../../src/isa/program.ts";
import { unitLines } from "../decoders.ts";
import { badArgument } from "../converters.ts";
import { builtinsOf, type Frame, frameObject, newDict, PyFrame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Runtime } from "../runtime.ts";
import { type Convert, method, needed } from "../signature.ts";
import { defineAttributes, defineMethods, defineNew, typeOf, types } from "../types.ts";
import { closeGenerator } from "./generator_types.ts";
import { PyCell, type PyDict, PyTraceback, type PyType, type Slot, type Value } from "../values.ts";

defineAttributes<PyCell>(types.cell, {
  cell_contents: [(rt, cell) => {
    if (cell.content === undefined) throw rt.valueError("Cell is empty");
    return cell.content;
  }, (_rt, cell, value) => {
    cell.content = value;
  }],
});

const linesOf: WeakMap<CodeObject, readonly (number | null)[]> = new WeakMap();

/** Line of a code unit; null when the location table does not say. */
export function lineOf(code: CodeObject, unit: number): number | null {
  let lines = linesOf.get(code);
  if (lines === undefined) linesOf.set(code, lines = unitLines(code));
  return lines[unit] ?? null;
}

function lineValue(code: CodeObject, unit: number): Value {
  const line = lineOf(code, unit);
  return line === null ? null : BigInt(line);
}

/** The local variables of a frame by name: of a function always the same dict. */
export function localsOf(rt: Runtime, frame: Frame): Value {
  return frame.locals !== null ? frame.locals : fastToLocals(rt, frame);
}

/** Brings the dict of a function's locals up to date. */
export function fastToLocals(rt: Runtime, frame: Frame): PyDict {
  const dict = frame.localsDict ??= newDict();
  frame.code.localNames.forEach((name, i) => {
    const slot = frame.fast[i];
    const value = slot instanceof PyCell ? slot.content : slot;
    if (value !== undefined) dict.set(rt, name, value);
    else if (dict.getStr(name) !== undefined) dict.delete(rt, name);
  });
  return dict;
}

/** Takes over what the program changed in that dict; a name that went becomes None where it was bound. */
export function localsToFast(frame: Frame): void {
  const dict = frame.localsDict;
  if (dict === null) return;
  frame.code.localNames.forEach((name, i) => {
    const value = dict.getStr(name);
    const slot = frame.fast[i];
    if (slot instanceof PyCell) slot.content = value;
    else if (slot !== value) frame.fast[i] = value ?? null;
  });
}

function boolOf(rt: Runtime, v: Slot): boolean {
  if (typeof v !== "boolean") throw rt.typeError("attribute value type must be bool");
  return v;
}

function traceInstructions(rt: Runtime, frame: PyFrame, on: boolean): void {
  (rt as Interpreter).monitor().tracing.traceInstructions(frame, on);
}

defineAttributes<PyFrame>(types.frame, {
  f_code: (_rt, { frame }) => frame.code,
  f_globals: (_rt, { frame }) => frame.globals,
  f_builtins: (rt, { frame }) => builtinsOf(rt, frame.func),
  f_locals: (rt, v) => {
    v.localsAreOut = true;
    return localsOf(rt, v.frame);
  },
  f_trace: [(_rt, v) => v.trace, (rt, v, value = null) => {
    if (value === v.trace) return;
    v.trace = value;
    if (value !== null && v.traceOpcodes) traceInstructions(rt, v, true);
  }],
  f_trace_lines: [(_rt, v) => v.traceLines, (rt, v, value) => {
    if (value === undefined) throw rt.typeError("can't delete numeric/char attribute");
    v.traceLines = boolOf(rt, value);
  }],
  f_trace_opcodes: [(_rt, v) => v.traceOpcodes, (rt, v, value) => {
    v.traceOpcodes = boolOf(rt, value);
    if (!v.traceOpcodes || v.trace !== null) traceInstructions(rt, v, v.traceOpcodes);
  }],
  f_lineno: [(_rt, { frame }) => lineValue(frame.code.code, frame.at), (rt, v, line) => {
    if (line === undefined) throw rt.error("AttributeError", "cannot delete attribute");
    (rt as Interpreter).monitor().tracing.goToLine(v, line);
  }],
  f_lasti: (_rt, { frame }) => BigInt(frame.at * 2),
  f_back: (_rt, { frame }) => {
    let { back } = frame;
    while (back !== null && !back.complete) back = back.back;
    return back === null ? null : frameObject(back);
  },
});

const nextTraceback: Convert<PyTraceback | null> = (rt, v) => {
  if (v === null || v instanceof PyTraceback) return v;
  throw rt.typeError(`expected traceback object or None, got '${typeOf(v).name}'`);
};
const aFrame: Convert<PyFrame> = (rt, v, argument) => {
  if (v instanceof PyFrame) return v;
  throw badArgument(rt, argument, "frame", v);
};
const cInt: Convert<bigint> = (rt, v) => {
  const number = rt.index(v);
  if (BigInt.asIntN(32, number) === number) return number;
  throw rt.error("OverflowError", "Python int too large to convert to C int");
};
const NEW_TRACEBACK = method(
  [needed("tb_next"), needed("tb_frame", aFrame), needed("tb_lasti", cInt), needed("tb_lineno", cInt)],
  (rt, cls: PyType, following, { frame }, lasti, lineno) => {
    const next = nextTraceback(rt, following, { function: "", which: "" });
    const offsetUnits = Math.floor(Number(lasti) / 2);
    return new PyTraceback(cls, { code: frame.code, offsetUnits, frame, given: { lasti, lineno } }, next);
  },
);
defineNew(
  types.traceback,
  (rt, cls, args, kwargs) => NEW_TRACEBACK.call(rt, "TracebackType", cls, args, kwargs),
);

defineMethods<PyFrame>(types.frame, {
  clear: method([], (rt, v) => {
    const { frame } = v;
    const { generator } = frame;
    if (generator?.running === true || isRunning(rt as Interpreter, frame)) {
      throw rt.error("RuntimeError", "cannot clear an executing frame");
    }
    if (generator === null || (generator.frame !== frame && generator.left !== frame)) {
      v.trace = null;
      frame.fast.fill(undefined);
    } else if (generator.frame === frame) {
      if (generator.started) throw rt.error("RuntimeError", "cannot clear a suspended frame");
      // A coroutine that nobody awaited is warned of instead.
      if (generator.cls !== types.coroutine) closeGenerator(rt as Interpreter, generator);
    }
    return null;
  }),
});

function isRunning(rt: Interpreter, frame: Frame): boolean {
  for (let running = rt.frame; running !== null; running = running.back) if (running === frame) return true;
  return false;
}

defineAttributes<PyTraceback>(types.traceback, {
  tb_next: [(_rt, v) => v.next, (rt, v, value) => {
    if (value === undefined) throw rt.typeError("can't delete tb_next attribute");
    if (value !== null && !(value instanceof PyTraceback)) {
      throw rt.typeError(`expected traceback object, got '${typeOf(value).name}'`);
    }
    for (let link: PyTraceback | null = value; link !== null; link = link.next) {
      if (link === v) throw rt.valueError("traceback loop detected");
    }
    v.next = value;
  }],
  tb_frame: (_rt, { item }) => frameObject(item.frame as Frame),
  tb_lasti: (_rt, { item }) => item.given?.lasti ?? BigInt(item.offsetUnits * 2),
  tb_lineno: (_rt, { item }) => {
    const given = item.given?.lineno ?? -1n;
    return given === -1n ? lineValue(item.code.code, item.offsetUnits) : given;
  },
});
