/**
 * Twists of the bytecode of statements.
 *
 * @module
 */

import type { Choices } from "../../core/choices.ts";
import type { Block, Twist } from "../draft/draft.ts";
import { countStatements, isAny, isCall, isLoop, isTry, twistStatement } from "../draft/twist.ts";

/** A body with one of its statements twisted. */
export function twisted(choices: Choices, body: Block): Block {
  const what = choices.below(8);
  const tries = what < 3 ? 0 : countStatements(body, isTry);
  if (tries > 0) return twistStatement(body, isTry, choices.below(tries), rangeTwist(choices));
  const statements = countStatements(body, isAny);
  if (statements === 0) return body;
  const k = what === 2 ? "nop" : "prefix";
  const loops = countStatements(body, isLoop);
  // What a loop does at its end is worth more than one of many instructions.
  if (loops > 0 && choices.chance(1, 4)) {
    const twist: Twist = { k, n: choices.length(1, 3), op: "JUMP_BACKWARD", at: 0 };
    return twistStatement(body, isLoop, choices.below(loops), twist);
  }
  const calls = choices.chance(1, 3) ? countStatements(body, isCall) : 0;
  if (calls > 0) {
    const twist: Twist = { k, n: choices.length(1, 3), op: "CALL", at: 0 };
    return twistStatement(body, isCall, choices.below(calls), twist);
  }
  const twist: Twist = { k, n: choices.length(1, 3), op: null, at: choices.below(16) };
  return twistStatement(body, isAny, choices.below(statements), twist);
}

/** Moves an edge of the range of a `try`. */
function rangeTwist(choices: Choices): Twist {
  if (choices.chance(2, 3)) {
    return { k: "range", edge: "start", by: choices.length(1, 6) * (choices.chance(2, 3) ? 1 : -1) };
  }
  // An end that grows may cover where the handler goes on, and so loop until the fuel is spent: rarely, and by little.
  return { k: "range", edge: "end", by: choices.chance(1, 6) ? 1 : -choices.length(1, 6) };
}
