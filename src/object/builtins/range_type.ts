/**
 * Members of `range`, `slice`, `NoneType`, `ellipsis` and `NotImplementedType`.
 *
 * @module
 */

import { builtinContains } from "../sequence/containers.ts";
import { getBuiltinItem } from "../sequence/subscripts.ts";
import { TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { PySlotMember } from "../values/callable_values.ts";
import { longSliceIndices, toIndex } from "../sequence/indexing.ts";
import { compareTruth } from "../values/compare.ts";
import { itemsOf, reversedRangeIterator } from "../iterator/iteration.ts";
import { raise } from "../exception/raise.ts";
import { makeRange, rangeIndex } from "../sequence/range_ops.ts";
import { type PyRange, PySlice, PyTuple } from "../values/sequence_values.ts";
import { ELLIPSIS, NOT_IMPLEMENTED } from "../values/singletons.ts";
import { ELLIPSIS_TYPE, NONE_TYPE, NOT_IMPLEMENTED_TYPE, RANGE, SLICE } from "../type/types.ts";
import { isInt, normalizeInt } from "../values/value.ts";
import type { PyInt, Value } from "../values/value.ts";
import { repr } from "../text/repr.ts";
import { checkCount, noKeywords } from "./arguments.ts";
import { CALLS, constructor, getSet, methods, slots } from "./define.ts";
import { compareSlots, containerSlots, hashSlot, reprSlot, valueSlots } from "./protocols.ts";
import type { Runtime } from "../runtime.ts";

constructor(RANGE, (rt, _cls, args, kwnames) => {
  noKeywords(rt, "range", kwnames);
  checkCount(rt, "range", args.length, 1, 3);
  if (args.length === 1) return makeRange(rt, 0, toIndex(rt, args[0]), 1);
  const start = toIndex(rt, args[0]);
  const stop = toIndex(rt, args[1]);
  return makeRange(rt, start, stop, args.length === 3 ? toIndex(rt, args[2]) : 1);
});

valueSlots(RANGE, true);
containerSlots(RANGE);
slots(RANGE, {
  __getitem__: (rt, self, args) => getBuiltinItem(rt, self, args[0]),
  __bool__: (_rt, self) => (self as PyRange).length !== 0,
});
getSet(RANGE, "start", (_rt, self) => (self as PyRange).start);
getSet(RANGE, "stop", (_rt, self) => (self as PyRange).stop);
getSet(RANGE, "step", (_rt, self) => (self as PyRange).step);

/** Items equal to a value that is no int: they are compared one by one. */
function countOf(rt: Runtime, range: PyRange, value: Value): number {
  return itemsOf(rt, range).filter((item) => compareTruth(rt, item, value, 2)).length;
}

function plainInt(value: Value): PyInt | undefined {
  if (typeof value === "boolean") return value ? 1 : 0;
  return isInt(value) ? value : undefined;
}

methods(RANGE, CALLS.O, {
  count: (rt, self, args) =>
    plainInt(args[0]) === undefined
      ? countOf(rt, self as PyRange, args[0])
      : builtinContains(rt, self, args[0])
      ? 1
      : 0,
  index: (rt, self, args) => {
    const range = self as PyRange;
    const int = plainInt(args[0]);
    if (int === undefined) {
      const at = itemsOf(rt, range).findIndex((item) => compareTruth(rt, item, args[0], 2));
      if (at < 0) throw raise(rt, VALUE_ERROR, "sequence.index(x): x not in sequence");
      return at;
    }
    if (!builtinContains(rt, range, int)) throw raise(rt, VALUE_ERROR, `${repr(rt, args[0])} is not in range`);
    return rangeIndex(rt, range, int);
  },
});
methods(RANGE, CALLS.NOARGS, { __reversed__: (_rt, self) => reversedRangeIterator(self as PyRange) });

constructor(SLICE, (rt, _cls, args, kwnames) => {
  noKeywords(rt, "slice", kwnames);
  checkCount(rt, "slice", args.length, 1, 3);
  return args.length === 1 ? new PySlice(null, args[0], null) : new PySlice(args[0], args[1], args[2] ?? null);
});

reprSlot(SLICE);
hashSlot(SLICE, true);
compareSlots(SLICE);
["start", "stop", "step"].forEach((name, slot) => SLICE.dict.setStr(name, new PySlotMember(SLICE, name, slot, true)));
methods(SLICE, CALLS.O, {
  indices: (rt, self, args) => {
    const length = BigInt(toIndex(rt, args[0]));
    if (length < 0n) throw raise(rt, VALUE_ERROR, "length should not be negative");
    return new PyTuple(longSliceIndices(rt, self as PySlice, length).map(normalizeInt));
  },
});

/** A type whose one instance its constructor gives. */
const SINGLETONS = [
  [NONE_TYPE, null, "NoneType"],
  [ELLIPSIS_TYPE, ELLIPSIS, "EllipsisType"],
  [NOT_IMPLEMENTED_TYPE, NOT_IMPLEMENTED, "NotImplementedType"],
] as const;
for (const [type, value, said] of SINGLETONS) {
  constructor(type, (rt, _cls, args) => {
    if (args.length > 0) throw raise(rt, TYPE_ERROR, `${said} takes no arguments`);
    return value;
  });
  reprSlot(type);
}
slots(NONE_TYPE, { __bool__: () => false });
hashSlot(NONE_TYPE, true);
