/**
 * What other code can get hold of while a trace runs: objects that the frames and the globals lead to, in an order that equal heaps
 * share.
 *
 * @module
 */

import { PyBuiltin, PyCell, PyFunction, PyMethod } from "../../../src/object/values/callable_values.ts";
import { PyDict } from "../../../src/object/dict/dict.ts";
import { ListIterator, TupleIterator } from "../../../src/object/iterator/iterators.ts";
import { PyModule } from "../../../src/object/values/module.ts";
import { PyList, PyTuple } from "../../../src/object/values/sequence_values.ts";
import { PyObject, type Value } from "../../../src/object/values/value.ts";
import { PyInstance } from "../../../src/object/type/instance.ts";
import { PyType } from "../../../src/object/type/type.ts";
import type { Machine } from "../../../src/vm/machine.ts";

/** Objects listed at most. */
const MOST = 160;
/** Items of a container that are looked at. */
const ITEMS = 8;

/** What an object leads to. */
function next(value: PyObject): readonly Value[] {
  if (value instanceof PyInstance) {
    return [
      value.cls,
      ...(value.values ?? []),
      ...(value.dict?.entryValues ?? []),
      ...(value.slots ?? []),
      value.payload,
    ];
  }
  if (value instanceof PyList || value instanceof PyTuple) return value.items.slice(0, ITEMS);
  if (value instanceof PyCell) return [value.contents];
  if (value instanceof PyMethod) return [value.func, value.self];
  if (value instanceof PyFunction) return value.closure?.items ?? [];
  if (value instanceof PyType) return value.isHeap ? [...value.mro, ...value.dict.entryValues] : [];
  if (value instanceof PyDict) return value.entryValues.slice(0, ITEMS);
  if (value instanceof ListIterator) return [value.list];
  if (value instanceof TupleIterator) return [value.tuple];
  return [];
}

/** Objects in the order in which they are met, breadth first; builtins and what is no object are left out. */
export function reachable(m: Machine): readonly PyObject[] {
  const seen = new Set<PyObject>();
  const add = (value: Value): void => {
    if (seen.size >= MOST || !(value instanceof PyObject) || value instanceof PyBuiltin) return;
    if (value instanceof PyType && !value.isHeap) return;
    if (value instanceof PyModule && value.dict === m.builtins) return;
    if (value !== m.builtins) seen.add(value);
  };
  const { frame } = m;
  frame.globals.entryValues.forEach(add);
  for (let i = 0; i < m.sp; i++) add(frame.stack[i]);
  // Grows while it is gone through.
  for (const object of seen) next(object).forEach(add);
  return [...seen];
}
