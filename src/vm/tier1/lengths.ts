/**
 * Lengths of instructions.
 *
 * @module
 */

import { CACHE_UNITS_OF } from "../../isa/opcodes.ts";

/** Units of an instruction with its inline caches, without its prefixes; by opcode. */
export const LENGTH_OF: Uint8Array = CACHE_UNITS_OF.map((caches) => caches + 1);
