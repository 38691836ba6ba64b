/**
 * Sites about what stays of frames, generators and dicts, and about where frames stand after errors.
 *
 * @module
 */

import { rows } from "./rows.ts";
import type { SourceSite } from "./source_site.ts";

/** Sites about what stays. */
export const KEPT_SITES: readonly SourceSite[] = [
  rows({
    name: "where frames stand after errors",
    module: `
class C:
    def __enter__(self): return self
    def __exit__(self, *a): return False
def fails(x): raise KeyError(x)
def calls(x):
    with C(): fails(x)
def adds(x):
    with C():
        x = x + 'a'
def inner(x):
    try:
        with C(): x.y
    finally: x = 0
def named(x):
    try: fails(x)
    except KeyError as e:
        fails((x, e.args))
def twice(x):
    try:
        try: fails(x)
        finally: x = fails(x)
    except ValueError: pass
def items(x):
    with C(), C() as c:
        for k in [x]: c = k[x]
def bare(x):
    try: fails(x)
    except KeyError: raise
def gen(x):
    with C():
        yield x
        fails(x)
def loops(x):
    for k in gen(x): x += k
def stands(e):
    out = []
    t = e.__traceback__
    while t is not None:
        f = t.tb_frame
        out.append((f.f_code.co_name, t.tb_lasti, t.tb_lineno, f.f_lasti, f.f_lineno, f.f_back is None))
        t = t.tb_next
    return out
`,
    names: "q",
    table: ["calls", "adds", "inner", "named", "twice", "items", "bare", "loops"],
    use:
      "try: q(i)\nexcept Exception as e:\n    emit(stands(e)[1:])\n    if e.__context__ is not None: emit(stands(e.__context__))",
  }),
  rows({
    name: "frames that outlive their calls",
    module: `
import sys
def plain(x): return sys._getframe()
def above(x):
    def down(): return sys._getframe()
    return down()
def gen(x):
    yield sys._getframe()
    x = 7
def ended(x):
    t = gen(x)
    f = next(t)
    for k in t: pass
    return f
def closed(x):
    t = gen(x)
    f = next(t)
    t.close()
    return f
def raised(x):
    try: x.y
    except AttributeError as e: return e.__traceback__.tb_frame
class K:
    def __init__(self, x): self.f = sys._getframe()
def made(x): return K(x).f
def lent(x): return list(map(plain, (x,)))[0]
`,
    names: "q",
    table: ["plain", "above", "ended", "closed", "raised", "made", "lent"],
    use:
      "f = q(i)\nb = f.f_back\nemit((f.f_code.co_name, f.f_lineno, f.f_lasti, b and b.f_code.co_name, b is sys._getframe()))\nemit([k for k, v in f.f_locals.items() if isinstance(v, int)])\nif f.f_code.co_name != 'gen': f.clear()\nemit(len(f.f_locals))",
  }),
  {
    name: "order of a class's namespace",
    module: `
class C:
    a = 1
    b = 2
    def m(self): return self.a
def own(c): return [k for k in c.__dict__ if k[0] != '_']
`,
    setup: "o = C()",
    use: "C.a = i\nemit((o.m(), o.b, own(C), 'b' in C.__dict__))",
    breaks: [
      "C.b = 5",
      "C.n = 4\nC.b = 6",
      "del C.a\nC.a = 3",
      "C.m = C.m",
      "del C.b\nC.b = property(lambda self: 9)",
      "setattr(C, 'z', 1)\ndel C.z\nC.b = 8",
    ],
  },
  {
    name: "what super stands for, held",
    module: `
class A:
    k = 'A'
    def m(self): return ('A', self.k)
class B(A):
    k = 'B'
    def m(self): return ('B', super().m())
class X:
    k = 'X'
    def m(self): return 'X'
class D(B):
    k = 'D'
    @classmethod
    def c(cls): return super().k
    @staticmethod
    def s(o): return super(B, o).k
def told(s, name):
    try: return getattr(s, name)
    except AttributeError as e: return str(e)
`,
    setup: "o = D()\ns = super(B, o)\nt = super(D, D)\nu = super(B)",
    use:
      "emit((told(s, 'k'), told(t, 'k'), s.__self__ is o, s.__thisclass__.__name__))\ntry: emit((o.m(), o.c(), D.s(o), u.__get__(o).k))\nexcept TypeError as e: emit(str(e))",
    breaks: [
      "D.__bases__ = (X,)",
      "D.__bases__ = (A,)",
      "B.__bases__ = (X,)",
      "o.__class__ = B",
      "o.__class__ = X",
      "A.k = property(lambda self: 'got')",
      "del A.k",
      "D.__bases__ = (X, B)",
    ],
  },
  rows({
    name: "walks through dicts whose end moves",
    module: `
class C: pass
def made(n):
    o = C()
    for k in 'abcdef'[:n]: setattr(o, k, k)
    return o.__dict__
def again(d, t):
    d.popitem()
    d['x'] = 1
    return next(t, 'end')
def ends(d, t):
    for k in t: pass
    d.popitem()
    d['x'] = 1
    return list(t)
def last(d, t):
    for k in 'bcde': next(t)
    d.popitem()
    d['x'] = 1
    return list(t)
def pops(d, t):
    d.popitem()
    d['g'] = 1
    s = iter(d)
    next(s); next(s)
    del d['a']
    d['h'] = 1
    return (list(s), list(d))
def hole(d, t):
    for k in 'bcde': next(t)
    del d['e']
    d.popitem()
    d['x'] = d['y'] = 1
    return (next(t, 'end'), next(t, 'end'))
def grows(d, t):
    for k in 'ghijklm': d[k] = 1
    for k in 'ghijklm': d.popitem()
    return (next(t, 'end'), list(reversed(d)))
`,
    names: "q, d",
    table: [
      "(again, made(6))",
      "(ends, made(6))",
      "(last, made(6))",
      "(hole, dict(made(6)))",
      "(pops, made(6))",
      "(grows, made(6))",
      "(again, dict(made(6)))",
      "(ends, dict(made(6)))",
      "(last, dict(made(6)))",
      "(pops, dict(made(6)))",
      "(pops, {1: 2, **made(6)})",
      "(grows, dict(made(6)))",
    ],
    use:
      "t = iter(d)\nnext(t)\ntry: emit(q(d, t))\nexcept RuntimeError as e: emit(str(e))\ntry: emit((next(t, 'over'), list(d)))\nexcept RuntimeError as e: emit(str(e))",
  }),
  {
    name: "delegates that have ended",
    module: `
def gen(n):
    for k in range(n): yield k
    return ('end', n)
def outer(g):
    for k in (1, 2): emit((yield from g))
async def co(n): return n
async def waits(c): return await c
def run(c):
    try: c.send(None)
    except StopIteration as e: return e.value
    except RuntimeError as e: return str(e)
`,
    setup: "g = None\nc = None",
    use:
      "g = g or gen(1)\nemit(list(outer(g)))\nfor k in outer(gen(2)): emit(k)\ng = None\nc = c or co(i)\nemit((run(waits(c)), run(waits(co(i)))))\nc = None",
    breaks: [
      "g = gen(0)\nlist(g)",
      "g = gen(3)\ng.close()",
      "g = gen(2)\nnext(g)",
      "g = iter(())",
      "c = co(3)\nrun(c)",
      "c = co(4)\nc.close()",
      "g = gen(2)\nnext(g)\nemit(list(outer(g)))",
      "g = outer(gen(1))\nlist(g)",
    ],
  },
];
