/**
 * `repr` and `ascii` of any value.
 *
 * @module
 */

import { digitsOf, productWork } from "../../isa/work.ts";
import { workOf } from "../call/native_work.ts";
import { callSpecial } from "../call/call.ts";
import {
  PyBuiltin,
  PyCell,
  PyClassMethod,
  PyClassMethodDescriptor,
  PyFunction,
  PyGetSet,
  PyMethod,
  PyMethodDescriptor,
  PyMethodWrapper,
  PySlotMember,
  PySlotWrapper,
  PyStaticMethod,
  PySuper,
} from "../values/callable_values.ts";
import { PyCode } from "../values/code.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import { dictItems, dictKeys } from "../dict/dict_ops.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { PyException } from "../exception/exception.ts";
import { BASE_EXCEPTION_GROUP, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { PyAnyGenerator, PyAsyncGenerator, PyCoroutine } from "../generator/generator.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyModule } from "../values/module.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import { strOf, unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { checkNew, checkSize, MAX_STR_DIGITS_THRESHOLD, type Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes, PyList, PyRange, PySlice, PyTuple } from "../values/sequence_values.ts";
import { PyAnySet, PySet } from "../set/set.ts";
import { setItems } from "../set/set_ops.ts";
import { ELLIPSIS, NOT_IMPLEMENTED } from "../values/singletons.ts";
import { PyNamespace } from "../type/namespace.ts";
import { PyType } from "../type/type.ts";
import { MEMBER_DESCRIPTOR, typeName, typeOf } from "../type/types.ts";
import { PyGenericAlias, PyTypeAlias, PyTypeParameter, PyUnion } from "../values/typing_values.ts";
import type { PyInt, PyObject, Value } from "../values/value.ts";
import { bytesRepr, strRepr } from "./escapes.ts";
import { floatMagnitude, floatRepr, isNegative } from "./float_text.ts";

/** Ints below this have few enough digits, whatever the limit (`_PY_LONG_MAX_STR_DIGITS_THRESHOLD`). */
const DIGITS_BOUND = 10n ** BigInt(MAX_STR_DIGITS_THRESHOLD);

/** The text of `repr(value)`. */
export function repr(rt: Runtime, value: Value): string {
  return strOf(reprValue(rt, value)) as string;
}

/**
 * `repr(value)` (`PyObject_Repr`): a str, or what `__repr__` gives as the instance of a subclass. `said` is the method to
 * blame for what is no text.
 */
export function reprValue(rt: Runtime, value: Value, said: "__repr__" | "__str__" = "__repr__"): Value {
  rt.burn(workOf(value) + 1);
  switch (typeof value) {
    case "number":
      return String(value);
    case "string":
      return strRepr(value);
    case "boolean":
      return value ? "True" : "False";
    case "bigint":
      return decimalText(rt, value);
    case "undefined":
      return "<NULL>";
  }
  if (value === null) return "None";
  const isStatic = !value.cls.isHeap && !(value instanceof PyNamespace);
  if (isStatic && !(value instanceof PyType && value.cls.isHeap)) return builtinRepr(rt, value);
  const method = lookupSpecial(value.cls, "__repr__");
  if (method instanceof PySlotWrapper) return method.impl(rt, value, [], null);
  if (method === undefined) return defaultRepr(value);
  const result = callSpecial(rt, method, value, []);
  if (strOf(result) === undefined) {
    throw raise(rt, TYPE_ERROR, `${said} returned non-string (type ${typeName(result)})`);
  }
  return result;
}

/** `ascii(value)`: the same with everything beyond ASCII escaped. */
export function ascii(rt: Runtime, value: Value): Value {
  if (typeof value === "string") return strRepr(value, true);
  const shown = reprValue(rt, value);
  const text = strOf(shown) as string;
  // deno-lint-ignore no-control-regex -- ASCII is what stays
  if (/^[\x00-\x7f]*$/.test(text)) return shown;
  // deno-lint-ignore no-control-regex -- ASCII is what stays
  return text.replace(/[^\x00-\x7f]/gu, (char) => {
    const code = char.codePointAt(0) as number;
    const hex = code.toString(16);
    return code < 0x100
      ? `\\x${hex.padStart(2, "0")}`
      : code < 0x10000
      ? `\\u${hex.padStart(4, "0")}`
      : `\\U${hex.padStart(8, "0")}`;
  });
}

/** Decimal text of an int; raises ValueError when that would be too long (`long_to_decimal_string`). */
export function decimalText(rt: Runtime, value: PyInt): string {
  if (typeof value !== "bigint") return value.toString();
  const digits = digitsOf(value);
  rt.burn(productWork(digits, digits));
  if (value < DIGITS_BOUND && value > -DIGITS_BOUND) return value.toString();
  const { maxStrDigits } = rt;
  const bound = 10n ** BigInt(maxStrDigits);
  if (maxStrDigits > 0 && (value >= bound || value <= -bound)) {
    throw raise(
      rt,
      VALUE_ERROR,
      `Exceeds the limit (${maxStrDigits} digits) for integer string conversion; ` +
        "use sys.set_int_max_str_digits() to increase the limit",
    );
  }
  return value.toString();
}

/** `<C object at 0x...>` (`object_repr`). */
export function defaultRepr(value: Value): string {
  return `<${qualifiedTypeName(typeOf(value))} object at ${NO_ADDRESS}>`;
}

/** Stands for the address: a program whose outcome depends on one has no meaning to compare. */
const NO_ADDRESS = "0x0";

/** Qualified name of a type, with its module unless that is builtins. */
function qualifiedTypeName(type: PyType): string {
  const { module } = type;
  return typeof module === "string" && module !== "builtins" ? `${module}.${type.qualname}` : type.name;
}

/** Repr of a value of a builtin type, or of an instance as its builtin base writes it. */
export function builtinRepr(rt: Runtime, given: PyObject): string {
  const value = unwrap(given);
  if (typeof value !== "object" || value === null) return repr(rt, value);
  if (value instanceof PyFloat) return floatRepr(value.value);
  if (value instanceof PyList) {
    return value.items.length === 0 ? "[]" : guarded(rt, value, "[...]", () => `[${joined(rt, value)}]`);
  }
  if (value instanceof PyTuple) return tupleRepr(rt, value);
  if (value instanceof PyDict) {
    return value.used === 0 ? "{}" : guarded(rt, value, "{...}", () => `{${joinedItems(rt, value)}}`);
  }
  if (value instanceof PyAnySet) return setRepr(rt, value, given);
  if (value instanceof PyBytes) return bytesRepr(value.data);
  if (value instanceof PyByteArray) return `${typeOf(given).name}(${bytearrayRepr(value)})`;
  if (value instanceof PyMappingProxy) return `mappingproxy(${repr(rt, value.mapping)})`;
  if (value instanceof PyComplex) return complexRepr(value);
  if (value instanceof PyRange) {
    const ends = `${repr(rt, value.start)}, ${repr(rt, value.stop)}`;
    return value.step === 1 ? `range(${ends})` : `range(${ends}, ${repr(rt, value.step)})`;
  }
  if (value instanceof PySlice) {
    return `slice(${repr(rt, value.start)}, ${repr(rt, value.stop)}, ${repr(rt, value.step)})`;
  }
  if (value === ELLIPSIS) return "Ellipsis";
  if (value === NOT_IMPLEMENTED) return "NotImplemented";
  if (value instanceof PyException) return exceptionRepr(rt, value);
  if (value instanceof PyType) return `<class '${qualifiedTypeName(value)}'>`;
  if (value instanceof PyDictView) return viewRepr(rt, value);
  return callableRepr(rt, value) ?? typingRepr(rt, value) ?? defaultRepr(given);
}

/** FAITHFUL: apostrophes are escaped between double quotes, too. */
function bytearrayRepr({ data }: PyByteArray): string {
  const text = bytesRepr(data);
  return text.startsWith('b"') ? text.replaceAll("'", "\\'") : text;
}

/** Runs `write` unless the value is being written already: then the text is `cycle` (`Py_ReprEnter`). */
export function guarded(rt: Runtime, value: Value, cycle: string, write: () => string): string {
  if (rt.reprStack.includes(value)) return cycle;
  rt.reprStack.push(value);
  const depth = rt.reprStack.length;
  try {
    const text = write();
    checkNew(rt, text.length);
    return text;
  } finally {
    rt.reprStack.length = depth - 1;
  }
}

/** Items as they are when their turn comes: writing one may change the list. */
function joined(rt: Runtime, list: { readonly items: readonly Value[] }): string {
  let text = "";
  for (let i = 0; i < list.items.length; i++) {
    text += i === 0 ? repr(rt, list.items[i]) : `, ${repr(rt, list.items[i])}`;
    if (text.length > rt.limits.maxSize) checkSize(rt, text.length);
  }
  return text;
}

function joinedItems(rt: Runtime, dict: PyDict): string {
  let text = "";
  for (let entry = 0; entry < dict.entryKeys.length; entry++) {
    const key = dict.entryKeys[entry];
    if (key === undefined) continue;
    const value = dict.entryValues[entry];
    text += `${text === "" ? "" : ", "}${repr(rt, key)}: ${repr(rt, value)}`;
    if (text.length > rt.limits.maxSize) checkSize(rt, text.length);
  }
  return text;
}

function tupleRepr(rt: Runtime, tuple: PyTuple): string {
  if (tuple.items.length === 0) return "()";
  return guarded(rt, tuple, "(...)", () => {
    const text = joined(rt, tuple);
    return tuple.items.length === 1 ? `(${text},)` : `(${text})`;
  });
}

function setRepr(rt: Runtime, set: PyAnySet, given: PyObject): string {
  const name = typeName(given);
  if (set.used === 0) return `${name}()`;
  return guarded(rt, set, `${name}(...)`, () => {
    const text = `{${joined(rt, { items: setItems(set) })}}`;
    return given instanceof PySet ? text : `${name}(${text})`;
  });
}

/** A part of a complex number: as a float, but whole ones without `.0`. */
function complexPart(value: number, forceSign: boolean): string {
  const sign = isNegative(value) ? "-" : forceSign ? "+" : "";
  return sign + floatMagnitude(value, "r", 0, false, false);
}

function complexRepr(value: PyComplex): string {
  if (value.re === 0 && !Object.is(value.re, -0)) return `${complexPart(value.im, false)}j`;
  return `(${complexPart(value.re, false)}${complexPart(value.im, true)}j)`;
}

function viewRepr(rt: Runtime, view: PyDictView): string {
  const { dict } = view;
  return guarded(rt, view, "...", () => {
    const items: Value[] = view.view === "keys"
      ? dictKeys(dict)
      : view.view === "values"
      ? dictItems(dict).map((item) => item[1])
      : dictItems(dict).map((item) => new PyTuple(item));
    return `${typeName(view)}([${joined(rt, { items })}])`;
  });
}

/** `Type(args)` (`BaseException_repr`). */
function exceptionRepr(rt: Runtime, exception: PyException): string {
  const { items } = exception.args;
  const name = typeName(exception);
  if (exception.cls.isSubtype(BASE_EXCEPTION_GROUP)) return `${name}(${joined(rt, { items })})`;
  if (items.length === 1) return `${name}(${repr(rt, items[0])})`;
  return `${name}${repr(rt, exception.args)}`;
}

/** Names the kind of object and where it lies: `T object at 0x...`. */
function objectAt(value: Value): string {
  return `${typeName(value)} object at ${NO_ADDRESS}`;
}

function callableRepr(rt: Runtime, value: PyObject): string | undefined {
  if (value instanceof PyFunction) return `<function ${value.qualname} at ${NO_ADDRESS}>`;
  if (value instanceof PyMethod) {
    const { func } = value;
    const name = func instanceof PyFunction ? func.qualname : func instanceof PyBuiltin ? func.name : "?";
    return `<bound method ${name} of ${repr(rt, value.self)}>`;
  }
  if (value instanceof PyBuiltin) {
    return value.owner === null || value.self === null || value.self instanceof PyModule
      ? `<built-in function ${value.name}>`
      : `<built-in method ${value.name} of ${objectAt(value.self)}>`;
  }
  if (value instanceof PyMethodDescriptor || value instanceof PyClassMethodDescriptor) {
    return `<method '${value.name}' of '${value.owner.name}' objects>`;
  }
  if (value instanceof PySlotWrapper) return `<slot wrapper '${value.name}' of '${value.owner.name}' objects>`;
  if (value instanceof PyMethodWrapper) {
    return `<method-wrapper '${value.descriptor.name}' of ${objectAt(value.self)}>`;
  }
  if (value instanceof PyGetSet || value instanceof PySlotMember) {
    const kind = typeOf(value) === MEMBER_DESCRIPTOR ? "member" : "attribute";
    return `<${kind} '${value.name}' of '${value.owner.name}' objects>`;
  }
  if (value instanceof PyClassMethod || value instanceof PyStaticMethod) {
    return `<${typeName(value)}(${repr(rt, value.callable)})>`;
  }
  if (value instanceof PySuper) {
    return value.objectType === null
      ? `<super: <class '${value.type.name}'>, NULL>`
      : `<super: <class '${value.type.name}'>, <${value.objectType.name} object>>`;
  }
  if (value instanceof PyCell) {
    const contents = value.contents === undefined ? "empty" : objectAt(value.contents);
    return `<cell at ${NO_ADDRESS}: ${contents}>`;
  }
  if (value instanceof PyCode) {
    return `<code object ${value.name} at ${NO_ADDRESS}, file "<oracle>", line ${value.source.firstlineno}>`;
  }
  if (value instanceof PyModule) {
    const isMade = value.dict.getStr("__loader__") === null;
    const name = isMade ? repr(rt, value.dict.getStr("__name__") ?? "?") : `'${value.name}' (built-in)`;
    return `<module ${name}>`;
  }
  if (value instanceof PyAnyGenerator) {
    const kind = value instanceof PyCoroutine
      ? "coroutine"
      : value instanceof PyAsyncGenerator
      ? "async_generator"
      : "generator";
    return `<${kind} object ${value.qualname} at ${NO_ADDRESS}>`;
  }
  return undefined;
}

function typingRepr(rt: Runtime, value: PyObject): string | undefined {
  if (value instanceof PyTypeParameter || value instanceof PyTypeAlias) return value.name;
  if (value instanceof PyGenericAlias) {
    const args = value.args.items.length === 0 ? "()" : value.args.items.map((item) => aliasPart(rt, item)).join(", ");
    const text = `${aliasPart(rt, value.origin)}[${args}]`;
    checkNew(rt, text.length);
    return text;
  }
  if (value instanceof PyUnion) {
    const text = value.args.items.map((item) => item === typeOf(null) ? "None" : aliasPart(rt, item)).join(" | ");
    checkNew(rt, text.length);
    return text;
  }
  return undefined;
}

/** A part of a generic alias: classes by name, the rest by repr. */
function aliasPart(rt: Runtime, value: Value): string {
  rt.burn(1);
  if (value === ELLIPSIS) return "...";
  return value instanceof PyType ? qualifiedTypeName(value) : repr(rt, value);
}
