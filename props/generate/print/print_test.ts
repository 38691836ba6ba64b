import { assert, assertEquals } from "@std/assert";
import { PrngChoices } from "../../core/choices.ts";
import { type Draft, EXCEPTIONS, intConst, local, NONE, type Stmt, type Target } from "../draft/draft.ts";
import { PLAIN_FORM } from "../draft/classes.ts";
import { fixup } from "../fix/fixup.ts";
import { generateDraft } from "../generate.ts";
import { literalSource } from "./literals.ts";
import { isPrintable, printPython } from "./print.ts";

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
      { k: "return", e: { k: "build", what: "tuple", items: [local(0), { k: "global", i: 0 }] } },
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
    return (p0, G0)
`,
  );
});

Deno.test("a local that is only read is declared, or Python would take it for a global", () => {
  const [f] = DRAFT.functions;
  assert(f !== undefined);
  const draft: Draft = { ...DRAFT, functions: [{ ...f, locals: 2, body: [{ k: "return", e: local(1) }] }] };
  assert(printPython(draft).includes("v1: 0\n"));
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

/** A program with most of what is not about numbers. */
const RICH: Draft = {
  functions: [{
    parent: null,
    params: 0,
    defaults: [],
    locals: 4,
    recursive: null,
    body: [
      {
        k: "with",
        e: { k: "call", f: { k: "class", c: 1 }, args: [] },
        v: 0,
        isAsync: false,
        body: [{ k: "unpack", ts: [v(1), v(2)], e: { k: "attr", o: local(0), name: "args" }, star: 1 }],
      },
      {
        k: "match",
        e: local(2),
        cases: [
          { p: { k: "sequence", items: [{ k: "any", v: 1 }, { k: "any", v: 3 }], star: 1 }, guard: NONE, body: [] },
          { p: { k: "class", c: 0, name: "x", p: { k: "literal", v: { t: "None" } } }, guard: null, body: [] },
        ],
      },
      {
        k: "try",
        body: [{ k: "throw", e: { k: "ref", what: "exception", i: 0 }, cause: NONE }],
        handlers: [{ type: 0, name: 3, body: [] }],
        orelse: [],
        final: [],
        raw: false,
        star: true,
      },
      { k: "import", module: 0, name: 1, v: 1 },
      { k: "rebind", f: 2, what: "code", g: 3 },
      {
        k: "assign",
        t: { k: "slice", o: local(2), a: intConst(0), b: NONE },
        e: {
          k: "invoke",
          f: { k: "function", f: 3 },
          args: [intConst(1), intConst(2)],
          names: ["p1"],
          star: local(2),
          starstar: { k: "display", what: "dict", args: [local(1)], stars: 0 },
        },
      },
      {
        k: "return",
        e: {
          k: "build",
          what: "set",
          items: [
            {
              k: "fstring",
              texts: ["a{", ""],
              args: [local(1)],
              specs: [{ conversion: 2, format: ">3" }],
            },
            {
              k: "comp",
              what: "list",
              v: 3,
              over: { k: "tuple", count: 2 },
              c: local(1),
              key: intConst(0),
              e: { k: "display", what: "tuple", args: [local(3)], stars: 1 },
            },
          ],
        },
      },
    ],
  }, {
    parent: null,
    params: 1,
    defaults: [],
    locals: 1,
    recursive: null,
    body: [{ k: "return", e: { k: "super", name: "m", called: true, args: [local(0)] } }],
  }, {
    parent: null,
    params: 0,
    defaults: [],
    locals: 1,
    recursive: null,
    body: [{ k: "expr", e: { k: "await", e: local(0) } }],
    form: { ...PLAIN_FORM, kind: "coroutine", kwonly: 1 },
  }, {
    parent: null,
    params: 1,
    defaults: [],
    locals: 4,
    recursive: null,
    body: [{ k: "expr", e: { k: "yieldFrom", e: local(2) } }],
    form: { ...PLAIN_FORM, kind: "generator", kwonly: 1, kwdefaults: [{ t: "int", v: 4 }], star: true, starstar: true },
  }],
  classes: [
    {
      base: null,
      builtin: 4,
      meta: null,
      slots: null,
      attributes: [{ name: "x", v: { t: "int", v: 1 } }],
      members: [],
    },
    { base: null, builtin: null, meta: 0, slots: ["y"], attributes: [], members: [{ name: "p", f: 1, wrap: 1 }] },
  ],
  globals: [],
  args: [],
  calls: 1,
  warm: 16,
};

Deno.test("printPython() writes classes, blocks, patterns, displays and calls as Python has them", () => {
  assertEquals(fixup(RICH), RICH);
  assertEquals(
    printPython(RICH),
    `class C0(type):
    x = 1
class C1(metaclass=C0):
    __slots__ = ("y",)
    @property
    def p(p0):
        return super().m(p0)
def g3(p0, *p2, p1=4, **p3):
    (yield from p2)
async def g2(*, p0):
    (await p0)
def f():
    with C1() as v0:
        v1, *v2 = (v0).args
    match v2:
        case [v1, *v3] if None:
            pass
        case C0(x=None):
            pass
    try:
        raise ValueError from None
    except* ValueError as v3:
        pass
    from math import sqrt as v1
    g2.__code__ = g3.__code__
    v2[0:None] = g3(1, *v2, p1=2, **{**v1})
    return {f"a{{{v1!r:>3}", [(*v3,) for v3 in (0, 1,) if v1]}
`,
  );
});
