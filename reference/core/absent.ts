/**
 * Attributes that the interpreter's own classes have and those here may not.
 *
 * @module
 */

import { typeNames } from "../../src/isa/type_names.ts";
import type { Runtime } from "../runtime.ts";
import type { PyType } from "../values.ts";

/** The attribute that is not there: a run that would have met one of the interpreter's own is given up. */
export function absent(rt: Runtime, type: PyType, name: string): undefined {
  for (const { heap, qualname: owner } of type.mro) {
    if (!heap && typeNames(owner)?.has(name) === true) rt.unsupported(`${owner}.${name}`);
  }
}
