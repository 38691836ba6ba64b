/**
 * Instructions of programs in which something looks on: at what dies, at what is reported, at how loops run their generators. Few
 * programs have any of that, so all of it stands beside the loop that runs the others.
 *
 * @module
 */

import { OPCODES } from "../src/isa/opcodes.ts";
import type { Finalizer } from "./core/finalization.ts";
import { mayDrop } from "./core/may_drop.ts";
import type { Evaluator } from "./evaluator.ts";
import type { Frame } from "./frame.ts";
import { loopKind, type Loops } from "./monitoring/loops.ts";
import { monitoredRule } from "./monitoring/step.ts";
import { EXIT, type Rule } from "./rules/rule.ts";

const FOR_ITER = OPCODES.FOR_ITER.opcode;

/** Executes an instruction whose rule is `plain`; `reports` says whether its own event is to be reported. */
export function watchedStep(
  rt: Evaluator,
  frame: Frame,
  opcode: number,
  oparg: number,
  plain: Rule,
  reports: boolean,
): void | typeof EXIT {
  const { monitoring, finalizer, loops } = rt;
  if (opcode === FOR_ITER && loops !== null) turnOfLoop(rt, loops, frame);
  const rule = monitoring === null ? plain : monitoredRule(monitoring, opcode, reports, plain);
  return finalizer === null ? rule(rt, frame, oparg) : stepWithDeaths(rt, finalizer, frame, opcode, oparg, rule);
}

/** Decides whether a FOR_ITER runs its generator inside. One that reports something never does, and begins anew after that. */
function turnOfLoop(rt: Evaluator, loops: Loops, frame: Frame): void {
  const events = rt.monitoring?.eventsOf(frame.code);
  const reports = events !== undefined &&
    (events.isOn("own", frame.at) || events.isOn("line", frame.at) || events.isOn("instruction", frame.at));
  if (reports) loops.restart(frame.code, frame.at);
  rt.loopRunsInside = !reports && loops.turn(frame.code, frame.at, loopKind(frame.peek(1)));
}

/** Executes an instruction, then ends what it dropped. */
function stepWithDeaths(
  rt: Evaluator,
  finalizer: Finalizer,
  frame: Frame,
  opcode: number,
  oparg: number,
  rule: Rule,
): void | typeof EXIT {
  const drops = mayDrop(frame, opcode, oparg);
  const depth = frame.stack.length;
  finalizer.before(rt, frame, opcode, oparg, drops);
  if (rule(rt, frame, oparg) === EXIT) return EXIT;
  // A loop drops its iterator when that is exhausted.
  const dropped = drops && (opcode !== FOR_ITER || frame.stack.length < depth);
  if (dropped && finalizer.active) finalizer.collect(rt);
}
