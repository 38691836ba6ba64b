/**
 * How fast invalidation finds that nobody depends on an object, by the list of executors, by the tree of filters and by the arrays.
 *
 * @module
 */

import { InvariantError } from "../../src/isa/errors.ts";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import { Executor, initExecutor } from "../../src/optimizer/executor.ts";
import { type ExecutorIndex, ExecutorList } from "../../src/optimizer/executor_list.ts";
import { ExecutorArrays } from "../../src/optimizer/executor_arrays.ts";
import { ExecutorTree } from "../../src/optimizer/executor_tree.ts";
import { ratePerSecond } from "./measure.ts";

/** Numbers of executors that are measured. */
const INDEX_SIZES = [10, 1_000, 100_000] as const;

/** Queries per second at one number of executors. */
export interface IndexRate {
  readonly executors: number;
  readonly listPerSecond: number;
  readonly treePerSecond: number;
  readonly arraysPerSecond: number;
}

class IdleExecutor extends Executor {
  readonly type = "idle executor";

  override execute(): number {
    throw new InvariantError("an idle executor cannot run");
  }
}

/** First address of the code objects that executors depend on; those asked for lie elsewhere. */
const USED = 0x7f00_0000_0000n;
const ABSENT = 0x7e00_0000_0000n;
const STEP = 208n;
/** Executors that depend on the same two code objects, as the loops of one function do. */
const PER_CODE = 4;

function filled(index: ExecutorIndex, count: number): ExecutorIndex {
  for (let i = 0; i < count; i++) {
    const dependencies = new BloomFilter(index.hash);
    const code = BigInt(Math.floor(i / PER_CODE));
    dependencies.add(USED + STEP * code);
    dependencies.add(USED + STEP * (code + 1n));
    initExecutor(new IdleExecutor(dependencies), index);
  }
  return index;
}

function queriesPerSecond(index: ExecutorIndex, ms: number): number {
  return ratePerSecond(ms, (round) => {
    index.invalidateDependency(ABSENT + STEP * BigInt(round & 1023));
  });
}

/** Measures all indexes at each size, each for about `ms` milliseconds. */
export function indexRates(ms: number): IndexRate[] {
  return INDEX_SIZES.map((executors) => ({
    executors,
    listPerSecond: queriesPerSecond(filled(new ExecutorList(), executors), ms),
    treePerSecond: queriesPerSecond(filled(new ExecutorTree(), executors), ms),
    arraysPerSecond: queriesPerSecond(filled(new ExecutorArrays(), executors), ms),
  }));
}
