/**
 * Unwinding: from what an instruction raised to the handler of a frame, or out of the loop.
 *
 * @module
 */

import { OPCODES } from "../../src/isa/opcodes.ts";
import type { Frame } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Monitoring } from "../monitoring/monitoring.ts";
import { lastUnit } from "../monitoring/step.ts";
import { types } from "../types.ts";
import { PyException, PyTraceback } from "../values.ts";

/** Finds who handles an exception raised in the running frame; throws it on when nobody up to an entry frame does. */
export function unwind(rt: Interpreter, first: PyException): void {
  const { monitoring } = rt;
  let raised = first;
  let reraised = rt.reraising;
  let search = rt.lookupAt;
  let unit = rt.raisedAt >= 0 ? rt.raisedAt : raisedUnit(rt, rt.frame as Frame);
  rt.reraising = false;
  rt.lookupAt = -1;
  rt.raisedAt = -1;
  if (reraised && monitoring !== null) {
    unit = search < 0 ? (rt.frame as Frame).at : search;
    raised = monitoring.reportRaised("RERAISE", unit, raised);
  }
  for (;;) {
    const frame = rt.frame as Frame;
    if (!reraised && frame.complete) {
      raised.traceback = new PyTraceback(
        types.traceback,
        { code: frame.code, offsetUnits: frame.at, frame },
        raised.traceback,
      );
    }
    if (!reraised && monitoring?.wants("RAISE") === true) {
      // What the instruction took is gone before it is told that it raised.
      if (rt.finalizer?.active) rt.finalizer.unwind(rt, [], raised);
      raised = monitoring.reportRaised("RAISE", unit, raised);
    }
    if (search < 0) search = frame.at;
    if (enterHandler(rt, frame, search, raised)) {
      const instead = monitoring === null ? null : handlingRaises(monitoring, frame, raised);
      if (instead === null) return;
      // The search goes on as if the unit before the handler had failed.
      raised = instead;
      unit = search = frame.next - 1;
      reraised = true;
      continue;
    }
    letGo(rt, frame, 0, raised);
    if (monitoring !== null) raised = monitoring.reportRaised("PY_UNWIND", unit, raised);
    rt.popFrame();
    if (frame.entry) {
      rt.leftGenerator = frame.generator;
      throw raised;
    }
    reraised = false;
    search = -1;
    // The caller's place is its call, taken for the end of what failed.
    unit = (rt.frame as Frame).at - 1;
  }
}

/** Reports that a handler was found; gives what a callback raised. */
function handlingRaises(monitoring: Monitoring, frame: Frame, raised: PyException): PyException | null {
  if (!monitoring.wants("EXCEPTION_HANDLED")) return null;
  try {
    monitoring.report("EXCEPTION_HANDLED", frame.next, raised);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof PyException)) throw thrown;
    return thrown;
  }
}

/** The unit that is reported for what an instruction raised: the last one, or that before it when it came out of a frame inside. */
function raisedUnit(rt: Interpreter, frame: Frame): number {
  const generator = rt.leftGenerator;
  rt.leftGenerator = null;
  const opcode = (frame.units[frame.at] as number) & 0xff;
  const inside = generator !== null && frame.stack.at(-1) === generator &&
    (opcode === OPCODES.SEND.opcode ||
      (opcode === OPCODES.FOR_ITER.opcode && rt.loops?.runsInside(frame.code, frame.at) === true));
  return inside ? frame.at - 1 : lastUnit(frame);
}

/** Takes the stack of a frame down to a depth, from its top. */
function letGo(rt: Interpreter, frame: Frame, depth: number, raised: PyException): void {
  const dropped = frame.stack.splice(depth).reverse();
  if (rt.finalizer?.active) rt.finalizer.unwind(rt, dropped, raised);
}

function enterHandler(rt: Interpreter, frame: Frame, search: number, raised: PyException): boolean {
  for (const entry of frame.code.code.exceptionTable) {
    if (search < entry.start || search >= entry.start + entry.length) continue;
    rt.countUnfueled();
    letGo(rt, frame, entry.depth, raised);
    if (entry.lasti) frame.push(BigInt(frame.at));
    frame.push(raised);
    frame.next = entry.target;
    return true;
  }
  return false;
}
