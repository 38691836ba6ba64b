/**
 * Method resolution order: C3.
 *
 * @module
 */

import { classWork } from "../../isa/work.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import type { PyType } from "./type.ts";

/** The order of `type` with these bases (`mro_implementation`). */
export function computeMro(rt: Runtime, type: PyType, bases: readonly PyType[]): readonly PyType[] {
  bases.forEach((base, index) => {
    if (bases.indexOf(base) !== index) throw raise(rt, TYPE_ERROR, `duplicate base class ${base.name}`);
  });
  // Whoever makes a class goes over that order for every special method.
  const classes = bases.reduce((sum, base) => sum + base.mro.length, 1);
  rt.burn(classWork(classes, bases.length));
  const [only] = bases;
  if (bases.length === 1 && only !== undefined) return [type, ...only.mro];
  const lists = [...bases.map((base) => [...base.mro]), [...bases]];
  const result = [type];
  for (;;) {
    const open = lists.filter((list) => list.length > 0);
    if (open.length === 0) return result;
    const next = open.map((list) => list[0] as PyType)
      .find((candidate) => open.every((list) => list.indexOf(candidate) <= 0));
    if (next === undefined) throw refuse(rt, open);
    result.push(next);
    for (const list of open) if (list[0] === next) list.shift();
  }
}

function refuse(rt: Runtime, open: readonly (readonly PyType[])[]): unknown {
  const heads = [...new Set(open.map((list) => (list[0] as PyType).name))];
  return raise(
    rt,
    TYPE_ERROR,
    `Cannot create a consistent method resolution order (MRO) for bases ${heads.join(", ")}`,
  );
}
