/**
 * Versions of functions, and the cache that finds a function by its version.
 *
 * @module
 */

import type { PyFunction } from "../../object/values/callable_values.ts";
import type { FunctionVersions, TraceableCode } from "../../optimizer/code.ts";
import { PyType } from "../../object/type/type.ts";
import type { Frame } from "./machine_frame.ts";
import type { Machine } from "../machine.ts";
import { isHeldByFrame, unreachable } from "../lifetime/live_objects.ts";

/** `FUNC_VERSION_CACHE_SIZE`. */
const CACHE_SIZE = 4096;

/** Direct-mapped cache: slot by version modulo its size. */
export class FunctionVersionCache implements FunctionVersions {
  private readonly machine: Machine;
  private readonly slots: (PyFunction | null)[] = new Array<PyFunction | null>(CACHE_SIZE).fill(null);
  private readonly used: number[] = [];
  private usedCount = 0;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /**
   * Hit only when the slot's function still has exactly this version. A function's death empties its slot; here that is looked at
   * when it shows.
   */
  lookup(version: number): TraceableCode | null {
    const func = this.slots[version % CACHE_SIZE];
    if (func === null || func === undefined || func.version !== version) return null;
    if (isDead(this.machine, func)) {
      this.forget(func);
      return null;
    }
    return func.code;
  }

  /** Empties the slot of the function's version if it owns it. */
  forget(func: PyFunction): void {
    const slot = func.version % CACHE_SIZE;
    if (this.slots[slot] === func) this.slots[slot] = null;
  }

  /** Takes the slot of the function's version over. */
  own(func: PyFunction): void {
    const slot = func.version % CACHE_SIZE;
    if (this.slots[slot] === null) this.used[this.usedCount++] = slot;
    this.slots[slot] = func;
  }

  /** Empties all slots that were used. */
  clear(): void {
    for (let i = 0; i < this.usedCount; i++) this.slots[this.used[i] as number] = null;
    this.usedCount = 0;
  }
}

/**
 * Whether nothing holds a function any more. Most are found at once: in the globals, in classes there, in running frames. While
 * native code runs Python code, functions may be held out of sight, and none counts as dead.
 */
function isDead(m: Machine, func: PyFunction): boolean {
  if (m.nesting !== 1) return false;
  if (isHeldByFrame(m, func)) return false;
  for (let { frame } = m; frame !== m.root; frame = frame.previous as Frame) if (frame.func === func) return false;
  const { entryValues } = m.frame.globals;
  for (let entry = 0; entry < entryValues.length; entry++) {
    const value = entryValues[entry];
    if (value === func) return false;
    if (value instanceof PyType && value.isHeap && value.dict.entryValues.includes(func)) return false;
  }
  return unreachable(m, [func]).size > 0;
}

/** Gives a function a version, 0 for none (`_PyFunction_SetVersion`). */
export function setFunctionVersion(m: Machine, func: PyFunction, version: number): void {
  if (func.version !== 0) m.functionVersions.forget(func);
  func.version = version;
  if (version !== 0) m.functionVersions.own(func);
}

/** The function's version, a fresh one when it has none; 0 when none are left (`_PyFunction_GetVersionForCurrentState`). */
export function versionForCurrentState(m: Machine, func: PyFunction): number {
  if (func.version !== 0) return func.version;
  // FAITHFUL: functions and code objects count separately and both start at 1; the repair lets them share one counter.
  const version = m.repairVersionCollision ? m.nextCodeVersion : m.nextFunctionVersion;
  if (version === 0) return 0;
  if (m.repairVersionCollision) m.nextCodeVersion = (version + 1) >>> 0;
  else m.nextFunctionVersion = (version + 1) >>> 0;
  setFunctionVersion(m, func, version);
  return version;
}
