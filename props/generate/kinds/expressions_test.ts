import { assertEquals } from "@std/assert";
import { type Expr, intConst as i, local as v, NONE } from "../draft/draft.ts";
import { bin, codeNamed, fn, lowered, opcodeNames, recorded, ret, set, str } from "../testing/lowered.ts";

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
