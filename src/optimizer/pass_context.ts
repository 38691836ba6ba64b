/**
 * What a pass may know and do besides looking at its trace: the code and its constants, the namespaces with the versions that
 * guards compare, constants of the trace's own, and dependencies of the executor to come.
 *
 * @module
 */

import type { Repairs } from "../isa/engine.ts";
import { TierproofError } from "../isa/errors.ts";
import { validateConstant } from "../isa/validate.ts";
import type { Literal } from "../isa/program.ts";
import type { BloomFilter } from "./bloom_filter.ts";
import type { FunctionVersions, TraceableCode } from "./code.ts";
import type { OptimizerLimits } from "./optimizer.ts";
import { uop, type UopInstruction } from "./trace.ts";

/** Opargs of `LOAD_CONST` from here on name constants of the trace; below, those of the code that runs. */
export const TRACE_CONSTANTS = 0x100_0000;

/** Something that an executor can depend on. */
export interface Dependable {
  /** Logical address, 64 bits, never 0; what the bloom filters hash. */
  readonly address: bigint;
}

/** A value of the program that runs, as it was when the pass asked. */
export interface TraceValue extends Dependable {
  /** Name of its type, as the program sees it: `int`, `function`. */
  readonly type: string;
  /** What it is, where it is a number, a bool, a str, bytes, None or Ellipsis; null for all else. */
  readonly literal: Literal | null;
  /** The interpreter's own value; for {@linkcode PassContext.addConstant} alone. */
  readonly value: unknown;
}

/** A namespace: the globals or builtins of a frame. */
export interface Namespace extends Dependable {
  /** Version of its keys now, as `_GUARD_GLOBALS_VERSION` and `_GUARD_BUILTINS_VERSION` compare it; 0 means none. */
  readonly version: number;
  /** The name at an index of its key table, as the operand of `_LOAD_GLOBAL_MODULE` counts; null where there is none. */
  nameAt(index: number): string | null;
  /** What stands at an index of its key table; null where nothing does. */
  valueAt(index: number): TraceValue | null;
  /** What stands under a name; null where nothing does. */
  get(name: string): TraceValue | null;
}

/** What passes ask of the interpreter that wants the trace; the virtual machine implements it. */
export interface PassInterpreter {
  /** Globals of the frame that wants the trace. */
  globals(): Namespace;
  /** Builtins of that frame. */
  builtins(): Namespace;
  /** The value of an immutable literal. */
  valueOf(literal: Literal): unknown;
  /** Sees to it that executors which depend on this object are invalidated when it changes. */
  watch(object: Dependable): void;
}

/** What a pass may know and do besides looking at its trace. */
export interface PassContext {
  /** The code that the trace begins in. */
  readonly code: TraceableCode;
  /** The loop top, in code units, where the trace begins. */
  readonly destUnit: number;
  /** Items on the value stack of the frame when the trace is entered. */
  readonly stackEntries: number;
  /** The defects that are mended. */
  readonly repairs: Repairs;
  /** Bounds of traces. */
  readonly limits: OptimizerLimits;
  /** Constants of {@linkcode code}, by oparg of `LOAD_CONST`; behind a `_PUSH_FRAME` those of the code entered count. */
  readonly constants: readonly Literal[];
  /** Names of {@linkcode code}: globals, attributes, modules. */
  readonly names: readonly string[];
  /** Globals of the frame that wants the trace. Executors belong to code: another function may run it with other globals. */
  readonly globals: Namespace;
  /** Builtins of that frame. */
  readonly builtins: Namespace;
  /** Code of the function that has this version now, as `_CHECK_FUNCTION_EXACT_ARGS` names it; null where nobody has. */
  functionCode(version: number): TraceableCode | null;
  /**
   * Adds a constant to the trace and gives the uop that pushes it: a `LOAD_CONST` with an oparg from
   * {@linkcode TRACE_CONSTANTS} on. A literal must be immutable. Throws a {@linkcode TierproofError} when it is not.
   */
  addConstant(constant: Literal | TraceValue): UopInstruction;
  /**
   * Makes the executor depend on an object: its address goes into the executor's bloom filter. It is invalidated with the
   * code that it depends on, and when any key or value of a {@linkcode Namespace} changes.
   */
  dependOn(object: Dependable): void;
}

/** What a {@linkcode TracePassContext} is made from. */
export interface TracePassContextOptions {
  /** The code that the trace begins in. */
  readonly code: TraceableCode;
  /** The loop top, in code units. */
  readonly destUnit: number;
  /** Items on the value stack of the frame. */
  readonly stackEntries: number;
  /** The defects that are mended. */
  readonly repairs: Repairs;
  /** Bounds of traces. */
  readonly limits: OptimizerLimits;
  /** Filter of the executor to come. */
  readonly dependencies: BloomFilter;
  /** Where functions are found by the version of a call site. */
  readonly functionVersions: FunctionVersions;
  /** Null where no program runs: then there are neither namespaces nor constants of the trace. */
  readonly interpreter: PassInterpreter | null;
}

const NO_LITERALS: readonly Literal[] = [];
const NO_NAMES: readonly string[] = [];
const NO_VALUES: readonly unknown[] = [];

const MUTABLE: ReadonlySet<Literal["t"]> = new Set(["list", "set", "dict", "code"]);

function isImmutable(literal: Literal): boolean {
  if (MUTABLE.has(literal.t)) return false;
  return literal.t === "tuple" || literal.t === "frozenset" ? literal.v.every(isImmutable) : true;
}

/** The context of one trace; keeps the constants that passes add. */
export class TracePassContext implements PassContext {
  declare readonly code: TraceableCode;
  declare readonly destUnit: number;
  declare readonly stackEntries: number;
  declare readonly repairs: Repairs;
  declare readonly limits: OptimizerLimits;
  readonly #options: TracePassContextOptions;
  #values: unknown[] | null = null;

  /** A context without constants of the trace. */
  constructor(options: TracePassContextOptions) {
    this.#options = options;
    this.code = options.code;
    this.destUnit = options.destUnit;
    this.stackEntries = options.stackEntries;
    this.repairs = options.repairs;
    this.limits = options.limits;
  }

  get constants(): readonly Literal[] {
    return this.code.source?.consts ?? NO_LITERALS;
  }

  get names(): readonly string[] {
    return this.code.source?.names ?? NO_NAMES;
  }

  get globals(): Namespace {
    return this.#interpreter("globals").globals();
  }

  get builtins(): Namespace {
    return this.#interpreter("builtins").builtins();
  }

  /** Values of the constants that passes added, in order. */
  get values(): readonly unknown[] {
    return this.#values ?? NO_VALUES;
  }

  functionCode(version: number): TraceableCode | null {
    return this.#options.functionVersions.lookup(version);
  }

  addConstant(constant: Literal | TraceValue): UopInstruction {
    const interpreter = this.#interpreter("addConstant()");
    this.#values ??= [];
    if ("t" in constant) {
      if (!isImmutable(constant)) {
        throw new TierproofError("pass", `addConstant(): expected an immutable literal, found a ${constant.t}`);
      }
      validateConstant("addConstant()", constant);
      this.#values.push(interpreter.valueOf(constant));
    } else {
      if (constant.value === undefined) {
        throw new TierproofError("pass", "addConstant(): expected a literal or a value of a namespace, found neither");
      }
      this.#values.push(constant.value);
    }
    return uop("LOAD_CONST", TRACE_CONSTANTS + this.#values.length - 1);
  }

  dependOn(object: Dependable): void {
    const { address } = object;
    if (typeof address !== "bigint" || address <= 0n || address >= 1n << 64n) {
      throw new TierproofError("pass", `dependOn(): expected an object with an address, found address ${address}`);
    }
    this.#options.dependencies.add(address);
    this.#options.interpreter?.watch(object);
  }

  #interpreter(what: string): PassInterpreter {
    const { interpreter } = this.#options;
    if (interpreter === null) throw new TierproofError("pass", `${what}: expected a program that runs, found none`);
    return interpreter;
  }
}
