/**
 * Whether a program speaks of a special method: without that no class of it can have one.
 *
 * @module
 */

import type { Program } from "../../src/isa/program.ts";

/** Whether some code object is called so, uses the name, or has it as a constant. */
export function mentions({ codes }: Program, wanted: string): boolean {
  for (const { name, names, consts } of codes) {
    if (name === wanted) return true;
    for (const used of names) if (used === wanted) return true;
    for (const constant of consts) if (constant.t === "str" && constant.v === wanted) return true;
  }
  return false;
}
