/**
 * Members of `tuple`.
 *
 * @module
 */

import { VALUE_ERROR } from "../exception/exception_types.ts";
import { makeAlias } from "../type/generic_alias.ts";
import { itemsWithHint } from "../iterator/iteration.ts";
import { tupleOf } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { makeTuple, PyTuple } from "../values/sequence_values.ts";
import { TUPLE } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { checkCount, positionalOf } from "./arguments.ts";
import { CALLS, classMethod, constructor, instanceOf, methods } from "./define.ts";
import { countItem, indexOfItem } from "./item_search.ts";
import { sequenceSlots, valueSlots } from "./protocols.ts";

/** The tuple of `self`. */
function ownTuple(self: Value): PyTuple {
  return self instanceof PyTuple ? self : tupleOf(self) as PyTuple;
}

constructor(TUPLE, (rt, cls, given, kwnames) => {
  const args = positionalOf(rt, cls, TUPLE, given, kwnames);
  checkCount(rt, "tuple", args.length, 0, 1);
  const [iterable] = args;
  if (iterable instanceof PyTuple && cls === TUPLE) return iterable;
  return instanceOf(rt, cls, TUPLE, makeTuple(iterable === undefined ? [] : itemsWithHint(rt, iterable)));
});

valueSlots(TUPLE, true);
sequenceSlots(TUPLE);
methods(TUPLE, CALLS.FAST, {
  index: (rt, self, args) => {
    const at = indexOfItem(rt, () => ownTuple(self).items, args);
    if (at < 0) throw raise(rt, VALUE_ERROR, "tuple.index(x): x not in tuple");
    return at;
  },
});
methods(TUPLE, CALLS.O, { count: (rt, self, args) => countItem(rt, () => ownTuple(self).items, args[0]) });
methods(TUPLE, CALLS.NOARGS, { __getnewargs__: (_rt, self) => makeTuple([makeTuple(ownTuple(self).items)]) });
classMethod(TUPLE, "__class_getitem__", CALLS.O, (_rt, cls, args) => makeAlias(cls, args[0]));
