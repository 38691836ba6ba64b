/**
 * Instructions that do the work of the one behind them, too, and go past it.
 *
 * @module
 */

import { opcodeOf } from "../../isa/code_unit.ts";
import type { Machine } from "../machine.ts";

/**
 * Whether the instruction at a unit may be passed: it was of this opcode when the site was specialized.
 *
 * FAITHFUL: an event that was asked for there since is lost; under the repair `lost-line` the instruction must still be plain.
 */
export function mayPass(m: Machine, unit: number, opcode: number): boolean {
  return !m.repairLostLine || opcodeOf(m.frame.code.units[unit] as number) === opcode;
}
