/**
 * `repr`, `str` and `ascii` of every kind of value, and `__repr__` and `__str__` of the built-in types.
 *
 * @module
 */

import { digitsOf, productWork } from "../../src/isa/work.ts";
import { workOf } from "../work.ts";
import { exceptions } from "../exceptions.ts";
import type { Runtime } from "../runtime.ts";
import { slot } from "../signature.ts";
import { defineWrappers, types } from "../types.ts";
import {
  PyBytes,
  PyComplex,
  PyDict,
  PyDictView,
  PyException,
  PyFloat,
  type PyInstance,
  PyList,
  PyMappingProxy,
  PyObject,
  PyRange,
  PySet,
  PySingleton,
  PySlice,
  PyTuple,
  type PyType,
  type Value,
} from "../values.ts";
import { bytesRepr, escapeNonAscii, strRepr } from "./escapes.ts";
import { floatRepr } from "./float_text.ts";
import { complexRepr } from "./format_value.ts";
import { objectRepr, plainObjectRepr } from "./object_repr.ts";
import { mappingOf } from "../core/mappings.ts";
import { intPayload, strPayload } from "./payload.ts";
import { isNamespace } from "../core/compare.ts";
import { codecErrorText, syntaxErrorText } from "../core/exception_fields.ts";

/** The text of `repr(v)`. */
export function repr(rt: Runtime, v: Value): string {
  return strPayload(reprValue(rt, v)) as string;
}

/** The text of `str(v)`. */
export function str(rt: Runtime, v: Value): string {
  return typeof v === "string" ? v : strPayload(strValue(rt, v)) as string;
}

/** `repr(v)`: a str, or what `__repr__` gives as the instance of a subclass. */
export function reprValue(rt: Runtime, v: Value, said: "__repr__" | "__str__" = "__repr__"): Value {
  rt.spend(workOf(v) + 1);
  switch (typeof v) {
    case "string":
      return strRepr(v);
    case "bigint":
      return intRepr(rt, v);
    case "boolean":
      return v ? "True" : "False";
    default:
      if (v === null) return "None";
  }
  return textOfSpecial(rt, v, "__repr__", said);
}

/** `str(v)`, likewise. */
export function strValue(rt: Runtime, v: Value): Value {
  if (typeof v === "string") return v;
  if (v === null || typeof v !== "object") return repr(rt, v);
  return textOfSpecial(rt, v, "__str__");
}

/** `ascii(v)`, likewise: what has nothing to escape stays as it is. */
export function ascii(rt: Runtime, v: Value): Value {
  const shown = reprValue(rt, v);
  const text = strPayload(shown) as string;
  const escaped = escapeNonAscii(text);
  return escaped === text ? shown : escaped;
}

/** `said` is the method that is to blame for what is no text. */
function textOfSpecial(rt: Runtime, v: Value, name: "__repr__" | "__str__", said = name): Value {
  const result = rt.callSpecial(v, name, []);
  if (result === undefined) return plainObjectRepr(rt, v);
  if (strPayload(result) === undefined) throw rt.typeError(`${said} returned non-string (type ${rt.typeName(result)})`);
  return result;
}

/** Ints beyond take work to convert. */
const LONG = 2n ** 256n;
const LONG_NEGATIVE = -LONG;

/** Decimal text of an int; too many digits are a ValueError. */
export function intRepr(rt: Runtime, value: bigint): string {
  if (value > LONG || value < LONG_NEGATIVE) rt.spend(productWork(digitsOf(value), digitsOf(value)));
  const text = value.toString();
  const { maxDigits } = rt;
  if (maxDigits > 0 && text.length > maxDigits && text.replace("-", "").length > maxDigits) {
    throw rt.valueError(
      `Exceeds the limit (${maxDigits} digits) for integer string conversion; ` +
        "use sys.set_int_max_str_digits() to increase the limit",
    );
  }
  return text;
}

function joined(rt: Runtime, items: Iterable<Value>, open: string, close: string): string {
  let text = open;
  for (const item of items) {
    if (text.length > open.length) text += ", ";
    text += repr(rt, item);
    rt.checkSize(text.length);
  }
  return text + close;
}

/** Items of a list as they are met: `__repr__` of one may change those that follow. */
function* liveItems(list: PyList): Iterable<Value> {
  for (let i = 0; i < list.items.length; i++) yield list.items[i] as Value;
}

function dictRepr(rt: Runtime, dict: PyDict): string {
  if (dict.size === 0) return "{}";
  return rt.guardRepr(dict, () => {
    let text = "{";
    for (const entry of dict.entries()) {
      if (text.length > 1) text += ", ";
      text += `${repr(rt, entry.key)}: ${repr(rt, entry.value)}`;
      rt.checkSize(text.length);
    }
    return `${text}}`;
  }) ?? "{...}";
}

function setRepr(rt: Runtime, set: PySet): string {
  const name = set.cls.name;
  if (set.size === 0) return `${name}()`;
  return rt.guardRepr(set, () => {
    const items = joined(rt, set.items(), "{", "}");
    return set.cls === types.set ? items : `${name}(${items})`;
  }) ?? `${name}(...)`;
}

function viewRepr(rt: Runtime, view: PyDictView): string {
  return rt.guardRepr(view, () => {
    const items: string[] = [];
    for (const { key, value } of view.dict.entries()) {
      if (view.what === "keys") items.push(repr(rt, key));
      else if (view.what === "values") items.push(repr(rt, value));
      else items.push(`(${repr(rt, key)}, ${repr(rt, value)})`);
    }
    return `${view.cls.name}([${items.join(", ")}])`;
  }) ?? "...";
}

function tupleRepr(rt: Runtime, { items }: PyTuple, self: PyTuple): string {
  return rt.guardRepr(self, () => joined(rt, items, "(", items.length === 1 ? ",)" : ")")) ?? "(...)";
}

function rangeRepr(rt: Runtime, { start, stop, step }: PyRange): string {
  const ends = `${intRepr(rt, start)}, ${intRepr(rt, stop)}`;
  return step === 1n ? `range(${ends})` : `range(${ends}, ${intRepr(rt, step)})`;
}

function exceptionRepr(rt: Runtime, { cls, args }: PyException): string {
  const only = args.items.length === 1 ? args.items[0] : undefined;
  return only !== undefined ? `${cls.name}(${repr(rt, only)})` : `${cls.name}${repr(rt, args)}`;
}

function exceptionStr(rt: Runtime, exception: PyException): Value {
  const { items } = exception.args;
  if (items.length === 0) return "";
  return items.length === 1 ? strValue(rt, items[0] as Value) : repr(rt, exception.args);
}

function groupStr(rt: Runtime, exception: PyException): Value {
  const group = exception.group;
  if (group === null) return exceptionStr(rt, exception);
  const count = group.exceptions.length;
  return `${group.message} (${count} sub-exception${count === 1 ? "" : "s"})`;
}

function namespaceRepr(rt: Runtime, v: PyInstance): string {
  const name = v.cls === types.simpleNamespace ? "namespace" : v.cls.name;
  return rt.guardRepr(v, () => {
    const parts = [...v.attrs?.entries() ?? []].flatMap(({ key, value }) =>
      typeof key === "string" && key !== "" ? [`${key}=${repr(rt, value)}`] : []
    );
    return `${name}(${parts.join(", ")})`;
  }) ?? `${name}(...)`;
}

/** Text of the value of a built-in type, whatever its class says: what the type's own `__repr__` gives. */
function nativeRepr(rt: Runtime, v: Value): string {
  const int = typeof v === "boolean" ? undefined : intPayload(v);
  if (int !== undefined) return intRepr(rt, int);
  const text = strPayload(v);
  if (text !== undefined) return strRepr(text);
  if (!(v instanceof PyObject)) return repr(rt, v);
  if (v instanceof PyFloat) return floatRepr(v.value);
  if (v instanceof PyComplex) return complexRepr(v.re, v.im);
  if (v instanceof PyTuple) return tupleRepr(rt, v, v);
  if (v instanceof PyList) {
    if (v.items.length === 0) return "[]";
    return rt.guardRepr(v, () => joined(rt, liveItems(v), "[", "]")) ?? "[...]";
  }
  if (v instanceof PyDict) return dictRepr(rt, v);
  if (v instanceof PySet) return setRepr(rt, v);
  if (v instanceof PyBytes) {
    const text = bytesRepr(v.data);
    if (v.cls.layout !== "bytearray") return text;
    // FAITHFUL: apostrophes are escaped between double quotes, too.
    return `${v.cls.name}(${text.startsWith('b"') ? text.replaceAll("'", "\\'") : text})`;
  }
  if (v instanceof PySlice) return `slice(${repr(rt, v.start)}, ${repr(rt, v.stop)}, ${repr(rt, v.step)})`;
  if (v instanceof PyRange) return rangeRepr(rt, v);
  if (v instanceof PySingleton) return v.text;
  if (v instanceof PyException) return exceptionRepr(rt, v);
  if (isNamespace(v)) return namespaceRepr(rt, v);
  if (v instanceof PyDictView) return viewRepr(rt, v);
  if (v instanceof PyMappingProxy) {
    return `mappingproxy(${repr(rt, mappingOf(rt, v))})`;
  }
  return objectRepr(rt, v);
}

/** Types whose `__repr__` is their own; the others inherit `object.__repr__`. */
const TYPES_WITH_REPR: readonly PyType[] = [
  types.NoneType,
  types.bool,
  types.int,
  types.float,
  types.complex,
  types.str,
  types.bytes,
  types.bytearray,
  types.tuple,
  types.list,
  types.dict,
  types.set,
  types.frozenset,
  types.slice,
  types.range,
  types.ellipsis,
  types.NotImplementedType,
  types.type,
  types.function,
  types.method,
  types.builtin,
  types.methodDescriptor,
  types.wrapperDescriptor,
  types.methodWrapper,
  types.classmethodDescriptor,
  types.getsetDescriptor,
  types.memberDescriptor,
  types.staticmethod,
  types.classmethod,
  types.super,
  types.module,
  types.code,
  types.cell,
  types.generator,
  types.coroutine,
  types.asyncGenerator,
  types.dictKeys,
  types.dictValues,
  types.dictItems,
  types.mappingproxy,
  types.typeVar,
  types.paramSpec,
  types.typeVarTuple,
  types.typeAliasType,
  types.genericAlias,
  types.unionType,
  types.simpleNamespace,
  exceptions.BaseException,
];

/** `__repr__` and `__str__`, which take no arguments. */
function defineTexts(type: PyType, texts: Readonly<Record<string, (rt: Runtime, self: Value) => Value>>): void {
  for (const [name, text] of Object.entries(texts)) defineWrappers(type, { [name]: slot(text) });
}

/** Gives the built-in types their `__repr__` and `__str__`. */
export function installRepr(): void {
  for (const type of TYPES_WITH_REPR) {
    defineTexts(type, { __repr__: nativeRepr });
  }
  defineTexts(types.int, { __repr__: (rt, self) => intRepr(rt, intPayload(self) as bigint) });
  defineTexts(types.object, { __repr__: plainObjectRepr, __str__: (rt, self) => reprValue(rt, self, "__str__") });
  defineTexts(types.str, { __str__: (_rt, self) => strPayload(self) as string });
  defineTexts(exceptions.BaseException, { __str__: (rt, self) => exceptionStr(rt, self as PyException) });
  defineTexts(exceptions.KeyError, {
    // The text of a missing key is its repr, so that an empty or blank one shows.
    __str__: (rt, self) => {
      const { items } = (self as PyException).args;
      return items.length === 1 ? reprValue(rt, items[0] as Value) : exceptionStr(rt, self as PyException);
    },
  });
  defineTexts(exceptions.OSError, {
    __str__: (rt, self) => {
      const raised = self as PyException;
      const [filename, second] = ["filename", "filename2"].map((name) => raised.slots?.get(name) ?? null);
      if (filename === null && !raised.slots?.has("errno")) return exceptionStr(rt, raised);
      const [errno, strerror] = ["errno", "strerror"].map((name) => str(rt, raised.slots?.get(name) ?? null));
      const files = [filename, second].flatMap((file) => file == null ? [] : [repr(rt, file)]);
      return `[Errno ${errno}] ${strerror}${files.length === 0 ? "" : `: ${files.join(" -> ")}`}`;
    },
  });
  for (const name of ["UnicodeEncodeError", "UnicodeDecodeError", "UnicodeTranslateError"] as const) {
    defineTexts(exceptions[name], {
      __str__: (rt, self) => {
        const raised = self as PyException;
        return codecErrorText(rt, raised) ?? rt.unsupported(`str() of a changed ${name}`);
      },
    });
  }
  defineTexts(exceptions.SyntaxError, { __str__: (rt, self) => syntaxErrorText(rt, self as PyException) });
  defineTexts(exceptions.BaseExceptionGroup, { __str__: (rt, self) => groupStr(rt, self as PyException) });
}
