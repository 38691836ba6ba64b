/**
 * The builtins namespace.
 *
 * @module
 */

import "../members/mod.ts";
import "./bytearray_type.ts";
import "./bytes_type.ts";
import "./dict_type.ts";
import "./float_type.ts";
import "./int_type.ts";
import "./iterator_types.ts";
import "./list_type.ts";
import "./range_type.ts";
import "./set_type.ts";
import "./str_type.ts";
import "./tuple_type.ts";

import { type NativeImpl, PyBuiltin } from "../values/callable_values.ts";
import { PyDict } from "../dict/dict.ts";
import { EXCEPTION_TYPES, OS_ERROR } from "../exception/exception_types.ts";
import { poison, type Runtime } from "../runtime.ts";
import { ELLIPSIS, NOT_IMPLEMENTED } from "../values/singletons.ts";
import * as types from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { CALLS, constructor } from "./define.ts";
import {
  INPUT_FUNCTIONS_FAST,
  MACHINE_FUNCTIONS_KEYWORDS,
  TEXT_FUNCTIONS_FAST,
  TEXT_FUNCTIONS_O,
} from "./io_functions.ts";
import {
  ITERATION_FUNCTIONS_FAST,
  ITERATION_FUNCTIONS_KEYWORDS,
  ITERATION_FUNCTIONS_O,
  ITERATION_FUNCTIONS_VARARGS,
} from "./iteration_functions.ts";
import { NUMBER_FUNCTIONS_FAST, NUMBER_FUNCTIONS_KEYWORDS, NUMBER_FUNCTIONS_O } from "./number_functions.ts";
import {
  OBJECT_FUNCTIONS_FAST,
  OBJECT_FUNCTIONS_NOARGS,
  OBJECT_FUNCTIONS_O,
  OBJECT_FUNCTIONS_VARARGS,
} from "./object_functions.ts";
import { LEN } from "./len.ts";

/** Only its name is there: a program that makes one is given up. */
const MEMORYVIEW = types.staticType("memoryview", null, { final: true });
constructor(MEMORYVIEW, (rt) => {
  throw poison(rt, "unsupported", "memoryview");
});

/** Names in the order of the namespace: it decides the indexes that LOAD_GLOBAL caches hold. */
const FUNCTION_NAMES =
  ("__build_class__ __import__ abs all any ascii bin breakpoint callable chr compile delattr dir divmod eval exec format getattr " +
    "globals hasattr hash hex id input isinstance issubclass iter aiter len locals max min next anext oct ord pow print repr round " +
    "setattr sorted sum vars").split(" ");

const TYPE_VALUES: readonly (readonly [string, Value])[] = [
  ["None", null],
  ["Ellipsis", ELLIPSIS],
  ["NotImplemented", NOT_IMPLEMENTED],
  ["False", false],
  ["True", true],
  ["bool", types.BOOL],
  ["memoryview", MEMORYVIEW],
  ["bytearray", types.BYTEARRAY],
  ["bytes", types.BYTES],
  ["classmethod", types.CLASSMETHOD],
  ["complex", types.COMPLEX],
  ["dict", types.DICT],
  ["enumerate", types.ENUMERATE],
  ["filter", types.FILTER],
  ["float", types.FLOAT],
  ["frozenset", types.FROZENSET],
  ["property", types.PROPERTY],
  ["int", types.INT],
  ["list", types.LIST],
  ["map", types.MAP],
  ["object", types.OBJECT],
  ["range", types.RANGE],
  ["reversed", types.REVERSED],
  ["set", types.SET],
  ["slice", types.SLICE],
  ["staticmethod", types.STATICMETHOD],
  ["str", types.STR],
  ["super", types.SUPER],
  ["tuple", types.TUPLE],
  ["type", types.TYPE],
  ["zip", types.ZIP],
  ["__debug__", true],
];

const CONVENTIONS: readonly (readonly [number, Readonly<Record<string, NativeImpl>>])[] = [
  [CALLS.O, NUMBER_FUNCTIONS_O],
  [CALLS.O, OBJECT_FUNCTIONS_O],
  [CALLS.O, ITERATION_FUNCTIONS_O],
  [CALLS.O, TEXT_FUNCTIONS_O],
  [CALLS.O, { len: LEN }],
  [CALLS.FAST, NUMBER_FUNCTIONS_FAST],
  [CALLS.FAST, OBJECT_FUNCTIONS_FAST],
  [CALLS.FAST, ITERATION_FUNCTIONS_FAST],
  [CALLS.FAST, TEXT_FUNCTIONS_FAST],
  [CALLS.FAST, INPUT_FUNCTIONS_FAST],
  [CALLS.FAST_KEYWORDS, NUMBER_FUNCTIONS_KEYWORDS],
  [CALLS.FAST_KEYWORDS, ITERATION_FUNCTIONS_KEYWORDS],
  [CALLS.FAST_KEYWORDS, MACHINE_FUNCTIONS_KEYWORDS],
  [CALLS.NOARGS, OBJECT_FUNCTIONS_NOARGS],
  [CALLS.VARARGS, OBJECT_FUNCTIONS_VARARGS],
  [CALLS.VARARGS_KEYWORDS, ITERATION_FUNCTIONS_VARARGS],
];

/** All entries of the namespace, made once: functions and classes are shared by all machines. */
const ENTRIES: readonly (readonly [string, Value])[] = makeEntries();
/** The function that imports as long as no program puts another one in its place (`interp->import_func`). */
export const IMPORT: Value = ENTRIES.find(([name]) => name === "__import__")?.[1];
const ENTRY_VALUES: readonly Value[] = ENTRIES.map(([, value]) => value);

function makeEntries(): [string, Value][] {
  const functions = new Map<string, PyBuiltin>();
  for (const [flags, impls] of CONVENTIONS) {
    for (const [name, impl] of Object.entries(impls)) functions.set(name, new PyBuiltin(name, flags, impl, null, null));
  }
  return [
    ["__name__", "builtins"],
    ["__doc__", null],
    ["__package__", ""],
    ["__loader__", null],
    ["__spec__", null],
    ...FUNCTION_NAMES.map((name): [string, Value] => [name, functions.get(name)]),
    ...TYPE_VALUES.map(([name, value]): [string, Value] => [name, value]),
    ...EXCEPTION_TYPES.map((type): [string, Value] => [type.name, type]),
    ["EnvironmentError", OS_ERROR],
    ["IOError", OS_ERROR],
    ["open", functions.get("open")],
  ];
}

/** A fresh builtins namespace. */
export function makeBuiltins(_rt: Runtime): PyDict {
  const dict = new PyDict();
  for (const [name, value] of ENTRIES) dict.setStr(name, value);
  dict.watcher = unchanged;
  return dict;
}

/** Whatever changes a namespace calls its watcher and lets it go: as long as it is this one, nothing has changed. */
function unchanged(): void {}

/** Whether a namespace that {@linkcode makeBuiltins} made is as it was then. */
export function isUnchanged(dict: PyDict): boolean {
  return dict.watcher === unchanged;
}

/** Takes back what a program did to a namespace that {@linkcode makeBuiltins} made. */
export function restoreBuiltins(dict: PyDict): void {
  dict.version = 0;
  if (dict.watcher === unchanged) return;
  dict.watcher = null;
  if (!isPristine(dict)) {
    dict.clear();
    for (const [name, value] of ENTRIES) dict.setStr(name, value);
    dict.version = 0;
    dict.mutations = ENTRIES.length;
  }
  dict.watcher = unchanged;
}

/** Whether no key came or went, of which the dict keeps count, and no value was replaced. */
function isPristine(dict: PyDict): boolean {
  if (dict.mutations !== ENTRIES.length) return false;
  const { entryValues } = dict;
  for (let i = 0; i < ENTRY_VALUES.length; i++) {
    if (entryValues[i] !== ENTRY_VALUES[i]) return false;
  }
  return true;
}
