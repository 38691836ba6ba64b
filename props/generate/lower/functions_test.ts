import { assertEquals } from "@std/assert";
import { PLAIN_FORM } from "../draft/classes.ts";
import { EXCEPTIONS, type Expr, intConst as i, local as v, type Target } from "../draft/draft.ts";
import { bin, classWith, codeNamed, fn, lowered, range, recorded, ret, set, str } from "../testing/lowered.ts";

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
