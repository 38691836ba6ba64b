/**
 * What the interpreter's own classes have of their own, and those here may not.
 *
 * @module
 */

import { TYPE_NAMES } from "../../src/isa/type_names.ts";
import type { Runtime } from "../runtime.ts";
import type { PyType } from "../values.ts";

/** Own names of a built-in class in the order of its `__dict__`; undefined where nothing is known of a class with this name. */
export function ownNames(owner: string): readonly string[] | undefined {
  return Object.hasOwn(TYPE_NAMES, owner) ? (TYPE_NAMES[owner] as string).split(" ") : undefined;
}

/** The attribute that is not there: a run that would have met one of the interpreter's own is given up. */
export function absent(rt: Runtime, type: PyType, name: string): undefined {
  for (const { heap, qualname: owner } of type.mro) {
    if (!heap && ownNames(owner)?.includes(name) === true) rt.unsupported(`${owner}.${name}`);
  }
}
