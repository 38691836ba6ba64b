/**
 * What the optimizer knows of a code object and of the functions that call sites name. The virtual machine implements both.
 *
 * @module
 */

import type { CodeUnits } from "../isa/code_unit.ts";
import type { CodeObject } from "../isa/program.ts";
import type { ExecutorArray } from "./executor_array.ts";

/** A live code object (`PyCodeObject`). */
export interface TraceableCode {
  /** `co_name`. */
  readonly name: string;
  /** Logical address, 64 bits, never 0; what the bloom filters hash. */
  readonly address: bigint;
  /** `co_code_adaptive`: the code units as they stand now, inline caches included. Installing an executor writes here. */
  readonly units: CodeUnits;
  /** `co_version`; 0 means none. */
  readonly version: number;
  /** `co_executors`; null until the first executor is installed. */
  executors: ExecutorArray | null;
  /** Opcodes that INSTRUMENTED_LINE covers, by unit; null or absent when no line is instrumented. */
  readonly lineOpcodes?: Uint8Array | null;
  /** Opcodes that INSTRUMENTED_INSTRUCTION covers, by unit; null or absent when no instruction is. */
  readonly instructionOpcodes?: Uint8Array | null;
  /** What the compiler left: constants, names, variables; absent where nobody compiled it. */
  readonly source?: CodeObject;
}

/** The cache of functions by version (`_PyFunction_LookupByVersion`). */
export interface FunctionVersions {
  /** Code of the function that owns this version now; null when nobody does. */
  lookup(version: number): TraceableCode | null;
}
