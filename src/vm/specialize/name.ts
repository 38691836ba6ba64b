/**
 * Specialization of LOAD_GLOBAL and LOAD_SUPER_ATTR.
 *
 * @module
 */

import type { OpcodeName } from "../../isa/opcodes.ts";
import { KEYS, type PyDict } from "../../object/dict/dict.ts";
import { PyType } from "../../object/type/type.ts";
import { SUPER } from "../../object/type/types.ts";
import type { Machine } from "../machine.ts";
import { conclude, type Specializer } from "./outcome.ts";

/** LOAD_GLOBAL keeps 16 bits of indexes and versions. */
const MAX_UNIT = 0xffff;

/** Version of a dict's keys when it fits a cache unit, else 0. */
function shortVersion(m: Machine, dict: PyDict): number {
  const version = dict.versionFor(m);
  return version > MAX_UNIT ? 0 : version;
}

function globalForm(m: Machine, oparg: number, unit: number): OpcodeName | null {
  const { code, globals, builtins } = m.frame;
  const { units } = code;
  const name = code.names[oparg >> 1] as string;
  if (globals.kind === KEYS.GENERAL) return null;
  const index = globals.findStr(name);
  if (index >= 0) {
    const version = index > MAX_UNIT ? 0 : shortVersion(m, globals);
    if (version === 0) return null;
    units[unit + 4] = index;
    units[unit + 2] = version;
    return "LOAD_GLOBAL_MODULE";
  }
  if (builtins.kind === KEYS.GENERAL) return null;
  const builtinIndex = builtins.findStr(name);
  if (builtinIndex < 0 || builtinIndex > MAX_UNIT) return null;
  const globalsVersion = shortVersion(m, globals);
  if (globalsVersion === 0) return null;
  const builtinsVersion = shortVersion(m, builtins);
  if (builtinsVersion === 0) return null;
  units[unit + 4] = builtinIndex;
  units[unit + 2] = globalsVersion;
  units[unit + 3] = builtinsVersion;
  return "LOAD_GLOBAL_BUILTIN";
}

export const specializeLoadGlobal: Specializer = (m, oparg, unit) => conclude(m, unit, globalForm(m, oparg, unit));

export const specializeLoadSuperAttr: Specializer = (m, oparg, unit) => {
  const { stack, sp } = m;
  const applies = stack[sp - 3] === SUPER && stack[sp - 2] instanceof PyType;
  conclude(m, unit, !applies ? null : (oparg & 1) !== 0 ? "LOAD_SUPER_ATTR_METHOD" : "LOAD_SUPER_ATTR_ATTR");
};
