/**
 * The order in which things die that lose their last holder in one instruction. The pin counts references: what loses its last one
 * ends at once, and then lets go of what it held, one after the other. Here the references among the dead are counted once it is
 * known who died.
 *
 * @module
 */

import type { PyDict } from "../../object/dict/dict.ts";
import { PyTraceback } from "../../object/exception/exception.ts";
import { byClass, classSet } from "../../object/type/class_numbers.ts";
import type { PyInstance } from "../../object/type/instance.ts";
import type { PyType } from "../../object/type/type.ts";
import { FRAME_OWNER, PyFrameObject } from "../../object/values/frame.ts";
import { DictIterator, Enumerate, MapIterator, Zip } from "../../object/iterator/iterators.ts";
import { PyObject, type Value } from "../../object/values/value.ts";

const HELD_BY = byClass<[], readonly Value[]>({
  // Lists and tuples are emptied from their end.
  LIST: ({ items }) => items.toReversed(),
  TUPLE: ({ items }) => items.toReversed(),
  DICT: heldByDict,
  SET: ({ table }) => table,
  CELL: ({ contents }) => [contents],
  INSTANCE: heldByInstance,
  EXCEPTION: ({ slots, fields, dict, args, tracebackTop, cause, context }) => [
    ...(slots ?? []),
    ...(fields?.values() ?? []),
    dict,
    args,
    tracebackTop,
    cause,
    context,
  ],
  GENERATOR: ({ frame }) =>
    frame.owner === FRAME_OWNER.FRAME_OBJECT ? [] : [...frame.stack.slice(0, frame.sp), frame.func],
  FUNCTION: ({ defaults, kwdefaults, doc, dict, closure, annotations, typeParams }) => [
    defaults,
    kwdefaults,
    doc,
    dict,
    closure,
    annotations,
    typeParams,
  ],
  // A class is in its own resolution order: counting never ends it.
  TYPE: (type) => type.isHeap ? [type, ...heldBy(type.dict)] : [],
  SLICE: (object) => [object.step, object.start, object.stop],
}, heldByOther);

/** What an object holds, in the order in which its end lets go of it (`tp_dealloc` of its type). */
export function heldBy(object: PyObject): readonly Value[] {
  return (HELD_BY[object.classNumber] as typeof HELD_BY[number])(object);
}

function heldByOther(object: PyObject): readonly Value[] {
  if (object instanceof PyTraceback) return [object.next, object.frame];
  if (object instanceof PyFrameObject) return heldByFrameObject(object);
  if (object instanceof Enumerate) return [object.iterator, object.result];
  if (object instanceof DictIterator) return [object.dict, object.owner, object.result];
  if (object instanceof Zip) return [...object.iterators.toReversed(), object.result];
  if (object instanceof MapIterator) return [...object.iterators.toReversed(), object.callable];
  return Object.values(object).flatMap((field: unknown) =>
    field instanceof PyObject ? [field] : Array.isArray(field) ? field as Value[] : []
  );
}

/** Keys and values; texts and numbers are left out, which only take room. */
function heldByDict({ entryKeys, entryValues }: PyDict): Value[] {
  const held: Value[] = [];
  for (let entry = 0; entry < entryKeys.length; entry++) {
    const key = entryKeys[entry];
    const value = entryValues[entry];
    if (typeof key === "object" && key !== null) held.push(key);
    if (typeof value === "object" && value !== null) held.push(value);
  }
  return held;
}

function heldByInstance({ cls, slots, values, dict, payload }: PyInstance): Value[] {
  const held: Value[] = slots === null ? [] : slotsOf(cls, slots);
  if (values !== null) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (typeof value === "object" && value !== null) held.push(value);
    }
  }
  if (dict !== null) held.push(dict);
  if (typeof payload === "object" && payload !== null) held.push(payload);
  return held;
}

/** The slots of a class's own before those of its base (`clear_slots`). */
function slotsOf(cls: PyType, slots: readonly Value[]): Value[] {
  const ordered: Value[] = [];
  let end = slots.length;
  for (let type: PyType | null = cls; type !== null; type = type.base) {
    const start = type.base?.slotCount ?? 0;
    if (start >= end) continue;
    ordered.push(...slots.slice(start, end));
    end = start;
  }
  return ordered;
}

/** A frame that runs, or is a generator's, belongs to somebody else. */
function heldByFrameObject({ frame, back, trace }: PyFrameObject): Value[] {
  const own = frame.owner === FRAME_OWNER.FRAME_OBJECT
    ? [frame.func, frame.locals, ...frame.stack.slice(0, frame.sp)]
    : [];
  return [...own, back, trace];
}

/** As many containers end inside of each other (`_PyTrash_UNWIND_LEVEL`). */
const TRASH_UNWIND_LEVEL = 50;

const GUARDED = classSet("LIST", "TUPLE", "DICT", "SET", "INSTANCE", "EXCEPTION");

/** Whether the end of an object counts as one inside of others. */
function isGuarded(object: PyObject): boolean {
  return GUARDED[object.classNumber] === true || object instanceof PyTraceback || object instanceof PyFrameObject;
}

/** The ends of what one instruction let go of. */
export class Teardown {
  /** References to each dead object by other dead ones, and by what is let go. */
  readonly #counts: Map<PyObject, number> = new Map();
  /** What is still to be let go, in reverse: of the first array by the instruction, of the others by what is ending. */
  readonly pending: Value[][];
  /** Whether what lets go of each array counts for {@linkcode TRASH_UNWIND_LEVEL}. */
  readonly #guarded: boolean[] = [false];
  #depth = 0;
  /** What is too deep inside of others to end now. */
  readonly deferred: PyObject[] = [];
  readonly #lives: (object: PyObject) => boolean;
  readonly #end: (object: PyObject) => boolean;

  /**
   * @param letGo What the instruction let go of, in order.
   * @param lives Whether somebody else holds an object.
   * @param end Ends an object, which may run code of the program; true when that made it live again.
   */
  constructor(
    letGo: readonly Value[],
    lives: (object: PyObject) => boolean,
    end: (object: PyObject) => boolean,
  ) {
    this.pending = [letGo.toReversed()];
    this.#lives = lives;
    this.#end = end;
    this.#count(letGo);
  }

  /** Whether an object is still held by others that died: then it is part of a ring, or held by one. */
  strands(object: PyObject): boolean {
    return this.#counts.has(object);
  }

  /** How many objects it found dead. */
  get size(): number {
    return this.#counts.size;
  }

  #count(letGo: readonly Value[]): void {
    const open = [letGo];
    for (let held = open.pop(); held !== undefined; held = open.pop()) {
      for (let i = 0; i < held.length; i++) {
        const value = held[i];
        if (typeof value !== "object" || value === null) continue;
        const count = this.#counts.get(value) ?? 0;
        if (count === 0 && this.#lives(value)) continue;
        this.#counts.set(value, count + 1);
        if (count === 0) open.push(heldBy(value));
      }
    }
  }

  /** Ends everything in order. */
  run(): void {
    const { pending } = this;
    for (let held = pending.at(-1); held !== undefined; held = pending.at(-1)) {
      const value = held.pop();
      if (value instanceof PyObject && this.#losesLast(value)) this.#finish(value);
      while (pending.at(-1)?.length === 0) {
        pending.pop();
        if (this.#guarded.pop() === true) this.#depth--;
        if (this.#depth === 0) this.#resume();
      }
    }
  }

  /** Ends an object; too deep inside of others it waits until they are done (`Py_TRASHCAN_BEGIN`). */
  #finish(object: PyObject): void {
    const guarded = isGuarded(object);
    if (guarded && this.#depth >= TRASH_UNWIND_LEVEL) {
      this.deferred.push(object);
      return;
    }
    const before = heldBy(object);
    if (this.#end(object)) return;
    const after = heldBy(object);
    this.#count(after.filter((value) => !before.includes(value)));
    // What its destructor took out of it is let go of as well.
    const held = [...before.filter((value) => !after.includes(value)), ...after];
    if (guarded) this.#depth++;
    this.pending.push(held.reverse());
    this.#guarded.push(guarded);
  }

  /** The last that waits goes first. */
  #resume(): void {
    const object = this.deferred.pop();
    if (object !== undefined) this.#finish(object);
  }

  /** Takes one reference away. */
  #losesLast(object: PyObject): boolean {
    const count = this.#counts.get(object);
    if (count === undefined) return false;
    if (count > 1) this.#counts.set(object, count - 1);
    else this.#counts.delete(object);
    return count === 1;
  }
}
