/**
 * What is still reachable. The pin counts references; here the few questions that a program can see the answer of are settled by
 * looking: whether an object with a destructor has died, whether a function still owns its version.
 *
 * @module
 */

import { searchWork } from "../../isa/work.ts";
import { isUnchanged } from "../../object/builtins/builtins.ts";
import { type PyBuiltin, PyCell } from "../../object/values/callable_values.ts";
import { KEYS } from "../../object/dict/dict.ts";
import { FRAME_OWNER, PyFrame } from "../../object/values/frame.ts";
import { ForeignBuiltins } from "../../object/values/frame_builtins.ts";
import { PyModule } from "../../object/values/module.ts";
import type { PyTuple } from "../../object/values/sequence_values.ts";
import { byClass, CLASS_NUMBER, classSet } from "../../object/type/class_numbers.ts";
import type { PyType } from "../../object/type/type.ts";
import { PyObject } from "../../object/values/value.ts";
import type { Frame } from "../frame/machine_frame.ts";
import type { Machine } from "../machine.ts";
import type { HeldNatively } from "./held.ts";
import type { Ground, Holders } from "./proof.ts";

/** Entries kept between uses. */
const ROOM = 1 << 12;

/** A pile of anything that keeps its room between uses, as an array that is emptied does not. */
class Pile {
  private readonly items: unknown[] = [];
  size = 0;
  /** Entries of containers that were gone through, whatever they hold. */
  entries = 0;

  /** Adds what can hold something. */
  add(item: unknown): void {
    if (typeof item === "object" && item !== null) this.items[this.size++] = item;
  }

  /** {@linkcode add}s the first so many of these. */
  addFirst(items: readonly unknown[], count: number): void {
    this.entries += count;
    for (let i = 0; i < count; i++) this.add(items[i]);
  }

  pop(): unknown {
    return this.items[--this.size];
  }

  clear(): void {
    this.size = 0;
    if (this.items.length > ROOM) this.items.length = 0;
  }
}

/** What a walk has still to look into. Walks run no code, so there is one at a time. */
const open = new Pile();

/** What walks met, by the number of the walk: a map is used by one after the other, as one that is emptied gives its room back. */
const marks: Map<object, number>[] = [];
/** Walks that began. */
let walks = 0;

/** Forgets what walks met. */
export function forgetWalks(): void {
  if (marks.length > 0) marks.length = 0;
}

/** A walk over objects that ends when all wanted ones were met. */
export class Search {
  /** Wanted objects that were not met yet. */
  readonly missing: Set<PyObject>;
  private readonly marks: Map<object, number> = marks.pop() ?? new Map();
  private readonly walk: number = ++walks;
  private seen = 0;
  private entries = 0;
  /** What the walk is inside of, outermost first, and for each how much was open before it was looked into. */
  private readonly path: object[] = [];
  private readonly before: number[] = [];
  /** Nobody wants a tuple. */
  private readonly leavesPlain: boolean;
  private readonly onMet: ((object: PyObject, holders: Holders) => void) | null;

  /** `onMet` is told of each wanted object that was met, and what holds it; the holders change after that. */
  constructor(wanted: Iterable<PyObject>, onMet: ((object: PyObject, holders: Holders) => void) | null = null) {
    this.missing = new Set(wanted);
    this.leavesPlain = !this.missing.values().some(({ classNumber }) => classNumber === TUPLE);
    this.onMet = onMet;
  }

  /** All that it met. */
  *all(): Iterable<object> {
    for (const [object, walk] of this.marks) if (walk === this.walk) yield object;
  }

  /** Nobody asks any more what it met. */
  release(): void {
    if (this.marks.size <= ROOM) marks.push(this.marks);
  }

  /** What it costs to have met so many objects, and gone through so many entries. */
  get work(): number {
    return searchWork(this.seen + this.entries);
  }

  /** Whether it came to an object; all that lives, when something wanted was not met. */
  met(object: object): boolean {
    return isLeaf(object) || this.marks.get(object) === this.walk;
  }

  /** An object that is not to be looked into. */
  leaveOut(object: object): void {
    this.marks.set(object, this.walk);
    this.seen++;
  }

  /** Goes on from these. */
  from(...starts: readonly unknown[]): void {
    this.fromFirst(starts, starts.length);
  }

  /** Goes on from the first so many of these. */
  fromFirst(starts: readonly unknown[], count: number): void {
    const path = this.path;
    const before = this.before;
    open.entries = 0;
    open.addFirst(starts, count);
    while (open.size > 0 && this.missing.size > 0) {
      const next = open.pop() as object;
      // What it was inside of is done with when all that that holds is.
      while (path.length > 0 && open.size < (before[before.length - 1] as number)) {
        path.pop();
        before.pop();
      }
      if (this.met(next) || (this.leavesPlain && isPlain(next))) continue;
      this.leaveOut(next);
      if (this.missing.delete(next as PyObject) && this.onMet !== null) this.onMet(next as PyObject, path);
      path.push(next);
      before.push(open.size);
      pushHeld(next, open);
    }
    this.entries += open.entries;
    open.clear();
    path.length = before.length = 0;
  }
}

const PUSH_HELD = byClass<[Pile], void>({
  LIST: ({ items }, held) => held.addFirst(items, items.length),
  TUPLE: ({ items }, held) => held.addFirst(items, items.length),
  INSTANCE: ({ values, slots, dict, payload, cls }, held) => {
    if (values !== null) held.addFirst(values, values.length);
    if (slots !== null) held.addFirst(slots, slots.length);
    held.add(dict);
    held.add(payload);
    held.add(cls);
  },
  DICT: (dict, held) => {
    const { kind, entryKeys, entryValues } = dict;
    if (kind === KEYS.GENERAL) held.addFirst(entryKeys, entryKeys.length);
    held.addFirst(entryValues, entryValues.length);
    if (dict instanceof ForeignBuiltins) held.add(dict.object);
  },
  // Subclasses, kept look-ups and what the specializer keeps are borrowed.
  TYPE: ({ cls, bases, dict, module }, held) => {
    held.add(cls);
    held.add(bases);
    held.add(dict);
    held.add(module);
  },
  GENERATOR: ({ frame, handled }, held) => {
    // A frame that has ended belongs to the frame's object.
    if (frame.owner === FRAME_OWNER.FRAME_OBJECT) return;
    held.add(frame);
    held.add(handled);
  },
  CELL: ({ contents }, held) => held.add(contents),
  FUNCTION: (
    { globals, builtins, defaults, kwdefaults, closure, annotations, typeParams, dict, module, doc },
    held,
  ) => {
    held.add(builtins);
    held.add(globals);
    held.add(defaults);
    held.add(kwdefaults);
    held.add(closure);
    held.add(annotations);
    held.add(typeParams);
    held.add(dict);
    held.add(module);
    held.add(doc);
  },
}, (object, held) => {
  pushFields(object, held);
  held.add(object.cls);
});

/** Piles up all that an object holds. */
function pushHeld(object: object, held: Pile): void {
  const number = classNumberOf(object);
  if (number !== undefined) {
    (PUSH_HELD[number] as typeof PUSH_HELD[number])(object as PyObject, held);
  } else if (Array.isArray(object)) {
    held.addFirst(object, object.length);
  } else if (object instanceof Set) {
    held.entries += object.size;
    for (const item of object) held.add(item);
  } else if (object instanceof Map) {
    held.entries += object.size;
    for (const [key, item] of object) {
      held.add(key);
      held.add(item);
    }
  } else if (object instanceof PyFrame) {
    held.addFirst(object.stack, object.sp);
    held.add(object.locals);
    held.add(object.func);
    held.add(object.globals);
    held.add(object.generator);
  } else {
    pushFields(object, held);
  }
}

function pushFields(object: object, held: Pile): void {
  const fields = Object.values(object);
  held.addFirst(fields, fields.length);
}

/** Number of the class of a value of the program; undefined for what holds such values. */
function classNumberOf(object: object): number | undefined {
  return (object as Partial<PyObject>).classNumber;
}

const { TYPE, BUILTIN, CELL, TUPLE } = CLASS_NUMBER;
const LEAVES = classSet("CODE", "FLOAT", "BYTES", "RANGE");

/** Objects that hold nothing that can die. */
export function isLeaf(object: object): boolean {
  const number = classNumberOf(object);
  if (number === undefined) return false;
  // First what the namespace of builtins is full of.
  if (number === TYPE) return !(object as PyType).isHeap;
  if (number === BUILTIN) {
    // Modules live as long as the run.
    const { self } = object as PyBuiltin;
    return self === null || self instanceof PyModule;
  }
  return LEAVES[number] as boolean;
}

/** Items of a tuple that are looked at before it is looked into. */
const SHORT = 8;

/** Whether an object is a short tuple without anything that can hold something: programs that log what they do have many. */
function isPlain(object: object): boolean {
  if (classNumberOf(object) !== TUPLE) return false;
  const { items } = object as PyTuple;
  if (items.length > SHORT) return false;
  for (let i = 0; i < items.length; i++) if (typeof items[i] === "object" && items[i] !== null) return false;
  return true;
}

/** Whether a running frame has the object, or a cell with it, in a local or on its stack. */
export function isHeldByFrame(m: Machine, object: PyObject): boolean {
  let { sp } = m;
  for (let { frame } = m; frame !== m.root; frame = frame.previous as Frame, sp = frame.sp) {
    const { stack } = frame;
    for (let i = 0; i < sp; i++) {
      const value = stack[i];
      if (typeof value !== "object" || value === null) continue;
      if (value === object || (value.classNumber === CELL && (value as PyCell).contents === object)) return true;
    }
  }
  return false;
}

/** Whether the object lives by itself: a running frame has it, or the machine does. What native code holds is not looked at. */
function isRoot(m: Machine, object: object): boolean {
  let { sp } = m;
  for (let { frame } = m; frame !== m.root; frame = frame.previous as Frame, sp = frame.sp) {
    const { stack } = frame;
    for (let i = 0; i < sp; i++) if (stack[i] === object) return true;
    if (frame.func === object || frame.locals === object || frame.generator === object || frame.object === object) {
      return true;
    }
  }
  return object === m.handling || object === m.outerHandling || object === m.exception || object === m.programRoots ||
    object === m.modules || object === m.keptFrames;
}

/** Whether a frame runs: the top of its stack is known to the machine alone. */
function isRunning(m: Machine, frame: PyFrame): boolean {
  for (let running: PyFrame = m.frame; running !== m.root; running = running.previous as PyFrame) {
    if (running === frame) return true;
  }
  return false;
}

/** Where a machine stands at a look: what running frames have lives, what the machine has, and what is held natively. */
export class Standing implements Ground {
  machine!: Machine;
  nesting = 0;
  readonly native: HeldNatively;

  constructor(native: HeldNatively) {
    this.native = native;
  }

  isRoot(object: object): boolean {
    return isRoot(this.machine, object) || this.native.isRoot(object, this.nesting);
  }

  isRunning(frame: PyFrame): boolean {
    return isRunning(this.machine, frame);
  }
}

/** Those of the objects that {@linkcode isHeldByFrame} holds for: one look at every frame, however many they are. */
export function heldByFrames(m: Machine, objects: ReadonlySet<PyObject>): ReadonlySet<PyObject> {
  const held = new Set<PyObject>();
  let { sp } = m;
  for (
    let { frame } = m;
    frame !== m.root && held.size < objects.size;
    frame = frame.previous as Frame, sp = frame.sp
  ) {
    const { stack } = frame;
    for (let i = 0; i < sp; i++) {
      const value = stack[i] instanceof PyCell ? (stack[i] as PyCell).contents : stack[i];
      if (value instanceof PyObject && objects.has(value)) held.add(value);
    }
  }
  return held;
}

/** Which of the wanted objects nothing holds any more. Right between two instructions of the outermost run loop. */
export function unreachable(m: Machine, wanted: Iterable<PyObject>): Set<PyObject> {
  return searchFor(m, wanted, []).missing;
}

/** A search from all that lives; `held` is what native code and objects that are ending hold. For `onMet` see {@linkcode Search}; `leftOut` is not looked into. */
export function searchFor(
  m: Machine,
  wanted: Iterable<PyObject>,
  held: readonly unknown[],
  onMet: ((object: PyObject, holders: Holders) => void) | null = null,
  leftOut: PyObject | null = null,
): Search {
  const search = new Search(wanted, onMet);
  if (leftOut !== null) search.leaveOut(leftOut);
  // What the builtins had at the start never ends.
  if (isUnchanged(m.builtins)) search.leaveOut(m.builtins);
  let sp = m.sp;
  // What lies above the top of a running frame's stack is nobody's; only here the top is known.
  for (let { frame } = m; frame !== m.root; frame = frame.previous as Frame) search.leaveOut(frame);
  for (let frame: Frame = m.frame; frame !== m.root && search.missing.size > 0; frame = frame.previous as Frame) {
    search.fromFirst(frame.stack, sp);
    search.from(frame.locals, frame.func, frame.generator, frame.object);
    sp = (frame.previous as Frame).sp;
  }
  search.from(
    m.handling,
    m.outerHandling,
    m.exception,
    m.result,
    m.programRoots,
    m.modules,
    m.keptFrames,
    ...held,
  );
  m.burn(search.work);
  return search;
}
