/**
 * Members of exceptions: construction, arguments, chain, notes, fields of some types, groups.
 *
 * @module
 */

import { CALLS, classMethod, constructor, getSet, method, slots } from "../builtins/define.ts";
import { PyDict } from "../dict/dict.ts";
import { PyException, PyTraceback } from "../exception/exception.ts";
import {
  ATTRIBUTE_ERROR,
  BASE_EXCEPTION,
  BASE_EXCEPTION_GROUP,
  classFor,
  CODEC_ERRORS,
  EXCEPTION,
  EXCEPTION_GROUP,
  IMPORT_ERROR,
  NAME_ERROR,
  OS_ERROR,
  STOP_ITERATION,
  SYNTAX_ERROR,
  SYSTEM_EXIT,
  TYPE_ERROR,
  VALUE_ERROR,
} from "../exception/exception_types.ts";
import { fillChecked, SYNTAX_FIELDS } from "../exception/exception_fields.ts";
import { groupMembers, isGroup, splitGroup } from "../exception/exception_groups.ts";
import { call, isCallable } from "../call/call.ts";
import { isSequence } from "../sequence/containers.ts";
import { itemsOf } from "../iterator/iteration.ts";
import { dictOf, strOf } from "../values/payload.ts";
import { addNote } from "../exception/notes.ts";
import { fillFields, raise, setField } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { makeTuple, PyTuple } from "../values/sequence_values.ts";
import { builtinRepr } from "../text/repr.ts";
import { builtinStr } from "../text/str.ts";
import { isTrue } from "../values/truth.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyType } from "../type/type.ts";
import { typeName } from "../type/types.ts";
import { makeAlias } from "../type/generic_alias.ts";
import { isInt, unsetValues, type Value } from "../values/value.ts";

function exc(self: Value): PyException {
  return self as PyException;
}

/** Types whose `__init__` takes keyword arguments, and which. */
const KEYWORDS: readonly (readonly [PyType, readonly string[]])[] = [
  [ATTRIBUTE_ERROR, ["name", "obj"]],
  [NAME_ERROR, ["name"]],
  [IMPORT_ERROR, ["name", "path", "name_from"]],
];

constructor(BASE_EXCEPTION, (rt, cls, args, kwnames) => {
  const given = args.slice(0, args.length - (kwnames?.length ?? 0));
  const type = classFor(cls as PyType, given);
  const taker = takerOf(type);
  const exception = new PyException(type, makeTuple(taker === "__init__" ? [] : given));
  if (taker === "__new__") fillFields(exception, given);
  if (type.slotCount > 0) exception.slots = unsetValues(type.slotCount);
  if (type.isHeap && rt.newborn !== null) rt.newborn(exception);
  return exception;
});

/**
 * Which method of a class of the program takes the arguments of an OSError, where it has one of its own: the other one takes no notice
 * (`oserror_use_init`). Null where both do, as in any other exception.
 */
function takerOf(type: PyType): "__init__" | "__new__" | null {
  if (!type.isHeap || !type.isSubtype(OS_ERROR)) return null;
  const changed = (name: string): boolean => lookupSpecial(type, name) !== lookupSpecial(OS_ERROR, name);
  if (changed("__new__")) return "__new__";
  return changed("__init__") ? "__init__" : null;
}

slots(BASE_EXCEPTION, {
  __init__: (rt, self, args, kwnames) => {
    const exception = exc(self);
    if (takerOf(exception.cls) === "__new__") return null;
    const names = kwnames ?? [];
    const given = args.slice(0, args.length - names.length);
    if (names.length > 0) checkKeywords(rt, exception.cls, names);
    names.forEach((name, index) => setField(exception, name, args[given.length + index]));
    exception.args = makeTuple(given);
    if (!isGroup(exception)) fillFields(exception, given);
    fillChecked(rt, exception, given);
    return null;
  },
  __repr__: (rt, self) => builtinRepr(rt, exc(self)),
  __str__: (rt, self) => builtinStr(rt, exc(self)),
});

function checkKeywords(rt: Runtime, cls: PyType, names: readonly string[]): void {
  const taker = KEYWORDS.find(([type]) => cls.isSubtype(type));
  if (taker === undefined) throw raise(rt, TYPE_ERROR, `${cls.name}() takes no keyword arguments`);
  const [{ name: owner }, allowed] = taker;
  if (names.length > allowed.length) {
    const most = `${allowed.length} keyword argument${allowed.length === 1 ? "" : "s"}`;
    throw raise(rt, TYPE_ERROR, `${owner}() takes at most ${most} (${names.length} given)`);
  }
  const wrong = names.find((name) => !allowed.includes(name));
  if (wrong !== undefined) {
    throw raise(rt, TYPE_ERROR, `'${wrong}' is an invalid keyword argument for ${owner}()`);
  }
}

getSet(BASE_EXCEPTION, "args", (_rt, self) => exc(self).args, (rt, self, value) => {
  if (value === undefined) throw raise(rt, TYPE_ERROR, "args may not be deleted");
  exc(self).args = makeTuple(itemsOf(rt, value));
});
for (const [name, field] of [["__cause__", "cause"], ["__context__", "context"]] as const) {
  getSet(BASE_EXCEPTION, name, (_rt, self) => exc(self)[field], (rt, self, value) => {
    if (value === undefined) throw raise(rt, TYPE_ERROR, `${name} may not be deleted`);
    if (value !== null && !(value instanceof PyException)) {
      throw raise(rt, TYPE_ERROR, `exception ${field} must be None or derive from BaseException`);
    }
    exc(self)[field] = value;
    if (field === "cause") exc(self).suppressContext = true;
  });
}
getSet(BASE_EXCEPTION, "__suppress_context__", (_rt, self) => exc(self).suppressContext, (rt, self, value) => {
  if (value === undefined) throw raise(rt, TYPE_ERROR, "can't delete numeric/char attribute");
  if (typeof value !== "boolean") throw raise(rt, TYPE_ERROR, "attribute value type must be bool");
  exc(self).suppressContext = value;
});
getSet(
  BASE_EXCEPTION,
  "__traceback__",
  (_rt, self) => exc(self).tracebackTop,
  setTraceback,
);

function setTraceback(rt: Runtime, self: Value, value: Value): void {
  if (value === undefined) throw raise(rt, TYPE_ERROR, "__traceback__ may not be deleted");
  if (value !== null && !(value instanceof PyTraceback)) {
    throw raise(rt, TYPE_ERROR, "__traceback__ must be a traceback or None");
  }
  exc(self).tracebackTop = value;
}

getSet(BASE_EXCEPTION, "__dict__", (_rt, self) => (exc(self).dict ??= new PyDict()), (rt, self, value) => {
  const dict = dictOf(value);
  if (dict === undefined) {
    throw raise(rt, TYPE_ERROR, `__dict__ must be set to a dictionary, not a '${typeName(value)}'`);
  }
  exc(self).dict = dict;
});
method(BASE_EXCEPTION, "with_traceback", CALLS.O, (rt, self, args) => {
  setTraceback(rt, self, args[0]);
  return self;
});
method(BASE_EXCEPTION, "add_note", CALLS.O, (rt, self, args) => {
  if (strOf(args[0]) === undefined) {
    throw raise(rt, TYPE_ERROR, `note must be a str, not '${typeName(args[0])}'`);
  }
  addNote(rt, exc(self), args[0]);
  return null;
});

/** Fields that some types have besides their arguments. */
function fields(type: PyType, ...names: readonly string[]): void {
  for (const name of names) {
    getSet(type, name, (_rt, self) => exc(self).fields?.get(name) ?? null, (_rt, self, value) => {
      setField(exc(self), name, value);
    });
  }
}
fields(STOP_ITERATION, "value");
fields(SYSTEM_EXIT, "code");
fields(ATTRIBUTE_ERROR, "name", "obj");
fields(NAME_ERROR, "name");
fields(IMPORT_ERROR, "msg", "name", "path", "name_from");
fields(OS_ERROR, "errno", "strerror", "filename", "filename2");

fields(SYNTAX_ERROR, ...SYNTAX_FIELDS);
for (const type of CODEC_ERRORS) {
  fields(type, "encoding", "object", "reason");
  for (const name of ["start", "end"]) {
    getSet(type, name, (_rt, self) => exc(self).fields?.get(name) ?? 0, (rt, self, value) => {
      if (value === undefined) throw raise(rt, TYPE_ERROR, "can't delete numeric/char attribute");
      if (!isInt(value)) throw raise(rt, TYPE_ERROR, "an integer is required");
      setField(exc(self), name, value);
    });
  }
}

// -- groups

constructor(BASE_EXCEPTION_GROUP, newGroup);
EXCEPTION_GROUP.construct = newGroup;

/** `BaseExceptionGroup.__new__`: all is checked and set here. */
function newGroup(rt: Runtime, cls: Value, args: readonly Value[]): Value {
  let type = cls as PyType;
  if (args.length !== 2) {
    throw raise(rt, TYPE_ERROR, `BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
  }
  const [message, given] = args;
  if (strOf(message) === undefined) {
    throw raise(
      rt,
      TYPE_ERROR,
      `BaseExceptionGroup.__new__() argument 1 must be str, not ${message === null ? "None" : typeName(message)}`,
    );
  }
  if (!isSequence(given)) throw raise(rt, TYPE_ERROR, "second argument (exceptions) must be a sequence");
  const members = itemsOf(rt, given);
  if (members.length === 0) {
    throw raise(rt, VALUE_ERROR, "second argument (exceptions) must be a non-empty sequence");
  }
  members.forEach((member, index) => {
    if (!(member instanceof PyException)) {
      throw raise(rt, VALUE_ERROR, `Item ${index} of second argument (exceptions) is not an exception`);
    }
  });
  const allPlain = members.every((member) => exc(member).cls.isSubtype(EXCEPTION));
  if (type === BASE_EXCEPTION_GROUP && allPlain) type = EXCEPTION_GROUP;
  if (!allPlain && type.isSubtype(EXCEPTION)) {
    throw raise(
      rt,
      TYPE_ERROR,
      type === EXCEPTION_GROUP
        ? "Cannot nest BaseExceptions in an ExceptionGroup"
        : `Cannot nest BaseExceptions in '${type.name}'`,
    );
  }
  const group = new PyException(type, makeTuple(args));
  if (type.slotCount > 0) group.slots = unsetValues(type.slotCount);
  setField(group, "message", message);
  setField(group, "exceptions", makeTuple(members));
  return group;
}

getSet(BASE_EXCEPTION_GROUP, "message", (_rt, self) => exc(self).fields?.get("message") ?? null);
getSet(BASE_EXCEPTION_GROUP, "exceptions", (_rt, self) => makeTuple(groupMembers(exc(self))));
method(
  BASE_EXCEPTION_GROUP,
  "derive",
  CALLS.O,
  (rt, self, args) => newGroup(rt, BASE_EXCEPTION_GROUP, [exc(self).fields?.get("message") ?? "", args[0]]),
);
method(BASE_EXCEPTION_GROUP, "split", CALLS.O, (rt, self, args) => {
  const [match, rest] = splitGroup(rt, exc(self), matcher(rt, args[0]));
  return new PyTuple([match, rest]);
});
method(
  BASE_EXCEPTION_GROUP,
  "subgroup",
  CALLS.O,
  (rt, self, args) => splitGroup(rt, exc(self), matcher(rt, args[0]))[0],
);
classMethod(BASE_EXCEPTION_GROUP, "__class_getitem__", CALLS.O, (_rt, cls, args) => makeAlias(cls, args[0]));

/** What `split` and `subgroup` take: a type, a tuple of types, or a function. */
function matcher(rt: Runtime, condition: Value): (exception: PyException) => boolean {
  const types = condition instanceof PyTuple ? condition.items : [condition];
  if (types.every((type) => type instanceof PyType && type.isSubtype(BASE_EXCEPTION))) {
    return (exception) => types.some((type) => exception.cls.isSubtype(type as PyType));
  }
  if (isCallable(condition) && !(condition instanceof PyType)) {
    return (exception) => isTrue(rt, call(rt, condition, [exception], null));
  }
  throw raise(
    rt,
    TYPE_ERROR,
    "expected an exception type, a tuple of exception types, or a callable (other than a class)",
  );
}
