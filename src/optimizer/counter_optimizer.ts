/**
 * The optimizer that the pin's own tests use: its executors count how often they are entered and go on in tier 1.
 *
 * @module
 */

import { BloomFilter } from "./bloom_filter.ts";
import { Executor, initExecutor } from "./executor.ts";
import { CountedOptimizer, type OptimizeRequest, type OptimizeResult } from "./optimizer.ts";

/** `_PyCounterOptimizerObject`. Every back edge is hot for it: its threshold is 0. */
export class CounterOptimizer extends CountedOptimizer {
  /** Name of the type at the pin. */
  readonly name = "Counter optimizer";
  /** Below every counter. */
  readonly backedgeThreshold = 0;
  /** Entries of all its executors. */
  count = 0;

  /** `get_count`. */
  getCount(): number {
    return this.count;
  }

  /** An executor for the loop top; depends on nothing (`counter_optimize`). */
  override optimize(request: OptimizeRequest): OptimizeResult {
    const { index } = request.state;
    const executor = new CounterExecutor(this, request.destUnit, new BloomFilter(index.hash));
    initExecutor(executor, index);
    return { kind: "executor", executor };
  }
}

/** `_PyCounterExecutorObject`: owns a reference to its optimizer. */
export class CounterExecutor extends Executor {
  /** Name of the type at the pin. */
  readonly type = "counting_executor";
  /** Whose entries are counted. */
  readonly optimizer: CounterOptimizer;
  /** The loop top, where tier 1 goes on. */
  readonly nextUnit: number;

  /** An executor that is not in any index yet; takes a reference to the optimizer. */
  constructor(optimizer: CounterOptimizer, nextUnit: number, dependencies: BloomFilter) {
    super(dependencies);
    optimizer.retain();
    this.optimizer = optimizer;
    this.nextUnit = nextUnit;
  }

  /** `is_valid`. */
  isValid(): boolean {
    return this.valid;
  }

  /** Counts, gives the caller's reference back, and resumes at the loop top (`counter_execute`). */
  override execute(): number {
    this.optimizer.count++;
    // Read before the release: it may be the last one.
    const { nextUnit } = this;
    this.release();
    return nextUnit;
  }

  /** `counter_dealloc`. */
  protected override dealloc(): void {
    super.dealloc();
    this.optimizer.release();
  }
}

/** A new counter optimizer, owned by the caller (`PyUnstable_Optimizer_NewCounter`). */
export function counterOptimizer(): CounterOptimizer {
  return new CounterOptimizer();
}
