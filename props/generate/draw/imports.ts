/**
 * Imports, and what is done with modules and their names.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import { IMPORTED, MODULES } from "../draft/classes.ts";
import type { Stmt } from "../draft/draft.ts";
import { index, indexBits } from "./atoms.ts";
import type { Drawing } from "./drawing.ts";
import { localOf, newLocal } from "./locals.ts";
import {
  assign,
  attribute,
  callLocal,
  callMethod,
  caught,
  compare,
  except,
  exception,
  int,
  LT,
  variable,
} from "./nodes.ts";
import { augment } from "./variables.ts";

const MATH = MODULES.indexOf("math");
const NO_MODULE = MODULES.indexOf("nosuch");
const MISSING = IMPORTED.indexOf("missing");

export function importing(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  if (d.here.recursive) return augment(d, out);
  const v = newLocal(d, "closure", null);
  const result = localOf(d, "int");
  const name = choices.bool() ? null : choices.below(MISSING);
  const load: Stmt = { k: "import", module: MATH, name, v };
  const inLoop = choices.chance(1, 3);
  (inLoop ? out : d.locals.prologue).push(load);
  if (choices.below(4) === 0 && d.rounds.loops.length > 0) {
    out.push(importMissing(d, v, result));
    out.push(load);
  }
  if (name !== null) return useImported(d, out, IMPORTED[name] as ImportedName, v, result);
  const o = variable(v);
  if (choices.chance(1, 3)) out.push(assign(result, compare(attribute(o, "pi"), LT, int(4))));
  else out.push(assign(result, callMethod(o, "gcd", index(d), int(choices.int(2, 6)))));
}

/** Not there: caught each time. */
function importMissing(d: Drawing, v: number, result: number): Stmt {
  const { choices } = d;
  const clause = except(exception("ImportError"), assign(result, index(d)));
  const module = choices.bool() ? NO_MODULE : MATH;
  const name = choices.bool() ? null : MISSING;
  return caught([{ k: "import", module, name: module === MATH ? MISSING : name, v }], [clause]);
}

/** Uses a name that was imported from `math`. */
function useImported(d: Drawing, out: Stmt[], name: ImportedName, v: number, result: number): void {
  switch (name) {
    case "gcd":
      out.push(assign(result, callLocal(v, index(d), int(4))));
      return;
    case "floor":
      out.push(assign(result, callLocal(v, index(d))));
      return;
    case "sqrt":
      out.push(assign(localOf(d, "number"), callLocal(v, indexBits(d, 7))));
      return;
    case "pi":
    case "missing":
      out.push(assign(localOf(d, "number"), variable(v)));
      return;
    default:
      assertNever(name);
  }
}

/** A name that may be imported. */
type ImportedName = (typeof IMPORTED)[number];
