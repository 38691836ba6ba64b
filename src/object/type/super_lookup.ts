/**
 * Attributes of `super` objects.
 *
 * @module
 */

import type { PySuper } from "../values/callable_values.ts";
import { descriptorGet } from "./descriptors.ts";
import type { Runtime } from "../runtime.ts";
import type { PyType } from "./type.ts";
import type { Value } from "../values/value.ts";

/** The attribute as the classes after the given one in the MRO have it; undefined when they have none (`do_super_lookup`). */
export function superLookup(rt: Runtime, proxy: PySuper, name: string): Value {
  const { objectType, object } = proxy;
  // Readers want the class of the super object itself.
  if (objectType === null || name === "__class__") return undefined;
  const found = superMember(proxy.type, objectType, name);
  if (found === undefined) return undefined;
  return descriptorGet(rt, found, object === objectType ? undefined : object, objectType);
}

/** What the classes after one in the MRO of another have by a name; undefined when they have none. */
export function superMember(cls: PyType, { mro }: PyType, name: string): Value {
  for (let i = behind(mro, cls); i < mro.length; i++) {
    const found = (mro[i] as PyType).dict.getStr(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where the search goes on behind a class; at the end where other bases have taken the class out since. */
function behind(mro: readonly PyType[], cls: PyType): number {
  const at = mro.indexOf(cls);
  return at < 0 ? mro.length : at + 1;
}
