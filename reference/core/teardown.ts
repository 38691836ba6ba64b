/**
 * In what order things die that one instruction let go of. CPython counts references: whoever loses the last one ends at once, and then
 * lets go of what it held, one after the other. Here the references are counted afterwards, among those known to have died.
 *
 * @module
 */

import { Frame, Generator, PyFrame } from "../frame.ts";
import {
  PyCell,
  PyDict,
  PyException,
  PyFunction,
  PyInstance,
  PyIterator,
  PyList,
  PyObject,
  PySet,
  PySlice,
  PyTraceback,
  PyTuple,
  PyType,
  type Value,
} from "../values.ts";

/** What can hold others: a value, or the frame that a traceback or a frame object stands for. */
type Holder = PyObject | Frame;

/** What something holds, in the order in which it lets go of it when it ends. */
function heldBy(holder: Holder): unknown[] {
  const held: unknown[] = [];
  addHeldBy(holder, held);
  return held;
}

/** Appends what something holds, in that order. */
export function addHeldBy(holder: Holder, held: unknown[]): void {
  if (holder instanceof Frame) {
    held.push(holder.func, holder.locals, holder.localsDict);
    addAll(holder.fast, held);
    held.push(holder.back);
  } else if (holder instanceof PyCell) {
    held.push(holder.content);
  } else if (holder instanceof PyTraceback) {
    held.push(holder.next, holder.item.frame);
  } else if (holder instanceof PyFrame) {
    held.push(holder.frame, holder.trace);
  } else if (holder instanceof Generator) {
    const frame = holder.frame ?? holder.left;
    if (frame === null) return;
    addAll(frame.fast, held);
    addAll(frame.stack, held);
    held.push(frame.func);
  } else if (holder instanceof PyFunction) {
    const { defaults, kwdefaults, doc, attrs, closure, annotations, typeParams } = holder;
    held.push(defaults, kwdefaults, doc, attrs, closure, annotations, typeParams);
  } else if (holder instanceof PySlice) {
    held.push(holder.step, holder.start, holder.stop);
  } else if (holder instanceof PyType) {
    // A class is in its own resolution order: counting never ends it.
    if (holder.heap) {
      held.push(holder);
      addEach(holder.dict.values(), held);
    }
  } else if (hasAttributes(holder)) {
    if (holder.slots !== null) addSlots(holder, holder.slots, held);
    held.push(holder.attrs);
    // Attributes of an instance are its own, not a dict that somebody could hold.
    if (holder instanceof PyList || holder instanceof PyTuple) {
      for (let i = holder.items.length - 1; i >= 0; i--) held.push(holder.items[i]);
    } else if (holder instanceof PyDict) addEntries(holder, held);
    else if (holder instanceof PySet) addEach(holder.items(), held);
    else if (holder instanceof PyException) held.push(holder.args, holder.traceback, holder.cause, holder.context);
  } else {
    const own = holder instanceof PyIterator ? holder.held() : null;
    for (const field of own ?? Object.values(holder)) {
      if (Array.isArray(field)) addAll(field, held);
      else held.push(field);
    }
  }
}

/** Values that let go of slots and attributes before anything else. */
function hasAttributes(holder: PyObject): boolean {
  return holder instanceof PyInstance || holder instanceof PyList || holder instanceof PyTuple ||
    holder instanceof PyDict ||
    holder instanceof PySet || holder instanceof PyException;
}

function addAll(values: readonly unknown[], held: unknown[]): void {
  for (let i = 0; i < values.length; i++) held.push(values[i]);
}

/** Appends each of some values. */
export function addEach(values: Iterable<unknown>, held: unknown[]): void {
  for (const value of values) held.push(value);
}

/** What something holds, and what an instance has in its attributes. */
function contentsOf(holder: Holder): unknown[] {
  const contents = heldBy(holder);
  if (holder instanceof PyInstance && holder.attrs !== null) addEntries(holder.attrs, contents);
  return contents;
}

/** Slots go class by class, from the own ones to those of the bases, in each by name. */
function addSlots({ cls }: PyObject, slots: ReadonlyMap<string, Value>, held: unknown[]): void {
  const ordered: unknown[] = [];
  for (let type: PyType | null = cls; type !== null; type = type.base) {
    for (const name of [...(type.slotNames ?? [])].sort()) ordered.push(slots.get(name));
  }
  for (const value of slots.values()) if (!ordered.includes(value)) ordered.push(value);
  addAll(ordered, held);
}

/** Appends keys and values of a dict in order. */
export function addEntries(dict: PyDict, held: unknown[]): void {
  for (const { key, value } of dict.entries()) held.push(key, value);
}

/** As many containers end inside of each other. */
const TRASH_UNWIND_LEVEL = 50;

/** Whether the end of something counts as one inside of others. */
function isGuarded(holder: Holder): boolean {
  return holder instanceof PyList || holder instanceof PyTuple || holder instanceof PyDict || holder instanceof PySet ||
    holder instanceof PyInstance || holder instanceof PyException || holder instanceof PyTraceback ||
    holder instanceof PyFrame;
}

/** The ends of what one instruction let go of. */
export class Teardown {
  /** What is still to be let go of, innermost last. */
  readonly pending: unknown[][] = [];
  /** What is too deep inside of others to end now. */
  readonly deferred: Holder[] = [];
  /** For each level of what is pending, whether it counts for {@linkcode TRASH_UNWIND_LEVEL}. */
  private readonly guarded: boolean[] = [];
  private depth = 0;
  /** References to those that died, by the others and by the instruction. */
  private readonly references: Map<Holder, number> = new Map();
  private readonly lives: (holder: unknown) => boolean;
  private readonly end: (object: PyObject) => boolean;

  /**
   * @param lives Whether something is held elsewhere.
   * @param end Ends an object, with its destructor; true when that made it live again.
   */
  constructor(lives: (holder: unknown) => boolean, end: (object: PyObject) => boolean) {
    this.lives = lives;
    this.end = end;
  }

  /** How many died, as far as it knows. */
  get size(): number {
    return this.references.size;
  }

  /** Whether an object is still held by others that died: then it is part of a ring, or held by one. */
  strands(object: PyObject): boolean {
    return this.references.has(object);
  }

  /** Lets go of all these, in order. */
  run(letGo: readonly unknown[]): void {
    this.count(letGo);
    this.release(letGo);
  }

  private count(held: readonly unknown[]): void {
    for (const open = [held]; open.length > 0;) {
      for (const holder of open.pop() as readonly unknown[]) {
        if (!isHolder(holder)) continue;
        const known = this.references.get(holder) ?? 0;
        if (known === 0 && this.lives(holder)) continue;
        this.references.set(holder, known + 1);
        if (known === 0) open.push(heldBy(holder));
      }
    }
  }

  private release(letGo: readonly unknown[]): void {
    this.pending.push([...letGo].reverse());
    this.guarded.push(false);
    while (this.pending.length > 0) {
      const level = this.pending[this.pending.length - 1] as unknown[];
      if (level.length > 0) this.takeReference(level.pop());
      else this.close();
    }
  }

  /** Whoever ended last has let go of everything. */
  private close(): void {
    this.pending.pop();
    if (this.guarded.pop() === true) this.depth--;
    // The last that waits goes first.
    if (this.depth === 0 && this.deferred.length > 0) this.finish(this.deferred.pop() as Holder);
  }

  private takeReference(holder: unknown): void {
    if (!isHolder(holder)) return;
    const count = this.references.get(holder);
    if (count === undefined) return;
    if (count > 1) {
      this.references.set(holder, count - 1);
      return;
    }
    this.references.delete(holder);
    this.finish(holder);
  }

  /** Ends something; too deep inside of others it waits until they are done (C: the trashcan of `Include/cpython/object.h`). */
  private finish(holder: Holder): void {
    const guarded = isGuarded(holder);
    if (guarded && this.depth >= TRASH_UNWIND_LEVEL) {
      this.deferred.push(holder);
      return;
    }
    const before = heldBy(holder);
    const contents = contentsOf(holder);
    if (holder instanceof PyObject && this.end(holder)) return;
    // What its destructor took out of it is let go of as well.
    const after = heldBy(holder);
    const late = contentsOf(holder).filter((value) => !contents.includes(value));
    if (late.length > 0) this.count(late);
    const held = [...before.filter((value) => !after.includes(value)), ...after];
    if (guarded) this.depth++;
    this.pending.push(held.reverse());
    this.guarded.push(guarded);
  }
}

function isHolder(v: unknown): v is Holder {
  return v instanceof PyObject || v instanceof Frame;
}
