/**
 * Read-only views of class dictionaries.
 *
 * @module
 */

import type { PyDict } from "./dict.ts";
import { staticType } from "../type/types.ts";
import type { PyType } from "../type/type.ts";
import { PyObject } from "../values/value.ts";

/** `mappingproxy`: what `C.__dict__` gives. */
export class PyMappingProxy extends PyObject {
  constructor(readonly dict: PyDict) {
    super();
  }
}

/** Its type. */
export const MAPPING_PROXY: PyType = staticType("mappingproxy", PyMappingProxy, { final: true, pattern: "mapping" });
