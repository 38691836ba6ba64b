import { assert, assertEquals } from "@std/assert";
import { PrngChoices } from "./choices.ts";
import { type Draft, EXCEPTIONS, intConst, local, NONE, type Stmt, type Target } from "./draft.ts";
import { fixup } from "./fixup.ts";
import { generateDraft } from "./generate.ts";
import { isPrintable, literalSource, printPython } from "./print.ts";

const v = (i: number): Target => local(i) as Target;

/** A program with an inner function that unbinds a local of the outer one. */
const DRAFT: Draft = {
  functions: [{
    parent: null,
    params: 1,
    defaults: [{ t: "int", v: 3 }],
    locals: 4,
    recursive: null,
    body: [
      { k: "assign", t: v(1), e: intConst(-1) },
      { k: "def", f: 1, v: 2 },
      {
        k: "for",
        v: 3,
        over: { k: "range", start: 2, count: 5, step: 1 },
        tight: false,
        body: [
          {
            k: "try",
            body: [{ k: "expr", e: local(1) }],
            handlers: [{ type: EXCEPTIONS.indexOf("NameError"), name: null, body: [] }],
            orelse: [],
            final: [{ k: "augment", t: v(0), op: 10, e: local(3) }],
            raw: false,
          },
          {
            k: "if",
            c: { k: "compare", op: 2, l: local(3), r: intConst(4) },
            then: [{ k: "expr", e: { k: "call", f: { k: "local", i: 2 }, args: [] } }],
            orelse: [{ k: "continue" }],
          },
        ],
        orelse: [],
      },
      { k: "return", e: { k: "build", what: "tuple", items: [local(0)] } },
    ],
  }, {
    parent: 0,
    params: 0,
    defaults: [],
    locals: 0,
    recursive: null,
    body: [{ k: "del", t: { k: "free", i: 1 } }],
  }],
  globals: [{ init: { t: "str", v: "x" } }, { init: null }],
  args: [],
  calls: 1,
  warm: 16,
};

Deno.test("printPython() writes the source that the Draft stands for", () => {
  assertEquals(fixup(DRAFT), DRAFT);
  assertEquals(
    printPython(DRAFT),
    `G0 = "x"
def f(p0=3):
    v1 = (-1)
    def v2():
        nonlocal v1
        del v1
    for v3 in range(2, 7):
        try:
            v1
        except NameError:
            pass
        finally:
            p0 -= v3
        if (v3 == 4):
            v2()
        else:
            continue
    return (p0,)
`,
  );
});

Deno.test("a local that is only read is declared, or Python would take it for a global", () => {
  const [f] = DRAFT.functions;
  assert(f !== undefined);
  const draft: Draft = { ...DRAFT, functions: [{ ...f, locals: 2, body: [{ k: "return", e: local(1) }] }] };
  assert(printPython(draft).includes("if 0: v1 = 0\n"));
});

const TWISTED: Stmt = { k: "twisted", twists: [{ k: "nop", n: 1, op: null, at: 0 }], s: { k: "pass" } };

Deno.test("islands and twists cannot be printed, most Drafts can", () => {
  const [f, inner] = DRAFT.functions;
  assert(f !== undefined && inner !== undefined);
  assert(isPrintable(DRAFT));
  const twisted: Draft = { ...DRAFT, functions: [{ ...f, body: [TWISTED] }, inner] };
  assert(!isPrintable(twisted));
  const island: Draft = { ...DRAFT, functions: [{ ...f, body: [{ k: "island", ops: [] }] }, inner] };
  assert(!isPrintable(island));
  const choices = new PrngChoices(0);
  let printable = 0;
  for (let index = 0; index < 200; index++) {
    choices.reseed(6, index);
    if (isPrintable(generateDraft(choices))) printable++;
  }
  assert(printable >= 100, `expected at least half of the Drafts, found ${printable} of 200`);
});

Deno.test("literals are written so that Python reads the same values", () => {
  assertEquals(literalSource({ t: "float", v: 2 }), "2.0");
  assertEquals(literalSource({ t: "float", v: "-0.0" }), "-0.0");
  assertEquals(literalSource({ t: "float", v: "nan" }), 'float("nan")');
  assertEquals(literalSource({ t: "tuple", v: [NONE.v as { t: "None" }] }), "(None,)");
  assertEquals(literalSource({ t: "dict", v: [[{ t: "str", v: "a" }, { t: "bool", v: true }]] }), '{"a": True}');
});
