/**
 * Runs the body of one uop and says what it did.
 *
 * @module
 */

import { InvariantError, isStackOverflow } from "../../../src/isa/errors.ts";
import { type Tier2UopName, UOPS } from "../../../src/isa/uops.ts";
import type { PyFunction } from "../../../src/object/values/callable_values.ts";
import { POISONED, RAISED } from "../../../src/object/runtime.ts";
import type { Value } from "../../../src/object/values/value.ts";
import { BloomFilter } from "../../../src/optimizer/bloom_filter.ts";
import { UopExecutor } from "../../../src/optimizer/uop_executor.ts";
import { BODY_OF } from "../../../src/vm/bodies/table.ts";
import type { Body } from "../../../src/vm/bodies/uop_body.ts";
import { linkFrame, newFrame } from "../../../src/vm/frame/frame_stack.ts";
import { DEOPT, EXIT, NEXT, TOP } from "../../../src/vm/status.ts";
import type { UopState } from "./states.ts";
import type { World } from "./world.ts";

/** Values below the inputs, which no uop may touch. */
const BELOW = ["below", "lower"] as const;

/** How a body ended. `poisoned`: the run was given up. */
export type UopEnd = "next" | "deopt" | "exit" | "top" | "raised" | "poisoned";

/** What a body did. */
export interface UopRun {
  readonly end: UopEnd;
  /** Change of the depth of the stack that it was given. */
  readonly depth: number;
  /** Whether code of the program ran. */
  readonly ranProgram: boolean;
  /** Whether the values below the inputs are as they were, and, after a deopt, the inputs, too. */
  readonly untouched: boolean;
}

const ENDS: readonly (readonly [status: number, end: UopEnd])[] = [
  [NEXT, "next"],
  [DEOPT, "deopt"],
  [EXIT, "exit"],
  [TOP, "top"],
];

function endOf(run: () => number): UopEnd {
  try {
    const status = run();
    const found = ENDS.find(([each]) => each === status);
    if (found === undefined) throw new InvariantError(`a body: expected a status of tier 2, found ${status}`);
    return found[1];
  } catch (error) {
    if (error === RAISED) return "raised";
    // Room that the host does not have is given up as everywhere.
    if (error === POISONED || error instanceof RangeError || isStackOverflow(error)) return "poisoned";
    throw error;
  }
}

/** Runs the body of a uop in a state; the world is spent. */
export function runUop(name: Tier2UopName, world: World, { oparg, operand, inputs }: UopState): UopRun {
  const { m, choices } = world;
  const executor = new UopExecutor([], new BloomFilter());
  executor.valid = choices.bool();
  const { frame, sp: bottom } = m;
  for (const value of BELOW) m.stack[m.sp++] = value;
  if (name === "_POP_FRAME") {
    linkFrame(m, newFrame(m, world.global("one") as PyFunction, null));
    m.depth++;
  }
  for (const value of inputs) m.stack[m.sp++] = value;
  const before = m.sp;
  const { instructions } = m.statistics;
  m.executor = executor;
  const body = BODY_OF[UOPS[name].id] as Body;
  const end = endOf(() => body(m, oparg, operand));
  m.executor = null;
  let depth = m.sp - before;
  // Rows of the uops that change the frame count what each leaves to the other frame, too.
  if (name === "_PUSH_FRAME" && m.frame !== frame) depth = frame.sp + 1 - before;
  if (name === "_POP_FRAME" && m.frame === frame) depth = bottom + BELOW.length - m.sp;
  const given: readonly Value[] = end === "deopt" ? [...BELOW, ...inputs] : BELOW;
  const untouched = given.every((value, i) => Object.is(frame.stack[bottom + i], value));
  return { end, depth, ranProgram: m.statistics.instructions !== instructions, untouched };
}
