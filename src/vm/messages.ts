/**
 * Errors that instructions raise themselves.
 *
 * @module
 */

import { ABSENT_BUILTINS } from "../isa/known_names.ts";
import { LOCAL_KIND } from "../object/values/code.ts";
import { UNBOUND_LOCAL_ERROR } from "../object/exception/exception_types.ts";
import { raise, raiseName } from "../object/exception/raise.ts";
import { poison, type RAISED } from "../object/runtime.ts";
import type { Machine } from "./machine.ts";

/** A fast local is read or deleted while unset (`UNBOUNDLOCAL_ERROR_MSG`). */
export function raiseLocalUnbound(m: Machine, slot: number): typeof RAISED {
  const name = m.frame.code.localNames[slot] as string;
  return raise(
    m,
    UNBOUND_LOCAL_ERROR,
    `cannot access local variable '${name}' where it is not associated with a value`,
  );
}

/** A cell is read or deleted while empty (`_PyEval_FormatExcUnbound`). */
export function raiseDerefUnbound(m: Machine, slot: number): typeof RAISED {
  const { code } = m.frame;
  if (((code.localKinds[slot] as number) & LOCAL_KIND.FREE) === 0) return raiseLocalUnbound(m, slot);
  const name = code.localNames[slot] as string;
  return raiseName(
    m,
    `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
    name,
  );
}

/** A name is neither global nor builtin. */
export function raiseNameUndefined(m: Machine, name: string): typeof RAISED {
  if (ABSENT_BUILTINS.has(name)) throw poison(m, "unsupported", `builtin ${name}`);
  return raiseName(m, `name '${name}' is not defined`, name);
}
