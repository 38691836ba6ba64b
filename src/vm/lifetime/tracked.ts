/**
 * The objects of a run whose death shows, in order of creation.
 *
 * @module
 */

import type { PyObject } from "../../object/values/value.ts";

/** A set that is gone over after every instruction, which a list is cheaper for. */
export class Tracked {
  /** In order of creation. */
  readonly list: PyObject[] = [];
  readonly #objects: Set<PyObject> = new Set();

  /** How many objects. */
  get size(): number {
    return this.list.length;
  }

  /** Whether an object is among them. */
  has(object: PyObject): boolean {
    return this.#objects.has(object);
  }

  /** Adds an object; false if it is there. */
  add(object: PyObject): boolean {
    if (this.#objects.has(object)) return false;
    this.#objects.add(object);
    this.list.push(object);
    return true;
  }

  /** Takes an object out, if it is there. */
  delete(object: PyObject): void {
    if (this.#objects.delete(object)) this.list.splice(this.list.indexOf(object), 1);
  }

  /** Takes all out. */
  clear(): void {
    if (this.list.length === 0) return;
    this.list.length = 0;
    this.#objects.clear();
  }
}
