/**
 * Exceptions as values.
 *
 * @module
 */

import type { TracebackEntry } from "../../isa/engine.ts";
import type { PyDict } from "../dict/dict.ts";
import type { PyTuple } from "../values/sequence_values.ts";
import type { PyType } from "../type/type.ts";
import { PyObject, type Value } from "../values/value.ts";

/** One entry of a traceback and those inside it: entries go in front, one at a time, and what is behind never changes. */
export class TracebackLink {
  readonly entry: TracebackEntry;
  readonly next: TracebackLink | null;

  constructor(entry: TracebackEntry, next: TracebackLink | null) {
    this.entry = entry;
    this.next = next;
  }
}

/** An instance of BaseException or of a subclass. */
export class PyException extends PyObject {
  override cls: PyType;
  args: PyTuple;
  cause: PyException | null = null;
  context: PyException | null = null;
  suppressContext = false;
  /** Outermost entry of the traceback (`__traceback__`); null while there is none. */
  tracebackTop: TracebackLink | null = null;
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

  /** Function name and unit of each entry, outermost first, in a fresh array. */
  get traceback(): readonly TracebackEntry[] {
    const entries: TracebackEntry[] = [];
    for (let link = this.tracebackTop; link !== null; link = link.next) entries.push(link.entry);
    return entries;
  }

  set traceback(entries: readonly TracebackEntry[]) {
    this.tracebackTop = entries.reduceRight<TracebackLink | null>(
      (next, entry) => new TracebackLink(entry, next),
      null,
    );
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
