/**
 * Construction, attributes and methods of exceptions.
 *
 * @module
 */

import { CODE_FLAGS } from "../../src/isa/program.ts";
import { exceptions } from "../exceptions.ts";
import type { Frame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Runtime } from "../runtime.ts";
import { defineMethods, defineNew, defineWrappers, tuple, typeOf, types } from "../types.ts";
import { PyException, PyGetSet, PyList, PyTraceback, PyTuple, PyType, type Slot, type Value } from "../values.ts";
import { dictOf } from "./attributes.ts";
import { checkMembers, splitGroup } from "./exception_groups.ts";
import { isStopIteration } from "./iteration.ts";

/** What becomes of an exception that leaves a generator's body: StopIteration turns into RuntimeError. */
export function stopIterationError(rt: Interpreter, f: Frame, raised: PyException): Value {
  const flags = f.code.code.flags;
  let message: string | null = null;
  if (isStopIteration(raised)) {
    message = (flags & CODE_FLAGS.ASYNC_GENERATOR) !== 0
      ? "async generator raised StopIteration"
      : (flags & CODE_FLAGS.COROUTINE) !== 0
      ? "coroutine raised StopIteration"
      : "generator raised StopIteration";
  } else if ((flags & CODE_FLAGS.ASYNC_GENERATOR) !== 0 && rt.isError(raised, "StopAsyncIteration")) {
    message = "async generator raised StopAsyncIteration";
  }
  if (message === null) return raised;
  const error = rt.error("RuntimeError", message);
  error.cause = raised;
  error.context = raised;
  error.suppressContext = true;
  return error;
}

function self(v: Value): PyException {
  return v as PyException;
}

function attribute(
  owner: PyType,
  name: string,
  getter: (rt: Runtime, v: PyException) => Slot,
  setter: ((rt: Runtime, v: PyException, value: Slot) => void) | null,
): void {
  const cls = setter === null ? types.memberDescriptor : types.getsetDescriptor;
  const set = setter === null ? null : (rt: Runtime, v: Value, value: Slot) => setter(rt, self(v), value);
  owner.dict.set(name, new PyGetSet(cls, owner, name, (rt, v) => getter(rt, self(v)), set));
}

/** An attribute that the constructor fills and that can be set, kept beside the instance's dict. */
function member(cls: PyType, name: string, initial: (raised: PyException) => Value): void {
  attribute(
    cls,
    name,
    (_rt, v) => {
      const own = v.slots?.get(name);
      return own === undefined ? initial(v) : own;
    },
    (_rt, v, value) => {
      v.slots ??= new Map();
      v.slots.set(name, value === undefined ? null : value);
    },
  );
}

function exceptionOrNone(rt: Runtime, value: Slot, what: string): PyException | null {
  if (value === undefined) throw rt.typeError(`${what} may not be deleted`);
  if (value === null) return null;
  if (value instanceof PyException) return value;
  throw rt.typeError(`exception ${what.slice(2, -2)} must be None or derive from BaseException`);
}

defineNew(exceptions.BaseException, (_rt, cls, args) => new PyException(cls, tuple(args)));
defineWrappers(exceptions.BaseException, {
  __init__(rt, v, args, kwargs) {
    const raised = self(v);
    if (kwargs !== null && kwargs.size > 0 && !takesKeywords(raised.cls)) {
      throw rt.typeError(`${raised.cls.name}() takes no keyword arguments`);
    }
    raised.args = tuple(args);
    if (kwargs !== null) {
      raised.slots ??= new Map();
      for (const [name, value] of kwargs) raised.slots.set(name, value);
    }
    return null;
  },
});

/** Built-in exceptions whose constructor takes attributes by name. */
function takesKeywords(cls: PyType): boolean {
  return [exceptions.ImportError, exceptions.NameError, exceptions.AttributeError].some((taker) =>
    cls.isSubtypeOf(taker)
  );
}

attribute(exceptions.BaseException, "args", (_rt, v) => v.args, (rt, v, value) => {
  if (value === undefined) throw rt.typeError("args may not be deleted");
  v.args = tuple(rt.toArray(value));
});
attribute(exceptions.BaseException, "__cause__", (_rt, v) => v.cause, (rt, v, value) => {
  v.cause = exceptionOrNone(rt, value, "__cause__");
  v.suppressContext = true;
});
attribute(exceptions.BaseException, "__context__", (_rt, v) => v.context, (rt, v, value) => {
  v.context = exceptionOrNone(rt, value, "__context__");
});
attribute(exceptions.BaseException, "__suppress_context__", (_rt, v) => v.suppressContext, (rt, v, value) => {
  if (typeof value !== "boolean") throw rt.typeError("attribute value type must be bool");
  v.suppressContext = value;
});
attribute(exceptions.BaseException, "__traceback__", (_rt, v) => v.traceback, (rt, v, value) => {
  setTraceback(rt, v, value);
});
attribute(exceptions.BaseException, "__dict__", (_rt, v) => dictOf(v) as Value, null);

function setTraceback(rt: Runtime, v: PyException, value: Slot): void {
  if (value === undefined) throw rt.typeError("__traceback__ may not be deleted");
  if (value !== null && !(value instanceof PyTraceback)) {
    throw rt.typeError("__traceback__ must be a traceback or None");
  }
  v.traceback = value;
}

defineMethods(exceptions.BaseException, {
  with_traceback(rt, v, args) {
    setTraceback(rt, self(v), args[0]);
    return v;
  },
  add_note(rt, v, args) {
    const note = args[0] as Value;
    if (typeof note !== "string") throw rt.typeError(`note must be a str, not '${typeOf(note).name}'`);
    const notes = rt.getattrOptional(v, "__notes__");
    if (notes === undefined) rt.setattr(v, "__notes__", new PyList(types.list, [note]));
    else if (notes instanceof PyList) notes.items.push(note);
    else throw rt.typeError("Cannot add note: __notes__ is not a list");
    return null;
  },
});

member(exceptions.StopIteration, "value", (raised) => raised.args.items[0] ?? null);
member(exceptions.SystemExit, "code", (raised) => {
  const args = raised.args;
  return args.items.length === 0 ? null : args.items.length === 1 ? args.items[0] as Value : args;
});
member(exceptions.NameError, "name", () => null);
member(exceptions.AttributeError, "name", () => null);
member(exceptions.AttributeError, "obj", () => null);
member(
  exceptions.ImportError,
  "msg",
  (raised) => raised.args.items.length === 1 ? raised.args.items[0] as Value : null,
);
for (const name of ["name", "path", "name_from"]) member(exceptions.ImportError, name, () => null);
["encoding", "object", "start", "end", "reason"].forEach((name, at) => {
  for (const cls of [exceptions.UnicodeDecodeError, exceptions.UnicodeEncodeError]) {
    member(cls, name, (raised) => raised.args.items[at] ?? null);
  }
});
member(exceptions.OSError, "errno", (raised) => raised.args.items.length >= 2 ? raised.args.items[0] as Value : null);
member(
  exceptions.OSError,
  "strerror",
  (raised) => raised.args.items.length >= 2 ? raised.args.items[1] as Value : null,
);
member(exceptions.OSError, "filename", (raised) => raised.args.items[2] ?? null);

// ---- groups ---------------------------------------------------------------------------------------------------------

defineNew(exceptions.BaseExceptionGroup, (rt, cls, args) => {
  if (args.length !== 2) {
    throw rt.typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
  }
  const message = args[0] as Value;
  if (typeof message !== "string") {
    throw rt.typeError(`BaseExceptionGroup.__new__() argument 1 must be str, not ${typeOf(message).name}`);
  }
  const members = checkMembers(rt, cls, args[1] as Value);
  const plain = members.every((inner) => inner.cls.isSubtypeOf(exceptions.Exception));
  const actual = cls === exceptions.BaseExceptionGroup && plain ? exceptions.ExceptionGroup : cls;
  const made = new PyException(actual, tuple(args));
  made.group = { message, exceptions: members };
  return made;
});
attribute(exceptions.BaseExceptionGroup, "message", (_rt, v) => v.group?.message, null);
attribute(exceptions.BaseExceptionGroup, "exceptions", (_rt, v) => tuple(v.group?.exceptions ?? []), null);

/** What `split` and `subgroup` go by: a class, classes, or a function. */
function condition(rt: Runtime, v: Value): (candidate: PyException) => boolean {
  const classes = v instanceof PyTuple ? v.items : [v];
  const isClass = (cls: Value): cls is PyType => cls instanceof PyType && cls.isSubtypeOf(exceptions.BaseException);
  if (classes.every(isClass)) return (candidate) => classes.some((cls) => candidate.cls.isSubtypeOf(cls));
  if (rt.isCallable(v) && !(v instanceof PyType)) return (candidate) => rt.truth(rt.call(v, [candidate]));
  throw rt.typeError("expected a function, exception type or tuple of exception types");
}

defineMethods(exceptions.BaseExceptionGroup, {
  split(rt, v, args) {
    const { match, rest } = splitGroup(rt, self(v), condition(rt, args[0] as Value));
    return tuple([match, rest]);
  },
  subgroup(rt, v, args) {
    return splitGroup(rt, self(v), condition(rt, args[0] as Value)).match;
  },
  derive(rt, v, args) {
    return rt.call(exceptions.BaseExceptionGroup, [self(v).group?.message ?? "", args[0] as Value]);
  },
});
