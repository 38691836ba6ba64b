/**
 * Global variables.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { Stmt, Target } from "../draft/draft.ts";
import { intExpression } from "./atoms.ts";
import type { Drawing } from "./drawing.ts";
import { localOf } from "./locals.ts";
import { add, assign, assignTo, float, int, wholeLiteral } from "./nodes.ts";
import { inTrigger } from "./rounds.ts";
import { augment } from "./variables.ts";

/** A new global; null where there are too many. */
export function newGlobal(d: Drawing, init: Literal | null): number | null {
  const { globals } = d.program;
  return globals.length >= 6 ? null : globals.push({ init }) - 1;
}

/** A global that holds an int. */
export function intGlobal(d: Drawing): number | null {
  const { globals } = d.program;
  const at = globals.length === 0 ? -1 : d.choices.below(globals.length);
  if (at >= 0 && globals[at]?.init?.t === "int" && d.choices.chance(2, 3)) return at;
  return newGlobal(d, wholeLiteral(d.choices.int(0, 9)));
}

export function globalStatement(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const g = intGlobal(d);
  if (g === null) return augment(d, out);
  const t: Target = { k: "global", i: g };
  const loop = d.rounds.loops.at(-1);
  if (loop !== undefined && choices.bool()) {
    // Rebound once, in a round that runs in a trace.
    out.push(inTrigger(loop, assignTo(t, choices.chance(1, 3) ? float(1.5) : int(choices.int(0, 99)))));
    out.push(assign(localOf(d, "number"), { k: "global", i: g }));
    return;
  }
  out.push(choices.bool() ? add(t, int(1)) : assignTo(t, intExpression(d, 1)));
}
