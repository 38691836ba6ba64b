/**
 * Making instances.
 *
 * @module
 */

import { copyWork } from "../../isa/work.ts";
import { newInlineValues, PyInstance } from "./instance.ts";
import type { Runtime } from "../runtime.ts";
import type { PyType } from "./type.ts";
import { unsetValues, type Value } from "../values/value.ts";

/**
 * A bare instance of a class of a program, as `object.__new__` makes it: with inline values at once where the class has them. An instance of a
 * subclass of a builtin type keeps its attributes nowhere until the first is stored; its maker sets the payload.
 */
export function newInstance(rt: Runtime, type: PyType): PyInstance {
  const inline = type.sharedKeys !== null && type.layout === "object";
  const values = inline ? newInlineValues(type.sharedKeys as NonNullable<PyType["sharedKeys"]>) : null;
  const slots = type.slotCount === 0 ? null : newSlots(rt, type.slotCount);
  const instance = new PyInstance(type, values, slots, undefined);
  if (rt.newborn !== null) rt.newborn(instance);
  return instance;
}

function newSlots(rt: Runtime, count: number): Value[] {
  rt.burn(copyWork(count));
  return unsetValues(count);
}
