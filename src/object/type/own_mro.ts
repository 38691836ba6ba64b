/**
 * Resolution orders that a metaclass makes itself.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { itemsOf } from "../iterator/iteration.ts";
import type { Runtime } from "../runtime.ts";
import { PyMethodDescriptor } from "../values/callable_values.ts";
import type { Value } from "../values/value.ts";
import { solidBase } from "./layout.ts";
import { lookupSpecial } from "./lookup.ts";
import { PyType } from "./type.ts";
import { typeName } from "./types.ts";

/** What the metaclass's own `mro()` says; null where it has none (`mro_invoke`). */
export function ownMro(rt: Runtime, type: PyType): readonly PyType[] | null {
  const method = lookupSpecial(type.cls, "mro");
  if (method === undefined || method instanceof PyMethodDescriptor) return null;
  const solid = solidBase(type);
  return itemsOf(rt, callSpecial(rt, method, type, [])).map((entry) => checkEntry(rt, solid, entry));
}

/** `mro_check`. */
function checkEntry(rt: Runtime, solid: PyType, entry: Value): PyType {
  if (!(entry instanceof PyType)) throw raise(rt, TYPE_ERROR, `mro() returned a non-class ('${typeName(entry)}')`);
  if (solid.isSubtype(solidBase(entry))) return entry;
  throw raise(rt, TYPE_ERROR, `mro() returned base with unsuitable layout ('${entry.name}')`);
}
