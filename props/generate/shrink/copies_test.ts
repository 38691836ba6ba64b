import { assertEquals } from "@std/assert";
import { type Draft, type Expr, intConst, local, type Stmt } from "../draft/draft.ts";
import { copiesReplaced } from "./copies.ts";

Deno.test("a local that stands for a constant or another variable is replaced wherever it is read", () => {
  const set = (i: number, e: Expr): Stmt => ({ k: "assign", t: { k: "local", i }, e });
  const sum: Stmt = set(0, { k: "binary", op: 0, l: local(1), r: local(2) });
  const loop = (...body: Stmt[]): Stmt => ({
    k: "for",
    v: 3,
    over: { k: "tuple", count: 3 },
    body,
    orelse: [],
    tight: false,
  });
  const draft: Draft = {
    functions: [{
      parent: null,
      params: 0,
      defaults: [],
      locals: 4,
      recursive: null,
      body: [set(1, intConst(5)), loop(set(2, local(3)), sum)],
    }],
    globals: [],
    args: [],
    calls: 1,
    warm: 16,
  };
  const bodies = [...copiesReplaced(draft, 0)].map(({ functions }) => functions[0]?.body);
  assertEquals(bodies, [
    [loop(set(2, local(3)), set(0, { k: "binary", op: 0, l: intConst(5), r: local(2) }))],
    [set(1, intConst(5)), loop(set(0, { k: "binary", op: 0, l: local(1), r: local(3) }))],
  ]);
});
