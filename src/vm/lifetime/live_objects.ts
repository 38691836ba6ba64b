/**
 * What is still reachable. The pin counts references; here the few questions that a program can see the answer of are settled by
 * looking: whether an object with a destructor has died, whether a function still owns its version.
 *
 * @module
 */

import { searchWork } from "../../isa/work.ts";
import { PyBuiltin, PyCell, PyFunction } from "../../object/values/callable_values.ts";
import { PyCode } from "../../object/values/code.ts";
import { KEYS, PyDict } from "../../object/dict/dict.ts";
import { FRAME_OWNER, PyFrame } from "../../object/values/frame.ts";
import { PyAnyGenerator } from "../../object/generator/generator.ts";
import { PyFloat } from "../../object/values/number_values.ts";
import { PyBytes, PyRange } from "../../object/values/sequence_values.ts";
import { PyType } from "../../object/type/type.ts";
import { PyObject } from "../../object/values/value.ts";
import type { Frame } from "../frame/machine_frame.ts";
import type { Machine } from "../machine.ts";

/** A walk over objects that ends when all wanted ones were met. */
export class Search {
  /** Wanted objects that were not met yet. */
  readonly missing: Set<PyObject>;
  readonly #seen: Set<object> = new Set();
  readonly #open: unknown[] = [];

  constructor(wanted: Iterable<PyObject>) {
    this.missing = new Set(wanted);
  }

  /** What it costs to have met so many objects. */
  get work(): number {
    return searchWork(this.#seen.size);
  }

  /** Whether it came to an object; all that lives, when something wanted was not met. */
  met(object: PyObject): boolean {
    return isLeaf(object) || this.#seen.has(object);
  }

  /** An object that is not to be looked into. */
  leaveOut(object: object): void {
    this.#seen.add(object);
  }

  /** Goes on from these. */
  from(...starts: readonly unknown[]): void {
    const open = this.#open;
    open.push(...starts);
    while (open.length > 0 && this.missing.size > 0) {
      const next = open.pop();
      if (typeof next !== "object" || next === null || isLeaf(next) || this.#seen.has(next)) continue;
      this.#seen.add(next);
      if (next instanceof PyObject) this.missing.delete(next);
      this.#expand(next);
    }
    open.length = 0;
  }

  #expand(object: object): void {
    const open = this.#open;
    if (Array.isArray(object)) {
      this.#expandValues(object);
    } else if (object instanceof Set) {
      for (const item of object) open.push(item);
    } else if (object instanceof Map) {
      for (const [key, item] of object) open.push(key, item);
    } else if (object instanceof PyDict) {
      if (object.kind === KEYS.GENERAL) this.#expandValues(object.entryKeys);
      this.#expandValues(object.entryValues);
    } else if (object instanceof PyType) {
      // Subclasses, kept look-ups and what the specializer keeps are borrowed.
      open.push(object.cls, object.bases, object.dict, object.module);
    } else if (object instanceof PyAnyGenerator && object.frame.owner === FRAME_OWNER.FRAME_OBJECT) {
      // Its frame has ended, and belongs to the frame's object.
    } else if (object instanceof PyFrame) {
      open.push(object.stack.slice(0, object.sp), object.locals, object.func, object.globals, object.generator);
    } else if (object instanceof PyFunction) {
      const { globals, defaults, kwdefaults, closure, annotations, typeParams, dict, module, doc } = object;
      open.push(globals, defaults, kwdefaults, closure, annotations, typeParams, dict, module, doc);
    } else {
      for (const item of Object.values(object)) open.push(item);
      if (object instanceof PyObject) open.push(object.cls);
    }
  }

  #expandValues(values: readonly unknown[]): void {
    for (let i = 0; i < values.length; i++) {
      const item = values[i];
      if (typeof item === "object" && item !== null) this.#open.push(item);
    }
  }
}

/** Objects that hold nothing that can die. */
function isLeaf(object: object): boolean {
  // First what the namespace of builtins is full of.
  if (object instanceof PyType) return !object.isHeap;
  if (object instanceof PyBuiltin) return object.self === null;
  return object instanceof PyCode || object instanceof PyFloat || object instanceof PyBytes ||
    object instanceof PyRange;
}

/** Whether a running frame has the object, or a cell with it, in a local or on its stack. */
export function isHeldByFrame(m: Machine, object: PyObject): boolean {
  let { sp } = m;
  for (let { frame } = m; frame !== m.root; frame = frame.previous as Frame, sp = frame.sp) {
    const { stack } = frame;
    for (let i = 0; i < sp; i++) {
      const value = stack[i];
      if (value === object || (value instanceof PyCell && value.contents === object)) return true;
    }
  }
  return false;
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

/** A search from all that lives; `held` is what native code and objects that are ending hold. */
export function searchFor(m: Machine, wanted: Iterable<PyObject>, held: readonly unknown[]): Search {
  const search = new Search(wanted);
  let sp = m.sp;
  // What lies above the top of a running frame's stack is nobody's; only here the top is known.
  for (let { frame } = m; frame !== m.root; frame = frame.previous as Frame) search.leaveOut(frame);
  for (let frame: Frame = m.frame; frame !== m.root && search.missing.size > 0; frame = frame.previous as Frame) {
    search.from(frame.stack.slice(0, sp), frame.locals, frame.func, frame.generator, frame.object);
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
