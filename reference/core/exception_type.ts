/**
 * Construction, attributes and methods of exceptions.
 *
 * @module
 */

import { stringPayload } from "./compare.ts";
import { CODE_FLAGS } from "../../src/isa/program.ts";
import { type ExceptionName, exceptions } from "../exceptions.ts";
import type { Frame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Runtime } from "../runtime.ts";
import { as, type Convert, KEYWORDS, method, REST, value } from "../signature.ts";
import { defineAttributes, defineMethods, defineNew, defineWrappers, tuple, typeOf } from "../types.ts";
import { type Kwargs, PyDict, PyException, PyTraceback, PyTuple, PyType, type Slot, type Value } from "../values.ts";
import { dictOf } from "./attributes.ts";
import { checkMembers, splitGroup } from "./exception_groups.ts";
import { fieldsFrom } from "./exception_fields.ts";
import { isStopIteration } from "./iteration.ts";
import { addNote } from "./notes.ts";
import { intPayload } from "./numbers.ts";

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

/** Attributes that the constructor fills and that can be set, kept beside the instance's dict. */
function members(
  cls: PyType,
  initial: Readonly<Record<string, (args: readonly Value[]) => Value>>,
  whole = false,
): void {
  for (const [name, first] of Object.entries(initial)) {
    const get = (_rt: Runtime, v: PyException) => {
      const own = v.slots?.get(name);
      return own === undefined ? first(v.args.items) : own;
    };
    const set = (rt: Runtime, v: PyException, to: Slot) => {
      if (whole && to === undefined) throw rt.typeError("can't delete numeric/char attribute");
      if (whole && typeof to !== "bigint") throw rt.typeError("an integer is required");
      v.slots ??= new Map();
      v.slots.set(name, to === undefined ? null : to);
    };
    defineAttributes<PyException>(cls, { [name]: [get, set] });
  }
}

function exceptionOrNone(rt: Runtime, value: Slot, what: string): PyException | null {
  if (value === undefined) throw rt.typeError(`${what} may not be deleted`);
  if (value === null) return null;
  if (value instanceof PyException) return value;
  throw rt.typeError(`exception ${what.slice(2, -2)} must be None or derive from BaseException`);
}

defineNew(exceptions.BaseException, (_rt, cls, args) => {
  const taker = takerOf(cls);
  const made = new PyException(classFor(cls, args), tuple(taker === "__init__" ? [] : args));
  if (taker === "__new__") describe(made);
  return made;
});

/**
 * Which method of a class of the program takes the arguments of an OSError, where it has one of its own: the other one takes no notice
 * (C: `oserror_use_init`). Null where both do, as in any other exception.
 */
function takerOf(cls: PyType): "__init__" | "__new__" | null {
  if (!cls.heap || !cls.isSubtypeOf(exceptions.OSError)) return null;
  const changed = (name: string): boolean => cls.lookup(name) !== exceptions.OSError.lookup(name);
  if (changed("__new__")) return "__new__";
  return changed("__init__") ? "__init__" : null;
}

/** Numbers of system errors that have a class of their own. */
const CLASS_BY_NUMBER: Readonly<Record<string, ExceptionName>> = {
  1: "PermissionError",
  2: "FileNotFoundError",
  3: "ProcessLookupError",
  4: "InterruptedError",
  10: "ChildProcessError",
  11: "BlockingIOError",
  13: "PermissionError",
  17: "FileExistsError",
  20: "NotADirectoryError",
  21: "IsADirectoryError",
  32: "BrokenPipeError",
  103: "ConnectionAbortedError",
  104: "ConnectionResetError",
  108: "BrokenPipeError",
  110: "TimeoutError",
  111: "ConnectionRefusedError",
  114: "BlockingIOError",
  115: "BlockingIOError",
};

function describesError(args: readonly Value[]): boolean {
  return args.length >= 2 && args.length <= 5;
}

/** OSError itself becomes one of its subclasses by the number that it is given. */
function classFor(cls: PyType, args: readonly Value[]): PyType {
  const number = cls === exceptions.OSError && describesError(args) ? intPayload(args[0] as Value) : undefined;
  const name = number === undefined ? undefined : CLASS_BY_NUMBER[String(number)];
  return name === undefined ? cls : exceptions[name];
}

/** The arguments of an OSError are attributes; its files are no arguments any more. */
function describe(raised: PyException): void {
  const { items } = raised.args;
  if (!describesError(items)) return;
  const [errno, strerror, filename = null, , second = null] = items as [Value, Value, ...Value[]];
  raised.slots = new Map(raised.slots).set("errno", errno).set("strerror", strerror);
  if (filename === null) return;
  if (raised.cls === exceptions.BlockingIOError && intPayload(filename) !== undefined) return;
  raised.slots.set("filename", filename).set("filename2", second);
  raised.args = tuple(items.slice(0, 2));
}
defineWrappers<PyException>(exceptions.BaseException, {
  __init__: method([REST, KEYWORDS], (rt, raised, args, kwargs) => {
    if (takerOf(raised.cls) === "__new__") return;
    checkKeywords(rt, raised.cls, kwargs);
    raised.args = tuple(args);
    const fields = fieldsFrom(rt, raised, args);
    if (fields !== null) raised.slots = new Map([...raised.slots ?? [], ...fields]);
    if (raised.cls.isSubtypeOf(exceptions.OSError)) describe(raised);
    if (kwargs !== null) {
      raised.slots ??= new Map();
      for (const [name, given] of kwargs) raised.slots.set(name, given);
    }
  }),
});

/** Attributes that constructors take by name. */
const BY_NAME: readonly (readonly [PyType, readonly string[]])[] = [
  [exceptions.ImportError, ["name", "path", "name_from"]],
  [exceptions.NameError, ["name"]],
  [exceptions.AttributeError, ["name", "obj"]],
];

function checkKeywords(rt: Runtime, cls: PyType, kwargs: Kwargs): void {
  if (kwargs === null || kwargs.size === 0) return;
  const taker = BY_NAME.find(([owner]) => cls.isSubtypeOf(owner));
  if (taker === undefined) throw rt.typeError(`${cls.name}() takes no keyword arguments`);
  const [owner, known] = taker;
  if (kwargs.size > known.length) {
    const most = `${known.length} keyword argument${known.length === 1 ? "" : "s"}`;
    throw rt.typeError(`${owner.name}() takes at most ${most} (${kwargs.size} given)`);
  }
  const wrong = [...kwargs.keys()].find((name) => !known.includes(name));
  if (wrong !== undefined) throw rt.typeError(`'${wrong}' is an invalid keyword argument for ${owner.name}()`);
}

defineAttributes<PyException>(exceptions.BaseException, {
  args: [(_rt, v) => v.args, (rt, v, to) => {
    if (to === undefined) throw rt.typeError("args may not be deleted");
    v.args = tuple(rt.toArray(to));
  }],
  __cause__: [(_rt, v) => v.cause, (rt, v, to) => {
    v.cause = exceptionOrNone(rt, to, "__cause__");
    v.suppressContext = true;
  }],
  __context__: [(_rt, v) => v.context, (rt, v, to) => {
    v.context = exceptionOrNone(rt, to, "__context__");
  }],
  __suppress_context__: [(_rt, v) => v.suppressContext, (rt, v, to) => {
    if (typeof to !== "boolean") throw rt.typeError("attribute value type must be bool");
    v.suppressContext = to;
  }],
  __traceback__: [(_rt, v) => v.traceback, setTraceback],
});
defineAttributes<PyException>(exceptions.BaseException, {
  __dict__: [(_rt, v) => dictOf(v), (rt, v, to) => {
    if (to === undefined) throw rt.typeError("cannot delete __dict__");
    if (!(to instanceof PyDict)) {
      throw rt.typeError(`__dict__ must be set to a dictionary, not a '${typeOf(to).name}'`);
    }
    v.attrs = to;
  }],
});

function setTraceback(rt: Runtime, v: PyException, value: Slot): void {
  if (value === undefined) throw rt.typeError("__traceback__ may not be deleted");
  if (value !== null && !(value instanceof PyTraceback)) {
    throw rt.typeError("__traceback__ must be a traceback or None");
  }
  v.traceback = value;
}

defineMethods<PyException>(exceptions.BaseException, {
  with_traceback: method([value], (rt, v, traceback) => {
    setTraceback(rt, v, traceback);
    return v;
  }),
  add_note: method([value], (rt, v, note) => {
    if (stringPayload(note) === undefined) throw rt.typeError(`note must be a str, not '${typeOf(note).name}'`);
    addNote(rt, v, note);
  }),
});

const none = () => null;
/** The argument at an index, when there are `least` at least. */
const argument = (at: number, least = 0) => (args: readonly Value[]): Value =>
  args.length < least ? null : args[at] ?? null;

members(exceptions.StopIteration, { value: argument(0) });
members(exceptions.SystemExit, { code: (args) => args.length > 1 ? tuple(args) : args[0] ?? null });
members(exceptions.NameError, { name: none });
members(exceptions.AttributeError, { name: none, obj: none });
members(exceptions.ImportError, {
  msg: (args) => args.length === 1 ? args[0] as Value : null,
  name: none,
  path: none,
  name_from: none,
});
for (const cls of [exceptions.UnicodeDecodeError, exceptions.UnicodeEncodeError, exceptions.UnicodeTranslateError]) {
  const shift = cls === exceptions.UnicodeTranslateError ? -1 : 0;
  ["encoding", "object", "start", "end", "reason"].forEach((name, i) => {
    if (i + shift >= 0) members(cls, { [name]: argument(i + shift) }, i === 2 || i === 3);
    else members(cls, { [name]: none });
  });
}
members(
  exceptions.SyntaxError,
  Object.fromEntries(
    "msg filename lineno offset text end_lineno end_offset print_file_and_line".split(" ").map((name) => [
      name,
      name === "msg" ? argument(0) : none,
    ]),
  ),
);
members(exceptions.OSError, { errno: none, strerror: none, filename: none, filename2: none });

// ---- groups ---------------------------------------------------------------------------------------------------------

defineNew(exceptions.BaseExceptionGroup, (rt, cls, args) => {
  if (args.length !== 2) {
    throw rt.typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
  }
  const message = args[0] as Value;
  if (typeof message !== "string") {
    throw rt.typeError(
      `BaseExceptionGroup.__new__() argument 1 must be str, not ${message === null ? "None" : typeOf(message).name}`,
    );
  }
  const members = checkMembers(rt, cls, args[1] as Value);
  const plain = members.every((inner) => inner.cls.isSubtypeOf(exceptions.Exception));
  const actual = cls === exceptions.BaseExceptionGroup && plain ? exceptions.ExceptionGroup : cls;
  const made = new PyException(actual, tuple(args));
  made.group = { message, exceptions: members };
  return made;
});
defineAttributes<PyException>(exceptions.BaseExceptionGroup, {
  message: (_rt, v) => v.group?.message,
  exceptions: (_rt, v) => tuple(v.group?.exceptions ?? []),
});

/** What `split` and `subgroup` go by: a class, classes, or a function. */
const condition: Convert<(candidate: PyException) => boolean> = (rt, v) => {
  const classes = v instanceof PyTuple && !v.cls.heap ? v.items : [v];
  const isClass = (cls: Value): cls is PyType => cls instanceof PyType && cls.isSubtypeOf(exceptions.BaseException);
  if (classes.every(isClass)) return (candidate) => classes.some((cls) => candidate.cls.isSubtypeOf(cls));
  if (rt.isCallable(v) && !(v instanceof PyType)) return (candidate) => rt.truth(rt.call(v, [candidate]));
  throw rt.typeError("expected an exception type, a tuple of exception types, or a callable (other than a class)");
};

defineMethods<PyException>(exceptions.BaseExceptionGroup, {
  split: method([as(condition)], (rt, group, matches) => {
    const { match, rest } = splitGroup(rt, group, matches);
    return tuple([match, rest]);
  }),
  subgroup: method([as(condition)], (rt, group, matches) => splitGroup(rt, group, matches).match),
  derive: method([value], (rt, { group }, members) => {
    return rt.call(exceptions.BaseExceptionGroup, [group?.message ?? "", members]);
  }),
});
