/**
 * What lives: walks over all that an object may be held by, from what lives by itself on.
 *
 * @module
 */

import { searchWork } from "../../src/isa/work.ts";
import { Frame, Generator } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import {
  PyBuiltin,
  PyCode,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  PyObject,
  PySingleton,
  PyTuple,
  PyType,
} from "../values.ts";

/** What holds an object, and what holds that; null for what lives by itself. */
export interface Holders {
  readonly holder: object;
  readonly outer: Holders | null;
}

/** A walk over objects that ends when all wanted ones were met. */
export class Search {
  readonly seen: Set<unknown> = new Set();
  /** Wanted objects not met yet. */
  missing: number;
  /** Entries of containers that were gone through, whatever they hold. */
  private entries = 0;
  /** What is still to be walked over, and what holds each of that. */
  private readonly open: object[] = [];
  private readonly holders: (Holders | null)[] = [];

  /** `onMet` is told of each wanted object that was met, and what holds it. */
  constructor(
    private readonly wanted: ReadonlySet<PyObject>,
    private readonly onMet: (object: PyObject, holders: Holders | null) => void,
  ) {
    this.missing = wanted.size;
  }

  /** What it costs to have met so many objects, and gone through so many entries. */
  get work(): number {
    return searchWork(this.seen.size + this.entries);
  }

  from(...starts: readonly unknown[]): void {
    const { open, holders } = this;
    addObjects(starts, open);
    while (holders.length < open.length) holders.push(null);
    while (open.length > 0 && this.missing > 0) {
      const next = open.pop() as object;
      const outer = holders.pop() as Holders | null;
      if (Array.isArray(next) ? next.length === 0 : neverEnds(next)) continue;
      if (this.seen.has(next)) continue;
      this.seen.add(next);
      if (next instanceof PyObject && this.wanted.has(next)) {
        this.missing--;
        this.onMet(next, outer);
      }
      this.entries += sizeOf(next);
      addHeld(next, open);
      if (open.length === holders.length) continue;
      const held: Holders = { holder: next, outer };
      while (holders.length < open.length) holders.push(held);
    }
  }
}

/** Code, built-in types, functions of modules and single values never end, and hold nothing that can. */
export function neverEnds(holder: unknown): boolean {
  return holder instanceof PyCode || (holder instanceof PyType && !holder.heap) ||
    (holder instanceof PyBuiltin && holder.self === undefined) || holder instanceof PySingleton;
}

/** Appends what something holds, in no order that matters. */
function addHeld(holder: object, open: object[]): void {
  if (holder instanceof PyInstance) {
    addAttributes(holder, open);
    open.push(holder.cls);
  } else if (Array.isArray(holder)) {
    addObjects(holder, open);
  } else if (holder instanceof PyFunction) {
    addAttributes(holder, open);
    open.push(holder.globals);
    add(holder.builtins, open);
    add(holder.module, open);
    add(holder.doc, open);
    add(holder.defaults, open);
    add(holder.kwdefaults, open);
    add(holder.closure, open);
    add(holder.annotations, open);
    add(holder.typeParams, open);
  } else if (holder instanceof PyType) {
    open.push(holder.cls);
    addAttributes(holder, open);
    addObjects(holder.bases, open);
    addObjects(holder.mro, open);
    for (const value of holder.dict.values()) add(value, open);
    addObjects(holder.subclasses, open);
  } else if (holder instanceof PyList || holder instanceof PyTuple) {
    open.push(holder.cls);
    addAttributes(holder, open);
    open.push(holder.items);
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
    addAttributes(holder, open);
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
  if (holder instanceof PyDict) {
    for (const { key, value } of holder.entries()) if (key === object || value === object) return true;
  }
  const held: object[] = [];
  addHeld(holder, held);
  return held.includes(object);
}

function addAttributes({ attrs, slots }: PyObject, open: object[]): void {
  if (attrs !== null) open.push(attrs);
  if (slots !== null) { for (const value of slots.values()) add(value, open); }
}

function add(item: unknown, open: object[]): void {
  if (typeof item === "object" && item !== null) open.push(item);
}

function addObjects(items: readonly unknown[], open: object[]): void {
  for (let i = 0; i < items.length; i++) add(items[i], open);
}

/**
 * Whether an object that holders had once is still held by them, up to one that lives by itself, or to `living`, which are known to live.
 * Spends what that costs. Holders of more than `most` are not looked through.
 */
export function isStillHeld(
  rt: Interpreter,
  object: PyObject,
  holders: Holders | null,
  living: Holders | null = null,
  most = Infinity,
): boolean {
  let held: object = object;
  for (let link = holders; link !== null; link = link.outer) {
    const size = sizeOf(link.holder);
    if (size > most) return false;
    rt.spend(searchWork(size));
    if (!holds(link.holder, held)) return false;
    if (link === living || livesByItself(rt, link.holder)) return true;
    held = link.holder;
  }
  return holders === null && livesByItself(rt, object);
}

function sizeOf(holder: object): number {
  if (Array.isArray(holder)) return holder.length;
  if (holder instanceof PyType) return holder.dict.size;
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
