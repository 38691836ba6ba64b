import { assertEquals } from "@std/assert";
import { decodeAll } from "../../../src/isa/code_unit.ts";
import { opcodeNameOf } from "../../../src/isa/opcodes.ts";
import type { CodeObject, Literal } from "../../../src/isa/program.ts";
import { loadRecords, RECORDINGS } from "../../golden/load.ts";
import {
  BINARY_OPERATORS,
  type Block,
  COMPARISONS,
  type Draft,
  EXCEPTIONS,
  type Expr,
  type FunctionDraft,
  intConst,
  local,
  NONE,
  type Stmt,
  type Target,
  type Twist,
} from "../draft/draft.ts";
import { fixup } from "../fix/fixup.ts";
import { lower } from "./lower.ts";

const records = await loadRecords(RECORDINGS[0] as URL);

/** The code that the pin's compiler made of a recorded function. */
function recorded(id: string, name = "f"): Pick<CodeObject, "code" | "exceptionTable" | "stacksize"> {
  const program = records.find((each) => each.id === id)?.program;
  const code = program?.codes.find((each) => each.name === name);
  if (code === undefined) throw new Error(`no record ${id}`);
  return { code: code.code, exceptionTable: code.exceptionTable, stacksize: 0 };
}

const i = (v: number): Expr => intConst(v);
const v = local;
const bin = (l: Expr, op: (typeof BINARY_OPERATORS)[number], r: Expr): Expr => ({
  k: "binary",
  op: BINARY_OPERATORS.indexOf(op),
  l,
  r,
});
const cmp = (l: Expr, op: (typeof COMPARISONS)[number], r: Expr): Expr => ({
  k: "compare",
  op: COMPARISONS.indexOf(op),
  l,
  r,
});
const set = (at: number, e: Expr): Stmt => ({ k: "assign", t: v(at) as Target, e });
const add = (at: number, e: Expr): Stmt => ({ k: "augment", t: v(at) as Target, op: 0, e });
const each = (at: number, e: Expr, body: Block): Stmt => ({
  k: "for",
  v: at,
  over: { k: "expr", e, count: 20 },
  body,
  orelse: [],
  tight: false,
});
const ret = (e: Expr): Stmt => ({ k: "return", e });
const when = (c: Expr, then: Block, orelse: Block = []): Stmt => ({ k: "if", c, then, orelse });

function fn(params: number, locals: number, body: Block): FunctionDraft {
  return { parent: null, params, defaults: [], locals, recursive: null, body };
}

function lowered(...functions: FunctionDraft[]): Pick<CodeObject, "code" | "exceptionTable" | "stacksize">[] {
  const args: Literal[] = [{ t: "int", v: 0 }];
  const draft: Draft = { functions, globals: [], args, calls: 1, warm: 16 };
  assertEquals(fixup(draft), draft);
  return lower(draft).codes.slice(1).map((code) => ({
    code: code.code,
    exceptionTable: code.exceptionTable,
    stacksize: 0,
  }));
}

Deno.test("loops over a list, branches on None and back edges are lowered as the pin compiles them", () => {
  const body = [when({ k: "is", not: false, l: v(2), r: NONE }, [add(1, i(1))], [add(1, v(2))])];
  assertEquals(lowered(fn(1, 3, [set(1, i(0)), each(2, v(0), body), ret(v(1))]))[0], recorded("is_in_none_01"));
});

Deno.test("unpacking two locals is lowered as the pin compiles it", () => {
  const body: Block = [{ k: "unpack", ts: [v(3) as Target, v(4) as Target], e: v(2) }, add(1, bin(v(3), "-", v(4)))];
  assertEquals(lowered(fn(1, 5, [set(1, i(0)), each(2, v(0), body), ret(v(1))]))[0], recorded("unpack_01"));
});

Deno.test("a conditional jump back is inverted, as the pin compiles it", () => {
  const body = [each(3, v(2), [when(cmp(v(3), ">", i(2)), [add(1, v(3))])])];
  assertEquals(lowered(fn(1, 4, [set(1, i(0)), each(2, v(0), body), ret(v(1))]))[0], recorded("nested_loop_04"));
});

Deno.test("try, except and finally are lowered with the pin's handlers, clean-up and exception table", () => {
  const body: Block = [{
    k: "try",
    body: [add(1, bin(i(10), "//", v(2)))],
    handlers: [{ type: EXCEPTIONS.indexOf("ZeroDivisionError"), name: null, body: [add(1, i(1000))] }],
    orelse: [],
    final: [add(1, i(1))],
    raw: false,
  }];
  assertEquals(lowered(fn(1, 3, [set(1, i(0)), each(2, v(0), body), ret(v(1))]))[0], recorded("try_except_03"));
});

Deno.test("chains of calls are lowered as the pin compiles them", () => {
  const call = (f: number, e: Expr): Expr => ({ k: "call", f: { k: "function", f }, args: [e] });
  const functions = lowered(
    fn(1, 1, [ret(call(1, bin(v(0), "+", i(4))))]),
    fn(1, 1, [ret(call(2, bin(v(0), "+", i(3))))]),
    fn(1, 1, [ret(bin(v(0), "*", i(3)))]),
  );
  assertEquals(functions[0], recorded("call_deep_02", "g4"));
  assertEquals(functions[2], recorded("call_deep_02", "g1"));
});

Deno.test("a local that may be unbound is loaded with a check the first time, without where it is bound", () => {
  const read: Stmt = { k: "expr", e: v(1) };
  const body = [when(v(0), [set(1, i(5))]), read, read];
  const names = decodeAll(lowered(fn(1, 2, body))[0]?.code ?? []).map(({ opcode }) => opcodeNameOf(opcode));
  assertEquals(names.filter((name) => name === "LOAD_FAST_CHECK").length, 1);
  // The parameter, and the second read.
  assertEquals(names.filter((name) => name === "LOAD_FAST").length, 2);
});

Deno.test("a range twist moves the edge of a handler's range by whole instructions, within what keeps the stack right", () => {
  const risky: Stmt = { k: "expr", e: bin(i(1), "//", v(0)) };
  const guarded: Stmt = {
    k: "try",
    body: [risky],
    handlers: [{ type: null, name: null, body: [] }],
    orelse: [],
    final: [],
    raw: false,
  };
  const edges = (by: number, edge: "start" | "end"): readonly number[] => {
    const twisted: Stmt = { k: "twisted", twists: [{ k: "range", edge, by }], s: guarded };
    const entry = lowered(fn(1, 1, [twisted, ret(i(3))]))[0]?.exceptionTable[0];
    return entry === undefined ? [] : [entry.start, entry.length];
  };
  // RESUME, NOP, then the range: LOAD_CONST, LOAD_FAST, BINARY_OP with a cache, POP_TOP.
  assertEquals(edges(0, "start"), [2, 5]);
  assertEquals(edges(2, "start"), [4, 3]);
  assertEquals(edges(-1, "start"), [1, 6]);
  assertEquals(edges(-2, "end"), [2, 2]);
  assertEquals(edges(1, "end"), [2, 6]);
});

Deno.test("a twist stays with the instruction it means when other statements, and other parts of its own, go", () => {
  const padded = (s: Stmt, twist: Twist): Stmt => ({ k: "twisted", twists: [twist], s });
  /** Instructions with prefixes, and those before a NOP. */
  const twistedOps = (...body: Stmt[]): string[] => {
    const code = decodeAll(lowered(fn(1, 2, body))[0]?.code ?? []);
    return code.flatMap(({ start, at, opcode }, i) => {
      const name = opcodeNameOf(opcode) as string;
      if (at > start) return [`${at - start} ${name}`];
      return opcodeNameOf(code[i + 1]?.opcode ?? 0) === "NOP" ? [`${name} NOP`] : [];
    });
  };
  const prefix: Twist = { k: "prefix", n: 2, op: "BINARY_OP", at: 0 };
  const sum = set(1, bin(bin(v(0), "*", i(3)), "+", i(2)));
  assertEquals(twistedOps(set(1, i(5)), when(v(0), [padded(sum, prefix)])), ["2 BINARY_OP"]);
  assertEquals(twistedOps(padded(set(1, bin(v(0), "*", i(3))), prefix)), ["2 BINARY_OP"]);
  // An instruction that the statement no longer has is not found in others.
  assertEquals(twistedOps(padded(set(1, i(5)), prefix), sum), []);
  // Without an opcode all instructions of the statement count, again and again; those of its blocks do not.
  const loop: Stmt = { k: "for", v: 1, over: { k: "tuple", count: 3 }, body: [sum, sum], orelse: [], tight: false };
  const found = [0, 1, 2, 3, 4, 5, 6].map((at) => twistedOps(padded(loop, { k: "prefix", n: 1, op: null, at })));
  assertEquals(found, [
    ["1 LOAD_CONST"],
    ["1 GET_ITER"],
    ["1 FOR_ITER"],
    ["1 STORE_FAST"],
    ["1 JUMP_BACKWARD"],
    [], // END_FOR, which FOR_ITER must find as it is.
    ["1 LOAD_CONST"],
  ]);
  assertEquals(twistedOps(padded(loop, { k: "nop", n: 1, op: "GET_ITER", at: 0 })), ["GET_ITER NOP"]);
});
