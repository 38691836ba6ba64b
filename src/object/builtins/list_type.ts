/**
 * Members of `list`.
 *
 * @module
 */

import { moveWork } from "../../isa/work.ts";
import { METH } from "../values/callable_values.ts";
import { delBuiltinItem, getBuiltinItem, setBuiltinItem } from "../sequence/subscripts.ts";
import { INDEX_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { makeAlias } from "../type/generic_alias.ts";
import { toIndex, toSize } from "../sequence/indexing.ts";
import { extendList, ownerOf } from "../iterator/iteration.ts";
import { ListReverseIterator } from "../iterator/iterators.ts";
import { listOf } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { checkSize } from "../runtime.ts";
import { inplaceSequence } from "../sequence/sequence_ops.ts";
import { PyList } from "../values/sequence_values.ts";
import { repr } from "../text/repr.ts";
import { LIST, typeOf } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { checkCount, positionalOf } from "./arguments.ts";
import { CALLS, classMethod, constructor, instanceOf, method, methods, slots } from "./define.ts";
import { countItem, findItem, indexOfItem } from "./item_search.ts";
import { listSort } from "./iteration_functions.ts";
import { sequenceSlots, valueSlots } from "./protocols.ts";

/** The list of `self`. */
function own(self: Value): PyList {
  return self instanceof PyList ? self : listOf(self) as PyList;
}

constructor(LIST, (rt, cls) => instanceOf(rt, cls, LIST, new PyList([])));

valueSlots(LIST, false);
sequenceSlots(LIST);
slots(LIST, {
  __init__: (rt, self, given, kwnames) => {
    const args = positionalOf(rt, typeOf(self), LIST, given, kwnames, "__new__");
    checkCount(rt, "list", args.length, 0, 1);
    const list = own(self);
    list.items = [];
    if (args.length === 1) extendList(rt, list, args[0]);
    return null;
  },
  __setitem__: (rt, self, args) => {
    setBuiltinItem(rt, self, args[0], args[1]);
    return null;
  },
  __delitem__: (rt, self, args) => {
    delBuiltinItem(rt, self, args[0]);
    return null;
  },
  __iadd__: (rt, self, args) => inplaceSequence(rt, true, self, args[0]),
  __imul__: (rt, self, args) => inplaceSequence(rt, false, self, toIndex(rt, args[0])),
});

methods(LIST, CALLS.O, {
  append: (rt, self, args) => {
    const { items } = own(self);
    items.push(args[0]);
    if (items.length > rt.limits.maxSize) checkSize(rt, items.length);
    return null;
  },
  extend: (rt, self, args) => {
    extendList(rt, own(self), args[0]);
    return null;
  },
  remove: (rt, self, args) => {
    const list = own(self);
    const at = findItem(rt, () => list.items, args[0], 0, Infinity);
    if (at < 0) throw raise(rt, VALUE_ERROR, `${repr(rt, args[0])} is not in list`);
    list.items.splice(at, 1);
    return null;
  },
  count: (rt, self, args) => countItem(rt, () => own(self).items, args[0]),
});
method(LIST, "__getitem__", CALLS.O | METH.COEXIST, (rt, self, args) => getBuiltinItem(rt, self, args[0]));

methods(LIST, CALLS.FAST, {
  index: (rt, self, args) => {
    const at = indexOfItem(rt, () => own(self).items, args);
    if (at < 0) throw raise(rt, VALUE_ERROR, `${repr(rt, args[0])} is not in list`);
    return at;
  },
  insert: (rt, self, args) => {
    checkCount(rt, "insert", args.length, 2, 2);
    const at = toSize(rt, args[0]);
    const { items } = own(self);
    items.splice(at < 0 ? Math.max(0, at + items.length) : at, 0, args[1]);
    checkSize(rt, items.length);
    return null;
  },
  pop: (rt, self, args) => {
    checkCount(rt, "pop", args.length, 0, 1);
    const at = args.length === 0 ? -1 : toSize(rt, args[0]);
    const { items } = own(self);
    if (items.length === 0) throw raise(rt, INDEX_ERROR, "pop from empty list");
    const index = at < 0 ? at + items.length : at;
    if (index < 0 || index >= items.length) throw raise(rt, INDEX_ERROR, "pop index out of range");
    if (index === items.length - 1) return items.pop();
    rt.burn(moveWork(items.length - index));
    return items.splice(index, 1)[0];
  },
});

methods(LIST, CALLS.NOARGS, {
  clear: (_rt, self) => {
    const list = own(self);
    // One that is being sorted and looks empty is not touched.
    if (list.items.length > 0) list.items = [];
    return null;
  },
  copy: (_rt, self) => new PyList(own(self).items.slice()),
  reverse: (_rt, self) => {
    own(self).items.reverse();
    return null;
  },
  __reversed__: (_rt, self) => new ListReverseIterator(own(self), ownerOf(self)),
  __sizeof__: (_rt, self) => 40 + 8 * own(self).items.length,
});
method(LIST, "sort", CALLS.FAST_KEYWORDS, (rt, self, args, kwnames) => listSort(rt, own(self), args, kwnames));
classMethod(LIST, "__class_getitem__", CALLS.O, (_rt, cls, args) => makeAlias(cls, args[0]));
