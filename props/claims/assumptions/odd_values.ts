/**
 * Other values than what is there: of another kind, of the same, and all that a variable may hold when a trace is entered, whatever it
 * held while the trace was made.
 *
 * @module
 */

import { PyFloat } from "../../../src/object/values/number_values.ts";
import { PyCell } from "../../../src/object/values/callable_values.ts";
import { PyList, PyTuple } from "../../../src/object/values/sequence_values.ts";
import type { Value } from "../../../src/object/values/value.ts";
import { PyInstance } from "../../../src/object/type/instance.ts";
import type { Machine } from "../../../src/vm/machine.ts";
import { type Change, onName } from "./change.ts";
import { reachable } from "./heap.ts";

/** A number that no program has. */
export const STRANGER = 424_242;

/** Another value: of the other kind for numbers and texts, else a number, which cannot be called and has no attributes. */
export function otherValue(value: Value): Value {
  if (typeof value === "number") return Math.abs(value) < 2 ** 30 ? "other" : 1;
  if (typeof value === "string" || value instanceof PyFloat) return STRANGER;
  if (typeof value === "boolean") return !value;
  return value === null ? STRANGER : null;
}

/** The same kind of value, but another one; of a small int a big one. */
export function sameKind(value: Value): Value {
  if (typeof value === "number") return 2 ** 40 + 1;
  if (typeof value === "string") return value === "" ? "other" : "";
  if (value instanceof PyFloat) return new PyFloat(value.value === 0.5 ? 0 : 0.5);
  return value === null ? false : null;
}

/** Each makes a value anew, as two machines run side by side; undefined where there is none. */
const ODD_VALUES: Readonly<Record<string, (m: Machine, before: Value) => Value>> = {
  "-0.0": () => new PyFloat(-0),
  "True": () => true,
  "nan": () => new PyFloat(NaN),
  "0.0": () => new PyFloat(0),
  "a text": () => "other",
  "0": () => 0,
  "an int of 71 bits": () => 2n ** 70n,
  "None": () => null,
  "2.5": () => new PyFloat(2.5),
  "an int of 53 bits": () => 2 ** 52 + 1,
  "an empty text": () => "",
  "-1": () => -1,
  "a list": () => new PyList([1, 2]),
  "an empty tuple": () => new PyTuple([]),
  "a float near the last one": () => new PyFloat(1.5e308),
  "False": () => false,
  "another object": (m, before) =>
    reachable(m).find((object) => object instanceof PyInstance && object !== before) as Value,
};

/** Gives a variable of the frame that runs another value; one that is shared by functions, or unbound, keeps what it has. */
function setVariable(m: Machine, name: string, other: (m: Machine, before: Value) => Value): boolean {
  const { stack, code } = m.frame;
  const slot = code.localNames.indexOf(name);
  const before = stack[slot];
  if (slot < 0 || before === undefined || before instanceof PyCell) return false;
  const value = other(m, before);
  if (value === undefined || value === before) return false;
  stack[slot] = value;
  return true;
}

/** A variable holds something else, one change a value. */
export const VARIABLE_CHANGES: readonly Change[] = Object.entries(ODD_VALUES).map(([text, other]) =>
  onName(`the variable {name} holds ${text}`, (m, name) => setVariable(m, name, other))
);
