/**
 * Sites about what optimizers make of constants, variables and tests: folded, forwarded, dropped, moved, believed.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** An object that says what was done to it, and with which operand on which side. */
const W = `
class W:
    def __init__(self, n=0): self.n = n
    def __add__(self, o): return ('add', o)
    def __radd__(self, o): return ('radd', o)
    def __sub__(self, o): return ('sub', o)
    def __rsub__(self, o): return ('rsub', o)
    def __mul__(self, o): return ('mul', o)
    def __rmul__(self, o): return ('rmul', o)
    def __truediv__(self, o): return ('div', o)
    def __floordiv__(self, o): return ('floor', o)
    def __mod__(self, o): return ('mod', o)
    def __pow__(self, o): return ('pow', o)
    def __or__(self, o): return ('or', o)
    def __and__(self, o): return ('and', o)
    def __xor__(self, o): return ('xor', o)
    def __lshift__(self, o): return ('shift', o)
    def __neg__(self): return ('neg', self.n)
    def __iadd__(self, o):
        self.n += 1
        return self
    def __lt__(self, o): return ('lt', o)
    def __gt__(self, o): return ('gt', o)
    def __eq__(self, o): return self.n == 1
    def __hash__(self): return 7
    def __repr__(self): return 'W%d' % self.n
`;

const OTHERS = [
  "v = True",
  "v = 2.5",
  "v = -0.0",
  "v = 2 ** 70",
  "v = W()",
  "v = float('nan')",
  "v = -1",
  "w = W()",
];

/** Sites about slips of optimizers. */
export const SLIP_SITES: readonly SourceSite[] = [
  {
    name: "a result with a variable",
    module: W,
    setup: "x, y, v = 1.5, 2.0, 0.5\nk, j, w = 3, 4, 5",
    use: "emit((x * y + v, x - y * v, v * (x + y)))\nemit((k * j + w, k - j * w, w * (k + j)))",
    breaks: ["v = 3", "v = True", "v = W()", "v = 2 ** 70", "w = 2.5", "w = True", "w = W()", "w = 2 ** 70", "w = 'a'"],
  },
  {
    name: "constants that are equal",
    module: "def k(x): return 1.0\ndef l(x): return True\ndef m(x): return 1",
    setup: "x = 0",
    use:
      "emit(1)\nemit(1.0)\nemit(True)\nemit(0)\nemit(0.0)\nemit(-0.0)\nemit(False)\nx = 1\ny = 1.0\nz = True\nemit((x, y, z, k(i), l(i), m(i)))\nemit((1, 2))\nemit((1.0, 2.0))\nemit((True, 2))\nx = 0\ny = -0.0\nemit((x, y))",
    breaks: ["x = 5", "i = 9"],
  },
  {
    name: "operands that change nothing",
    module: W,
    setup: "v = 5\nw = 3",
    use:
      "emit(v + 0)\nemit(v - 0)\nemit(0 + w)\nemit(v * 1)\nemit(1 * w)\nemit(v // 1)\nemit(v / 1)\nemit(v ** 1)\nemit(v * 0)\nemit(v * 2)\nemit(v + 0.0)\nemit(v * 1.0)\nemit(v - 0.0)\nemit(v % 1)\nemit(-v)\nemit(v * -1)\nemit(v ** 2)\nemit(v + v)",
    breaks: OTHERS,
  },
  {
    name: "bits that change nothing",
    module: W,
    setup: "v = 5\nw = 3",
    use: "emit(v | 0)\nemit(v & -1)\nemit(v ^ 0)\nemit(v << 0)\nemit(v << 1)\nemit(v & v)\nemit(w | v)",
    breaks: ["v = True", "v = 2 ** 70", "v = W()", "v = -7", "v = False", "w = True"],
  },
  {
    name: "floats that change nothing",
    module: W,
    setup: "v = 5.5\nw = 0.25",
    use:
      "emit(v + 0.0)\nemit(v - 0.0)\nemit(0.0 + v)\nemit(v * 1.0)\nemit(v * 2.0)\nemit(0.0 - v)\nemit(v * 0.0)\nemit(v - v)\nemit(v == v)\nemit(v != v)\nemit(v < v)\nemit(v <= v)\nemit(v + w - w)",
    breaks: [
      "v = -0.0",
      "v = float('nan')",
      "v = float('inf')",
      "v = 5",
      "v = True",
      "v = 1e308\nw = 1e308",
      "v = 1e-320",
    ],
  },
  {
    name: "sequences that repeat",
    module: W,
    setup: "v = 'ab'\nw = 'c'",
    use:
      "emit(v * 2)\nemit(v * 1)\nemit(v * 0)\nemit(v + v)\nemit(v + w)\nemit(w + v)\nemit(v == w)\nemit(v == v)\nemit(v[0])",
    breaks: [
      "v = [1]\nw = [2]",
      "v = (1,)\nw = (2, 3)",
      "v = W(1)",
      "v = ''",
      "w = W()",
      "v = w",
      "v = b'x'\nw = b'y'",
    ],
  },
  {
    name: "the order of operands",
    module: W,
    setup: "v = 5\nw = 3",
    use:
      "emit(v + w)\nemit(w + v)\nemit(v * w)\nemit(2 * v)\nemit(v * 2)\nemit(3 + v)\nemit(v + 3)\nemit(v - w)\nemit(v < w)\nemit(w > v)\nx = v\nx += w\nemit((x, v))",
    breaks: [...OTHERS, "v = 'a'\nw = 'b'", "v = [1]\nw = [2]", "v = W()\nw = W(3)", "v = 1.5\nw = 0.25"],
  },
  {
    name: "variables that swap",
    module: "def g(x, y):\n    t = x\n    x = y\n    y = t\n    return (x, y, t)",
    setup: "a = 1\nb = 2",
    use:
      "t = a\na = b\nb = t\nemit((a, b, t))\nc = a\na = i\nemit((c, a))\na, b = b, a\nemit((a, b))\nx = y = i\ny = 5\nemit((x, y, g(x, y)))\nc = 7\nd = c\nc = i\nemit((d, c))\na, b, c = c, a, b\nemit((a, b, c))\na = 1\nb = 2",
    breaks: ["a = 'x'", "b = 2.5", "a = None", "g.__code__ = (lambda x, y: (y, x)).__code__"],
  },
  {
    name: "variables that others see",
    module: `
import sys
ONE = (0,)
def look(x):
    emit(sorted((k, v) for k, v in sys._getframe(1).f_locals.items() if isinstance(v, int)))
    return x
def bad(x): return x
def raises(x): raise ValueError(x)
def g(a):
    b = a
    list(map(look, ONE))
    b = 2
    d = 3
    bad(a)
    d = 4
    list(map(look, ONE))
    c = b
    return c
def h(a):
    p = a
    q = bad(p)
    p = 3
    return q + p
def last(a, k, m):
    d = a
    k(m)
    d = a + 1
    return a
def fails(a, p):
    d = a
    return p[0]
def frames(e):
    t = e.__traceback__
    while t is not None:
        emit(sorted((k, v) for k, v in t.tb_frame.f_locals.items() if isinstance(v, int)))
        t = t.tb_next
`,
    setup: "x = 0\ny = 0\np = {0: 1}",
    use:
      "emit(last(i, list, map(look, ONE)))\ntry: emit(fails(i, p))\nexcept (KeyError, TypeError) as e: frames(e)\nx = i\nlist(map(look, ONE))\nx = 2\ny = i\nlist(map(look, ONE))\ny = 3\nemit(g(i))\nx = 10\ntry:\n    x = 11\n    y = bad(i)\n    x = 12\n    y = h(i)\nexcept ValueError as e: frames(e)\nemit((x, y))",
    breaks: [
      "globals()['bad'] = raises",
      "globals()['look'] = raises",
      "h.__code__ = raises.__code__",
      "x = 'text'",
      "p = {}",
      "p = None",
    ],
  },
  {
    name: "truth that is asked twice",
    module: `
G = 1
def step(v): return v
def poke(): pass
def zero(v): return 0
def none(v): return None
def unset():
    global G
    G = 0
`,
    setup: "v = 1\nw = None\nu = 'a'",
    use:
      "if v: emit(1)\nv = step(v)\nif v: emit(2)\nelse: emit(3)\nif w is None: emit(4)\nw = step(w)\nif w is None: emit(5)\nelse: emit(6)\nif G: emit(7)\npoke()\nif G: emit(8)\nif v is not None: emit(9)\nif u: emit(10)\nu = step(u)\nif u: emit(11)\nx = not v\nif x: emit(12)\nemit(not (not v))\nif 0 < v < 9: emit(13)\nif v and u: emit(14)",
    breaks: [
      "globals()['step'] = zero",
      "globals()['step'] = none",
      "globals()['poke'] = unset",
      "v = 0",
      "w = 0",
      "u = ''",
      "v = 2.5",
      "globals()['step'] = str",
      "globals()['step'] = lambda v: v and ''",
    ],
  },
  {
    name: "what changes without a call between",
    module: "class N:\n    n = 1\n    def __len__(self): return self.n",
    setup: "list_ = [1]\ntruth = 2\nnone = None\nwhole = 7\nreal = 0.5\ntext = 'b'\no = N()\nlong = 1",
    use:
      "l = [1]\nv = 1\nx = None\na = i\nb = 3\nc = 1.5\nw = 'a'\nif l: emit(1)\nl[:] = list_\nif l: emit(2)\nelse: emit(3)\nif v: emit(4)\nv = truth\nif v: emit(5)\nelse: emit(6)\nif x is None: emit(7)\nx = none\nif x is None: emit(8)\nelse: emit(9)\nemit(a + b)\na = whole\nemit(a + b)\nemit(c + c)\nc = real\nemit(c + c)\nemit(w + w)\nw = text\nemit(w + w)\nif o: emit(10)\no.n = long\nif o: emit(11)\nelse: emit(12)",
    breaks: [
      "list_ = []",
      "none = 0",
      "truth = 0",
      "whole = 2.5",
      "whole = 2 ** 70",
      "whole = ''",
      "whole = True",
      "long = 0",
      "real = 2",
      "text = [1]",
    ],
  },
  {
    name: "ints that variables stop being",
    module: "",
    setup: "u = 7\nr = 3",
    use: "a = i\nemit(a + r)\na = u\nemit(a + r)\nemit(a * r)\nemit(a < r)",
    breaks: ["u = 2.5", "u = 2 ** 70", "u = True", "u = (5,)", "r = 0.5", "r = 2 ** 70"],
  },
  {
    name: "floats and texts that variables stop being",
    module: "",
    setup: "u = 7.5\nr = 0.5\nt = 'a'\nw = 'b'",
    use:
      "a = 1.5\nemit(a + r)\na = u\nemit(a + r)\nemit(a < r)\nb = 'x'\nemit(b + w)\nb = t\nemit(b + w)\nemit(b == w)",
    breaks: ["u = 7", "r = 2", "u = float('nan')", "t = [1]", "w = 5", "t = b'a'"],
  },
  {
    name: "dicts that an operator changes between two checks",
    module: `
class C: pass
def keep(o): pass
class K:
    do = staticmethod(keep)
    def __add__(self, o): self.do(o)
def small(o): o.__dict__ = {'x': 'small'}
def empty(o): o.__dict__ = {}
def moved(o): o.__dict__ = {'p': 0, 'x': 'moved', 'z': 1}
def general(o): o.__dict__ = {1: 2, 2: 3, 'x': 'general'}
def gone(o): del o.x
def fewer(o): del o.q
def without(o): del o.__dict__
`,
    setup: "o = C()\nk = K()",
    use: "o.__dict__ = {'p': i, 'q': 2, 'x': 3}\nemit(o.x)\nk + o\nemit(o.x)\no.x = 5\nemit(o.x)",
    breaks: ["small", "empty", "moved", "general", "gone", "fewer", "without"].map((name) => `k.do = ${name}`),
  },
  {
    name: "dicts that an instance need not have",
    module: `
class C: pass
def full(v):
    o = C()
    o.__dict__['x'] = v
    return o
def inline(v):
    o = C()
    o.x = v
    return o
`,
    setup: "p = full(1)\nq = full(2)",
    use: "o = p\nemit(o.x)\no = q\nemit(o.x)\no.x = i\no = p\no.x = i\nemit((p.x, q.x))",
    breaks: [
      "q = inline(7)",
      "q = C()",
      "q = full(8)\nq.y = 1",
      "q = C()\nq.y = 1\nq.__dict__['x'] = 2",
      "p = inline(7)",
      "p, q = inline(5), inline(6)",
      "del q.__dict__",
    ],
  },
  {
    name: "dicts that the next object need not have",
    module: `
class C: pass
def full(v):
    o = C()
    o.__dict__ = {'x': v, 'y': 1}
    return o
def inline(v):
    o = C()
    o.x = v
    return o
`,
    // No branch leaves the trace before the odd ones come.
    setup: "l = [full(k) for k in range(12)]\nl[at] = inline(3)\nl[at + 1] = inline(4)\np = full(1)",
    use: "o = p\nx = o.x\no = l[i]\ny = o.x\nemit((x, y))",
    breaks: ["p = full(5)", "l[i] = C()", "l[i + 1] = C()", "p = l[i]"],
  },
  {
    name: "variables that may be unbound",
    module: "def g(a, z=1):\n    if a < 0: del z\n    b = a\n    c = z\n    b = c\n    return b",
    setup: "z = 1\nx = 0\ny = 0\nq = -1",
    use:
      "try:\n    x = 11\n    y = z\n    x = 12\n    y = 13\nexcept UnboundLocalError: emit((x, y))\nx = i\nemit(x)\nif q != i:\n    del x\n    try: emit(x)\n    except UnboundLocalError: emit('unbound')\nx = [z for z in (i, 2)]\nemit(x)\nx = 5\nemit(g(i))",
    breaks: ["del z", "q = i", "z = 3", "g.__code__ = (lambda a: g(-1, 2)).__code__"],
  },
  {
    name: "what is checked twice",
    module: `
class C:
    K = 5
    def __init__(self): self.x = 1
    def m(self): return 2
class D:
    K = 6
    def __init__(self): self.x = 'd'
    def m(self): return 'm'
def poke(o): pass
def to_d(o): o.__class__ = D
def gone(o): del o.x
def own(o): o.m = lambda: 9
def dict_(o): o.__dict__['x'] = 'dict'
def cls(o): C.m = lambda self: 'other'
def key(o): C.K = 'other'
def g(a): return a
def g2(a): return -a
def code(o): g.__code__ = g2.__code__
def glob(o): globals()['g'] = g2
def builtin(o): globals()['abs'] = str
`,
    setup: "o = C()\nl = [1, 2]",
    use:
      "emit(o.x)\npoke(o)\nemit(o.x)\nemit(o.m())\nemit(o.K)\nemit(g(i))\nemit(abs(-i))\npoke(o)\nemit(o.m())\nemit(o.K)\nemit(g(i))\nemit(abs(-i))\no.x = 3\nemit(o.x)\np = o\nemit(p.x)",
    breaks: ["to_d", "gone", "own", "dict_", "cls", "key", "code", "glob", "builtin"].map((name) =>
      `globals()['poke'] = ${name}`
    ),
  },
  {
    name: "numbers that stop being what they were",
    module: "def step(v): return v\ndef half(v): return v / 2\ndef big(v): return v + 2 ** 62\ndef text(v): return 'a'",
    setup: "a = 1\nb = 2\nc = 1.5\nd = 0.5",
    use:
      "x = a + b\na = step(a)\ny = a + b\nz = a * y - x\nemit((x, y, z, a < b, a < y))\np = c + d\nc = step(c)\nq = c + d\nemit((p, q, c * q - p, c < d))",
    breaks: [
      "globals()['step'] = half",
      "globals()['step'] = big",
      "globals()['step'] = text",
      "globals()['step'] = int",
      "globals()['step'] = float",
      "globals()['step'] = bool",
      "b = 2.5",
      "d = 1",
    ],
  },
  {
    name: "calls within calls",
    module: `
bad = -1
def last(x):
    if x == bad: return late(x)
    return x
def late(x): return 'late'
def raises(x): raise ValueError(x)
def d(x):
    y = last(x)
    return y + 1
def c(x, y=2):
    z = d(x)
    return z + y
def b(x):
    y = c(x, 1)
    return y + x
def a(x):
    p = b(x)
    q = p + x
    return (p, q)
`,
    setup: "x = 0",
    use: "emit(a(i))\nx = b(i) + i\nemit(x)",
    breaks: [
      "globals()['bad'] = i",
      "globals()['late'] = raises\nglobals()['bad'] = i",
      "globals()['late'] = lambda x: 2.5\nglobals()['bad'] = i",
      "last.__code__ = raises.__code__",
      "d.__code__ = (lambda x: x).__code__",
      "globals()['d'] = lambda x, y=5: x * y",
      "c.__defaults__ = (7,)",
      "last.__code__ = (lambda x: None).__code__",
      "globals()['last'] = float",
      "globals()['last'] = str",
    ],
  },
];
