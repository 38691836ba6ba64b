/**
 * Members of the iterator types, and the classes that make iterators: enumerate, zip, map, filter, reversed.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { isSequence, length } from "../sequence/containers.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { toIndex } from "../sequence/indexing.ts";
import { getIter } from "../iterator/iteration.ts";
import {
  Enumerate,
  FilterIterator,
  ListIterator,
  ListReverseIterator,
  MapIterator,
  RangeIterator,
  ReversedIterator,
  TupleIterator,
  Zip,
} from "../iterator/iterators.ts";
import { lookupSpecial } from "../type/lookup.ts";
import type { PyType } from "../type/type.ts";
import { unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { strLength } from "../text/escapes.ts";
import { isTrue } from "../values/truth.ts";
import {
  BYTEARRAY_ITERATOR,
  BYTES_ITERATOR,
  CALLABLE_ITERATOR,
  DICT_ITERATORS,
  ENUMERATE,
  FILTER,
  LIST_ITERATOR,
  LIST_REVERSE_ITERATOR,
  LONG_RANGE_ITERATOR,
  MAP,
  RANGE_ITERATOR,
  REVERSED,
  SEQUENCE_ITERATOR,
  SET_ITERATOR,
  STR_ASCII_ITERATOR,
  STR_ITERATOR,
  TUPLE_ITERATOR,
  typeName,
  typeOf,
  ZIP,
} from "../type/types.ts";
import { normalizeInt } from "../values/value.ts";
import { bindArguments, checkCount, positionalOf } from "./arguments.ts";
import { CALLS, constructor, instanceOf, methods } from "./define.ts";
import { iteratorSlots } from "./protocols.ts";
import {
  BytesIterator,
  DictIterator,
  LongRangeIterator,
  type SequenceIterator,
  SetIterator,
  StrIterator,
} from "../iterator/iterators.ts";

for (
  const type of [
    BYTEARRAY_ITERATOR,
    BYTES_ITERATOR,
    CALLABLE_ITERATOR,
    ENUMERATE,
    FILTER,
    LIST_ITERATOR,
    LIST_REVERSE_ITERATOR,
    LONG_RANGE_ITERATOR,
    MAP,
    RANGE_ITERATOR,
    REVERSED,
    SEQUENCE_ITERATOR,
    SET_ITERATOR,
    STR_ASCII_ITERATOR,
    STR_ITERATOR,
    TUPLE_ITERATOR,
    ZIP,
    ...Object.values(DICT_ITERATORS).flat(),
  ]
) iteratorSlots(type);

/** `__length_hint__` of types whose objects are of one class: items left, as far as they know. */
function hinting<I>(
  types: readonly PyType[],
  kind: abstract new (...parts: never[]) => I,
  itemsLeft: (iterator: I) => number | bigint,
): void {
  for (const type of types) {
    methods(type, CALLS.NOARGS, {
      __length_hint__: (_rt, self) => {
        const iterator = unwrap(self);
        return iterator instanceof kind ? itemsLeft(iterator) : 0;
      },
    });
  }
}

hinting([LIST_ITERATOR], ListIterator, ({ list, index }) => list === null ? 0 : Math.max(0, list.items.length - index));
hinting([TUPLE_ITERATOR], TupleIterator, ({ tuple, index }) => tuple === null ? 0 : tuple.items.length - index);
hinting([STR_ITERATOR, STR_ASCII_ITERATOR], StrIterator, ({ text, index }) => strLength(text.slice(index)));
hinting(
  [BYTES_ITERATOR, BYTEARRAY_ITERATOR],
  BytesIterator,
  ({ bytes, index }) => bytes === null ? 0 : Math.max(0, bytes.data.length - index),
);
hinting([RANGE_ITERATOR], RangeIterator, (iterator) => iterator.left());
hinting([LONG_RANGE_ITERATOR], LongRangeIterator, ({ length }) => normalizeInt(length));
hinting(
  [LIST_REVERSE_ITERATOR],
  ListReverseIterator,
  ({ list, index }) => list === null || list.items.length < index + 1 ? 0 : index + 1,
);
methods(SEQUENCE_ITERATOR, CALLS.NOARGS, {
  // `iter_len`
  __length_hint__: (rt, self) => {
    const { sequence, index } = self as SequenceIterator;
    if (sequence === undefined) return 0;
    if (lookupSpecial(typeOf(sequence), "__len__") === undefined) return NOT_IMPLEMENTED;
    return Math.max(0, length(rt, sequence) - index);
  },
});
hinting([REVERSED], ReversedIterator, ({ index }) => index + 1);
hinting([SET_ITERATOR], SetIterator, ({ set, used, left }) => set !== null && used === set.used ? left : 0);
hinting(
  Object.values(DICT_ITERATORS).flat(),
  DictIterator,
  ({ dict, used, left }) => dict !== null && used === dict.used ? left : 0,
);

constructor(ENUMERATE, (rt, cls, args, kwnames) => {
  if (cls === ENUMERATE) checkEnumerate(rt, args.length, kwnames ?? []);
  const [iterable, start] = bindArguments(
    rt,
    { name: "enumerate", names: ["iterable", "start"], required: 1, positional: 2 },
    args,
    kwnames,
  );
  const first = start === undefined ? 0 : toIndex(rt, start);
  return instanceOf(rt, cls, ENUMERATE, new Enumerate(getIter(rt, iterable), first));
});

/** What `enumerate` itself says of wrong arguments (`enumerate_vectorcall`). */
function checkEnumerate(rt: Runtime, count: number, keywords: readonly string[]): void {
  const given = count - keywords.length;
  if (count === 0) throw raise(rt, TYPE_ERROR, "enumerate() missing required argument 'iterable'");
  if (count > 2) throw raise(rt, TYPE_ERROR, `enumerate() takes at most 2 arguments (${count} given)`);
  const allowed = given === 1 ? ["start"] : count === 1 ? ["iterable"] : ["iterable", "start"];
  for (const keyword of keywords) {
    if (!allowed.includes(keyword)) {
      throw raise(rt, TYPE_ERROR, `'${keyword}' is an invalid keyword argument for enumerate()`);
    }
  }
}

constructor(ZIP, (rt, cls, args, kwnames) => {
  let given = args.length;
  let strict = false;
  if (kwnames !== null && kwnames.length > 0) {
    given -= kwnames.length;
    if (kwnames.length > 1) {
      throw raise(rt, TYPE_ERROR, `zip() takes at most 1 keyword argument (${kwnames.length} given)`);
    }
    kwnames.forEach((keyword, i) => {
      if (keyword !== "strict") {
        throw raise(rt, TYPE_ERROR, `'${keyword}' is an invalid keyword argument for zip()`);
      }
      strict = isTrue(rt, args[given + i]);
    });
  }
  const iterators = args.slice(0, given).map((iterable) => getIter(rt, iterable));
  return instanceOf(rt, cls, ZIP, new Zip(iterators, strict));
});

constructor(MAP, (rt, cls, given, kwnames) => {
  const args = positionalOf(rt, cls, MAP, given, kwnames);
  if (args.length < 2) throw raise(rt, TYPE_ERROR, "map() must have at least two arguments.");
  const iterators = args.slice(1).map((iterable) => getIter(rt, iterable));
  return instanceOf(rt, cls, MAP, new MapIterator(args[0], iterators));
});

constructor(FILTER, (rt, cls, given, kwnames) => {
  const args = positionalOf(rt, cls, FILTER, given, kwnames);
  checkCount(rt, "filter", args.length, 2, 2);
  return instanceOf(rt, cls, FILTER, new FilterIterator(args[0], getIter(rt, args[1])));
});

constructor(REVERSED, (rt, cls, given, kwnames) => {
  const args = positionalOf(rt, cls, REVERSED, given, kwnames);
  checkCount(rt, "reversed", args.length, 1, 1);
  const [sequence] = args;
  const method = lookupSpecial(typeOf(sequence), "__reversed__");
  if (method === null) throw raise(rt, TYPE_ERROR, `'${typeName(sequence)}' object is not reversible`);
  if (method !== undefined) return callSpecial(rt, method, sequence, []);
  if (!isSequence(sequence)) {
    throw raise(rt, TYPE_ERROR, `'${typeName(sequence)}' object is not reversible`);
  }
  return instanceOf(rt, cls, REVERSED, new ReversedIterator(sequence, length(rt, sequence)));
});
