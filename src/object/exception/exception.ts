/**
 * Exceptions as values.
 *
 * @module
 */

import type { TracebackEntry } from "../../isa/engine.ts";
import type { PyDict } from "../dict/dict.ts";
import type { PyCode } from "../values/code.ts";
import type { PyFrameObject } from "../values/frame.ts";
import type { PyTuple } from "../values/sequence_values.ts";
import type { PyType } from "../type/type.ts";
import { PyObject, type Value } from "../values/value.ts";

/** One entry of a traceback and those inside it (`PyTracebackObject`): entries go in front, one at a time. */
export class PyTraceback extends PyObject {
  declare readonly code: PyCode;
  /** Unit of the instruction. */
  declare readonly unit: number;
  /** Null in runs that never look at frames of tracebacks. */
  declare readonly frame: PyFrameObject | null;
  declare next: PyTraceback | null;

  constructor(code: PyCode, unit: number, frame: PyFrameObject | null, next: PyTraceback | null) {
    super();
    this.code = code;
    this.unit = unit;
    this.frame = frame;
    this.next = next;
  }
}

/** A traceback that a program made, with what it says of its place. */
export class MadeTraceback extends PyTraceback {
  constructor(frame: PyFrameObject, readonly lasti: number, readonly lineno: number, next: PyTraceback | null) {
    super(frame.frame.code, Math.floor(lasti / 2), frame, next);
  }
}

/** An instance of BaseException or of a subclass. */
export class PyException extends PyObject {
  declare cls: PyType;
  /** An exception, None, or whatever a class called by `raise ... from` gave. */
  declare cause: Value;
  declare context: PyException | null;
  declare suppressContext: boolean;
  /** Outermost entry of the traceback (`__traceback__`); null while there is none. */
  declare tracebackTop: PyTraceback | null;
  /** Instance attributes; made at the first store. */
  declare dict: PyDict | null;
  /** Object slots of a subclass with `__slots__`. */
  declare slots: Value[] | null;
  /**
   * C-level fields of the exception's type: `value` of StopIteration, `name` and `obj` of NameError, AttributeError and ImportError, `message` and
   * `exceptions` of groups, `code` of SystemExit.
   */
  declare fields: Map<string, Value> | null;
  declare args: PyTuple;

  constructor(cls: PyType, args: PyTuple) {
    super();
    this.cls = cls;
    this.args = args;
    this.cause = null;
    this.context = null;
    this.suppressContext = false;
    this.tracebackTop = null;
    this.dict = null;
    this.slots = null;
    this.fields = null;
  }

  /** Function name and unit of each entry, outermost first, in a fresh array. */
  get traceback(): readonly TracebackEntry[] {
    const entries: TracebackEntry[] = [];
    for (let link = this.tracebackTop; link !== null; link = link.next) entries.push([link.code.name, link.unit]);
    return entries;
  }
}
