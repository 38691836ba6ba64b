/**
 * Inline caches of more than one code unit: low unit first.
 *
 * @module
 */

import type { CodeUnits } from "../../isa/code_unit.ts";

/** A 32-bit entry at `unit`. */
export function read32(units: CodeUnits, unit: number): number {
  return (units[unit] as number) + (units[unit + 1] as number) * 0x1_0000;
}

/** Writes a 32-bit entry. */
export function write32(units: CodeUnits, unit: number, value: number): void {
  units[unit] = value & 0xffff;
  units[unit + 1] = value >>> 16;
}

/** A 64-bit entry, exact for logical addresses, which stay below 2**53. */
export function readPointer(units: CodeUnits, unit: number): number {
  return read32(units, unit) + read32(units, unit + 2) * 0x1_0000_0000;
}

/** Writes a 64-bit entry. */
export function writePointer(units: CodeUnits, unit: number, address: number): void {
  write32(units, unit, address % 0x1_0000_0000);
  write32(units, unit + 2, Math.floor(address / 0x1_0000_0000));
}
