/**
 * The shape of a family's specializer.
 *
 * @module
 */

import type { Machine } from "../machine.ts";

/** Answer of a specializer that finds no form. */
export const NO_FORM = 0;

/**
 * Chooses the form of the instruction at `unit` for the operands on the stack, and writes its caches. Answers the opcode of
 * the form, or {@linkcode NO_FORM}.
 */
export type Specializer = (m: Machine, oparg: number, unit: number) => number;
