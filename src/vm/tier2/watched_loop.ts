// deno-fmt-ignore-file: made by props/tools/generate_dispatch.ts from the tables of src/isa; not to be edited.
/**
 * Tier 2: the loop that an observer watches and where objects die visibly.
 *
 * @module
 */

import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import { BODY_OF } from "../bodies/table.ts";
import type { Body } from "../bodies/uop_body.ts";
import { NO_UOP } from "../coverage.ts";
import { uopMayDrop } from "../lifetime/let_go.ts";
import type { Machine } from "../machine.ts";
import { NEXT, type Status, TOP } from "../status.ts";

/**
 * Runs the uops of an executor from the first one on; gives the status of the one that leaves the trace.
 * Tells the observer of every uop, and looks for deaths after those that may have dropped something.
 */
export function runTraceWatched(m: Machine, executor: UopExecutor): Status {
  const { observer, coverage, deaths, showsDeaths } = m;
  let previous = NO_UOP;
  let { valid } = executor;
  const { uops, opargs, operands } = executor;
  let index = 0;
  for (;;) {
    m.uopIndex = index;
    observer?.uop?.(executor, index);
    coverage?.uop(previous, previous = uops[index] as number);
    if (showsDeaths && uopMayDrop(uops[index] as number)) {
      deaths.beforeUop(m, uops[index] as number, opargs[index] as number);
    }
    const status = (BODY_OF[uops[index] as number] as Body)(m, opargs[index] as number, operands[index] as number);
    if (valid && !executor.valid) {
      valid = false;
      coverage?.invalidated(uops[index] as number);
    }
    index++;
    if (status === NEXT) {
      if (showsDeaths) {
        deaths.notice(m);
        if (uopMayDrop(uops[index - 1] as number)) deaths.collect(m);
      }
      continue;
    }
    m.statistics.uops += index;
    m.traceUops += index;
    if (status !== TOP) return status;
    index = 0;
    m.burnFuel();
  }
}
