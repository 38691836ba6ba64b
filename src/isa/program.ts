/**
 * `Program`: what is generated, stored, replayed and run. Plain, versioned, JSON-serialisable data.
 *
 * @module
 */

/** A constant or argument. Containers are decoded afresh for every call. */
export type Literal =
  | { readonly t: "None" }
  | { readonly t: "Ellipsis" }
  | { readonly t: "bool"; readonly v: boolean }
  /** A safe integer as a number, any other as a decimal string. */
  | { readonly t: "int"; readonly v: number | string }
  /** Finite floats other than -0.0 as a number, the others by name, so that JSON keeps them. */
  | { readonly t: "float"; readonly v: number | "nan" | "inf" | "-inf" | "-0.0" }
  /** Real and imaginary part, each as a float literal's `v`. */
  | { readonly t: "complex"; readonly re: FloatText; readonly im: FloatText }
  | { readonly t: "str"; readonly v: string }
  /** Lower-case hexadecimal. */
  | { readonly t: "bytes"; readonly v: string }
  | { readonly t: "tuple" | "frozenset" | "list" | "set"; readonly v: readonly Literal[] }
  | { readonly t: "dict"; readonly v: readonly (readonly [Literal, Literal])[] }
  /** Index into {@linkcode Program.codes}; only among the constants of a code object. */
  | { readonly t: "code"; readonly v: number };

/** A float as JSON can hold it. */
export type FloatText = number | "nan" | "inf" | "-inf" | "-0.0";

/** The number that a float literal stands for. */
export function floatOf(v: FloatText): number {
  if (typeof v === "number") return v;
  return v === "nan" ? NaN : v === "inf" ? Infinity : v === "-inf" ? -Infinity : -0;
}

/** The form of a float that JSON keeps. */
export function floatText(v: number): FloatText {
  if (Number.isNaN(v)) return "nan";
  if (v === Infinity) return "inf";
  if (v === -Infinity) return "-inf";
  return Object.is(v, -0) ? "-0.0" : v;
}

/** One entry of an exception table; all positions in code units. */
export interface ExceptionEntry {
  /** First unit covered. */
  readonly start: number;
  /** Number of units covered. */
  readonly length: number;
  /** First unit of the handler. */
  readonly target: number;
  /** Stack depth that the handler starts from, before what unwinding pushes. */
  readonly depth: number;
  /** Whether unwinding pushes the failing unit's index before the exception. */
  readonly lasti: boolean;
}

/** `co_flags` bits that engines look at. */
export const CODE_FLAGS = {
  OPTIMIZED: 0x1,
  NEWLOCALS: 0x2,
  VARARGS: 0x4,
  VARKEYWORDS: 0x8,
  NESTED: 0x10,
  GENERATOR: 0x20,
  COROUTINE: 0x80,
  ITERABLE_COROUTINE: 0x100,
  ASYNC_GENERATOR: 0x200,
} as const;

/**
 * A code object as the compiler leaves it: base opcodes only, inline caches zero.
 *
 * Fast locals are one array: `varnames` (parameters first: positional, keyword-only, `*args`, `**kwargs`), then the cells
 * that are not also in `varnames`, then `freevars`.
 */
export interface CodeObject {
  /** `co_name`: the name in tracebacks. */
  readonly name: string;
  /** `co_qualname`: the name in messages about calls. */
  readonly qualname: string;
  /** Positional parameters, the positional-only ones included. */
  readonly argcount: number;
  /** Positional-only parameters. */
  readonly posonlyargcount: number;
  /** Keyword-only parameters. */
  readonly kwonlyargcount: number;
  /** `co_flags`: bits of {@linkcode CODE_FLAGS}; others are kept and mean nothing. */
  readonly flags: number;
  /** Value-stack items that the code may need at once. */
  readonly stacksize: number;
  /** Line that the line table counts from. */
  readonly firstlineno: number;
  /** Parameters, then other locals. */
  readonly varnames: readonly string[];
  /** Locals that inner functions capture. */
  readonly cellvars: readonly string[];
  /** Variables of outer functions. */
  readonly freevars: readonly string[];
  /** Names of globals, attributes and modules, by oparg. */
  readonly names: readonly string[];
  /** Constants, by oparg: immutable literals. */
  readonly consts: readonly Literal[];
  /** Code units, opcode in the low byte, oparg in the high byte. */
  readonly code: readonly number[];
  /** Sorted by start, ranges disjoint; the first entry that covers a unit wins. */
  readonly exceptionTable: readonly ExceptionEntry[];
  /** `co_linetable` in lower-case hexadecimal; empty when there are no line numbers. */
  readonly lineTable: string;
}

/**
 * Host functions that a program may call as globals; all return None. `emit(x)` logs x, `host_lines(f)` what lines `f` comes to. The
 * others are *events*: the engines that have tiers obey them, the reference takes them for no-ops.
 */
export const HOSTS = {
  emit: "appends the text of its argument to the log",
  host_invalidate: "invalidates the executors that depend on the code of the function given",
  host_invalidate_all: "invalidates all executors",
  host_set_optimizer: "installs the optimizer with the number given: 0 default, 1 uop, 2 counter",
  host_monitor: "monitors starts of the function given, or no longer does when it did",
  host_monitor_all: "monitors starts of all functions (1) or no longer does (0)",
  host_lines: "logs the lines that the function given comes to, from now on",
} as const;

/** Name of a host function. */
export type HostName = keyof typeof HOSTS;

/** True for host functions that are events: all but those that log. */
export function isEventHost(name: string): name is Exclude<HostName, "emit" | "host_lines"> {
  return name !== "emit" && name !== "host_lines" && Object.hasOwn(HOSTS, name);
}

/** Version of the Program format written by this release. */
export const PROGRAM_VERSION = 1;

/** A whole program: module code that runs once, then calls of one of its globals. */
export interface Program {
  /** Tells the document from others. */
  readonly format: "tierproof-program";
  /** Version of the format. */
  readonly version: typeof PROGRAM_VERSION;
  /** Value of `__name__` in the namespace. */
  readonly moduleName: string;
  /** Host functions in the namespace, in this order, after `__name__`. */
  readonly hosts: readonly HostName[];
  /** Index 0 is the module. */
  readonly codes: readonly CodeObject[];
  /** The global that is called after the module code ran. */
  readonly entry: string;
  /** Arguments of every call, decoded afresh each time. */
  readonly args: readonly Literal[];
  /** How often the entry is called. */
  readonly calls: number;
}
