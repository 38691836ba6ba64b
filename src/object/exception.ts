/**
 * Exceptions as values.
 *
 * @module
 */

import type { TracebackEntry } from "../isa/engine.ts";
import type { PyDict } from "./dict.ts";
import type { PyTuple } from "./sequence_values.ts";
import type { PyType } from "./type.ts";
import { PyObject, type Value } from "./value.ts";

/** An instance of BaseException or of a subclass. */
export class PyException extends PyObject {
  override cls: PyType;
  args: PyTuple;
  cause: PyException | null = null;
  context: PyException | null = null;
  suppressContext = false;
  /** Function name and unit, outermost first (`__traceback__`); a new entry goes in front. */
  traceback: readonly TracebackEntry[] = [];
  /** Instance attributes; made at the first store. */
  dict: PyDict | null = null;
  /** Object slots of a subclass with `__slots__`. */
  slots: Value[] | null = null;
  /**
   * C-level fields of the exception's type: `value` of StopIteration, `name` and `obj` of NameError, AttributeError and ImportError, `message` and
   * `exceptions` of groups, `code` of SystemExit.
   */
  fields: Map<string, Value> | null = null;

  constructor(cls: PyType, args: PyTuple) {
    super();
    this.cls = cls;
    this.args = args;
  }
}

/** A traceback that a program holds. */
export class PyTraceback extends PyObject {
  readonly entries: readonly TracebackEntry[];

  constructor(entries: readonly TracebackEntry[]) {
    super();
    this.entries = entries;
  }
}
