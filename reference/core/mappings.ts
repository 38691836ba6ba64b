/**
 * Mappings of other kinds than dicts: what a mapping proxy reads, and the keys of any mapping.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { type PyMappingProxy, PyType, type Value } from "../values.ts";

/** The mapping behind a proxy; of a class a copy of its dict. */
export function mappingOf(rt: Runtime, { owner }: PyMappingProxy): Value {
  return owner instanceof PyType ? rt.dictFrom(owner.dict) : owner;
}

/** All keys of a mapping, taken before any value is (C: `PyMapping_Keys`). */
export function mappingKeys(rt: Runtime, mapping: Value): Value[] {
  const keys = rt.callMethod(mapping, "keys", []);
  let iterator: Value;
  try {
    iterator = rt.iter(keys);
  } catch (thrown) {
    if (!rt.isError(thrown, "TypeError")) throw thrown;
    throw rt.typeError(`${rt.typeName(mapping)}.keys() returned a non-iterable (type ${rt.typeName(keys)})`);
  }
  return rt.toArray(iterator);
}
