/**
 * Enumerated loop bodies as Drafts, so that they are lowered, shrunk and shown like any other program.
 *
 * @module
 */

import { type Draft, type FunctionDraft, type IslandOp, local, type Stmt } from "../generate/draft/draft.ts";
import type { Step } from "./scope.ts";
import { EVENTS, ITEM_ROW, itemBefore, NUMBER, ODD_ROUND, ROUND, ROUNDS, WARM } from "./table.ts";

const EVENT_OPS: readonly IslandOp[] = EVENTS.map((s) => ({ k: "event", s }));

/** What the bodies call. */
const CALLEE: FunctionDraft = {
  parent: null,
  params: 0,
  defaults: [],
  locals: 0,
  recursive: null,
  body: [{ k: "return", e: { k: "const", v: { t: "int", v: 1 } } }],
};

/**
 * A program whose loop has this body: it gets hot, then runs a few rounds in its trace, and gives the number back. With another `warm`
 * all that happens in later rounds happens so much later.
 */
export function draftOf(body: readonly Step[], warm: number = WARM): Draft {
  const more = warm - WARM;
  const entry: FunctionDraft = {
    parent: null,
    params: 1,
    defaults: [],
    locals: 2,
    recursive: null,
    body: [
      {
        k: "for",
        v: ROUND,
        over: { k: "tuple", count: ROUNDS + more },
        body: blockOf(body, more),
        orelse: [],
        tight: false,
      },
      { k: "return", e: local(NUMBER) },
    ],
  };
  return {
    functions: [entry, CALLEE],
    globals: [{ init: null }],
    args: [{ t: "int", v: 1 }],
    calls: 1,
    warm,
  };
}

/** Handlers are statements; what lies between them are islands. */
function blockOf(steps: readonly Step[], more: number): readonly Stmt[] {
  const block: Stmt[] = [];
  let ops: IslandOp[] = [];
  const end = (): void => {
    if (ops.length > 0) block.push({ k: "island", ops });
    ops = [];
  };
  for (const step of steps) {
    if (step.k !== "try") {
      ops.push(opOf(step, more));
      continue;
    }
    end();
    const handlers = [{ type: null, name: null, body: [] }];
    block.push({ k: "try", body: blockOf(step.body, more), handlers, orelse: [], final: [], raw: true });
  }
  end();
  return block;
}

function opOf(step: Exclude<Step, { readonly k: "try" }>, more: number): IslandOp {
  switch (step.k) {
    case "row":
      return step.row.name === ITEM_ROW && more > 0 ? { k: "push", e: itemBefore(ODD_ROUND + more) } : step.row.op;
    case "event":
      return EVENT_OPS[step.event] as IslandOp;
    case "skip":
      return {
        k: "skip",
        n: ODD_ROUND + more,
        unless: step.unless,
        body: step.body.map((inner) => opOf(inner as Exclude<Step, { readonly k: "try" }>, more)),
      };
  }
}
