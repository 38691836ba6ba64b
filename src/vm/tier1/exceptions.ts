/**
 * Tier 1: raising.
 *
 * @module
 */

import { RUNTIME_ERROR } from "../../object/exception/exception_types.ts";
import { raise, rethrow } from "../../object/exception/raise.ts";
import { raiseVarargs } from "../../object/exception/raise_and_except.ts";
import { undefinedAt } from "../../object/runtime.ts";
import { expectException } from "../bodies/expect.ts";
import type { Handler } from "../bodies/uop_body.ts";

export const RAISE_VARARGS: Handler = (m, oparg, unit) => {
  const { stack, sp } = m;
  if (oparg === 2) throw raiseVarargs(m, stack[sp - 2], stack[sp - 1]);
  if (oparg === 1) throw raiseVarargs(m, stack[sp - 1], undefined);
  const handled = m.handledException();
  if (handled === null) throw raise(m, RUNTIME_ERROR, "No active exception to reraise");
  m.reraiseUnit = unit;
  throw rethrow(m, handled);
};

/** The frame's pointer goes back to the place that failed first, but the handler is looked up from here. */
export const RERAISE: Handler = (m, oparg, unit) => {
  const { stack, sp } = m;
  if (oparg > 0) {
    const failed = stack[sp - 1 - oparg];
    if (typeof failed !== "number" || failed < 0 || failed >= m.frame.code.units.length) {
      throw undefinedAt(m, "RERAISE: expected the unit that failed first");
    }
    m.frame.ip = failed;
  }
  const exception = expectException(m, stack[sp - 1], "RERAISE");
  m.reraiseUnit = unit;
  throw rethrow(m, exception);
};
