/**
 * The shape of uop bodies and of instruction handlers.
 *
 * @module
 */

import type { Machine } from "../machine.ts";
import type { Status } from "../status.ts";

/**
 * Body of a uop: works on the current frame of the machine. `operand` is the inline-cache entry of the uop's row, 0 where it
 * has none. Raises by throwing the machine's sentinel.
 */
export type Body = (m: Machine, oparg: number, operand: number) => Status;

/** Handler of an instruction in tier 1; `unit` is the index of the instruction in the code of the current frame. */
export type Handler = (m: Machine, oparg: number, unit: number) => Status;
