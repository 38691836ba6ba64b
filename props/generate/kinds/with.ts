/**
 * `with` and `async with`.
 *
 * @module
 */

import { inside, MAX_STATEMENT_DEPTH } from "../fix/bounds.ts";
import { callExit, cleanUpHandler } from "../lower/frames.ts";
import { JUMP, OP } from "../../python/compile/opcode_facts.ts";
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
    const outer = builder.scope;
    const { depth } = builder;
    const handler = builder.newLabel();
    const cleanup = builder.newLabel();
    const suppressed = builder.newLabel();
    const end = builder.newLabel();
    l.expr(s.e);
    if (s.isAsync) {
      builder.emit(OP.BEFORE_ASYNC_WITH);
      awaitTop(l, AWAIT_ENTER);
    } else builder.emit(OP.BEFORE_WITH);
    builder.scope = builder.newScope(handler, depth + 1, true, true);
    l.frames.push({ k: "with", outer, isAsync: s.isAsync });
    if (s.v === null) builder.emit(OP.POP_TOP);
    else l.storeLocal(s.v);
    l.block(s.body);
    l.frames.pop();
    builder.scope = outer;
    builder.line++;
    callExit(l, s.isAsync);
    builder.jump(JUMP, end);
    const was = builder.enterHandler();
    builder.place(handler, depth + 3);
    builder.scope = builder.newScope(cleanup, depth + 3, true, false);
    builder.emit(OP.PUSH_EXC_INFO);
    builder.emit(OP.WITH_EXCEPT_START);
    if (s.isAsync) awaitTop(l, AWAIT_EXIT);
    builder.emit(OP.TO_BOOL);
    builder.jump(OP.POP_JUMP_IF_TRUE, suppressed);
    builder.emit(OP.RERAISE, 2);
    builder.place(suppressed, depth + 4);
    builder.emit(OP.POP_TOP);
    builder.scope = outer;
    builder.emit(OP.POP_EXCEPT);
    builder.emit(OP.POP_TOP);
    builder.emit(OP.POP_TOP);
    builder.jump(JUMP, end);
    cleanUpHandler(l, cleanup, depth + 2);
    builder.leaveHandler(was);
    builder.place(end, depth);
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
