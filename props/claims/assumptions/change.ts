/**
 * What a change behind the back of a trace is.
 *
 * @module
 */

import type { PyObject } from "../../../src/object/values/value.ts";
import type { Machine } from "../../../src/vm/machine.ts";

/** Something to change: an object that can be reached, by its place among those of its sort. */
export type Sort = "function" | "type" | "instance" | "module" | "list" | "cell" | "iterator";

/** One way to change something. `apply` is false where there is nothing to change. */
export interface Change {
  /** What it does, as a sentence without its end; `{name}` is the name that the instruction is about. */
  readonly text: string;
  /** The sort of object that it is done to; null where the name says it. */
  readonly sort: Sort | null;
  /** Whether it is for passes of one's own alone, as the pin itself does not look for it everywhere. */
  readonly forOwnPasses: boolean;
  readonly apply: (m: Machine, name: string, object: PyObject | null) => boolean;
}

/** A change of what a name stands for. */
export function onName(text: string, apply: (m: Machine, name: string) => boolean): Change {
  return { text, sort: null, forOwnPasses: false, apply };
}

/** The same change, for passes of one's own alone. */
export function forOwnPasses(change: Change): Change {
  return { ...change, forOwnPasses: true };
}

/** A change of an object. */
export function onObject(
  sort: Sort,
  text: string,
  apply: (m: Machine, object: PyObject, name: string) => boolean,
): Change {
  return { text, sort, forOwnPasses: false, apply: (m, name, object) => object !== null && apply(m, object, name) };
}
