/**
 * What a mapping proxy reads: a class dict, as it is now, or the mapping that the proxy was made of.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { type PyMappingProxy, PyType, type Value } from "../values.ts";

/** The mapping behind a proxy; of a class a copy of its dict. */
export function mappingOf(rt: Runtime, { owner }: PyMappingProxy): Value {
  return owner instanceof PyType ? rt.dictFrom(owner.dict) : owner;
}
