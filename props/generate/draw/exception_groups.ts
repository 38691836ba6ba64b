/**
 * Exception groups and `except*`.
 *
 * @module
 */

import { type Handler, NONE, type Stmt } from "../draft/draft.ts";
import type { Drawing } from "./drawing.ts";
import { guarded } from "./failures.ts";
import { newLocal } from "./locals.ts";
import { binary, build, call, compare, EQ, except, exception, int, MOD, newException, str, when } from "./nodes.ts";
import { isTrigger, mayFail } from "./rounds.ts";
import { augment, filler } from "./variables.ts";

export function exceptionGroup(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const loop = d.rounds.loops.at(-1);
  if (loop === undefined || d.here.recursive) return augment(d, out);
  const both = choices.bool();
  const errors = [newException("ValueError", loop.index)];
  if (both) errors.push(newException("TypeError", loop.index));
  const group = call("ExceptionGroup", str("g"), build("list", ...errors));
  const often = choices.chance(1, 4);
  const c = often ? compare(binary(loop.index, MOD, int(choices.int(3, 5))), EQ, int(1)) : isTrigger(loop);
  const fails = when(
    c,
    choices.chance(2, 3)
      ? { k: "throw", e: group, cause: null }
      : { k: "throw", e: newException("TypeError", loop.index), cause: NONE },
  );
  const name = choices.bool() ? newLocal(d, "risky", null) : null;
  const clauses: Handler[] = [{ type: exception("ValueError"), name, body: filler(d) }];
  if (both || choices.chance(3, 4)) clauses.push(except(exception("TypeError"), ...filler(d)));
  const body: Stmt[] = [fails];
  augment(d, body);
  const s: Stmt = { k: "try", body, handlers: clauses, orelse: [], final: [], raw: false, star: true };
  guarded(d, out, s, mayFail(d, loop, 12));
  d.program.needsFixup = true;
}
