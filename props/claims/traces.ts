/**
 * Every executor that a run leaves behind holds a well-formed trace.
 *
 * @module
 */

import { decodeAll } from "../../src/isa/code_unit.ts";
import { jumpTarget } from "../../src/isa/jumps.ts";
import type { CodeObject } from "../../src/isa/program.ts";
import { verifyPath } from "../../src/oracle/trace_path.ts";
import { type TraceUop, verifyTrace } from "../../src/oracle/verify_trace.ts";
import { inspect } from "../../src/vm/engine.ts";
import type { ProgramCase, Vm } from "../cpython/vm.ts";
import { AGREE, disagree, needsTiers, type ProgramClaim, type Verdict } from "./claim.ts";

/** Unit of the loop top that the jump at `unit` goes back to. */
function loopTop(code: CodeObject, unit: number): number {
  const jump = decodeAll(code.code).find(({ at }) => at === unit);
  return jump === undefined ? -1 : (jumpTarget(jump) ?? -1);
}

/** Traces end once, stay within their code, keep depths and frames, and have a current IP wherever control can leave. */
export const traces: ProgramClaim = {
  kind: "program",
  name: "traces",
  what: "every trace that a run leaves behind is well-formed and spells out a path through its bytecode",
  unfit: needsTiers,
  check({ program, limits }: ProgramCase, vm: Vm): Verdict {
    const { outcome, codes } = inspect(program, vm.options, limits);
    vm.observe(outcome);
    // A pass of a user's own may leave the path of the bytecode, or what is known about it.
    const isPath = vm.isPin;
    for (let index = 0; index < codes.length; index++) {
      const code = program.codes[index];
      for (const executor of codes[index]?.executors ?? []) {
        if (code === undefined) continue;
        const trace: readonly TraceUop[] = executor.trace;
        // Executors of other optimizers have no trace.
        if (trace.length === 0) continue;
        const context = {
          code,
          startUnit: loopTop(code, executor.unit),
          maxTraceLength: limits.maxTraceLength,
          traceStackSize: limits.traceStackSize,
          callees: program.codes,
        };
        const defect = verifyTrace(trace, context) ?? (isPath ? verifyPath(trace, context) : null);
        if (defect !== null) {
          const place = { what: "trace", of: defect.rule, note: `of code ${index} at unit ${executor.unit}` };
          return disagree(place, "a well-formed trace", `uop ${defect.index}: ${defect.message}`);
        }
      }
    }
    return AGREE;
  },
};
