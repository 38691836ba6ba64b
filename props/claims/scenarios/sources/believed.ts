/**
 * Sites about what passes believe once they have seen it: the outcome of a test, the kind of a result, what a load gave before something
 * else ran. What runs between is the same function in every round, and only what it does is another thing: no guard on the way leaves
 * the trace before what was believed is used.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

const W = `
class W:
    def __pow__(self, o): return ('pow', o)
    def __mul__(self, o): return ('mul', o)
    def __truediv__(self, o): return ('div', o)
    def __floordiv__(self, o): return ('floor', o)
    def __mod__(self, o): return ('mod', o)
    def __neg__(self): return 'neg'
    def __invert__(self): return 'invert'
`;

/**
 * What may be done to what is used before and after. `act` does what comes next in a list that does nothing as a rule: a change takes
 * the place of the last but one, as the round that changes something leaves the trace, and the next one runs in it.
 */
const ACTS = `
import sys
M = sys.monitoring
class Other:
    x = property(lambda self: 'other')
    def m(self): return 'other'
class A: pass
class P: pass
class Q:
    def m(self): return 1
class K: k = 1
class Z: pass
def other(self): return 'replaced'
def g(): return 1
G = 1
o, p, q, z = A(), P(), Q(), Z()
o.x = 1
q.y = 1
L = [(setattr, z, 'x', 1)] * 60
def act():
    do, to, name, value = L.pop()
    do(to, name, value)
def put(to, name, value): globals()[name] = value
def watch(to, name, value):
    M.use_tool_id(2, 'tool')
    for event in (M.events.JUMP, M.events.BRANCH):
        M.register_callback(2, event, lambda code, at, to: emit((code.co_name, at, to)))
    M.set_events(2, M.events.JUMP | M.events.BRANCH)
`;

/** Events that a destructor asks for are lost: see the repair `lost-check`. */
const WATCHES = "(watch, 0, 0, 0)";

const ACTED: readonly string[] = [
  "(setattr, o, '__class__', Other)",
  WATCHES,
  "(setattr, P, '__bool__', lambda self: False)",
  "(setattr, Q, 'm', other)",
  "(put, 0, 'G', 0)",
  "(setattr, o, '__dict__', {'y': 0, 'x': 'moved'})",
  WATCHES,
  "(setattr, q, '__class__', Other)",
  "(setattr, K, 'k', 'other')",
  "(put, 0, 'g', lambda: 'another')",
  "(setattr, A, 'x', property(lambda self: 'class'))",
  "(setattr, q, 'm', lambda: 'own')",
  "(setattr, o, 'x', 'value')",
  "(setattr, g, '__code__', (lambda: 'code').__code__)",
];

/** Changes that each way to act is tried with. */
const EACH = 6;

/** Ways to have other code act, and what the module has for them. `next(s)` makes an object without an end of the trace. */
const WAYS: readonly (readonly [name: string, use: string, module: string])[] = [
  ["a call", "act()", ""],
  ["a builtin that calls", "list(map(acting, ONE))", "ONE = (0,)\ndef acting(x): act()"],
  ["a setter", "w.y = i", "class S:\n    def put(self, v): act()\n    y = property(None, put)\nw = S()"],
  ["an attribute that is computed", "w.y", "class S:\n    @property\n    def y(self): act()\nw = S()"],
  ["an operator", "w + i", "class S:\n    def __add__(self, v): act()\nw = S()"],
  ["a comparison", "w < i", "class S:\n    def __lt__(self, v): act()\nw = S()"],
  ["a truth", "not w", "class S:\n    def __bool__(self):\n        act()\n        return True\nw = S()"],
  ["a membership", "i in w", "class S:\n    def __contains__(self, v): act()\nw = S()"],
  ["an item", "w[i]", "class S:\n    def __getitem__(self, v): act()\nw = S()"],
  ["an item that is stored", "w[i] = 1", "class S:\n    def __setitem__(self, k, v): act()\nw = S()"],
  ["an iterator", "[*w]", "class S:\n    def __iter__(self):\n        act()\n        return iter(())\nw = S()"],
  ["a destructor", "t = next(s)\nt = None", "class S:\n    def __init__(self, n): pass\n    def __del__(self): act()"],
  [
    "a destructor at a return",
    "dies(s)",
    "class S:\n    def __init__(self, n): pass\n    def __del__(self): act()\ndef dies(s): t = next(s)",
  ],
];

/** Uses of it, the first one next to what acts. */
const USES = ["a = x.x", "b = 1 if y else 2", "c = v.m()", "d = G", "e = K.k", "h = g()"];
const BEFORE = USES.toReversed().join("\n");
const AFTER = `${USES.join("\n")}\nemit((a, b, c, d, e, h))\nif G: emit(i)\nelse: emit('no')`;

/** A site with one of its actions in each of some changes: the first of the round after the one with the change, or the second. */
function acting(name: string, use: string, module: string, actions: readonly string[], inRound = 1): SourceSite {
  const dies = use.includes("(s)");
  return {
    name: `what stays as it is over ${name}`,
    module: `${ACTS}${module}`,
    setup: `x, y, v = o, p, q${dies ? "\ns = map(S, range(10 ** 6))" : ""}`,
    use,
    breaks: actions.map((action, i) =>
      `L[${-1 - inRound - i % inRound}] = ${dies && action === WATCHES ? ACTED[0] : action}`
    ),
    follow: 1,
  };
}

const ACTING: readonly SourceSite[] = WAYS.map(([name, use, module], way) =>
  acting(
    name,
    `${BEFORE}\n${use}\n${AFTER}`,
    module,
    Array.from({ length: EACH }, (_, i) => ACTED[(way * EACH + i) % ACTED.length] as string),
  )
);

const S = "class S:\n    def __init__(self, n): pass\n    def __del__(self): act()";
const TIGHT = [0, 4, 5, 10].map((i) => ACTED[i] as string);

/** The same with nothing else between. */
const NEXT_TO_IT: readonly SourceSite[] = [
  acting("a store alone", "t = next(s)\na = x.x\nd = G\nt = None\nb = x.x\nc = G\nemit((a, b, c, d))", S, TIGHT),
  acting("a store alone, and a global", "t = next(s)\nt = i\nc = G\nd = x.x\nemit((c, d))", S, TIGHT),
  acting(
    "operators alone",
    "b = w + x.x\na = x.x\nemit((a, b))\nc = w < x.x\nd = x.x\nemit((c, d))",
    "class S:\n    def __add__(self, v): act()\n    def __lt__(self, v): act()\nw = S()",
    [...TIGHT, ...TIGHT.slice(1), "(put, 0, 'G', 0)"],
    2,
  ),
  acting(
    "a setter alone",
    "w.y = x.x\na = x.x\nw.y = G\nb = G\nemit((a, b))",
    "class S:\n    def put(self, v): act()\n    y = property(None, put)\nw = S()",
    [...TIGHT, ...TIGHT.slice(1), "(put, 0, 'G', 0)"],
    2,
  ),
  {
    name: "an object that changes its class between two uses",
    module: ACTS,
    setup: "x = o\nks = [A] * 12",
    use: "a = x.x\nx.__class__ = ks[i]\nb = x.x\nc = 1 if x else 2\nx.__class__ = A\nemit((a, b, c, x.x))",
    breaks: ["ks[i + 1] = Other", "Other.__len__ = lambda self: 0\nks[i + 1] = Other"],
    follow: 1,
  },
];

const TELLS = "class D:\n    def __init__(self, n): self.n = n\n    def __del__(self): emit(self.n)\n";

/** Two that nothing but the order of their ends tells apart, names that two frames give a number, and values that go through a store. */
const IN_ORDER: readonly SourceSite[] = [
  {
    name: "ends in the order of stores",
    module: `${TELLS}w = (1, 2)\nk = (1, 2, 3)\nl = [1, 2]`,
    setup: "s = map(D, range(10 ** 6))",
    use:
      "t = next(s)\nu = next(s)\nt, u = w\nemit(i)\nt = next(s)\nu = next(s)\nv = next(s)\nt, u, v = k\nemit(i)\nt = next(s)\nu = next(s)\nu, t = l\na, a = w\nemit((a, t))",
    breaks: ["globals()['w'] = k[1:]", "l.reverse()", "D.__del__ = lambda self: emit('other')"],
  },
  {
    name: "ends of what is dropped before a store",
    module: `${TELLS}class E(D):
    def __lt__(self, o): return E(self.n)
    def __bool__(self): return False`,
    setup: "s = map(E, range(10 ** 6))\nt = u = 0",
    use: "t = next(s) < next(s) < 3\nemit(i)\nu = next(s) < next(s) < next(s)\nemit(i)",
    breaks: ["E.__lt__ = lambda self, o: 0", "E.__del__ = lambda self: emit('other')"],
  },
  {
    name: "None in two frames",
    module: `
def inner(v):
    if v is not None: return 1
    return 2
def outer(v, w):
    if v is not None: return inner(w)
    return 3
`,
    setup: "x, y, z = 1, 2, None",
    use: "emit(outer(x, y))\nemit(outer(y, x))\nif z is None: emit(inner(z))",
    breaks: ["y = None", "x = None", "z = 1", "x = y = None"],
  },
  {
    name: "a global that a destructor changes as it is stored",
    module: `
G = None
at = [-1]
class D:
    def __init__(self, n): self.n = n
    def __del__(self):
        if self.n == at[0]: globals()['G'] = 7
`,
    setup: "global G\ns = map(D, range(10 ** 6))",
    use: "G = next(s)\na = G\nemit(type(a) is D)\na = i",
    breaks: ["at[0] = i", "at[0] = i + 1"],
    follow: 2,
  },
  acting(
    "a call, in a slot",
    "a = x.x\nact()\nb = x.x\nemit((a, b))",
    "class T: __slots__ = ('x', 'y')\nt = o = T()\nt.x = 1",
    ["(setattr, t, 'x', 2)", "(setattr, t, '__class__', type('T', (), {'__slots__': ('x', 'y')}))", WATCHES],
  ),
];

/** More names than a byte counts. */
const MANY = Array.from({ length: 300 }, (_, i) => `a${i}`);

/** Sites about what is believed. */
export const BELIEVED_SITES: readonly SourceSite[] = [
  ...ACTING,
  ...NEXT_TO_IT,
  ...IN_ORDER,
  {
    name: "tests of kinds",
    module: "class A: pass\nclass B: pass",
    setup: "v = 5\nu = 2\nc = [1, 2]\no = A()\nw = 1",
    use:
      "if w == 1: emit(0)\nif isinstance(v, int): emit(1)\nelse: emit(2)\nif isinstance(o, A): emit(3)\nelse: emit(4)\nif u in c: emit(5)\nelse: emit(6)\nif u not in c: emit(7)",
    breaks: ["w = True", "w = 1.0", "v = 2.5", "v = None", "o = B()", "o.__class__ = B", "c = []", "u = 7"],
  },
  {
    name: "tests of identity, of texts, of one and of nothing",
    module: "class A: pass",
    setup: "o = A()\nk = o\ns = 'ab'\nt = 'cd'\nb = False\nu = 1\no.x = None\no.y = 1",
    use:
      "if u == 1: emit(0)\nif o is k: emit(1)\nelse: emit(2)\nif s == 'ab': emit(3)\nelse: emit(4)\nif t < s: emit(5)\nif o.x is None: emit(6)\nelse: emit(7)\nif o.y is not None: emit(8)\nelse: emit(9)\nif not b: emit(10)\nelse: emit(11)",
    breaks: ["k = A()", "k = None", "s = 'abc'", "t = ''", "o.x = 0", "o.y = None", "b = True", "u = True"],
  },
  {
    name: "what is false",
    module: "",
    setup: "v = 0\nw = ''\nl = []\nd = {}\nr = 0.0",
    use: "if not v: emit(v)\nif not w: emit(w)\nif not l: emit(l)\nif not d: emit(d)\nif not r: emit(r)\nemit(v)",
    breaks: ["v = None", "v = False", "w = 0", "l = ()", "d = 0", "r = -0.0"],
  },
  {
    name: "comparisons of floats turned round",
    module: "",
    setup: "a = 2.5\nb = 1.5",
    use:
      "emit(not a < b)\nemit(not a >= b)\nif a < b: emit(1)\nelse: emit(2)\nif not a > b: emit(3)\nif a <= b: emit(4)\nelse: emit(5)",
    breaks: ["a = float('nan')", "b = float('nan')", "a = 1.5", "a, b = b, a"],
  },
  {
    name: "branches on floats",
    module: "",
    setup: "a = 2.5\nb = 1.5",
    use: "if a < b: emit(1)\nelse: emit(2)\nif b > a: emit(3)\nelse: emit(4)\nif b >= a: emit(5)\nelse: emit(6)",
    breaks: ["a = float('nan')", "b = float('nan')"],
  },
  {
    name: "signs that cancel",
    module: W,
    setup: "v = 5\nw = 3\nu = 2",
    use: "emit(-(-v))\nemit(~~w)\nemit(not not u)",
    breaks: ["v = True", "v = W()", "w = False", "w = W()", "u = 0", "v = '-'"],
  },
  {
    name: "operators without forms of their own",
    module: W,
    setup: "v = 5",
    use: "emit(v ** 2)\nemit(v // 1)\nemit(v % 1)\nemit(v / 1)\nemit(v ** 1)",
    breaks: ["v = 1e200", "v = W()", "v = True", "v = -0.0", "v = 2 ** 70", "v = 2.5"],
  },
  {
    name: "kinds of results",
    module: W,
    setup: "v = 5\nw = 2\na = 3\nb = 2\nc = 7\nd = 4",
    use: "emit(v ** w + 1)\nemit(a / b + 1.5)\nemit(c % d + 2)\nemit(c // d + 3)",
    breaks: ["w = -1", "a = W()", "c = 2.5", "d = 2.5", "c = '%d'", "c = W()", "w = 200", "c = True"],
  },
  {
    name: "attributes and items that are somebody else's, too",
    module: "class C: pass",
    setup: "o = C()\np = C()\no.x = p.x = 0\nv = 2\nl = [0, 0]\nk = [0, 0]",
    use:
      "o.x = i\np.x = v\nemit(o.x)\nc = k\nc += [i]\nemit(k[-2:])\nl[0] = i\nk[0] = v\nemit(l[0])\nx = o.x\np.x = i\nemit((x, o.x))\no.x = v\no.x = i\nemit(p.x)",
    breaks: ["p = o", "k = l", "v = 'text'", "p = C()", "p.x = 5\no.__dict__ = p.__dict__"],
  },
  {
    name: "variables that keep their values when something fails",
    module: `
import sys
class L:
    def __radd__(self, o):
        emit(sorted((k, v) for k, v in sys._getframe(1).f_locals.items() if isinstance(v, int)))
        return o
`,
    setup: "x = 1\ny = 1\nv = 2\nw = 3\nz = 1",
    use:
      "try: x = x + v\nexcept TypeError: emit('error')\nemit(x)\ny = y + w\nemit(y)\ntry: z = z + 1\nexcept TypeError: emit('error')\nemit(z)",
    breaks: ["z = 'a'", "z = None", "v = 'a'", "v = None", "w = L()", "v = L()", "v = 2.5", "w = True"],
  },
  {
    name: "functions of constants",
    module: "def other(*a): return 9",
    setup: "d = globals()",
    use: "x = len('abc')\ny = isinstance(3, int)\nz = abs(-3)\nemit((x, y, z, type(3) is int))",
    breaks: [
      "d['len'] = other",
      "d['isinstance'] = other",
      "d['int'] = float",
      "d['abs'] = other",
      "d['type'] = other",
    ],
  },
  {
    name: "expressions whose value nobody takes",
    module: `
class C: pass
class D:
    @property
    def y(self): emit('asked')
G = 1
`,
    setup: "o = C()\np = C()\no.x = 1\np.y = 2\nl = [1]\nv = 1\nw = 2",
    use: "o.x\nemit(1)\np.y\nl[0]\nemit(2)\nG\nv + w\nemit(3)\nv < w\nemit(4)",
    breaks: ["del o.x", "p = D()", "l = []", "v = 'a'", "del globals()['G']", "w = None"],
  },
  {
    name: "names past a byte",
    module: `
class W:
    def __getattr__(self, n): return n
    def __setattr__(self, n, v): emit((n, v))
a290 = 'global'
a34 = 'another'
def h(o):
    if o is None:
${MANY.map((name) => `        o.${name}`).join("\n")}
    global a290
    a290 = o.a280
    o.a285 = o.a29
    return (a290, o.a290, o.a34, a34)
def k(o):
    if o is None:
${MANY.map((name) => `        ${name} = 0`).join("\n")}
    a34 = o
    a290 = 5
    a280 = a34
    return (a34, a290, a280)
`,
    setup: "w = W()",
    use: "emit(h(w))\nemit(k(i))",
    breaks: ["w = 1", "w = W", "globals()['a34'] = 7"],
  },
  {
    name: "a local that has attributes becomes None",
    module: "class C: x = 1",
    setup: "c = o = C()",
    use: "y = o.x\no = c\nif o is not None: emit(y)\nelse: emit('none')\no = C()",
    breaks: ["c = None"],
  },
  {
    name: "a local is deleted between two uses that may find it unbound",
    module: "",
    setup: "x = 0",
    use: "try:\n    emit(x)\n    del x\n    emit(x)\nexcept UnboundLocalError: emit('unbound')\nx = i",
    breaks: ["x = 'other'"],
  },
];
