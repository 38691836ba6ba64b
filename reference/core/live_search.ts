/**
 * What lives: walks over all that an object may be held by, from what lives by itself on.
 *
 * @module
 */

import { searchWork } from "../../src/isa/work.ts";
import { Frame, Generator } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { PyCode, PyDict, PyInstance, PyObject, PyType } from "../values.ts";

/** Holders, from one that lives by itself down to the one that has the object. */
export type Holders = readonly object[];

/** A walk over objects that ends when all wanted ones were met. */
export class Search {
  readonly seen: Set<unknown> = new Set();
  /** Wanted objects not met yet. */
  missing: number;
  /** What the walk is inside of, outermost first, and how much was open when it got there. */
  private readonly path: object[] = [];
  private readonly before: number[] = [];

  /** `onMet` is told of each wanted object that was met, and what holds it; the holders change after that. */
  constructor(
    private readonly wanted: ReadonlySet<PyObject>,
    private readonly onMet: (object: PyObject, holders: Holders) => void,
  ) {
    this.missing = wanted.size;
  }

  from(...starts: readonly unknown[]): void {
    const { path, before } = this;
    const open: object[] = [];
    addObjects(starts, open);
    while (open.length > 0 && this.missing > 0) {
      const next = open.pop() as object;
      // What it was inside of is done with when all that that holds is.
      while (path.length > 0 && open.length < (before[before.length - 1] as number)) {
        path.pop();
        before.pop();
      }
      // Code and built-in types hold nothing that can die.
      if (next instanceof PyCode || (next instanceof PyType && !next.heap) || this.seen.has(next)) continue;
      this.seen.add(next);
      if (next instanceof PyObject && this.wanted.has(next)) {
        this.missing--;
        this.onMet(next, path);
      }
      path.push(next);
      before.push(open.length);
      addHeld(next, open);
    }
    path.length = before.length = 0;
  }
}

/** Appends what something holds, in no order that matters. */
function addHeld(holder: object, open: object[]): void {
  if (Array.isArray(holder)) {
    addObjects(holder, open);
  } else if (holder instanceof PyInstance) {
    add(holder.attrs, open);
    add(holder.slots, open);
    open.push(holder.cls);
  } else if (holder instanceof Set) {
    for (const item of holder) add(item, open);
  } else if (holder instanceof Map) {
    for (const [key, item] of holder) {
      add(key, open);
      add(item, open);
    }
  } else if (holder instanceof PyDict) {
    for (const { key, value } of holder.entries()) {
      add(key, open);
      add(value, open);
    }
    add(holder.attrs, open);
    add(holder.slots, open);
    open.push(holder.cls);
  } else if (holder instanceof Frame) {
    open.push(holder.fast, holder.stack, holder.globals);
    add(holder.locals, open);
    add(holder.localsDict, open);
    add(holder.func, open);
    add(holder.back, open);
    add(holder.object, open);
    add(holder.generator, open);
  } else if (holder instanceof Generator) {
    // What it returned is its caller's.
    add(holder.frame, open);
    add(holder.left, open);
    add(holder.handled, open);
  } else {
    for (const field in holder) add((holder as Readonly<Record<string, unknown>>)[field], open);
  }
}

/** Whether {@linkcode addHeld} gives an object. */
export function holds(holder: object, object: object): boolean {
  if (Array.isArray(holder)) return holder.includes(object);
  if (holder instanceof Set) return holder.has(object);
  if (holder instanceof Map) {
    for (const [key, item] of holder) if (key === object || item === object) return true;
    return false;
  }
  if (holder instanceof PyDict) {
    for (const { key, value } of holder.entries()) if (key === object || value === object) return true;
    return holder.attrs === object || (holder.slots as object | null) === object || holder.cls === object;
  }
  for (const field in holder) if ((holder as Readonly<Record<string, unknown>>)[field] === object) return true;
  return false;
}

function add(item: unknown, open: object[]): void {
  if (typeof item === "object" && item !== null) open.push(item);
}

function addObjects(items: readonly unknown[], open: object[]): void {
  for (let i = 0; i < items.length; i++) add(items[i], open);
}

/** Whether an object that holders had once is still held by them. Spends what that costs. */
export function isStillHeld(rt: Interpreter, object: PyObject, holders: Holders): boolean {
  let held: object = object;
  for (let i = holders.length - 1; i >= 0; i--) {
    const holder = holders[i] as object;
    rt.spend(searchWork(sizeOf(holder)));
    if (!holds(holder, held)) return false;
    held = holder;
  }
  return livesByItself(rt, held);
}

function sizeOf(holder: object): number {
  if (Array.isArray(holder)) return holder.length;
  return holder instanceof Map || holder instanceof Set || holder instanceof PyDict ? holder.size : 0;
}

/** Whether something is a running frame's, or the interpreter's. */
function livesByItself(rt: Interpreter, holder: object): boolean {
  for (let frame = rt.frame; frame !== null; frame = frame.back) {
    const { fast, stack, locals, func, globals, object, generator } = frame;
    if (holder === fast || holder === stack || holder === locals || holder === func || holder === globals) return true;
    if (holder === object || holder === generator) return true;
  }
  return rt.extraRoots().includes(holder);
}
