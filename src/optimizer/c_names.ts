/**
 * Where each function and type of the pin's `Python/optimizer.c` went, for people who know that file.
 *
 * @module
 */

/** One row of {@linkcode C_NAMES}. */
export interface CName {
  /** Name at the pin. */
  readonly c: string;
  /** Name here: an export of the file, or `Class.member` of one. */
  readonly ours: string;
  /** File in this folder. */
  readonly file: string;
  /** Where the behaviour differs on purpose; nothing where it does not. */
  readonly deviation?: string;
}

/** All functions and types of the file, in its order. */
// deno-fmt-ignore: one row a line
export const C_NAMES: readonly CName[] = [
  { c: "has_space_for_executor", ours: "hasSpaceForExecutor", file: "executor_array.ts" },
  { c: "get_index_for_executor", ours: "getIndexForExecutor", file: "executor_array.ts", deviation: "-1 for a full array, too" },
  { c: "insert_executor", ours: "insertExecutor", file: "executor_array.ts" },
  { c: "PyUnstable_Replace_Executor", ours: "replaceExecutor", file: "optimizer.ts", deviation: "refuses executors that are released or installed elsewhere" },
  { c: "error_optimize", ours: "defaultOptimizer", file: "optimizer.ts" },
  { c: "_PyOptimizer_Default", ours: "defaultOptimizer", file: "optimizer.ts" },
  { c: "PyUnstable_GetOptimizer", ours: "OptimizerState.getOptimizer", file: "optimizer.ts" },
  { c: "PyUnstable_SetOptimizer", ours: "OptimizerState.setOptimizer", file: "optimizer.ts" },
  { c: "_PyOptimizer_BackEdge", ours: "OptimizerState.backEdge", file: "optimizer.ts" },
  { c: "PyUnstable_GetExecutor", ours: "getExecutor", file: "optimizer.ts" },
  { c: "counter_dealloc", ours: "CounterExecutor.dealloc", file: "counter_optimizer.ts" },
  { c: "is_valid", ours: "UopExecutor.isValid", file: "uop_executor.ts" },
  { c: "_PyCounterExecutor_Type", ours: "CounterExecutor", file: "counter_optimizer.ts" },
  { c: "counter_execute", ours: "CounterExecutor.execute", file: "counter_optimizer.ts" },
  { c: "counter_optimize", ours: "CounterOptimizer.optimize", file: "counter_optimizer.ts" },
  { c: "counter_get_counter", ours: "CounterOptimizer.getCount", file: "counter_optimizer.ts" },
  { c: "_PyCounterOptimizer_Type", ours: "CounterOptimizer", file: "counter_optimizer.ts" },
  { c: "PyUnstable_Optimizer_NewCounter", ours: "counterOptimizer", file: "counter_optimizer.ts" },
  { c: "uop_dealloc", ours: "UopExecutor.dealloc", file: "uop_executor.ts" },
  { c: "uop_name", ours: "uopLabel", file: "trace.ts" },
  { c: "uop_len", ours: "UopExecutor.length", file: "uop_executor.ts" },
  { c: "uop_item", ours: "UopExecutor.item", file: "uop_executor.ts" },
  { c: "_PyUOpExecutor_Type", ours: "UopExecutor", file: "uop_executor.ts" },
  { c: "BRANCH_TO_GUARD", ours: "branchToGuard", file: "translate.ts" },
  { c: "translate_bytecode_to_trace", ours: "translate", file: "translate.ts" },
  { c: "ADD_TO_TRACE", ours: "TraceBuilder.add", file: "trace_builder.ts" },
  { c: "RESERVE_RAW", ours: "TraceBuilder.reserveEpilogue", file: "trace_builder.ts" },
  { c: "RESERVE", ours: "TraceBuilder.reserve", file: "trace_builder.ts" },
  { c: "compute_used", ours: "computeUsed", file: "reachability.ts", deviation: "an unterminated trace breaks an invariant" },
  { c: "make_executor_from_uops", ours: "compact", file: "reachability.ts", deviation: "the executor is made by uop_optimizer.ts" },
  { c: "uop_optimize", ours: "UopOptimizer.optimize", file: "uop_optimizer.ts", deviation: "an option instead of PYTHONUOPSOPTIMIZE" },
  { c: "_PyUopExecute", ours: "UopExecutor.execute", file: "uop_executor.ts" },
  { c: "uop_opt_dealloc", ours: "CountedOptimizer.release", file: "optimizer.ts" },
  { c: "_PyUOpOptimizer_Type", ours: "UopOptimizer", file: "uop_optimizer.ts" },
  { c: "PyUnstable_Optimizer_NewUOpOptimizer", ours: "uopOptimizer", file: "uop_optimizer.ts" },
  { c: "address_to_hash", ours: "ADDRESS_TO_HASH", file: "bloom_filter.ts" },
  { c: "_Py_BloomFilter_Init", ours: "BloomFilter.clear", file: "bloom_filter.ts" },
  { c: "_Py_BloomFilter_Add", ours: "BloomFilter.add", file: "bloom_filter.ts" },
  { c: "bloom_filter_may_contain", ours: "BloomFilter.mayContain", file: "bloom_filter.ts" },
  { c: "link_executor", ours: "ExecutorList.link", file: "executor_list.ts" },
  { c: "unlink_executor", ours: "ExecutorList.unlink", file: "executor_list.ts" },
  { c: "_Py_ExecutorInit", ours: "initExecutor", file: "executor.ts" },
  { c: "_Py_ExecutorClear", ours: "clearExecutor", file: "executor.ts" },
  { c: "_Py_Executor_DependsOn", ours: "dependsOn", file: "executor_list.ts" },
  { c: "_Py_Executors_InvalidateDependency", ours: "ExecutorList.invalidateDependency", file: "executor_list.ts" },
  { c: "_Py_Executors_InvalidateAll", ours: "ExecutorList.invalidateAll", file: "executor_list.ts" },
];
