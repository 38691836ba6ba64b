/**
 * `types.SimpleNamespace`.
 *
 * @module
 */

import { PyDict } from "../dict/dict.ts";
import type { Runtime } from "../runtime.ts";
import { unsetValues, type Value } from "../values/value.ts";
import { PyInstance } from "./instance.ts";
import type { PyType } from "./type.ts";
import { staticType } from "./types.ts";

/** A namespace, or an instance of a subclass: all that it has is in its dictionary. */
export class PyNamespace extends PyInstance {
  constructor(cls: PyType) {
    super(cls, null, cls.slotCount === 0 ? null : unsetValues(cls.slotCount), undefined);
    this.dict = new PyDict();
  }
}

export const SIMPLE_NAMESPACE: PyType = staticType("SimpleNamespace", null, { module: "types" });
SIMPLE_NAMESPACE.dictMode = "lazy";

/** Makes a namespace with these names. */
export function newNamespace(rt: Runtime, cls: PyType, names: Readonly<Record<string, Value>>): PyNamespace {
  const made = new PyNamespace(cls);
  for (const [name, value] of Object.entries(names)) made.dict?.setStr(name, value);
  if (rt.newborn !== null) rt.newborn(made);
  return made;
}
