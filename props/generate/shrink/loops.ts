/**
 * Simpler loops.
 *
 * @module
 */

import { type Block, type Draft, type FunctionDraft, intConst, type Iterable } from "../draft/draft.ts";
import { ITERABLE_PARTS } from "../draft/shape.ts";
import { functionUses } from "../draft/uses.ts";
import { KINDS } from "../kinds/kinds.ts";
import { withFunction } from "./edit.ts";
import { smallerInts } from "./literals.ts";
import { partCandidates } from "./parts.ts";
import { mapBlock, type Rewriter } from "./rewrite.ts";

/** A tuple to go over, fewer rounds, plainer ranges. */
export function* iterableCandidates(over: Iterable): Generator<Iterable> {
  if (over.k !== "tuple") yield { k: "tuple", count: over.count };
  for (const count of smallerInts(over.count)) if (count >= 0) yield { ...over, count };
  const { simpler } = KINDS.iterables[over.k];
  if (simpler !== undefined) yield* simpler(over as never);
  yield* partCandidates(over, ITERABLE_PARTS[over.k]);
}

/** `while` loops as loops over a constant tuple, which need neither a counter nor a condition. */
export function* countedLoops(draft: Draft, f: number): Generator<Draft> {
  for (let which = functionUses(draft.functions[f] as FunctionDraft).counters - 1; which >= 0; which--) {
    // The counter goes from 1, items of the tuple from 0. A condition that ends the body would split the back edge in two,
    // of which only one gets hot; the `while` has its test there, the `for` needs something else.
    yield countedLoop(draft, f, which, []);
    yield countedLoop(draft, f, which, [{ k: "pass" }]);
  }
}

function countedLoop(draft: Draft, f: number, which: number, end: Block): Draft {
  const fn = draft.functions[f] as FunctionDraft;
  const v = fn.locals;
  const onCounter: Rewriter = {
    expr: (e) => {
      if (e.k === "counter" && e.i === which) {
        return { k: "binary", op: 0, l: { k: "local", i: v }, r: intConst(1) };
      }
      const counted = e.k === "compare" && e.l.k === "binary" && e.l.l.k === "local" && e.l.l.i === v;
      if (!counted || e.r.k !== "const" || e.r.v.t !== "int" || typeof e.r.v.v !== "number") return e;
      return { ...e, l: { k: "local", i: v }, r: intConst(e.r.v.v - 1) };
    },
  };
  const body = mapBlock(fn.body, {
    stmt: (s) => {
      if (s.k !== "while" || s.counter !== which) return s;
      const over: Iterable = { k: "tuple", count: s.count };
      return { k: "for", v, over, body: [...mapBlock(s.body, onCounter), ...end], orelse: s.orelse, tight: false };
    },
  });
  return withFunction(draft, f, { ...fn, locals: fn.locals + 1, body });
}
