import { assertEquals } from "@std/assert";
import type { Literal } from "../../../src/isa/program.ts";
import {
  type Block,
  type Case,
  EXCEPTIONS,
  type Expr,
  intConst as i,
  local as v,
  NONE,
  type Pattern,
  type Stmt,
} from "../draft/draft.ts";
import {
  bin,
  classWith,
  codeNamed,
  equal,
  fn,
  lowered,
  opcodeNames,
  range,
  recorded,
  ret,
  set,
  str,
} from "../testing/lowered.ts";

const match = (e: Expr, ...cases: readonly Case[]): Stmt => ({ k: "match", e, cases });
const each = (p: Pattern, ...body: Block): Case => ({ p, guard: null, body });
const bind = (at: number | null): Pattern => ({ k: "any", v: at });

const constant = (value: Literal): Expr => ({ k: "const", v: value });
const tuple = (...items: readonly number[]): Literal => ({
  t: "tuple",
  v: items.map((n): Literal => ({ t: "int", v: n })),
});
const list = (args: readonly Expr[], stars = 0): Expr => ({ k: "display", what: "list", args, stars });

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
