/**
 * Look-up of names along the method resolution order, and the version tags that guard what was found.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import type { PyType } from "./type.ts";
import { PyObject, type Value } from "../values/value.ts";

class Absent extends PyObject {}
/** Kept in {@linkcode PyType.lookups} for names that are nowhere. */
const ABSENT: PyObject = new Absent();

/** Names longer than this give no version tag (`MCACHE_MAX_ATTR_SIZE`). */
const MAX_CACHED_NAME = 100;

/** The first `name` along the MRO, undefined when there is none; gives no version tag, as slot look-ups do not. */
export function lookupSpecial(type: PyType, name: string): Value {
  const known = type.lookups.get(name);
  if (known !== undefined) return known === ABSENT ? undefined : known;
  let found: Value = undefined;
  const { mro } = type;
  for (let i = 0; i < mro.length && found === undefined; i++) found = (mro[i] as PyType).dict.getStr(name);
  type.lookups.set(name, found === undefined ? ABSENT : found);
  return found;
}

/** The same, giving the type a version tag as a side effect (`_PyType_Lookup`). */
export function typeLookup(rt: Runtime, type: PyType, name: string): Value {
  if (type.versionTag === 0 && name.length <= MAX_CACHED_NAME) assignVersionTag(rt, type);
  return lookupSpecial(type, name);
}

/** Gives a type a version tag, then its bases; false when none are left (`assign_version_tag`). */
export function assignVersionTag(rt: Runtime, type: PyType): boolean {
  if (type.versionTag !== 0) return true;
  if (type.isHeap) {
    if (rt.nextHeapTypeTag > 0xffff_ffff) return false;
    type.versionTag = rt.nextHeapTypeTag++;
  } else {
    if (rt.nextStaticTypeTag > 131_071) return false;
    type.versionTag = rt.nextStaticTypeTag++;
    rt.taggedStaticTypes.push(type);
  }
  for (const base of type.bases.items) if (!assignVersionTag(rt, base as PyType)) return false;
  return true;
}

/**
 * A class changed: tags of it and its subclasses go (`PyType_Modified`), and what was found through them is forgotten. Gives
 * how many classes are below it.
 */
export function typeModified(type: PyType): number {
  const below = forgetLookups(type);
  resetTag(type);
  return below;
}

function forgetLookups(type: PyType): number {
  type.lookups.clear();
  if (type.subclasses.length === 0) return 0;
  // Each once, along however many ways it is reached; the walk comes to what is added.
  const below = new Set(type.subclasses);
  for (const each of below) {
    each.lookups.clear();
    for (const subclass of each.subclasses) below.add(subclass);
  }
  return below.size;
}

/** Subclasses first; a type without a tag stops the walk, since then no subclass has one either. */
function resetTag(type: PyType): void {
  if (type.versionTag === 0) return;
  for (const subclass of type.subclasses) resetTag(subclass);
  type.versionTag = 0;
  type.cachedGetitem = null;
}
