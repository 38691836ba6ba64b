/**
 * Modules and other namespaces.
 *
 * @module
 */

import { PyDict } from "../dict/dict.ts";
import { PyObject } from "./value.ts";

/** A module. */
export class PyModule extends PyObject {
  readonly name: string;
  readonly dict: PyDict;

  constructor(name: string, dict: PyDict = new PyDict()) {
    super();
    this.name = name;
    this.dict = dict;
  }
}
