import { assertEquals } from "@std/assert";
import { decodeAll } from "../../../src/isa/code_unit.ts";
import { opcodeNameOf } from "../../../src/isa/opcodes.ts";
import type { CodeObject, Literal } from "../../../src/isa/program.ts";
import { loadRecords, RECORDINGS } from "../../golden/load.ts";
import {
  BINARY_OPERATORS,
  type Block,
  type Case,
  COMPARISONS,
  type Draft,
  EXCEPTIONS,
  type Expr,
  type FunctionDraft,
  intConst as i,
  local as v,
  NONE,
  type Pattern,
  type Stmt,
  type Target,
} from "../draft/draft.ts";
import { type ClassDraft, type MemberName, PLAIN_FORM } from "../draft/classes.ts";
import { fixup } from "../fix/fixup.ts";
import { lower } from "./lower.ts";

const records = await loadRecords(RECORDINGS[1] as URL);

type Shape = Pick<CodeObject, "code" | "exceptionTable">;

function shapeOf({ code, exceptionTable }: CodeObject): Shape {
  return { code, exceptionTable };
}

/** What the pin's compiler made of a recorded function. */
function recorded(id: string, name: string): Shape {
  const code = records.find((each) => each.id === id)?.program.codes.find((each) => each.name === name);
  if (code === undefined) throw new Error(`no record ${id}`);
  return shapeOf(code);
}

const set = (at: number, e: Expr): Stmt => ({ k: "assign", t: v(at) as Target, e });
const ret = (e: Expr): Stmt => ({ k: "return", e });
const bin = (l: Expr, op: (typeof BINARY_OPERATORS)[number], r: Expr): Expr => ({
  k: "binary",
  op: BINARY_OPERATORS.indexOf(op),
  l,
  r,
});
const equal = (l: Expr, r: Expr): Expr => ({ k: "compare", op: COMPARISONS.indexOf("=="), l, r });
const str = (text: string): Expr => ({ k: "const", v: { t: "str", v: text } });

function range(at: number, start: number, count: number, body: Block, step = 1): Stmt {
  return { k: "for", v: at, over: { k: "range", start, count, step }, body, orelse: [], tight: false };
}

function fn(params: number, locals: number, body: Block, more: Partial<FunctionDraft> = {}): FunctionDraft {
  return { parent: null, params, defaults: [], locals, recursive: null, body, ...more };
}

function lowered(functions: readonly FunctionDraft[], classes: readonly ClassDraft[] = []): readonly CodeObject[] {
  const args: Literal[] = Array.from({ length: functions[0]?.params ?? 0 }, () => ({ t: "int", v: 0 }));
  const plain: Draft = { functions, globals: [{ init: null }], args, calls: 1, warm: 16 };
  const draft = classes.length === 0 ? plain : { ...plain, classes };
  assertEquals(fixup(draft), draft);
  return lower(draft).codes;
}

function codeNamed(codes: readonly CodeObject[], name: string): Shape {
  const code = codes.find((each) => each.name === name);
  if (code === undefined) throw new Error(`no code ${name}`);
  return shapeOf(code);
}

function classWith(members: readonly (readonly [MemberName, number])[], more: Partial<ClassDraft> = {}): ClassDraft {
  return {
    base: null,
    builtin: null,
    meta: null,
    slots: null,
    attributes: [],
    members: members.map(([name, f]) => ({ name, f, wrap: 0 })),
    ...more,
  };
}

Deno.test("classes, super() and methods that need their class are lowered as the pin compiles them", () => {
  const call = (name: "x" | "m", called: boolean, args: readonly Expr[]): Expr => ({ k: "super", name, called, args });
  const loop = range(3, 0, 24, [
    set(2, bin(v(2), "+", call("x", false, []))),
    set(2, bin(v(2), "+", call("m", true, [v(3)]))),
  ]);
  const codes = lowered([
    fn(0, 0, [{ k: "expr", e: { k: "call", f: { k: "class", c: 1 }, args: [] } }]),
    fn(2, 2, [ret(bin(v(1), "+", i(1)))]),
    fn(2, 4, [set(2, i(0)), loop, ret(v(2))]),
  ], [
    classWith([["m", 1]], { attributes: [{ name: "x", v: { t: "int", v: 3 } }] }),
    classWith([["n", 2]], { base: 0 }),
  ]);
  assertEquals(codeNamed(codes, "n"), recorded("r0236", "run"));
  assertEquals(codeNamed(codes, "m"), recorded("r0236", "get"));
  assertEquals(codeNamed(codes, "C0"), recorded("r0236", "C1"));
  assertEquals(codeNamed(codes, "C1"), recorded("r0236", "C2"));
});

Deno.test("properties and augmented attributes are lowered as the pin compiles them", () => {
  const x: Expr & Target = { k: "attr", o: v(0), name: "x" };
  const codes = lowered([
    fn(0, 0, [{ k: "expr", e: { k: "call", f: { k: "class", c: 0 }, args: [i(5)] } }]),
    fn(2, 2, [{ k: "assign", t: x, e: v(1) }]),
    fn(1, 1, [{ k: "augment", t: x, op: 0, e: i(1) }, ret(x)]),
    fn(4, 4, [ret({
      k: "is",
      not: false,
      l: v(1),
      r: { k: "ref", what: "exception", i: EXCEPTIONS.indexOf("ValueError") },
    })]),
  ], [classWith([["__init__", 1], ["__enter__", 2], ["__exit__", 3]])]);
  for (const name of ["__init__", "__enter__", "__exit__"]) {
    assertEquals(codeNamed(codes, name), recorded("r1376", name));
  }
  assertEquals(codeNamed(codes, "C0"), recorded("r1376", "C1"));
});

Deno.test("with is lowered with the pin's clean-up and exception table", () => {
  const raise: Stmt = { k: "raise", type: EXCEPTIONS.indexOf("ValueError"), arg: i(1) };
  const inside: Block = [
    { k: "if", c: equal(bin(v(6), "%", i(6)), i(4)), then: [raise], orelse: [] },
    set(3, bin(bin(v(3), "+", v(7)), "%", i(97))),
  ];
  const f = fn(3, 8, [
    set(3, i(5)),
    set(4, str("ét")),
    set(5, { k: "call", f: { k: "class", c: 0 }, args: [i(5)] }),
    range(6, 3, 43, [{ k: "with", e: v(5), v: 7, body: inside, isAsync: false }]),
    { k: "assign", t: { k: "item", o: v(1), i: i(0) }, e: v(4) },
    ret({ k: "build", what: "list", items: [v(3), v(4)] }),
  ]);
  assertEquals(codeNamed(lowered([f], [classWith([])]), "f"), recorded("r1376", "f"));
});

Deno.test("generators and yield from are lowered as the pin compiles them", () => {
  const form = { ...PLAIN_FORM, kind: "generator" as const };
  const call = (f: number): Expr => ({ k: "call", f: { k: "function", f }, args: [v(0)] });
  const from = (e: Expr): Expr => ({ k: "yieldFrom", e });
  const codes = lowered([
    fn(1, 1, [ret({ k: "call", f: { k: "function", f: 1 }, args: [v(0)] })]),
    fn(1, 2, [
      set(1, from(call(2))),
      { k: "expr", e: { k: "yield", e: v(1) } },
      { k: "expr", e: from({ k: "build", what: "list", items: [i(0), i(5)] }) },
    ], { form }),
    fn(1, 1, [
      { k: "expr", e: from({ k: "call", f: { k: "builtin", name: "range" }, args: [v(0)] }) },
      ret(v(0)),
    ], { form }),
  ]);
  assertEquals(codeNamed(codes, "g1"), recorded("r0068", "h2"));
  assertEquals(codeNamed(codes, "g2"), recorded("r0068", "h1"));
});

Deno.test("coroutines, asynchronous generators and loops are lowered as the pin compiles them", () => {
  const codes = lowered([
    fn(1, 1, [ret({ k: "call", f: { k: "function", f: 1 }, args: [v(0)] })]),
    fn(1, 3, [
      set(1, i(0)),
      {
        k: "for",
        v: 2,
        over: { k: "async", e: { k: "call", f: { k: "function", f: 2 }, args: [v(0)] }, count: 1 },
        body: [set(1, bin(v(1), "+", v(2)))],
        orelse: [],
        tight: true,
      },
      ret(v(1)),
    ], { form: { ...PLAIN_FORM, kind: "coroutine" } }),
    fn(1, 2, [{
      k: "for",
      v: 1,
      over: { k: "expr", e: { k: "call", f: { k: "builtin", name: "range" }, args: [v(0)] }, count: 1 },
      body: [{ k: "expr", e: { k: "yield", e: v(1) } }],
      orelse: [],
      tight: false,
    }], { form: { ...PLAIN_FORM, kind: "async generator" } }),
  ]);
  assertEquals(codeNamed(codes, "g1"), recorded("r1206", "h2"));
  assertEquals(codeNamed(codes, "g2"), recorded("r1206", "h1"));
});

Deno.test("keyword-only parameters and calls by name are lowered as the pin compiles them", () => {
  const call = (args: readonly Expr[], names: readonly string[]): Expr => ({
    k: "invoke",
    f: { k: "function", f: 1 },
    args,
    names,
    star: null,
    starstar: null,
  });
  const codes = lowered([
    fn(3, 5, [
      set(3, i(0)),
      range(4, 0, 42, [set(3, call([v(3), v(4)], ["p2"])), set(3, call([v(3), i(8), i(1)], ["p0", "p1", "p2"]))], 3),
      {
        k: "assign",
        t: { k: "item", o: v(2), i: str("n") },
        e: bin({ k: "method", o: v(2), name: "get", args: [str("n"), i(0)] }, "+", i(1)),
      },
      ret({ k: "build", what: "dict", items: [str("b"), v(3)] }),
    ]),
    fn(1, 3, [ret(bin(bin(bin(v(0), "-", v(1)), "+", v(2)), "%", i(500)))], {
      form: { ...PLAIN_FORM, kwonly: 2, kwdefaults: [] },
    }),
  ]);
  assertEquals(codeNamed(codes, "g1"), recorded("r0386", "h1"));
  assertEquals(codeNamed(codes, "f"), recorded("r0386", "f"));
});

Deno.test("comprehensions are inlined as the pin inlines them", () => {
  const len = (e: Expr): Expr => ({ k: "call", f: { k: "builtin", name: "len" }, args: [e] });
  const f = fn(3, 9, [
    set(3, i(6)),
    set(4, i(20)),
    {
      k: "for",
      v: 5,
      over: { k: "expr", e: { k: "call", f: { k: "builtin", name: "range" }, args: [v(0)] }, count: 40 },
      body: [
        set(7, {
          k: "comp",
          what: "dict",
          v: 6,
          over: { k: "range", start: 0, count: 15, step: 1 },
          c: null,
          key: v(6),
          e: i(8),
        }),
        set(8, {
          k: "comp",
          what: "set",
          v: 6,
          over: { k: "range", start: 0, count: 13, step: 1 },
          c: null,
          key: i(0),
          e: bin(v(6), "%", i(3)),
        }),
        set(3, bin(bin(bin(v(4), "+", len(v(7))), "+", len(v(8))), "%", i(1009))),
      ],
      orelse: [],
      tight: false,
    },
    { k: "expr", e: { k: "method", o: v(1), name: "append", args: [v(4)] } },
    ret(v(3)),
  ]);
  assertEquals(codeNamed(lowered([f]), "f"), recorded("r1173", "f"));
});

Deno.test("f-strings and slices are lowered as the pin compiles them", () => {
  const format: Expr = {
    k: "fstring",
    texts: ["", "-", "-", ""],
    args: [bin(v(3), "%", i(99)), v(6), v(4)],
    specs: [{ conversion: 0, format: null }, { conversion: 0, format: ">3" }, { conversion: 0, format: ".2f" }],
  };
  const sorted: Expr = {
    k: "invoke",
    f: { k: "builtin", name: "sorted" },
    args: [{ k: "call", f: { k: "builtin", name: "range" }, args: [i(47)] }, { k: "const", v: { t: "bool", v: true } }],
    names: ["reverse"],
    star: null,
    starstar: null,
  };
  const f = fn(3, 7, [
    set(3, i(3)),
    set(4, { k: "const", v: { t: "float", v: 2 } }),
    set(5, str("x y")),
    {
      k: "for",
      v: 6,
      over: { k: "expr", e: sorted, count: 47 },
      body: [set(5, { k: "slice", o: format, a: i(-12), b: NONE })],
      orelse: [],
      tight: false,
    },
  ]);
  assertEquals(codeNamed(lowered([f]), "f"), recorded("r1262", "f"));
});

Deno.test("a star argument behind a positional one makes a list first, keywords a map", () => {
  const invoke: Expr = {
    k: "invoke",
    f: { k: "builtin", name: "max" },
    args: [i(1), i(2)],
    names: ["key"],
    star: v(0),
    starstar: v(0),
  };
  const code = lowered([fn(1, 1, [ret(invoke)])])[1]?.code ?? [];
  assertEquals(opcodeNames(code), [
    "RESUME",
    "LOAD_GLOBAL",
    "LOAD_CONST",
    "BUILD_LIST",
    "LOAD_FAST",
    "LIST_EXTEND",
    "CALL_INTRINSIC_1",
    "LOAD_CONST",
    "LOAD_CONST",
    "BUILD_MAP",
    "LOAD_FAST",
    "DICT_MERGE",
    "CALL_FUNCTION_EX",
    "RETURN_VALUE",
  ]);
});

const match = (e: Expr, ...cases: readonly Case[]): Stmt => ({ k: "match", e, cases });
const each = (p: Pattern, ...body: Block): Case => ({ p, guard: null, body });
const bind = (at: number | null): Pattern => ({ k: "any", v: at });

const constant = (value: Literal): Expr => ({ k: "const", v: value });
const tuple = (...items: readonly number[]): Literal => ({
  t: "tuple",
  v: items.map((n): Literal => ({ t: "int", v: n })),
});
const list = (args: readonly Expr[], stars = 0): Expr => ({ k: "display", what: "list", args, stars });

function opcodeNames(code: readonly number[]): string[] {
  return decodeAll(code).map(({ opcode }) => opcodeNameOf(opcode) ?? "none");
}

Deno.test("patterns are lowered as the pin compiles them", () => {
  const cases = [
    each({ k: "sequence", items: [bind(9), bind(10)], star: null }, set(5, bin(v(5), "+", bin(v(9), "*", v(10))))),
    each(
      { k: "sequence", items: [bind(9), bind(11)], star: 1 },
      set(5, bin(v(4), "+", { k: "call", f: { k: "builtin", name: "len" }, args: [v(11)] })),
    ),
    each({ k: "mapping", key: { t: "str", v: "k" }, value: bind(9) }, set(5, bin(v(5), "-", v(9)))),
    each({ k: "or", items: [{ t: "int", v: 7 }, { t: "int", v: 8 }] }, set(3, bin(v(5), "+", i(100)))),
    each({ k: "literal", v: { t: "None" } }, set(5, bin(v(5), "+", i(1)))),
    each(bind(null), set(5, bin(v(4), "^", i(1)))),
  ];
  const items = list([
    constant(tuple(1, 2)),
    list([constant(tuple(3, 4, 5))], 1),
    constant(tuple(6)),
    str("ab"),
    { k: "build", what: "dict", items: [str("k"), i(1)] },
    i(7),
    constant(tuple()),
    NONE,
  ]);
  const f = fn(3, 12, [
    set(3, i(2)),
    set(4, i(15)),
    set(5, i(0)),
    set(6, str("a")),
    set(7, items),
    {
      k: "for",
      v: 8,
      over: {
        k: "expr",
        e: list([{ k: "call", f: { k: "builtin", name: "range" }, args: [i(24)] }], 1),
        count: 24,
      },
      body: [match({ k: "subscript", o: v(7), i: bin(v(8), "%", i(8)) }, ...cases)],
      orelse: [],
      tight: false,
    },
    { k: "expr", e: { k: "method", o: v(1), name: "append", args: [v(4)] } },
    ret(v(3)),
  ]);
  const expected = opcodeNames(recorded("r2620", "f").code);
  // The recorded function has one case more, `case str() as q`.
  expected.splice(expected.indexOf("MATCH_CLASS") - 4, 15);
  // There each case stands on one line, so that nothing need mark the line of the last one.
  assertEquals(opcodeNames(codeNamed(lowered([f]), "f").code).filter((name) => name !== "NOP"), expected);
});

Deno.test("a class pattern is lowered as the pin compiles it", () => {
  const p: Pattern = { k: "builtin", name: "int", p: bind(6) };
  const f = fn(3, 7, [
    set(3, i(21)),
    set(4, { k: "call", f: { k: "class", c: 0 }, args: [i(12)] }),
    {
      k: "for",
      v: 5,
      over: { k: "expr", e: { k: "call", f: { k: "builtin", name: "range" }, args: [v(0)] }, count: 24 },
      body: [match(v(4), each(p, set(3, bin(bin(v(3), "+", v(6)), "%", i(101)))))],
      orelse: [],
      tight: false,
    },
    ret({ k: "build", what: "tuple", items: [v(3)] }),
  ]);
  const names = opcodeNames(codeNamed(lowered([f], [classWith([])]), "f").code);
  const expected = opcodeNames(recorded("r2409", "f").code);
  // There the case stands on one line, so that its first two instructions are one.
  expected.splice(expected.indexOf("STORE_FAST_LOAD_FAST"), 2, "STORE_FAST", "LOAD_FAST_LOAD_FAST");
  assertEquals(names, expected);
});
