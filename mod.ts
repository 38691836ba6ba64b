/**
 * Tierproof finds miscompilations in tiered bytecode interpreters. This module is the library: the instruction set and
 * programs of the pin, its optimizer, and what compares and explains. Random programs, claims and campaigns are in
 * `./props/mod.ts`.
 *
 * ```ts
 * import { assemble, formatProgram, validateProgram } from "./mod.ts";
 *
 * const program = assemble(`tierproof-assembly 1
 * code <module>
 *   const None
 *   begin
 *     RESUME 0
 *     RETURN_CONST 0
 *   end
 * `);
 * validateProgram(program);
 * console.log(formatProgram(program));
 * ```
 *
 * @module
 */

export * from "./src/isa/assembler.ts";
export * from "./src/isa/boundary.ts";
export * from "./src/isa/code_unit.ts";
export { disassemble } from "./src/isa/disassembler.ts";
export * from "./src/isa/engine.ts";
export * from "./src/isa/errors.ts";
export * from "./src/isa/exception_table.ts";
export * from "./src/isa/expansion.ts";
export * from "./src/isa/flags.ts";
export * from "./src/isa/format_program.ts";
export * from "./src/isa/jumps.ts";
export { formatLiteral } from "./src/isa/literal_text.ts";
export * from "./src/isa/location_table.ts";
export * from "./src/isa/opcodes.ts";
export * from "./src/isa/program.ts";
export { parseProgram, programFromJson, stringifyProgram } from "./src/isa/program_json.ts";
export * from "./src/isa/repairs.ts";
export * from "./src/isa/stack_effect.ts";
export * from "./src/isa/uops.ts";
export { validateProgram } from "./src/isa/validate.ts";
export * from "./src/optimizer/bloom_filter.ts";
export * from "./src/optimizer/code.ts";
export * from "./src/optimizer/counter_optimizer.ts";
export * from "./src/optimizer/executor.ts";
export * from "./src/optimizer/executor_array.ts";
export * from "./src/optimizer/executor_list.ts";
export * from "./src/optimizer/observer.ts";
export * from "./src/optimizer/optimizer.ts";
export * from "./src/optimizer/pass_context.ts";
export { type Pass, PASSES, runPasses } from "./src/optimizer/passes.ts";
export { UopExecutor } from "./src/optimizer/uop_executor.ts";
export * from "./src/optimizer/reachability.ts";
export * from "./src/optimizer/statistics.ts";
export * from "./src/optimizer/trace.ts";
export * from "./src/optimizer/translate.ts";
export * from "./src/optimizer/uop_optimizer.ts";
export type { ExecutionCounts } from "./src/isa/execution_counts.ts";
export { Coverage, NO_UOP, opcodePair, uopPair } from "./src/vm/coverage.ts";
export * from "./src/vm/engine.ts";
export * from "./src/vm/engine_observer.ts";
export { reference } from "./reference/engine.ts";
export * from "./src/oracle/blame_pass.ts";
export * from "./src/oracle/compare.ts";
export * from "./src/oracle/compare_boundaries.ts";
export * from "./src/oracle/divergence.ts";
export * from "./src/oracle/explain.ts";
export * from "./src/oracle/stack_depths.ts";
export * from "./src/oracle/trace_path.ts";
export * from "./src/oracle/verify_trace.ts";
