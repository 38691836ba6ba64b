/**
 * Notes of exceptions.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { types } from "../types.ts";
import { PyException, PyList, type Value } from "../values.ts";

/** `exception.add_note(note)`. */
export function addNote(rt: Runtime, raised: PyException, note: Value): void {
  const notes = rt.getattrOptional(raised, "__notes__");
  if (notes === undefined) rt.setattr(raised, "__notes__", new PyList(types.list, [note]));
  else if (notes instanceof PyList) notes.items.push(note);
  else throw rt.typeError("Cannot add note: __notes__ is not a list");
}

/** Does something; what it raises gets a note. */
export function noting(rt: Runtime, work: () => void, note: () => string): void {
  try {
    work();
  } catch (raised) {
    if (raised instanceof PyException) addNote(rt, raised, note());
    throw raised;
  }
}
