/**
 * When objects die. Programs see it through `__del__` and through the `finally` of an abandoned generator, so it must
 * happen at the instruction that drops the last reference.
 *
 * CPython counts references. Here, after each instruction that may drop one, everything reachable from the frames is
 * looked over for those few objects whose death shows; what is not found dies. Differences: members of a cycle die at once
 * instead of at the next collection, and what dies while native code runs Python code (a `key=` function, `__init__`, ...)
 * dies when that native code is done.
 *
 * @module
 */

import { Generator } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { PyCode, PyDict, PyException, PyObject, PyType, type Value } from "../values.ts";
import { closeGenerator } from "./generator_types.ts";

/** Keeps the objects of a run whose death shows, and ends those that nothing reaches any more. */
export class Finalizer {
  /** In order of creation. */
  private readonly tracked: Set<PyObject> = new Set();
  private collecting = false;

  /** True while some object's death would show. */
  get active(): boolean {
    return this.tracked.size !== 0;
  }

  /** A new instance: its death shows when its class has `__del__`. */
  track(v: Value): void {
    if (v instanceof PyObject && v.cls.heap && v.cls.lookup("__del__") !== undefined) this.tracked.add(v);
  }

  /** A generator was suspended where a handler of its own would see it closed. */
  trackGenerator(generator: Generator): void {
    this.tracked.add(generator);
  }

  /** A generator runs again or has ended. */
  untrack(generator: Generator): void {
    this.tracked.delete(generator);
  }

  /** Ends what neither the frames nor `roots` reach. */
  collect(rt: Interpreter, roots: readonly unknown[]): void {
    if (this.collecting) return;
    this.collecting = true;
    try {
      for (let dead = this.unreachable(rt, roots); dead.length > 0; dead = this.unreachable(rt, roots)) {
        for (const object of dead) this.finish(rt, object);
      }
    } finally {
      this.collecting = false;
    }
  }

  private finish(rt: Interpreter, object: PyObject): void {
    // Once only, even if the destructor makes it reachable again.
    this.tracked.delete(object);
    try {
      if (object instanceof Generator) closeGenerator(rt, object);
      else rt.callSpecial(object, "__del__", []);
    } catch (thrown) {
      // What a destructor raises is reported on a stream that does not exist here.
      if (!(thrown instanceof PyException)) throw thrown;
    }
  }

  /** Tracked objects that nothing outside of them reaches: those held by a dying one die after it. */
  private unreachable(rt: Interpreter, roots: readonly unknown[]): PyObject[] {
    const search = new Search(this.tracked);
    for (let frame = rt.frame; frame !== null && search.missing > 0; frame = frame.back) {
      search.from(frame.stack, frame.fast, frame.locals, frame.func, frame.object, frame.generator);
    }
    if (search.missing > 0) search.from(...roots, ...rt.extraRoots());
    for (let frame = rt.frame; frame !== null && search.missing > 0; frame = frame.back) search.from(frame.globals);
    if (search.missing === 0) return [];
    const dead = [...this.tracked].filter((object) => !search.seen.has(object));
    const inner = new Search(new Set(dead));
    return dead.filter((object) => {
      if (inner.seen.has(object)) return false;
      inner.from(...Object.values(object));
      return true;
    });
  }
}

/** A walk over objects that ends when all wanted ones were met. */
class Search {
  readonly seen: Set<unknown> = new Set();
  /** Wanted objects not met yet. */
  missing: number;
  private readonly wanted: ReadonlySet<PyObject>;

  constructor(wanted: ReadonlySet<PyObject>) {
    this.wanted = wanted;
    this.missing = wanted.size;
  }

  from(...starts: readonly unknown[]): void {
    const open: unknown[] = [...starts];
    while (open.length > 0 && this.missing > 0) {
      const next = open.pop();
      if (typeof next !== "object" || next === null || this.seen.has(next)) continue;
      // Code and built-in types hold nothing that can die.
      if (next instanceof PyCode || (next instanceof PyType && !next.heap)) continue;
      this.seen.add(next);
      if (next instanceof PyObject && this.wanted.has(next)) this.missing--;
      this.open(next, open);
    }
  }

  private open(next: object, open: unknown[]): void {
    if (Array.isArray(next) || next instanceof Set) {
      for (const item of next) open.push(item);
    } else if (next instanceof Map) {
      for (const [key, item] of next) open.push(key, item);
    } else if (next instanceof PyDict) {
      for (const entry of next.entries()) open.push(entry.key, entry.value);
      open.push(next.attrs, next.slots, next.cls);
    } else {
      for (const item of Object.values(next)) open.push(item);
    }
  }
}
