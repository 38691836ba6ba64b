import { assert, assertEquals } from "@std/assert";
import { type Block, type Draft, type Expr, type FunctionDraft, intConst, local, type Stmt } from "../draft/draft.ts";
import { fixup } from "../fix/fixup.ts";
import { inlined } from "./inline.ts";

const set = (i: number, e: Expr): Stmt => ({ k: "assign", t: { k: "local", i }, e });
const add = (l: Expr, r: Expr): Expr => ({ k: "binary", op: 0, l, r });
const call = (f: number, ...args: Expr[]): Expr => ({ k: "call", f: { k: "function", f }, args });
const give = (e: Expr): Stmt => ({ k: "return", e });

function fn(params: number, locals: number, body: Block, parent: number | null = null): FunctionDraft {
  return { parent, params, defaults: [], locals, recursive: null, body };
}

function draft(functions: FunctionDraft[], rest: Partial<Draft> = {}): Draft {
  return { functions, globals: [], args: [], calls: 1, warm: 16, ...rest };
}

/** Bodies of the entry after each way of inlining. */
function entries(of: Draft): readonly Block[] {
  return [...inlined(of)].map((each) => (fixup(each).functions[0] as FunctionDraft).body);
}

Deno.test("a function that only computes a value stands for its calls, with their arguments", () => {
  const body = [give(add(call(1, intConst(2), local(0)), intConst(1)))];
  const [first] = entries(draft([fn(0, 1, body), fn(2, 2, [give(add(local(1), local(0)))])]));
  assertEquals(first, [give(add(add(local(0), intConst(2)), intConst(1)))]);
});

Deno.test("a function with statements is spliced in where a statement only calls it, its locals behind the caller's", () => {
  const callee = fn(1, 2, [set(1, add(local(0), intConst(3))), give(local(1))]);
  const bodies = entries(draft([fn(0, 1, [set(0, call(1, intConst(2)))]), callee]));
  assertEquals(bodies, [[set(1, intConst(2)), set(2, add(local(1), intConst(3))), set(0, local(2))]]);
});

Deno.test("an inner function is inlined with the variables that it shares, a method with what it is called on", () => {
  const define: Stmt = { k: "def", f: 1, v: 1 };
  const inner: Expr = { k: "call", f: { k: "local", i: 1 }, args: [] };
  const shared = fn(0, 0, [{ k: "assign", t: { k: "free", i: 0 }, e: add({ k: "free", i: 0 }, intConst(1)) }], 0);
  const bodies = entries(draft([fn(0, 2, [set(0, intConst(1)), define, { k: "expr", e: inner }]), shared]));
  assertEquals(bodies.at(-1)?.[2], set(0, add(local(0), intConst(1))));
  const method: Expr = { k: "method", o: local(0), name: "m", args: [intConst(4)] };
  const classes = [{
    base: null,
    builtin: null,
    meta: null,
    slots: null,
    attributes: [],
    members: [{ name: "m" as const, f: 1, wrap: 0 }],
  }];
  const [first] = inlined(draft([fn(0, 1, [give(method)]), fn(2, 2, [give(add(local(0), local(1)))])], { classes }));
  assert(first !== undefined);
  assertEquals(first.functions[0]?.body, [give(add(local(0), intConst(4)))]);
  // Nothing calls it any more, so the class has it no longer.
  assertEquals(first.classes?.[0]?.members, []);
});

Deno.test("what returns early, calls itself or makes functions is not inlined", () => {
  const early = fn(0, 0, [{ k: "if", c: intConst(1), then: [give(intConst(1))], orelse: [] }, give(intConst(2))]);
  const caller = fn(0, 1, [set(0, call(1))]);
  assertEquals(entries(draft([caller, early])), [caller.body]);
  const recursive: FunctionDraft = { ...fn(1, 1, [give(local(0))]), recursive: intConst(0) };
  assertEquals(entries(draft([fn(0, 1, [set(0, call(1, intConst(3)))]), recursive])), []);
});
