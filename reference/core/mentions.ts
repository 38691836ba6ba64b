/**
 * Whether a program speaks of a special method: without that no class of it can have one.
 *
 * @module
 */

import type { CodeObject, Literal, Program } from "../../src/isa/program.ts";

/** Whether some code object is called so, uses the name, or has it as a constant. */
export function mentions({ codes }: Program, wanted: string): boolean {
  for (let i = 0; i < codes.length; i++) {
    const { name, names, consts } = codes[i] as CodeObject;
    if (name === wanted || names.includes(wanted)) return true;
    for (let at = 0; at < consts.length; at++) {
      const constant = consts[at] as Literal;
      if (constant.t === "str" && constant.v === wanted) return true;
    }
  }
  return false;
}
