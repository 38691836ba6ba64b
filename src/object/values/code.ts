/**
 * Code objects at run time: what the compiler left, plus the adaptive copy that tier 1 rewrites.
 *
 * @module
 */

import { type CodeUnits, opcodeOf } from "../../isa/code_unit.ts";
import { bytesOfHex } from "../../isa/hex.ts";
import { decodeLocationTable } from "../../isa/location_table.ts";
import { CACHE_UNITS_OF, OPCODE_NAMES, opcodeRow, OPCODES } from "../../isa/opcodes.ts";
import { CODE_FLAGS, type CodeObject, type ExceptionEntry } from "../../isa/program.ts";
import type { TraceableCode } from "../../optimizer/code.ts";
import { PyObject, type Value } from "./value.ts";

/** First counter of a cache of an adaptive instruction: value 1, back-off exponent 1. */
export const ADAPTIVE_WARMUP = 0x0011;

/** Branch history that the four conditional jumps start with. */
export const BRANCH_HISTORY = 0x5555;

const { JUMP_BACKWARD } = OPCODES;
const RESUME = OPCODES.RESUME.opcode;
const CONDITIONAL: ReadonlySet<number> = new Set(
  OPCODE_NAMES.map(opcodeRow).filter(({ guard }) => guard !== undefined).map(({ opcode }) => opcode),
);

/** Kinds of fast locals (`CO_FAST_*`), by index; a captured parameter is both LOCAL and CELL. */
export const LOCAL_KIND = { LOCAL: 1, CELL: 2, FREE: 4 } as const;

/**
 * A code object of a running machine (`PyCodeObject`). What the constructor sets is declared only: a field of a class is set twice
 * otherwise.
 */
export class PyCode extends PyObject implements TraceableCode {
  declare readonly name: string;
  declare readonly qualname: string;
  declare readonly units: CodeUnits;
  declare executors: TraceableCode["executors"];
  /** Version of the monitoring that the instructions are up to date with (`_co_instrumentation_version`). */
  declare instrumentationVersion: number;
  /** What stands at units with INSTRUMENTED_LINE, by unit, and wherever else a line starts; null until lines were wanted. */
  declare lineOpcodes: Uint8Array | null;
  /** What stands at units with INSTRUMENTED_INSTRUCTION, by unit; null until there is one. */
  declare instructionOpcodes: Uint8Array | null;
  declare private knownLines: readonly (number | null)[] | null;
  declare readonly argcount: number;
  declare readonly posonlyargcount: number;
  declare readonly kwonlyargcount: number;
  declare readonly flags: number;
  declare readonly stacksize: number;
  /** Fast locals: `varnames`, cells that are no variables, free variables. */
  declare readonly localCount: number;
  /** Names of all fast locals. */
  declare readonly localNames: readonly string[];
  /** {@linkcode LOCAL_KIND} bits of each. */
  declare readonly localKinds: readonly number[];
  declare readonly freeCount: number;
  /** `localCount + stacksize`: length of a frame's array; the stack starts at `localCount`. */
  declare readonly frameSize: number;
  declare readonly names: readonly string[];
  declare readonly exceptionTable: readonly ExceptionEntry[];
  /** Unit of the first RESUME: a frame whose IP lies before it is incomplete (`_co_firsttraceable`). */
  declare readonly firstTraceable: number;
  /** True when arguments bind straight to slots: CO_OPTIMIZED, no `*args`, `**kwargs` or keyword-only (`SIMPLE_FUNCTION`). */
  declare readonly isSimple: boolean;
  /** Words of the data stack that a frame takes (`co_framesize`). */
  declare readonly dataStackWords: number;
  /** What the compiler left. */
  declare readonly source: CodeObject;
  /** Index in {@linkcode Program.codes}. */
  declare readonly index: number;
  declare readonly consts: readonly Value[];
  declare version: number;
  declare private readonly shortAddress: number;
  declare private wideAddress: bigint | null;

  /** `address` is the logical address, not `0`, exact as a number. */
  constructor(
    source: CodeObject,
    index: number,
    consts: readonly Value[],
    address: number,
    version: number,
    layout: CodeLayout = layoutOf(source),
  ) {
    super();
    this.source = source;
    this.index = index;
    this.consts = consts;
    this.version = version;
    this.executors = null;
    this.instrumentationVersion = 0;
    this.lineOpcodes = null;
    this.instructionOpcodes = null;
    this.knownLines = null;
    this.wideAddress = null;
    this.name = source.name;
    this.qualname = source.qualname;
    this.shortAddress = address;
    this.units = layout.units.slice();
    this.argcount = source.argcount;
    this.posonlyargcount = source.posonlyargcount;
    this.kwonlyargcount = source.kwonlyargcount;
    this.flags = source.flags;
    this.stacksize = source.stacksize;
    this.localNames = layout.localNames;
    this.localCount = layout.localNames.length;
    this.localKinds = layout.localKinds;
    this.freeCount = source.freevars.length;
    this.frameSize = this.localCount + source.stacksize;
    this.names = source.names;
    this.exceptionTable = source.exceptionTable;
    this.firstTraceable = layout.firstTraceable;
    this.isSimple = (source.flags & CODE_FLAGS.OPTIMIZED) !== 0 && source.kwonlyargcount === 0 &&
      (source.flags & (CODE_FLAGS.VARARGS | CODE_FLAGS.VARKEYWORDS)) === 0;
    this.dataStackWords = this.frameSize + FRAME_SPECIALS_SIZE;
  }

  /** The logical address; most code objects are never asked for it. */
  get address(): bigint {
    return this.wideAddress ??= BigInt(this.shortAddress);
  }

  /** Line of every unit; null where the line table does not say, empty where there is none. */
  get lines(): readonly (number | null)[] {
    return this.knownLines ??= linesOf(this.source);
  }

  /** Names of positional and keyword-only parameters, then `*args`, `**kwargs`: the first fast locals. */
  get parameterCount(): number {
    return this.argcount + this.kwonlyargcount + (this.flags & CODE_FLAGS.VARARGS ? 1 : 0) +
      (this.flags & CODE_FLAGS.VARKEYWORDS ? 1 : 0);
  }
}

function linesOf({ lineTable, firstlineno }: CodeObject): readonly (number | null)[] {
  return lineTable === "" ? [] : decodeLocationTable(bytesOfHex(lineTable), firstlineno).map(({ line }) => line);
}

/** What depends on the compiled code alone; a loader may make it once for all runs of a program. */
export interface CodeLayout {
  /** The units of a fresh code object ({@linkcode adaptiveUnits}), which each copies. */
  readonly units: readonly number[];
  readonly localNames: readonly string[];
  readonly localKinds: readonly number[];
  readonly firstTraceable: number;
}

/** Kinds of fast locals where none is a cell. */
const ALL_LOCAL: readonly number[] = new Array(256).fill(LOCAL_KIND.LOCAL);

/** Lays a code object out. */
export function layoutOf(source: CodeObject): CodeLayout {
  const { varnames, cellvars, freevars } = source;
  const units = adaptiveUnits(source.code);
  const firstTraceable = firstResume(source.code);
  if (cellvars.length === 0 && freevars.length === 0 && varnames.length <= ALL_LOCAL.length) {
    return { units, localNames: varnames, localKinds: ALL_LOCAL, firstTraceable };
  }
  // Sets: a program may have many names.
  const variables = new Set(varnames);
  const kept = new Set(cellvars);
  const cells = cellvars.filter((name) => !variables.has(name));
  const localNames = [...varnames, ...cells, ...freevars];
  const firstFree = varnames.length + cells.length;
  const localKinds = localNames.map((name, slot) =>
    slot >= firstFree
      ? LOCAL_KIND.FREE
      : (slot < varnames.length ? LOCAL_KIND.LOCAL : 0) | (kept.has(name) ? LOCAL_KIND.CELL : 0)
  );
  return { units, localNames, localKinds, firstTraceable };
}

/** Words of a frame besides locals and stack (`FRAME_SPECIALS_SIZE`). */
export const FRAME_SPECIALS_SIZE = 9;

/** First counter of each instruction, by opcode; 0 where it has none or begins with 0. */
const FIRST_COUNTER: Uint16Array = new Uint16Array(256).map((_, opcode) =>
  CONDITIONAL.has(opcode)
    ? BRANCH_HISTORY
    : (CACHE_UNITS_OF[opcode] as number) > 0 && opcode !== JUMP_BACKWARD.opcode
    ? ADAPTIVE_WARMUP
    : 0
);

/** A copy of compiled units with the counters that a fresh code object has (`_PyCode_Quicken`). */
export function adaptiveUnits(code: readonly number[]): CodeUnits {
  const { length } = code;
  const units = code.slice();
  for (let unit = 0; unit < length;) {
    const opcode = (code[unit] as number) & 0xff;
    const next = unit + 1 + (CACHE_UNITS_OF[opcode] as number);
    const counter = FIRST_COUNTER[opcode] as number;
    if (counter !== 0) units[unit + 1] = counter;
    unit = next;
  }
  return units;
}

/** Unit of the first RESUME, or 0 when there is none. */
function firstResume(units: readonly number[]): number {
  for (let unit = 0; unit < units.length;) {
    const opcode = opcodeOf(units[unit] as number);
    if (opcode === RESUME) return unit;
    unit += 1 + (CACHE_UNITS_OF[opcode] as number);
  }
  return units.length;
}
