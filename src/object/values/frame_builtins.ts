/**
 * Where the code of a function looks up names that its globals do not have.
 *
 * @module
 */

import { PyDict } from "../dict/dict.ts";
import { PyModule } from "./module.ts";
import type { Value } from "./value.ts";

/**
 * Stands for builtins that are no plain dict: it is empty and stays so, hence guards of versions and look-ups by name fail on it, and what
 * looks further asks the object.
 */
export class ForeignBuiltins extends PyDict {
  constructor(readonly object: Value) {
    super();
  }
}

/** The builtins of a function that is made with these globals; where they name none, those of the frame (`_PyEval_BuiltinsFromGlobals`). */
export function builtinsFor(globals: PyDict, ofFrame: PyDict): PyDict {
  const own = globals.getStr("__builtins__");
  if (own === undefined || own === ofFrame) return ofFrame;
  if (own instanceof PyModule) return own.dict;
  return own instanceof PyDict ? own : new ForeignBuiltins(own);
}

/** What a program sees of builtins. */
export function shownBuiltins(builtins: PyDict): Value {
  return builtins instanceof ForeignBuiltins ? builtins.object : builtins;
}
