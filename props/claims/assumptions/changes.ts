/**
 * How what a guard stands for is changed behind the back of a trace: a table of changes, each applied in the same way to two
 * machines with equal heaps.
 *
 * @module
 */

import type { UopName } from "../../../src/isa/uops.ts";
import { ListIterator, RangeIterator, TupleIterator } from "../../../src/object/iterator/iterators.ts";
import { PyCell, PyFunction, PyProperty } from "../../../src/object/values/callable_values.ts";
import { PyFloat } from "../../../src/object/values/number_values.ts";
import { PyModule } from "../../../src/object/values/module.ts";
import { PyList } from "../../../src/object/values/sequence_values.ts";
import { PyObject, type Value } from "../../../src/object/values/value.ts";
import { PyDict } from "../../../src/object/dict/dict.ts";
import { catchRaised } from "../../../src/object/exception/raise.ts";
import { defaultStoreAttr, getAttr } from "../../../src/object/type/attributes.ts";
import { PyInstance } from "../../../src/object/type/instance.ts";
import { PyType } from "../../../src/object/type/type.ts";
import { typeOf } from "../../../src/object/type/types.ts";
import type { Machine } from "../../../src/vm/machine.ts";
import { otherValue, sameKind, STRANGER } from "./odd_values.ts";
import { type Change, onName, onObject, type Sort } from "./change.ts";
import { reachable } from "./heap.ts";
import { MONITORING_CHANGES } from "./monitoring_changes.ts";
import { variables } from "./variables.ts";

function isOf(sort: Sort, object: PyObject): boolean {
  switch (sort) {
    case "function":
      return object instanceof PyFunction;
    case "type":
      return object instanceof PyType;
    case "instance":
      return object instanceof PyInstance;
    case "module":
      return object instanceof PyModule;
    case "list":
      return object instanceof PyList;
    case "cell":
      return object instanceof PyCell && object.contents !== undefined;
    case "iterator":
      return object instanceof ListIterator || object instanceof TupleIterator || object instanceof RangeIterator;
  }
}

/** Objects of a sort that can be reached now. */
function objectsOf(m: Machine, sort: Sort): readonly PyObject[] {
  return reachable(m).filter((object) => isOf(sort, object));
}

/** Keys of namespaces that more than programs ask for. */
const NEEDED: ReadonlySet<string> = new Set(["__name__", "__builtins__", "__build_class__", "__import__"]);

/** Puts the entries of a table elsewhere: the key before goes, further ones come until the table is built anew. */
function move(dict: PyDict, name: string): boolean {
  const before = dict.findStr(name);
  const previous = dict.entryKeys.slice(0, Math.max(before, 0)).findLast((key) =>
    typeof key === "string" && !NEEDED.has(key)
  );
  if (before < 0 || typeof previous !== "string") return false;
  dict.deleteStr(previous);
  for (let i = 0; i < 64 && dict.findStr(name) === before; i++) dict.setStr(`moved${i}`, STRANGER);
  return dict.findStr(name) !== before;
}

function setName(dict: PyDict, name: string, other: (value: Value) => Value): boolean {
  const value = dict.getStr(name);
  if (value === undefined) return false;
  dict.setStr(name, other(value));
  return true;
}

/** The dict of an instance, which then has no inline values any more; null for one without. */
function dictOf(m: Machine, object: PyObject): PyDict | null {
  const dict = getAttr(m, object, "__dict__");
  return dict instanceof PyDict ? dict : null;
}

/** Takes all items that are left. */
function exhaust(iterator: PyObject): boolean {
  if (iterator instanceof ListIterator) iterator.end();
  else if (iterator instanceof TupleIterator) iterator.end();
  else if (iterator instanceof RangeIterator) iterator.length = 0;
  return true;
}

const CHANGES = {
  "bind global": onName(
    "the global {name} is bound to something else",
    (m, name) => setName(m.frame.globals, name, otherValue),
  ),
  "change global": onName(
    "the global {name} gets another value",
    (m, name) => setName(m.frame.globals, name, sameKind),
  ),
  "change globals": onName("globals that hold plain values get others", (m) => {
    const { globals } = m.frame;
    const plain = globals.entryKeys.filter((key) => typeof key === "string" && !key.startsWith("__"));
    let changed = false;
    for (const key of plain as string[]) {
      const value = globals.getStr(key);
      if (value instanceof PyObject && !(value instanceof PyFloat)) continue;
      globals.setStr(key, otherValue(value));
      changed = true;
    }
    return changed;
  }),
  "hide builtin": onName("a global hides the builtin {name}", (m, name) => {
    if (m.frame.globals.getStr(name) !== undefined || m.builtins.getStr(name) === undefined) return false;
    m.frame.globals.setStr(name, STRANGER);
    return true;
  }),
  "delete global": onName("the global {name} is deleted", (m, name) => m.frame.globals.deleteStr(name)),
  "move global": onName(
    "keys of the globals come and go, {name} has another place",
    (m, name) => move(m.frame.globals, name),
  ),
  "bind builtin": onName(
    "the builtin {name} is bound to something else",
    (m, name) => setName(m.builtins, name, otherValue),
  ),
  "delete builtin": onName("the builtin {name} is deleted", (m, name) => m.builtins.deleteStr(name)),
  "move builtin": onName(
    "keys of the builtins come and go, {name} has another place",
    (m, name) => move(m.builtins, name),
  ),
  "invalidate": onName("the executor is invalidated", (m) => {
    m.optimizer.index.invalidateAll();
    return true;
  }),
  ...MONITORING_CHANGES,
  "replace code": onObject("function", "the function gets the code of another", (m, object) => {
    const func = object as PyFunction;
    const other = objectsOf(m, "function").find((each) =>
      (each as PyFunction).code !== func.code && (each as PyFunction).code.freeCount === func.code.freeCount
    );
    if (other === undefined) return false;
    defaultStoreAttr(m, func, "__code__", (other as PyFunction).code);
    return true;
  }),
  "change type": onObject("type", "the class gets another {name}", (m, object, name) => {
    const found = getOwn(object as PyType, name);
    defaultStoreAttr(m, object, name, otherValue(found));
    return true;
  }),
  "make property": onObject("type", "the class makes a property of {name}", (m, object, name) => {
    defaultStoreAttr(m, object, name, new PyProperty(m.builtins.getStr("callable"), null, null, null));
    return true;
  }),
  "make false": onObject("type", "the class gets a __bool__", (m, object) => {
    defaultStoreAttr(m, object, "__bool__", STRANGER);
    return true;
  }),
  "change class": onObject("instance", "the instance gets another class", (m, object) => {
    const own = (object as PyInstance).cls;
    const other = objectsOf(m, "type").find((each) => each !== own);
    if (other === undefined) return false;
    defaultStoreAttr(m, object, "__class__", other);
    return true;
  }),
  "shadow attribute": onObject("instance", "the instance gets a {name} of its own", (m, object, name) => {
    defaultStoreAttr(m, object, name, STRANGER);
    return true;
  }),
  "delete attribute": onObject("instance", "the instance loses its {name}", (m, object, name) => {
    defaultStoreAttr(m, object, name, undefined);
    return true;
  }),
  "change attribute": onObject(
    "instance",
    "the {name} of the instance gets a value of another kind",
    (m, object, name) => {
      defaultStoreAttr(m, object, name, otherValue(getAttr(m, object, name)));
      return true;
    },
  ),
  "give up values": onObject(
    "instance",
    "the instance keeps its attributes in a dict, and its {name} changes there",
    (m, object, name) => {
      const dict = dictOf(m, object);
      return dict !== null && setName(dict, name, sameKind);
    },
  ),
  "hide in dict": onObject(
    "instance",
    "the instance keeps its attributes in a dict, which gets a {name} of its own",
    (m, object, name) => {
      const dict = dictOf(m, object);
      if (dict === null || dict.getStr(name) !== undefined) return false;
      dict.setStr(name, STRANGER);
      return true;
    },
  ),
  "move attribute": onObject(
    "instance",
    "keys of the instance come and go, {name} has another place",
    (m, object, name) => {
      const dict = dictOf(m, object);
      return dict !== null && move(dict, name);
    },
  ),
  "change module": onObject(
    "module",
    "the {name} of the module changes",
    (_m, object, name) => setName((object as PyModule).dict, name, otherValue),
  ),
  "move module": onObject(
    "module",
    "keys of the module come and go, {name} has another place",
    (_m, object, name) => move((object as PyModule).dict, name),
  ),
  "change items": onObject("list", "the items of the list become something of another kind", (_m, object) => {
    const list = object as PyList;
    list.items = list.items.map(otherValue);
    return list.items.length > 0;
  }),
  "empty list": onObject("list", "the list is emptied", (_m, object) => {
    const had = (object as PyList).items.length > 0;
    (object as PyList).items = [];
    return had;
  }),
  "change cell": onObject("cell", "the variable of several functions gets a value of another kind", (_m, object) => {
    (object as PyCell).contents = otherValue((object as PyCell).contents);
    return true;
  }),
  // Other code sees the variables of its callers, but cannot change them: traces do not run while somebody traces.
  "look": onName("other code looks at the variables of all frames", (m) => {
    for (const line of variables(m)) m.log.push(line);
    return true;
  }),
  "exhaust": onObject("iterator", "the iterator is exhausted", (_m, object) => exhaust(object)),
} as const satisfies Record<string, Change>;

/** Name of a change. */
export type ChangeName = keyof typeof CHANGES;

function getOwn(type: PyType, name: string): Value {
  for (const each of type.mro) {
    const value = each.dict.getStr(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

const GLOBALS: readonly ChangeName[] = ["bind global", "change global", "hide builtin", "delete global"];
const GLOBAL_KEYS: readonly ChangeName[] = ["hide builtin", "move global", "delete global"];
const BUILTINS: readonly ChangeName[] = ["bind builtin", "hide builtin", "delete builtin"];
const BUILTIN_KEYS: readonly ChangeName[] = ["move builtin", "delete builtin"];
const TYPES: readonly ChangeName[] = [
  "change type",
  "make property",
  "change class",
  "shadow attribute",
  "bind global",
];
const INSTANCES: readonly ChangeName[] = [
  "shadow attribute",
  "give up values",
  "hide in dict",
  "delete attribute",
  "move attribute",
  "change attribute",
  "change class",
];
const VALUES: readonly ChangeName[] = [
  "change globals",
  "change items",
  "change attribute",
  "change cell",
  "empty list",
];
const ITERATORS: readonly ChangeName[] = ["empty list", "exhaust", "change cell", "bind global"];
const FUNCTIONS: readonly ChangeName[] = [
  "replace code",
  "bind global",
  "change type",
  "shadow attribute",
  "change cell",
];
const MODULES: readonly ChangeName[] = ["change module", "move module"];
const VARIABLES: readonly ChangeName[] = ["look"];
const VALIDITY: readonly ChangeName[] = ["monitor instructions", "monitor jumps", "monitor", "invalidate"];

/** What a guard, or a load that went, stands for: by its name. */
const STANDS_FOR: readonly (readonly [RegExp, readonly ChangeName[]])[] = [
  [/^_CHECK_VALIDITY$|^RESUME_CHECK$/, VALIDITY],
  [/^(STORE|DELETE)_FAST$|^LOAD_FAST_AND_CLEAR$|^(STORE|DELETE)_DEREF$/, VARIABLES],
  [/^_GUARD_GLOBALS_VERSION$/, GLOBAL_KEYS],
  [/^_GUARD_BUILTINS_VERSION$/, BUILTIN_KEYS],
  [/^_LOAD_GLOBAL(_MODULE)?$|^LOAD_NAME$/, GLOBALS],
  [/^_LOAD_GLOBAL_BUILTINS$/, BUILTINS],
  [/^_CHECK_ATTR_MODULE$|^_LOAD_ATTR_MODULE$/, MODULES],
  [/^TO_BOOL_ALWAYS_TRUE$/, ["make false", "change class", "bind global", "change attribute"]],
  [/^_GUARD_TYPE_VERSION$|^_CHECK_ATTR_CLASS$|^_LOAD_ATTR_CLASS$|^LOAD_SUPER_ATTR/, TYPES],
  [/^_GUARD_(DORV|KEYS)|^_CHECK_(ATTR|MANAGED)|^_LOAD_ATTR|^_STORE_ATTR/, INSTANCES],
  [/^_CHECK_(FUNCTION|CALL)|^_INIT_CALL/, FUNCTIONS],
  [/ITER|EXHAUSTED/, ITERATORS],
  [/^CALL_/, ["bind global", "hide builtin", "bind builtin", "change type", "change items"]],
  [/^_GUARD_(BOTH|IS)|^TO_BOOL|^BINARY_SUBSCR|^STORE_SUBSCR|^UNPACK|^COMPARE_OP|^_BINARY_OP|^LOAD_DEREF/, VALUES],
];

/** The changes that break what a uop stands for, the most telling first; none for those that nothing of the heap decides. */
export function changesFor(uop: UopName): readonly ChangeName[] {
  return STANDS_FOR.find(([pattern]) => pattern.test(uop))?.[1] ?? [];
}

/**
 * Changes of what no guard before the trace and no dependency of an executor can vouch for, so that it may be anything when a trace is
 * entered.
 */
const AT_ENTRY: ReadonlySet<ChangeName> = new Set<ChangeName>([
  ...INSTANCES,
  "change items",
  "change cell",
  "empty list",
  "exhaust",
]);

/** The changes that break what a uop stands for before the trace is entered; where nothing of the heap decides, values change. */
export function changesAtEntry(uop: UopName): readonly ChangeName[] {
  const fitting = changesFor(uop).filter((name) => AT_ENTRY.has(name));
  return fitting.length > 0 ? fitting : VALUES.filter((name) => AT_ENTRY.has(name));
}

/** The change of a name. */
export function changeOf(name: ChangeName): Change {
  return CHANGES[name];
}

/** Which objects of the change's sort fit a version that a guard compares, by their places; all, where none does. */
export function placesFor(reached: readonly PyObject[], { sort }: Change, version: number): readonly number[] {
  if (sort === null) return [0];
  const objects = reached.filter((object) => isOf(sort, object));
  const fitting = objects.flatMap((object, place) => versionOf(object) === version ? [place] : []);
  return version !== 0 && fitting.length > 0 ? fitting : objects.map((_, place) => place);
}

function versionOf(object: PyObject): number {
  if (object instanceof PyType) return object.versionTag;
  if (object instanceof PyFunction) return object.version;
  return object instanceof PyInstance ? typeOf(object).versionTag : 0;
}

/** Makes a change; false when there is nothing to change, or it is refused. */
export function applyChange(m: Machine, change: Change, name: string, place: number): boolean {
  const object = change.sort === null ? null : objectsOf(m, change.sort)[place] ?? null;
  const { exception } = m;
  try {
    return change.apply(m, name, object);
  } catch (error) {
    catchRaised(m, error);
    m.exception = exception;
    return false;
  }
}
