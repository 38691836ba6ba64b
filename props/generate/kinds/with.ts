/**
 * `with` and `async with`.
 *
 * @module
 */

import { inside, MAX_STATEMENT_DEPTH } from "../fix/bounds.ts";
import { callExit, cleanUpHandler } from "../lower/frames.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP, POP_BLOCK, SETUP_CLEANUP, SETUP_WITH } from "../../python/compile/pseudo_ops.ts";
import { AWAIT_ENTER, AWAIT_EXIT, awaitTop } from "../lower/waiting.ts";
import type { StatementKind } from "./kind.ts";

export const WITH: StatementKind<"with"> = {
  fix(x, s, place) {
    if (place.depth >= MAX_STATEMENT_DEPTH) return undefined;
    const e = x.at(s.e, place);
    const v = s.v === null ? null : x.assignable(s.v);
    const isAsync = s.isAsync && x.isAsync();
    const body = x.block(s.body, inside(place));
    if (e === s.e && v === s.v && isAsync === s.isAsync && body === s.body) return s;
    return { k: "with", e, v, body, isAsync };
  },
  lower(l, s) {
    const { builder } = l;
    const { loc } = builder;
    const handler = builder.newLabel();
    const cleanup = builder.newLabel();
    const suppress = builder.newLabel();
    const exit = builder.newLabel();
    l.expr(s.e);
    if (s.isAsync) {
      builder.emit(OP.BEFORE_ASYNC_WITH);
      awaitTop(l, AWAIT_ENTER);
    } else builder.emit(OP.BEFORE_WITH);
    builder.emit(SETUP_WITH, handler);
    builder.noteHandler(handler);
    builder.use(builder.newLabel());
    l.frames.push({ k: "with", loc, isAsync: s.isAsync });
    if (s.v === null) builder.emit(OP.POP_TOP);
    else l.storeLocal(s.v);
    l.suite(s.body);
    l.frames.pop();
    const last = builder.loc;
    if (!s.isAsync) builder.artificial(POP_BLOCK);
    builder.loc = loc;
    if (s.isAsync) builder.emit(POP_BLOCK);
    callExit(l, s.isAsync);
    builder.emit(JUMP, exit);
    builder.use(handler);
    builder.emit(SETUP_CLEANUP, cleanup);
    builder.emit(OP.PUSH_EXC_INFO);
    builder.emit(OP.WITH_EXCEPT_START);
    if (s.isAsync) awaitTop(l, AWAIT_EXIT);
    builder.artificial(OP.TO_BOOL);
    builder.artificial(OP.POP_JUMP_IF_TRUE, suppress);
    builder.artificial(OP.RERAISE, 2);
    builder.use(suppress);
    builder.artificial(OP.POP_TOP);
    builder.artificial(POP_BLOCK);
    builder.artificial(OP.POP_EXCEPT);
    builder.artificial(OP.POP_TOP);
    builder.artificial(OP.POP_TOP);
    builder.artificial(JUMP, exit);
    cleanUpHandler(l, cleanup);
    builder.use(exit);
    builder.loc = last;
  },
  print: {
    lines(p, s, indent) {
      const as = s.v === null ? "" : ` as ${p.local(s.v)}`;
      p.line(indent, `${s.isAsync ? "async " : ""}with ${p.expr(s.e)}${as}:`);
      p.block(s.body, indent + 1);
    },
  },
  *instead(s) {
    yield [{ k: "expr", e: s.e }];
  },
};
