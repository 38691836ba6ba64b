/**
 * Dunders that many builtin types share.
 *
 * @module
 */

import { BINARY_METHODS, INPLACE_METHODS, REFLECTED_METHODS } from "../number/binary.ts";
import { builtinBinary } from "../number/builtin_binary.ts";
import type { NativeImpl } from "../values/callable_values.ts";
import { COMPARE_METHODS, compareBuiltin } from "../values/compare.ts";
import { builtinContains, builtinLength } from "../sequence/containers.ts";
import { getBuiltinItem } from "../sequence/subscripts.ts";
import { hashBuiltin } from "../values/hash.ts";
import { toIndex } from "../sequence/indexing.ts";
import { inplaceBuiltin } from "../number/inplace.ts";
import { iterNext } from "../iterator/advance.ts";
import { builtinIter } from "../iterator/iteration.ts";
import { raiseValue } from "../exception/raise.ts";
import { STOP_ITERATION } from "../exception/exception_types.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { builtinFormat } from "../text/format.ts";
import { builtinRepr, repr } from "../text/repr.ts";
import { strOf, unwrap } from "../values/payload.ts";
import type { PyType } from "../type/type.ts";
import { concatSequence, repeatSequence, type Sequence } from "../sequence/sequence_ops.ts";
import { builtinUnary } from "../number/unary.ts";
import type { Value } from "../values/value.ts";
import { badArgument } from "./arguments.ts";
import { CALLS, method, slots } from "./define.ts";

/** `__eq__` and its five kin. */
export function compareSlots(type: PyType): void {
  COMPARE_METHODS.forEach((name, op) => {
    slots(type, { [name]: (rt, self, args) => compareBuiltin(rt, self, args[0], op) });
  });
}

/** `__repr__`. */
export function reprSlot(type: PyType): void {
  slots(type, {
    __repr__: (rt, self) => typeof self === "object" && self !== null ? builtinRepr(rt, self) : repr(rt, self),
  });
}

/** `__hash__`, or None for types that cannot be hashed. */
export function hashSlot(type: PyType, hashable: boolean): void {
  if (hashable) slots(type, { __hash__: (rt, self) => hashBuiltin(rt, self) });
  else type.dict.setStr("__hash__", null);
}

/** `__repr__`, `__hash__` and comparisons. */
export function valueSlots(type: PyType, hashable: boolean): void {
  reprSlot(type);
  hashSlot(type, hashable);
  compareSlots(type);
}

/** `__format__` of numbers and str. */
export function formatMethod(type: PyType): void {
  method(type, "__format__", CALLS.O, (rt, self, args) => {
    const spec = strOf(args[0]);
    if (spec === undefined) {
      throw badArgument(rt, "__format__", "argument", "str", args[0]);
    }
    return builtinFormat(rt, self, spec);
  });
}

/**
 * Binary operators and their reflected forms, by the names of {@linkcode BINARY_METHODS} without underscores; `accepts` says which other operands
 * the type knows, NotImplemented is the answer to all else.
 */
export function binarySlots(type: PyType, names: string, accepts: (other: Value) => boolean): void {
  for (const name of names.split(" ")) {
    const op = BINARY_METHODS.indexOf(`__${name}__`);
    const forward: NativeImpl = (rt, self, args) =>
      accepts(args[0]) ? builtinBinary(rt, op, self, args[0]) : NOT_IMPLEMENTED;
    const backward: NativeImpl = (rt, self, args) =>
      accepts(args[0]) ? builtinBinary(rt, op, args[0], self) : NOT_IMPLEMENTED;
    slots(type, { [BINARY_METHODS[op] as string]: forward, [REFLECTED_METHODS[op] as string]: backward });
  }
}

/** In-place operators of types that change themselves. */
export function inplaceSlots(type: PyType, names: string): void {
  for (const name of names.split(" ")) {
    const op = BINARY_METHODS.indexOf(`__${name}__`);
    slots(type, { [INPLACE_METHODS[op] as string]: (rt, self, args) => inplaceBuiltin(rt, op, self, args[0]) });
  }
}

/** `__neg__`, `__pos__`, `__abs__`, and `__invert__` when asked for. */
export function unarySlots(type: PyType, names: readonly string[]): void {
  for (const name of names) slots(type, { [name]: (_rt, self) => builtinUnary(self, name) });
}

/** `__len__`, `__iter__`, `__contains__`. */
export function containerSlots(type: PyType): void {
  slots(type, {
    __len__: (rt, self) => builtinLength(rt, self),
    __iter__: (_rt, self) => builtinIter(self),
    __contains__: (rt, self, args) => builtinContains(rt, self, args[0]),
  });
}

/** `__getitem__`, `__add__`, `__mul__`, `__rmul__` of sequences. */
export function sequenceSlots(type: PyType): void {
  containerSlots(type);
  slots(type, {
    __getitem__: (rt, self, args) => getBuiltinItem(rt, self, args[0]),
    __add__: (rt, self, args) => concatSequence(rt, unwrap(self) as Sequence, args[0], self),
    __mul__: (rt, self, args) => repeatSequence(rt, unwrap(self) as Sequence, toIndex(rt, args[0])),
    __rmul__: (rt, self, args) => repeatSequence(rt, unwrap(self) as Sequence, toIndex(rt, args[0])),
  });
}

/** `__iter__` and `__next__` of iterators. */
export function iteratorSlots(type: PyType): void {
  slots(type, {
    __iter__: (_rt, self) => self,
    __next__: (rt, self) => {
      rt.returned = null;
      const item = iterNext(rt, unwrap(self));
      if (item !== undefined) return item;
      const { returned } = rt;
      throw raiseValue(rt, STOP_ITERATION, ...(returned === null ? [] : [returned]));
    },
  });
}
