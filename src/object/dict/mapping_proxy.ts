/**
 * Read-only views of class dictionaries.
 *
 * @module
 */

import { staticType } from "../type/types.ts";
import type { PyType } from "../type/type.ts";
import { PyObject, type Value } from "../values/value.ts";

/** `mappingproxy`: what `C.__dict__` gives, and `mappingproxy(mapping)`. */
export class PyMappingProxy extends PyObject {
  constructor(readonly mapping: Value) {
    super();
  }
}

/** Its type. */
export const MAPPING_PROXY: PyType = staticType("mappingproxy", PyMappingProxy, { final: true, pattern: "mapping" });
