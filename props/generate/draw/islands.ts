/**
 * Islands of raw stack code.
 *
 * @module
 */

import type { IslandOp, Stmt } from "../draft/draft.ts";
import { atom, index } from "./atoms.ts";
import type { Drawing } from "./drawing.ts";
import { localOf } from "./locals.ts";
import { ADD, SUB } from "./nodes.ts";

export function island(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const ops: IslandOp[] = [];
  let depth = 0;
  const length = choices.length(3, 9);
  for (let s = 0; s < length; s++) {
    const what = choices.below(8);
    if (depth < 2 || what < 2) {
      ops.push({ k: "push", e: atom(d) });
      depth++;
    } else if (what === 2) {
      ops.push({ k: "copy", n: choices.int(1, 2) });
      depth++;
    } else if (what === 3) ops.push({ k: "swap", n: 2 });
    else if (what === 4) {
      ops.push({ k: "skip", n: choices.int(0, 20), unless: choices.bool(), body: skipped(d) });
    } else if (what === 5) ops.push({ k: "nop" });
    else {
      ops.push({ k: "binary", op: choices.bool() ? ADD : SUB });
      depth--;
    }
  }
  for (; depth > 0; depth--) {
    if (depth === 1 && choices.chance(3, 4)) ops.push({ k: "store", i: localOf(d, "int") });
    else ops.push({ k: "pop" });
  }
  out.push({ k: "island", ops });
}

/** What a skip jumps over: it leaves as many values as it finds. */
function skipped(d: Drawing): readonly IslandOp[] {
  if (d.choices.bool()) return [{ k: "swap", n: 2 }];
  // Nothing hangs on this one; it is drawn so that equal words still give equal programs.
  index(d);
  return [{ k: "push", e: index(d) }, { k: "pop" }];
}
