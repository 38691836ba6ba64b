/**
 * Specializer of LOAD_GLOBAL.
 *
 * @module
 */

import { OPCODES } from "../../isa/opcodes.ts";
import { KEYS, type PyDict } from "../../object/dict.ts";
import type { Machine } from "../machine.ts";
import { NO_FORM, type Specializer } from "./family.ts";

/** The caches of LOAD_GLOBAL have 16 bits for versions and indexes. */
const LIMIT = 0x1_0000;

/** Version of a dict's keys when it fits the cache, else 0. */
function shortVersion(m: Machine, dict: PyDict): number {
  const version = dict.versionFor(m);
  return version < LIMIT ? version : 0;
}

/** LOAD_GLOBAL (`_Py_Specialize_LoadGlobal`). */
export const specializeLoadGlobal: Specializer = (m, oparg, unit) => {
  const { globals, builtins, code } = m.frame;
  const { units } = code;
  const name = code.names[oparg >> 1] as string;
  if (globals.kind !== KEYS.UNICODE) return NO_FORM;
  const inModule = globals.findStr(name);
  if (inModule >= 0) {
    const version = inModule < LIMIT ? shortVersion(m, globals) : 0;
    if (version === 0) return NO_FORM;
    units[unit + 4] = inModule;
    units[unit + 2] = version;
    return OPCODES.LOAD_GLOBAL_MODULE.opcode;
  }
  if (builtins.kind !== KEYS.UNICODE) return NO_FORM;
  const index = builtins.findStr(name);
  if (index < 0 || index >= LIMIT) return NO_FORM;
  const globalsVersion = shortVersion(m, globals);
  if (globalsVersion === 0) return NO_FORM;
  const builtinsVersion = shortVersion(m, builtins);
  if (builtinsVersion === 0) return NO_FORM;
  units[unit + 4] = index;
  units[unit + 2] = globalsVersion;
  units[unit + 3] = builtinsVersion;
  return OPCODES.LOAD_GLOBAL_BUILTIN.opcode;
};
