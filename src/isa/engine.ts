/**
 * What an engine is: it runs a program and says what the program did. Outcomes are engine-neutral, so that they compare
 * without knowing each other's values.
 *
 * @module
 */

import type { Program } from "./program.ts";
import type { RepairId } from "./repairs.ts";

/** One entry of a traceback: function name and offset of the instruction in code units. */
export type TracebackEntry = readonly [functionName: string, offsetUnits: number];

/** What one call of the entry, or the module code, did. */
export type CallOutcome =
  | {
    readonly kind: "returned";
    /** Address-free text of the value (see the policy in docs), or its plain repr when the run asked for that. */
    readonly text: string;
    /** Name of its type. */
    readonly type: string;
  }
  | {
    readonly kind: "raised";
    readonly type: string;
    /** `str(exception)`. */
    readonly message: string;
    /** Outermost first. */
    readonly frames: readonly TracebackEntry[];
  };

/** Why a run was given up without blame. */
export type PoisonReason = "fuel" | "size" | "depth" | "unsupported";

/**
 * How a run ended. `undefined`: the program did what means nothing at the pin, such as LIST_APPEND to something that is no
 * list. No validation can foresee it; every engine ends there.
 */
export type RunStatus = "finished" | "poisoned" | "undefined";

/** Why a run did not finish. */
export type GivenUpReason = PoisonReason | "undefined";

/** How a run went, for statistics; never compared between engines. */
export interface RunStatistics {
  /** Instructions executed outside traces. */
  instructions: number;
  /** Uops executed. */
  uops: number;
  /** Calls of the optimizer. */
  attempts: number;
  /** Executors made. */
  executors: number;
  /** Times an executor was entered. */
  entered: number;
  /** Exits by deopt. */
  deopts: number;
  /** Exits by error. */
  errors: number;
}

/** Those of a run that did nothing. */
export const NO_STATISTICS: RunStatistics = {
  instructions: 0,
  uops: 0,
  attempts: 0,
  executors: 0,
  entered: 0,
  deopts: 0,
  errors: 0,
};

/** What a program did, as data. Total: an engine returns one for every valid program. */
export interface Outcome {
  /** Whether the run came to its end, was given up, or has no meaning. */
  readonly status: RunStatus;
  /** Set when poisoned. */
  readonly reason: PoisonReason | null;
  /** Detail of a run that did not finish, for people. */
  readonly detail: string;
  /** The module code's own end; `results` is empty when it raised. */
  readonly module: CallOutcome;
  /** The calls of the entry, in order, up to the one that gave up. */
  readonly results: readonly CallOutcome[];
  /** Texts that `emit` received, in order. */
  readonly log: readonly string[];
  /** Globals at the end, in order of insertion: name and text; dunder names, host functions, functions, classes and modules left out. */
  readonly globals: readonly (readonly [name: string, text: string])[];
  /** Texts of the arguments of the last call after it. */
  readonly argsAfter: readonly string[];
  /** How the run went. */
  readonly statistics: RunStatistics;
}

/** Why a run did not finish, or null when it did. */
export function givenUp({ status, reason }: Outcome): GivenUpReason | null {
  return status === "undefined" ? status : reason;
}

/** Python frames that are already running when a program starts: those of whoever runs it. */
export const OUTER_FRAMES = 2;

/** Bounds of a run; each engine obeys all that concern it. */
export interface Limits {
  /** Backward jumps and entries of Python frames, counted by every engine alike; then the run is poisoned. */
  readonly fuel: number;
  /** Items of one str, bytes or container, and 30-bit digits of one int; more poisons the run. */
  readonly maxSize: number;
  /** Python frames, {@linkcode OUTER_FRAMES} included; one more raises RecursionError. Pin: 1000. */
  readonly recursionLimit: number;
  /** `_Py_UOP_MAX_TRACE_LENGTH`: uops that the translator may write. Pin: 128. */
  readonly maxTraceLength: number;
  /** `TRACE_STACK_SIZE`: calls that one trace may inline. Pin: 5. */
  readonly traceStackSize: number;
  /** `MAX_EXECUTORS_SIZE`: executors of one code object. Pin: 256. */
  readonly maxExecutors: number;
  /** Backedge threshold of the uop optimizer; compared as signed 16 bits with counters that go up by 16. Pin: 256. */
  readonly backedgeThreshold: number;
  /**
   * Version that the first function gets which lost its own; later ones count up. Pin: 1 in a new process, anything in one that
   * has run for long, the versions of code objects included.
   */
  readonly firstFunctionVersion: number;
  /** Text of results: `canonical` is address-free, `repr` is Python's own. */
  readonly resultText: "canonical" | "repr";
}

/** The pin's values, with budgets that a hunt can afford. */
export const DEFAULT_LIMITS: Limits = {
  fuel: 100_000,
  maxSize: 1_000_000,
  recursionLimit: 1000,
  maxTraceLength: 128,
  traceStackSize: 5,
  maxExecutors: 256,
  backedgeThreshold: 256,
  firstFunctionVersion: 1,
  resultText: "canonical",
};

/** Something that runs programs. Two runs of one program give equal outcomes. */
export interface Engine {
  /** Names the engine in findings. */
  readonly name: string;
  /** Runs a valid program from scratch. Throws only {@linkcode InvariantError}, never for what the program does. */
  run(program: Program, limits?: Limits): Outcome;
}

/** Which interpreter is imitated: the pin as it was, or with every known defect mended. */
export type Target = "pinned" | "repaired";

/** The repairs switched on in a run. */
export type Repairs = ReadonlySet<RepairId>;
