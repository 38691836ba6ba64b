/**
 * Handlers around a CALL that an optimizer inlines.
 *
 * @module
 */

import { MAX_FUNCTIONS, type Stmt } from "../draft/draft.ts";
import type { Drawing } from "./drawing.ts";
import { handlers } from "./failures.ts";
import { newFunction } from "./members.ts";
import {
  ADD,
  binary,
  callTop,
  constant,
  DIV,
  give,
  int,
  MUL,
  run,
  SUB,
  subscript,
  tupleLiteral,
  variable,
} from "./nodes.ts";
import { augment } from "./variables.ts";

/** A call that fails in the trigger round, inlined, with a handler whose range may start or end at the CALL itself. */
export function callerHandler(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const { functions } = d.program;
  const loop = d.rounds.loops.at(-1);
  if (loop === undefined || d.here.recursive || functions.length > MAX_FUNCTIONS - 3) return augment(d, out);
  // Nothing hangs on this one; it is drawn so that equal words still give equal programs.
  choices.bool();
  const failing = choices.bool()
    ? binary(int(6), DIV, binary(variable(0), SUB, int(loop.trigger)))
    : subscript(constant(tupleLiteral(...Array.from({ length: loop.trigger }, (_, i) => i))), variable(0));
  const f = newFunction(d, 1, [give(failing)]);
  if (choices.chance(1, 3)) {
    // Two frames deep; callees come later than callers, so the outer one is made over.
    const deeper = newFunction(d, 1, [give(failing)]);
    functions[f] = {
      parent: null,
      params: 1,
      defaults: [],
      locals: 1,
      recursive: null,
      body: [give(binary(callTop(deeper, variable(0)), ADD, int(1)))],
    };
  }
  const body: Stmt[] = [];
  if (choices.chance(1, 4)) body.push(run(binary(loop.index, MUL, int(2))));
  body.push(run(callTop(f, loop.index)));
  if (choices.bool()) augment(d, body);
  const clauses = handlers(d);
  const s: Stmt = { k: "try", body, handlers: clauses, orelse: [], final: [], raw: choices.chance(1, 4) };
  if (choices.chance(1, 4)) {
    out.push(s);
    return;
  }
  // LOAD_GLOBAL and LOAD_FAST come before the CALL.
  const by = choices.chance(3, 4) ? 2 : choices.int(1, 3);
  out.push({ k: "twisted", twists: [{ k: "range", edge: "start", by }], s });
}
