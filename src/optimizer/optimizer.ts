/**
 * The optimizer as an interpreter holds it: which one is installed, its thresholds, the back-edge hook and the calls that a
 * program can make (get, set, look up and replace executors).
 *
 * @module
 */

import { opcodeOf } from "../isa/code_unit.ts";
import { DEFAULT_LIMITS, type Limits, type Repairs } from "../isa/engine.ts";
import { describe, describeThrown } from "../isa/describe.ts";
import { InvariantError, isBadInput, isBrokenInvariant, isStackOverflow, TierproofError } from "../isa/errors.ts";
import { OPCODES } from "../isa/opcodes.ts";
import { NO_REPAIRS } from "../isa/repairs.ts";
import type { FunctionVersions, TraceableCode } from "./code.ts";
import { executorAt, instructionLength } from "./code_view.ts";
import { getIndexForExecutor, hasSpaceForExecutor, insertExecutor, MAX_EXECUTORS_SIZE } from "./executor_array.ts";
import type { Executor } from "./executor.ts";
import { type Build, dependsOn, type ExecutorIndex, ExecutorList } from "./executor_list.ts";
import type { TraceObserver } from "./observer.ts";
import type { PassInterpreter } from "./pass_context.ts";
import { clearStatistics, type DeclineReason, newStatistics, type OptimizerStatistics } from "./statistics.ts";

/** Largest threshold: no counter exceeds it, so no back edge is ever hot (`INT16_MAX`). */
export const NEVER = 32767;

/** An error of the interpreter's language, as data. */
export interface LanguageError {
  /** Name of the exception type. */
  readonly type: string;
  /** `str(exception)`. */
  readonly message: string;
}

/** What an optimizer is asked: a trace from `destUnit` of `code`. */
export interface OptimizeRequest {
  /** The code that holds the loop. */
  readonly code: TraceableCode;
  /** The loop top, in code units. */
  readonly destUnit: number;
  /** Items on the value stack of the frame. */
  readonly stackEntries: number;
  /** The interpreter that asks. */
  readonly state: OptimizerState;
}

/** What an optimizer gives; the caller takes over its reference to the executor. */
export type OptimizeResult =
  | { readonly kind: "executor"; readonly executor: Executor }
  | { readonly kind: "declined"; readonly reason: Exclude<DeclineReason, "no_space_for_executor"> }
  | { readonly kind: "error"; readonly error: LanguageError };

/** Makes executors for hot loops (`_PyOptimizerObject`). */
export interface Optimizer {
  /** Name of the type at the pin, or of one's own. */
  readonly name: string;
  /** A back edge is hot when its counter, as signed 16 bits, is above. */
  readonly backedgeThreshold: number;
  /** Stored; nothing reads it at the pin. */
  readonly resumeThreshold: number;
  /** Makes an executor, declines, or fails with an error of the language. */
  optimize(request: OptimizeRequest): OptimizeResult;
  /** One more owner; optimizers that do not count their owners leave this out. */
  retain?(): void;
  /** One owner less. */
  release?(): void;
}

/** An optimizer that counts its owners, as objects of the pin do. */
export abstract class CountedOptimizer implements Optimizer {
  /** Name of the type at the pin, or of one's own. */
  abstract readonly name: string;
  abstract readonly backedgeThreshold: number;
  readonly resumeThreshold: number = NEVER;
  /** Owners; the maker is the first. 0 once released. */
  references = 1;

  /** Makes an executor, declines, or fails with an error of the language. */
  abstract optimize(request: OptimizeRequest): OptimizeResult;

  retain(): void {
    this.checkAlive("retain");
    this.references++;
  }

  release(): void {
    this.checkAlive("release");
    this.references--;
  }

  /** Throws unless somebody still owns it. */
  checkAlive(what: string): void {
    if (this.references <= 0) throw new InvariantError(`${what}: expected a live ${this.name}, found one released`);
  }
}

/** The optimizer of an interpreter that has none (`_PyOptimizer_Default`); immortal. Its threshold keeps everybody away. */
const DEFAULT_OPTIMIZER: Optimizer = {
  name: "noop_optimizer",
  backedgeThreshold: NEVER,
  resumeThreshold: NEVER,
  /** Calling it is an error (`error_optimize`). */
  optimize(): OptimizeResult {
    return { kind: "error", error: { type: "SystemError", message: "Should never call error_optimize" } };
  },
};

/** The default optimizer. */
export function defaultOptimizer(): Optimizer {
  return DEFAULT_OPTIMIZER;
}

/** The bounds that the optimizer obeys. */
export type OptimizerLimits = Pick<Limits, "maxTraceLength" | "traceStackSize" | "maxExecutors">;

/** The same limits; throws a {@linkcode TierproofError} unless each is a whole number in its range. */
export function checkLimits(limits: OptimizerLimits): OptimizerLimits {
  const ranges: readonly (readonly [keyof OptimizerLimits, number])[] = [
    ["maxTraceLength", 0xffff],
    ["traceStackSize", 0xffff],
    ["maxExecutors", MAX_EXECUTORS_SIZE],
  ];
  for (const [name, most] of ranges) {
    const value = limits[name];
    if (!Number.isInteger(value) || value < 0 || value > most) {
      throw new TierproofError("limits", `${name}: expected a whole number from 0 to ${most}, found ${value}`);
    }
  }
  return limits;
}

const JUMP_BACKWARD = OPCODES.JUMP_BACKWARD.opcode;

function checkAddress(address: bigint): bigint {
  if (address <= 0n || address >= 1n << 64n) {
    throw new TierproofError("optimizer", `expected an address from 1 to 2**64 - 1, found ${address}`);
  }
  return address;
}

/** Answers of {@linkcode OptimizerState.backEdge}, as at the pin. */
export const BACK_EDGE = { ERROR: -1, NONE: 0, INSTALLED: 1 } as const;

/** One of {@linkcode BACK_EDGE}. */
export type BackEdgeResult = (typeof BACK_EDGE)[keyof typeof BACK_EDGE];

/** Bad use of the calls below: the exception type and text that the interpreter raises. */
export class OptimizerApiError extends TierproofError implements LanguageError {
  /** Name of the exception type. */
  readonly type: string;

  /** An error of this exception type. */
  constructor(type: string, message: string) {
    super("optimizer", message);
    this.type = type;
  }
}

/** What an interpreter brings along to its optimizer. */
export interface OptimizerStateOptions {
  /** Where functions are found by the version of a call site. */
  readonly functionVersions: FunctionVersions;
  /** Default: the pin's. */
  readonly limits?: OptimizerLimits;
  /** Default: none. */
  readonly repairs?: Repairs;
  /** Which build of the pin is imitated where the two differ. Default: release. */
  readonly build?: Build;
  /** Default: the pin's list. */
  readonly index?: ExecutorIndex;
  /** Watches traces being built. Default: nobody. */
  readonly observer?: TraceObserver | null;
  /** What passes ask; default null: no program runs. */
  readonly interpreter?: PassInterpreter | null;
}

/** Everything that an interpreter keeps for its optimizer (the fields `optimizer*` and `executor_list_head`). */
export class OptimizerState {
  /** Where functions are found by the version of a call site. */
  readonly functionVersions: FunctionVersions;
  /** Bounds of traces and executors. */
  limits: OptimizerLimits;
  /** The defects that are mended. */
  repairs: Repairs;
  /** Which build of the pin is imitated where the two differ. */
  readonly build: Build;
  /** All executors of the interpreter. */
  readonly index: ExecutorIndex;
  /** What happened so far. */
  readonly statistics: OptimizerStatistics = newStatistics();
  /** Watches traces being built. */
  observer: TraceObserver | null;
  /** What passes ask; null where no program runs. */
  readonly interpreter: PassInterpreter | null;
  /** The one installed (`interp->optimizer`). */
  optimizer: Optimizer = DEFAULT_OPTIMIZER;
  /** Copied from the optimizer when it is set (`optimizer_backedge_threshold`). */
  backedgeThreshold: number = NEVER;
  /** Copied from the optimizer when it is set (`optimizer_resume_threshold`). */
  resumeThreshold: number = NEVER;
  /** Set when {@linkcode backEdge} answers ERROR. */
  error: LanguageError | null = null;

  /** The state of a new interpreter: the default optimizer, no executors. */
  constructor(options: OptimizerStateOptions) {
    this.functionVersions = options.functionVersions;
    this.limits = checkLimits(options.limits ?? DEFAULT_LIMITS);
    this.repairs = options.repairs ?? NO_REPAIRS;
    this.build = options.build ?? "release";
    this.index = options.index ?? new ExecutorList();
    this.observer = options.observer ?? null;
    this.interpreter = options.interpreter ?? null;
  }

  /** Installs an optimizer, null the default one; copies its thresholds (`PyUnstable_SetOptimizer`). */
  setOptimizer(optimizer: Optimizer | null): void {
    const fresh = optimizer ?? DEFAULT_OPTIMIZER;
    const old = this.optimizer;
    fresh.retain?.();
    this.optimizer = fresh;
    this.backedgeThreshold = fresh.backedgeThreshold;
    this.resumeThreshold = fresh.resumeThreshold;
    old.release?.();
  }

  /** The optimizer installed, null for the default one; the caller gets a reference (`PyUnstable_GetOptimizer`). */
  getOptimizer(): Optimizer | null {
    const { optimizer } = this;
    if (optimizer === DEFAULT_OPTIMIZER) return null;
    if (this.backedgeThreshold !== optimizer.backedgeThreshold || this.resumeThreshold !== optimizer.resumeThreshold) {
      throw new InvariantError(
        `getOptimizer: expected thresholds ${optimizer.backedgeThreshold} and ${optimizer.resumeThreshold}, ` +
          `found ${this.backedgeThreshold} and ${this.resumeThreshold}`,
      );
    }
    optimizer.retain?.();
    return optimizer;
  }

  /**
   * Called when the JUMP_BACKWARD at `srcUnit` to `destUnit` is hot (`_PyOptimizer_BackEdge`). INSTALLED: the instruction is
   * ENTER_EXECUTOR now. NONE: back off. ERROR: {@linkcode error} says what to raise.
   */
  backEdge(code: TraceableCode, srcUnit: number, destUnit: number, stackEntries: number): BackEdgeResult {
    const { statistics } = this;
    statistics.attempts++;
    if (opcodeOf(code.units[srcUnit] as number) !== JUMP_BACKWARD) {
      throw new InvariantError(`backEdge in ${code.name}: expected JUMP_BACKWARD at unit ${srcUnit}`);
    }
    // Room is tested before the optimizer runs, the slot is taken after it.
    if (!hasSpaceForExecutor(code, srcUnit, this.limits.maxExecutors)) {
      statistics.declined.no_space_for_executor++;
      return BACK_EDGE.NONE;
    }
    const result = this.#optimized({ code, destUnit, stackEntries, state: this });
    if (result?.kind === "error") {
      this.error = result.error;
      return BACK_EDGE.ERROR;
    }
    if (result?.kind === "declined" && Object.hasOwn(statistics.declined, result.reason)) {
      statistics.declined[result.reason]++;
      return BACK_EDGE.NONE;
    }
    const executor = result?.kind === "executor" ? result.executor : undefined;
    // Told by what it does: copies of this module may meet.
    if (typeof executor?.retain !== "function" || typeof executor.execute !== "function") {
      const found = typeof (result as { then?: unknown } | undefined)?.then === "function"
        ? "a promise: optimizers are not asynchronous"
        : foundIn(result);
      throw new TierproofError(
        "optimizer",
        `optimizer ${this.optimizer.name}: expected { kind: "executor", executor }, { kind: "declined", reason } or ` +
          `{ kind: "error", error }, found ${found}`,
      );
    }
    const slot = getIndexForExecutor(code, srcUnit, this.limits.maxExecutors);
    if (slot < 0) {
      executor.release();
      statistics.declined.no_space_for_executor++;
      return BACK_EDGE.NONE;
    }
    insertExecutor(code, srcUnit, slot, executor, this.repairs.has("self-replacement"));
    executor.release();
    return BACK_EDGE.INSTALLED;
  }

  /** What the optimizer gives. What it throws for reasons of its own is not the lack of room for which runs are given up. */
  #optimized(request: OptimizeRequest): OptimizeResult {
    try {
      return this.optimizer.optimize(request);
    } catch (cause) {
      // The pin's own breaks an invariant or refuses a pass; what runs out of stack may do so for the depth of the program.
      if (isBadInput(cause) || isBrokenInvariant(cause) || isStackOverflow(cause)) throw cause;
      // What the interpreter says with symbols, that an exception was raised, is not a mistake of the optimizer's.
      if (typeof cause === "symbol") throw cause;
      const { name } = this.optimizer;
      throw new TierproofError(
        "optimizer",
        `optimizer ${name}: expected a result, it threw ${describeThrown(cause)}`,
        { cause },
      );
    }
  }

  /** Adds a dependency to an executor (`_Py_Executor_DependsOn`). */
  dependsOn(executor: Executor, address: bigint): void {
    if (executor.references <= 0) {
      throw new TierproofError("optimizer", `dependsOn: expected a live ${executor.type}, found a released one`);
    }
    dependsOn(executor, checkAddress(address), this.build, this.repairs.has("depends-on-revives"));
  }

  /** Invalidates what may depend on an object; returns how many (`_Py_Executors_InvalidateDependency`). */
  invalidateDependency(address: bigint): number {
    return this.index.invalidateDependency(checkAddress(address));
  }

  /** Invalidates all executors; returns how many (`_Py_Executors_InvalidateAll`). */
  invalidateAll(): number {
    return this.index.invalidateAll();
  }

  /** Forgets all executors and the optimizer, for the next program; the executors' code objects must be gone, too. */
  reset(): void {
    this.index.invalidateAll();
    this.setOptimizer(null);
    this.error = null;
    clearStatistics(this.statistics);
  }
}

/**
 * The executor installed at a byte offset; the caller gets a reference (`PyUnstable_GetExecutor`). Throws
 * {@linkcode OptimizerApiError} (ValueError) when there is none.
 */
export function getExecutor(code: TraceableCode, offsetBytes: number): Executor {
  const { units } = code;
  for (let unit = 0; unit < units.length; unit += instructionLength(code, unit)) {
    const instruction = units[unit] as number;
    if (opcodeOf(instruction) === OPCODES.ENTER_EXECUTOR.opcode && 2 * unit === offsetBytes) {
      return executorAt(code, unit).retain();
    }
  }
  throw new OptimizerApiError("ValueError", "no executor at given byte offset");
}

/**
 * Puts another executor in the place of the one installed at `unit` (`PyUnstable_Replace_Executor`). Throws
 * {@linkcode OptimizerApiError} (ValueError) when there is none to replace, a {@linkcode TierproofError} for an executor that is
 * released or installed elsewhere; then nothing has changed.
 */
export function replaceExecutor(
  code: TraceableCode,
  unit: number,
  executor: Executor,
  repairs: Repairs = NO_REPAIRS,
): void {
  const instruction = code.units[unit];
  if (instruction === undefined || opcodeOf(instruction) !== OPCODES.ENTER_EXECUTOR.opcode) {
    throw new OptimizerApiError("ValueError", "No executor to replace");
  }
  if (executor.references <= 0) {
    throw new TierproofError("optimizer", `replaceExecutor: expected a live ${executor.type}, found a released one`);
  }
  // One executor in two places would hand its saved instruction over once and leave the other place without.
  if (executor.opcode !== 0 && code.executors?.slots[instruction >>> 8] !== executor) {
    throw new TierproofError("optimizer", `replaceExecutor: expected a free executor, found one installed elsewhere`);
  }
  insertExecutor(code, unit, instruction >>> 8, executor, repairs.has("self-replacement"));
}

/** What is there in place of a result. */
function foundIn(result: OptimizeResult | null | undefined): string {
  if (result === null || result === undefined) return String(result);
  if (result.kind === "executor") return describe(result.executor);
  return result.kind === "declined" ? `reason ${describe(result.reason)}` : `kind ${describe(result.kind)}`;
}
