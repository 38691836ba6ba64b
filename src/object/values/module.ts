/**
 * Modules and other namespaces.
 *
 * @module
 */

import { PyDict } from "../dict/dict.ts";
import { PyObject } from "./value.ts";

/** A module. */
export class PyModule extends PyObject {
  constructor(readonly name: string, readonly dict: PyDict = new PyDict()) {
    super();
  }
}
