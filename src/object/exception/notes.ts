/**
 * Notes of exceptions.
 *
 * @module
 */

import { attributeOrUndefined, setAttr } from "../type/attributes.ts";
import { listOf } from "../values/payload.ts";
import type { Runtime } from "../runtime.ts";
import { PyList } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";
import type { PyException } from "./exception.ts";
import { TYPE_ERROR } from "./exception_types.ts";
import { raise } from "./raise.ts";

/** `exception.add_note(note)`; the note is a str (`BaseException_add_note`). */
export function addNote(rt: Runtime, exception: PyException, note: Value): void {
  const notes = attributeOrUndefined(rt, exception, "__notes__");
  if (notes === undefined) setAttr(rt, exception, "__notes__", new PyList([note]));
  else if (listOf(notes) !== undefined) listOf(notes)?.items.push(note);
  else throw raise(rt, TYPE_ERROR, "Cannot add note: __notes__ is not a list");
}
