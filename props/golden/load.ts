/**
 * Recordings of the real interpreter: the two formats of record, read from JSON lines (gzipped or not), and the programs
 * that they hold.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { bytesOfHex } from "../../src/isa/hex.ts";
import { decodeExceptionTable } from "../../src/isa/exception_table.ts";
import { type CodeObject, type FloatText, floatText, type Literal, type Program } from "../../src/isa/program.ts";
import { checkRecordShape } from "./record_shape.ts";

/** A recorded result: a value by text and type, or an exception. */
export type RecordedResult =
  | { readonly repr: string; readonly type: string }
  | {
    readonly exception: string;
    readonly message: string;
    readonly frames?: readonly (readonly [string, number])[];
  };

/** An operand as recorded: a number, or something that differs between processes. */
export type RecordedOperand =
  | number
  | { readonly kind: "version"; readonly value: number }
  | { readonly kind: "pointer"; readonly hex: string; readonly target: string };

/** A recorded uop: name, oparg, operand. */
export type RecordedUop = readonly [name: string, oparg: number, operand: RecordedOperand];

/** A recorded executor; `offset` in bytes. */
export interface RecordedExecutor {
  readonly offset: number;
  readonly valid: boolean;
  readonly trace: readonly RecordedUop[];
  readonly vm: { readonly opcode: number; readonly oparg: number; readonly valid: boolean; readonly linked: boolean };
}

/** A recorded code object; byte strings in hexadecimal. */
export interface RecordedCode {
  readonly name: string;
  readonly qualname: string;
  readonly address?: string;
  readonly co_code: string;
  readonly co_consts: readonly RecordedConst[];
  readonly co_names: readonly string[];
  readonly co_varnames: readonly string[];
  readonly co_cellvars: readonly string[];
  readonly co_freevars: readonly string[];
  readonly co_stacksize: number;
  readonly argcount: number;
  readonly posonlyargcount: number;
  readonly kwonlyargcount: number;
  readonly co_flags: number;
  readonly firstlineno: number;
  readonly co_exceptiontable: string;
  readonly co_linetable: string;
  readonly final_adaptive?: string;
  readonly executors?: readonly RecordedExecutor[];
}

/** A recorded constant. */
export interface RecordedConst {
  readonly t: string;
  readonly v?: unknown;
  readonly hex?: string;
  readonly index?: number;
}

/** One recorded call of the optimizer: a self-contained input and output of the translator. */
export interface RecordedAttempt {
  readonly code: number;
  readonly dest_unit: number;
  readonly stack_entries: number;
  readonly adaptive: Readonly<Record<string, string>>;
  readonly executor_tables: Readonly<
    Record<
      string,
      readonly { readonly opcode: number; readonly oparg: number; readonly valid: boolean; readonly linked: boolean }[]
    >
  >;
  readonly co_versions: Readonly<Record<string, number>>;
  readonly func_versions: readonly { readonly slot: number; readonly func_version: number; readonly code: number }[];
  readonly result: 0 | 1;
  readonly trace_before_analysis: readonly RecordedUop[] | null;
  readonly trace: readonly RecordedUop[] | null;
  readonly bloom?: readonly number[];
}

/** What a whole run gave: results of the calls, texts emitted, globals, arguments of the last call after it. */
export interface RecordedRun {
  readonly results: readonly RecordedResult[];
  readonly log?: readonly string[] | RecordedLongLog;
  readonly globals?: Readonly<Record<string, string>>;
  readonly args_after?: readonly string[];
}

/** A log too long to record whole. */
export interface RecordedLongLog {
  readonly n: number;
  readonly head: readonly string[];
  readonly tail: readonly string[];
  readonly crc32: number | string;
}

/** One record of either format, brought to one form. */
export interface GoldenRecord {
  readonly id: string;
  /** Absent in records of random programs. */
  readonly category: string | null;
  readonly program: Program;
  /** How results were written: plain repr, or canonical text. */
  readonly resultText: "repr" | "canonical";
  readonly codes: readonly RecordedCode[];
  /** Recorded calls of the optimizer; empty where none were recorded. */
  readonly attempts: readonly RecordedAttempt[];
  readonly tier1: RecordedRun;
  readonly tier2: RecordedRun;
  /** Whether executors were recorded per code object (`codes[].executors`). */
  readonly hasExecutors: boolean;
  /** Names of uops in the executors reachable at the end, and their number; only in records of random programs. */
  readonly uopsInTraces: readonly string[] | null;
  readonly executorCount: number | null;
}

class NumberSource {
  constructor(readonly source: string) {}
}

type ReviverWithSource = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Parses JSON keeping how numbers were written, as 1 and 1.0 are different values of the program. */
function parseWithSources(text: string): unknown {
  const reviver: ReviverWithSource = (_key, value, context) =>
    typeof value === "number" ? new NumberSource(context.source ?? String(value)) : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}

function intLiteral(text: string): Literal {
  const value = Number(text);
  return { t: "int", v: Number.isSafeInteger(value) ? value : BigInt(text).toString() };
}

/** A literal from JSON whose numbers kept their source text. */
function literalFromJson(value: unknown): Literal {
  if (value === null) return { t: "None" };
  if (typeof value === "boolean") return { t: "bool", v: value };
  if (typeof value === "string") return { t: "str", v: value };
  if (value instanceof NumberSource) {
    if (/^-?\d+$/.test(value.source)) return intLiteral(value.source);
    return { t: "float", v: floatText(Number(value.source)) };
  }
  if (Array.isArray(value)) return { t: "list", v: value.map(literalFromJson) };
  const entries = Object.entries(value as Record<string, unknown>);
  return { t: "dict", v: entries.map(([key, item]) => [{ t: "str", v: key }, literalFromJson(item)] as const) };
}

function parseFloatText(text: string): FloatText {
  const named: Record<string, number> = { nan: NaN, inf: Infinity, "-inf": -Infinity };
  return floatText(named[text] ?? Number(text));
}

/** Python's repr of a complex constant: only imaginary ones can be literals. */
function parseComplex(text: string): Literal {
  const inner = text.replace(/^\(|\)$/g, "");
  const match = /^(.*?)([+-]?(?:[\d.]+(?:e[+-]?\d+)?|nan|inf))j$/.exec(inner);
  if (match === null) throw new TierproofError("recording", `complex constant ${text} is not of the form a+bj`);
  return {
    t: "complex",
    re: parseFloatText(match[1] === "" ? "0" : match[1] as string),
    im: parseFloatText(match[2] as string),
  };
}

function literalFromConst(constant: RecordedConst): Literal {
  switch (constant.t) {
    case "None":
    case "Ellipsis":
      return { t: constant.t };
    case "bool":
      return { t: "bool", v: constant.v as boolean };
    case "int":
      return intLiteral(String(constant.v));
    case "float":
      return { t: "float", v: parseFloatText(String(constant.v)) };
    case "complex":
      return parseComplex(String(constant.v));
    case "str":
      return { t: "str", v: constant.v as string };
    case "bytes":
      return { t: "bytes", v: constant.hex as string };
    case "tuple":
    case "frozenset":
      return { t: constant.t, v: (constant.v as RecordedConst[]).map(literalFromConst) };
    case "code":
      return { t: "code", v: constant.index as number };
    default:
      throw new TierproofError("recording", `constant of unknown kind ${JSON.stringify(constant.t)}`);
  }
}

/** Code units of a hexadecimal string of raw bytecode. */
export function unitsFromHex(hex: string): Uint16Array {
  const bytes = bytesOfHex(hex);
  return Uint16Array.from(
    { length: bytes.length >> 1 },
    (_, i) => (bytes[2 * i] as number) | ((bytes[2 * i + 1] as number) << 8),
  );
}

/** A recorded code object as engines take it. */
export function codeObject(code: RecordedCode): CodeObject {
  return {
    name: code.name,
    qualname: code.qualname,
    argcount: code.argcount,
    posonlyargcount: code.posonlyargcount,
    kwonlyargcount: code.kwonlyargcount,
    flags: code.co_flags,
    stacksize: code.co_stacksize,
    firstlineno: code.firstlineno,
    varnames: code.co_varnames,
    cellvars: code.co_cellvars,
    freevars: code.co_freevars,
    names: code.co_names,
    consts: code.co_consts.map(literalFromConst),
    code: Array.from(unitsFromHex(code.co_code)),
    exceptionTable: decodeExceptionTable(bytesOfHex(code.co_exceptiontable)),
    lineTable: code.co_linetable,
  };
}

interface RawRecord {
  readonly id: string;
  readonly category?: string;
  readonly calls: number;
  readonly codes: readonly RecordedCode[];
  readonly attempts?: readonly RecordedAttempt[];
  readonly results?: readonly RecordedResult[];
  readonly tier1_only_results?: readonly RecordedResult[];
  readonly tier1?: RecordedRun;
  readonly uops?: RecordedRun | { readonly same: true };
  readonly uops_in_traces?: string;
  readonly executors?: number;
}

/** Parses one line; throws {@linkcode TierproofError} saying which line and what is missing. */
export function parseRecord(line: string, where: string): GoldenRecord {
  let raw: RawRecord;
  let args: unknown;
  try {
    raw = JSON.parse(line);
    args = (parseWithSources(line) as { args?: unknown } | null)?.args;
  } catch (error) {
    const why = (error as Error).message.replaceAll(/\s+/g, " ");
    throw new TierproofError("recording", `${where}: no record as JSON: ${why}`);
  }
  if (typeof raw !== "object" || raw === null || !Array.isArray(raw.codes) || !Array.isArray(args)) {
    throw new TierproofError("recording", `${where}: expected an object with "codes" and "args"`);
  }
  const traced = raw.results !== undefined;
  const tier1 = traced ? { results: raw.tier1_only_results ?? raw.results ?? [] } : raw.tier1;
  if (tier1 === undefined) throw new TierproofError("recording", `${where}: expected "results" or "tier1"`);
  const uops = raw.uops;
  const tier2: RecordedRun = traced
    ? { results: raw.results ?? [] }
    : uops === undefined || "same" in uops
    ? tier1
    : uops;
  return {
    id: raw.id,
    category: raw.category ?? null,
    program: {
      format: "tierproof-program",
      version: 1,
      moduleName: traced ? "oracle" : "m",
      hosts: traced ? [] : ["emit"],
      codes: raw.codes.map(codeObject),
      entry: "f",
      args: args.map(literalFromJson),
      calls: raw.calls,
    },
    resultText: traced ? "repr" : "canonical",
    codes: raw.codes,
    attempts: raw.attempts ?? [],
    tier1,
    tier2,
    hasExecutors: raw.codes.some((code) => code.executors !== undefined),
    uopsInTraces: raw.uops_in_traces === undefined ? null : raw.uops_in_traces.split(" ").filter((name) => name !== ""),
    executorCount: raw.executors ?? null,
  };
}

/** Splits the text of a file of recordings, gzipped or not. */
async function readLines(bytes: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const stream = new Blob([bytes]).stream();
  const text = await new Response(gzipped ? stream.pipeThrough(new DecompressionStream("gzip")) : stream).text();
  return text.split("\n").filter((line) => line.trim() !== "");
}

/** Reads the lines of a file of recordings, gzipped or not. */
export async function loadLines(path: string | URL): Promise<string[]> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    throw new TierproofError("file", `cannot read recordings ${path}: ${(error as Error).message}`);
  }
  return await readLines(bytes);
}

/** Records of a file that somebody else made: what it holds is checked before anything is made of it. `name` is the file's. */
export async function recordsOf(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<GoldenRecord[]> {
  let lines: string[];
  try {
    lines = await readLines(bytes);
  } catch (error) {
    throw new TierproofError("recording", `${name}: gzip data that is cut or broken: ${(error as Error).message}`);
  }
  if (lines.length === 0) throw new TierproofError("recording", `${name}: expected recordings, found none`);
  return lines.map((line, index) => {
    const where = `${name}:${index + 1}`;
    const record = parsed(line, where);
    checkRecordShape(record, where);
    return parseRecord(line, where);
  });
}

function parsed(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    const why = (error as Error).message.replaceAll(/\s+/g, " ");
    throw new TierproofError("recording", `${where}: no record as JSON: ${why}`);
  }
}

/** Reads a file of recordings. */
export async function loadRecords(path: string | URL): Promise<GoldenRecord[]> {
  const lines = await loadLines(path);
  return lines.map((line, index) => parseRecord(line, `${path}:${index + 1}`));
}

/** The recordings that come with the project. */
export const RECORDINGS: readonly URL[] = [
  new URL("./traces.jsonl.gz", import.meta.url),
  new URL("./random.jsonl.gz", import.meta.url),
];

/** Recorded programs around corners of the language and of the interpreter, in the format of the random ones. */
export const CORNER_RECORDINGS: readonly URL[] = [
  new URL("./corners.jsonl.gz", import.meta.url),
  new URL("./language.jsonl.gz", import.meta.url),
  // More programs of the same kinds, each of which an engine once ran differently.
  new URL("./variants.jsonl.gz", import.meta.url),
  // Programs written by hand, each about everything that one kind of value, class or event has.
  new URL("./battery.jsonl.gz", import.meta.url),
  new URL("./deaths.jsonl.gz", import.meta.url),
];
