/**
 * Exception tables and tracebacks.
 *
 * @module
 */

import type { ExceptionEntry } from "../../isa/program.ts";
import type { PyCode } from "../../object/values/code.ts";
import { type PyException, PyTraceback } from "../../object/exception/exception.ts";
import { frameObject } from "../../object/values/frame.ts";
import type { Frame } from "./machine_frame.ts";
import type { Machine } from "../machine.ts";

/** The entry that covers a unit, or null (`get_exception_handler`). */
export function findHandler(code: PyCode, unit: number): ExceptionEntry | null {
  const table = code.exceptionTable;
  for (let i = 0; i < table.length; i++) {
    const entry = table[i] as ExceptionEntry;
    if (unit >= entry.start && unit < entry.start + entry.length) return entry;
  }
  return null;
}

/** Puts this frame in front of the traceback of the exception in flight (`PyTraceBack_Here`). */
export function addTraceback(m: Machine, frame: Frame): void {
  const exception = m.exception as PyException;
  const object = m.keepsFrames ? frameObject(frame) : null;
  exception.tracebackTop = new PyTraceback(frame.code, frame.ip, object, exception.tracebackTop);
}
