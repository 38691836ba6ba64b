/**
 * Members of frames and tracebacks.
 *
 * @module
 */

import { badArgument, bindArguments, type Parameters } from "../builtins/arguments.ts";
import { CALLS, constructor, getSet, method } from "../builtins/define.ts";
import { MadeTraceback, PyTraceback } from "../exception/exception.ts";
import {
  ATTRIBUTE_ERROR,
  OVERFLOW_ERROR,
  RUNTIME_ERROR,
  TYPE_ERROR,
  VALUE_ERROR,
} from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { GENERATOR_STATE, PyCoroutine } from "../generator/generator.ts";
import { generatorClose } from "../generator/generator_ops.ts";
import { poison, type Runtime } from "../runtime.ts";
import { toSize } from "../sequence/indexing.ts";
import { FRAME, TRACEBACK, typeName } from "../type/types.ts";
import type { PyCode } from "../values/code.ts";
import { FRAME_OWNER, frameObject, type PyFrame, PyFrameObject } from "../values/frame.ts";
import { shownBuiltins } from "../values/frame_builtins.ts";
import type { Value } from "../values/value.ts";

function objectOf(self: Value): PyFrameObject {
  return self as PyFrameObject;
}

function frameOf(self: Value): PyFrame {
  return objectOf(self).frame;
}

/** Line of a unit; that of the whole code object where there is no table. */
function lineOf(code: PyCode, unit: number): Value {
  return code.lines.length === 0 ? code.source.firstlineno : code.lines[unit] ?? null;
}

getSet(FRAME, "f_code", (_rt, self) => frameOf(self).code);
getSet(FRAME, "f_globals", (_rt, self) => frameOf(self).globals);
getSet(FRAME, "f_builtins", (_rt, self) => shownBuiltins(frameOf(self).builtins));
getSet(FRAME, "f_lasti", (rt, self) => 2 * rt.unitOf(frameOf(self)));
getSet(FRAME, "f_lineno", (rt, self) => lineOf(frameOf(self).code, rt.unitOf(frameOf(self))), (rt, self, value) => {
  if (value === undefined) throw raise(rt, ATTRIBUTE_ERROR, "cannot delete attribute");
  rt.monitor?.setLine(objectOf(self), value);
});
getSet(FRAME, "f_locals", (rt, self) => {
  objectOf(self).fastAsLocals = true;
  return rt.localsOf(frameOf(self));
});
getSet(FRAME, "f_back", (rt, self) => {
  const { back, frame } = objectOf(self);
  if (back !== null) return back;
  const caller = rt.firstComplete(frame.previous);
  return caller === null ? null : frameObject(caller);
});
getSet(FRAME, "f_trace", (_rt, self) => objectOf(self).trace, (rt, self, value) => {
  const frame = objectOf(self);
  const trace = value ?? null;
  if (trace === frame.trace) return;
  frame.trace = trace;
  if (trace !== null && frame.traceOpcodes) rt.monitor?.setOpcodeTrace(frame, true);
});
getSet(FRAME, "f_trace_lines", (_rt, self) => objectOf(self).traceLines, (rt, self, value) => {
  if (value === undefined) throw raise(rt, TYPE_ERROR, "can't delete numeric/char attribute");
  objectOf(self).traceLines = boolOf(rt, value);
});
getSet(FRAME, "f_trace_opcodes", (_rt, self) => objectOf(self).traceOpcodes, (rt, self, value) => {
  const frame = objectOf(self);
  frame.traceOpcodes = boolOf(rt, value);
  if (!frame.traceOpcodes || frame.trace !== null) rt.monitor?.setOpcodeTrace(frame, frame.traceOpcodes);
});

function boolOf(rt: Runtime, value: Value): boolean {
  if (typeof value !== "boolean") throw raise(rt, TYPE_ERROR, "attribute value type must be bool");
  return value;
}

method(FRAME, "clear", CALLS.NOARGS, (rt, self) => {
  const { frame } = objectOf(self);
  const { generator } = frame;
  if (frame.owner === FRAME_OWNER.FRAME_OBJECT) {
    objectOf(self).trace = null;
    frame.stack.fill(undefined);
    return null;
  }
  if (generator !== null && generator.state === GENERATOR_STATE.SUSPENDED) {
    throw raise(rt, RUNTIME_ERROR, "cannot clear a suspended frame");
  }
  if (generator === null || generator.state === GENERATOR_STATE.EXECUTING) {
    throw raise(rt, RUNTIME_ERROR, "cannot clear an executing frame");
  }
  // A coroutine that nobody awaited is warned of instead (`_PyGen_Finalize`).
  if (generator.state !== GENERATOR_STATE.CREATED || !(generator instanceof PyCoroutine)) {
    generatorClose(rt, generator);
  }
  return null;
});

function traceback(self: Value): PyTraceback {
  return self as PyTraceback;
}

const NEW_TRACEBACK: Parameters = {
  name: "TracebackType",
  names: ["tb_next", "tb_frame", "tb_lasti", "tb_lineno"],
  required: 4,
  positional: 4,
};

constructor(TRACEBACK, (rt, _cls, args, kwnames) => {
  const [next, frame, lasti, lineno] = bindArguments(rt, NEW_TRACEBACK, args, kwnames);
  if (!(frame instanceof PyFrameObject)) throw badArgument(rt, "TracebackType", "argument 'tb_frame'", "frame", frame);
  const numbers = [cInt(rt, lasti), cInt(rt, lineno)] as const;
  if (next !== null && !(next instanceof PyTraceback)) {
    throw raise(rt, TYPE_ERROR, `expected traceback object or None, got '${typeName(next)}'`);
  }
  return new MadeTraceback(frame, ...numbers, next);
});

/** An argument of the C type `int`. */
function cInt(rt: Runtime, value: Value): number {
  const number = toSize(rt, value);
  if (number !== (number | 0)) throw raise(rt, OVERFLOW_ERROR, "Python int too large to convert to C int");
  return number;
}

getSet(TRACEBACK, "tb_frame", (rt, self) => {
  const { frame } = traceback(self);
  if (frame === null) throw poison(rt, "unsupported", "tb_frame under a name made at run time");
  return frame;
});
getSet(
  TRACEBACK,
  "tb_lasti",
  (_rt, self) => self instanceof MadeTraceback ? self.lasti : 2 * traceback(self).unit,
);
getSet(TRACEBACK, "tb_lineno", (_rt, self) => {
  if (self instanceof MadeTraceback && self.lineno !== -1) return self.lineno;
  return lineOf(traceback(self).code, traceback(self).unit);
});
getSet(TRACEBACK, "tb_next", (_rt, self) => traceback(self).next, (rt, self, value) => {
  if (value === undefined) throw raise(rt, TYPE_ERROR, "can't delete tb_next attribute");
  if (value !== null && !(value instanceof PyTraceback)) {
    throw raise(rt, TYPE_ERROR, `expected traceback object, got '${typeName(value)}'`);
  }
  for (let link: PyTraceback | null = value; link !== null; link = link.next) {
    if (link === self) throw raise(rt, VALUE_ERROR, "traceback loop detected");
  }
  traceback(self).next = value;
});
