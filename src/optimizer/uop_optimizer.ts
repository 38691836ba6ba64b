/**
 * The optimizer that turns hot loops into traces of uops: translate, run the passes, compact, make an executor.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../isa/engine.ts";
import { BloomFilter } from "./bloom_filter.ts";
import { initExecutor } from "./executor.ts";
import { CountedOptimizer, type OptimizeRequest, type OptimizeResult } from "./optimizer.ts";
import { TracePassContext } from "./pass_context.ts";
import { type Pass, PASSES, runPasses } from "./passes.ts";
import { compact } from "./reachability.ts";
import { countLength } from "./statistics.ts";
import { translate } from "./translate.ts";
import { UopExecutor } from "./uop_executor.ts";

/** How a uop optimizer differs from the pin's. */
export interface UopOptimizerOptions {
  /** Default: {@linkcode PASSES}. */
  readonly passes?: readonly Pass[];
  /** False skips all passes, as the pin does when `PYTHONUOPSOPTIMIZE` is 0. Default: true. */
  readonly analyze?: boolean;
  /** Default: the pin's 256, which is the 17th jump. */
  readonly backedgeThreshold?: number;
}

/** `_PyUOpOptimizer_Type`. */
export class UopOptimizer extends CountedOptimizer {
  /** Name of the type at the pin. */
  readonly name = "uop_optimizer";
  /** A back edge is hot when its counter is above. */
  readonly backedgeThreshold: number;
  /** What runs on each translated trace, in order. */
  readonly passes: readonly Pass[];

  /** An optimizer with the pin's passes and threshold unless others are given. */
  constructor(options: UopOptimizerOptions = {}) {
    super();
    this.passes = options.analyze === false ? [] : options.passes ?? PASSES;
    this.backedgeThreshold = options.backedgeThreshold ?? DEFAULT_LIMITS.backedgeThreshold;
  }

  /** `uop_optimize`. */
  override optimize(request: OptimizeRequest): OptimizeResult {
    const { code, destUnit, stackEntries, state } = request;
    const { statistics, index } = state;
    const dependencies = new BloomFilter(index.hash);
    const result = translate({
      code,
      destUnit,
      limits: state.limits,
      functionVersions: state.functionVersions,
      dependencies,
      statistics,
      observer: state.observer,
    });
    if (result.kind === "declined") return result;
    statistics.traces_created++;
    const { repairs, limits, functionVersions, interpreter } = state;
    const context = new TracePassContext({
      code,
      destUnit,
      stackEntries,
      repairs,
      limits,
      dependencies,
      functionVersions,
      interpreter,
    });
    const executor = new UopExecutor(
      compact(runPasses(result.trace, this.passes, context, state.observer), state.repairs.has("nop-jump-target")),
      dependencies,
      context.values,
    );
    initExecutor(executor, index);
    countLength(statistics.optimized_trace_length_hist, executor.length);
    return { kind: "executor", executor };
  }
}

/** A new uop optimizer, owned by the caller (`PyUnstable_Optimizer_NewUOpOptimizer`). */
export function uopOptimizer(options?: UopOptimizerOptions): UopOptimizer {
  return new UopOptimizer(options);
}
