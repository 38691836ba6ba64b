/**
 * Members of `tuple`.
 *
 * @module
 */

import { valuesEqual } from "../compare.ts";
import { VALUE_ERROR } from "../exception_types.ts";
import { subscriptType } from "../generic_alias.ts";
import { itemsOf } from "../iteration.ts";
import { tupleOf } from "../payload.ts";
import { raise } from "../raise.ts";
import { EMPTY_TUPLE, makeTuple, PyTuple } from "../sequence_values.ts";
import type { PyType } from "../type.ts";
import { TUPLE } from "../types.ts";
import type { Value } from "../value.ts";
import { checkCount, noKeywords } from "./arguments.ts";
import { CALLS, classMethod, constructor, instanceOf, methods, slots } from "./define.ts";
import { compareSlots, hashSlot, reprSlot, sequenceSlots } from "./protocols.ts";
import { sliceIndex } from "./search.ts";

/** The items of the tuple that `self` is, or holds. */
function partsOf(self: Value): readonly Value[] {
  return (tupleOf(self) as PyTuple).items;
}

constructor(TUPLE, (rt, cls, args, kwnames) => {
  if (cls === TUPLE) noKeywords(rt, "tuple", kwnames);
  const given = args.length - (kwnames?.length ?? 0);
  checkCount(rt, "tuple", given, 0, 1);
  if (given === 0) return instanceOf(rt, cls, TUPLE, EMPTY_TUPLE);
  if (args[0] instanceof PyTuple) return instanceOf(rt, cls, TUPLE, args[0]);
  return instanceOf(rt, cls, TUPLE, makeTuple(itemsOf(rt, args[0])));
});

reprSlot(TUPLE);
hashSlot(TUPLE, true);
compareSlots(TUPLE);
sequenceSlots(TUPLE);
slots(TUPLE, { __getnewargs__: (_rt, self) => new PyTuple([tupleOf(self)]) });
methods(TUPLE, CALLS.O, {
  count: (rt, self, args) => {
    let count = 0;
    for (const item of partsOf(self)) if (valuesEqual(rt, item, args[0])) count++;
    return count;
  },
});
methods(TUPLE, CALLS.FAST, {
  index: (rt, self, args) => {
    checkCount(rt, "index", args.length, 1, 3);
    const items = partsOf(self);
    const start = sliceIndex(rt, args[1], 0);
    const stop = sliceIndex(rt, args[2], Number.MAX_SAFE_INTEGER);
    const from = start < 0 ? Math.max(start + items.length, 0) : start;
    const to = Math.min(stop < 0 ? stop + items.length : stop, items.length);
    for (let i = from; i < to; i++) if (valuesEqual(rt, items[i], args[0])) return i;
    throw raise(rt, VALUE_ERROR, "tuple.index(x): x not in tuple");
  },
});
classMethod(TUPLE, "__class_getitem__", CALLS.O, (rt, cls, args) => subscriptType(rt, cls as PyType, args[0]));
