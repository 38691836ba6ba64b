/**
 * Notes of exceptions.
 *
 * @module
 */

import { PyDict } from "../dict/dict.ts";
import type { Runtime } from "../runtime.ts";
import { PyList } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";
import type { PyException } from "./exception.ts";
import { TYPE_ERROR } from "./exception_types.ts";
import { raise } from "./raise.ts";

/** `exception.add_note(note)`; the note is a str (`BaseException_add_note`). */
export function addNote(rt: Runtime, exception: PyException, note: Value): void {
  const dict = exception.dict ??= new PyDict();
  const notes = dict.getStr("__notes__");
  if (notes === undefined) dict.setStr("__notes__", new PyList([note]));
  else if (notes instanceof PyList) notes.items.push(note);
  else throw raise(rt, TYPE_ERROR, "Cannot add note: __notes__ is not a list");
}
