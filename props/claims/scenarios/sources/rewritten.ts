/**
 * Sites about what passes rewrite and no site for all engines is in need of: one operation after the other whose operands have no form
 * of their own, the same thing asked twice with other code between, what functions within functions rely on. Their variables hold
 * anything when traces are entered, see the claim `assumptions`; so no use here leaves a trace, or fails, before the next one.
 *
 * @module
 */

import { RUNNING_SITES } from "./running.ts";
import type { SourceSite } from "./source_site.ts";

/** Sites of operators with constants, few a site: what one of them does with odd values must not hide the next. */
function operators(name: string, values: string, uses: readonly string[]): readonly SourceSite[] {
  const EACH = 3;
  return Array.from({ length: Math.ceil(uses.length / EACH) }, (_, part) => ({
    name: `${name}, ${part + 1}`,
    module: "",
    setup: values,
    use: uses.slice(part * EACH, (part + 1) * EACH).map((use) => `emit(${use})`).join("\n"),
    breaks: ["v = -0.0", "v = 7", "v = 'ab'"],
  }));
}

/** What may be done between, as in the sites about what is believed. */
const ACTS = `
class A: pass
class P:
    __slots__ = ('y',)
class N: pass
G = 1
o, p, z = A(), P(), N()
o.x = 1
p.y = 1
z.n = None
l = [1, 2]
d = {'k': 1}
t = [setattr, o, 'w', 0]
L = [(setattr, o, 'w', 0)] * 60
def act():
    do, to, name, value = L.pop()
    do(to, name, value)
def put(to, name, value): globals()[name] = value
def item(to, name, value): to[name] = value
`;

function between(name: string, setup: string, use: string, actions: readonly string[]): SourceSite {
  return {
    name,
    module: ACTS,
    setup,
    use: `${use}\nact()\n${use}`,
    breaks: actions.map((action) => `L[-2] = ${action}`),
    follow: 1,
  };
}

/** Sites about what passes rewrite. */
export const REWRITTEN_SITES: readonly SourceSite[] = [
  ...operators("floats with ints", "v = 2.5", [
    "v * 1",
    "v + 0",
    "v - 0",
    "v * 2",
    "v * -1",
    "v / 2",
    "v / 1",
    "v // 2",
    "v // 1",
    "v % 2",
    "v % 1",
    "v ** 1",
    "v ** 2",
    "1 * v",
    "0 + v",
    "0 - v",
    "2 * v",
    "-v",
    "-(-v)",
    "v ** 0",
  ]),
  ...operators("truths with ints", "v = True\nw = False", [
    "v | 0",
    "v ^ 0",
    "v & -1",
    "v & v",
    "v | v",
    "v << 0",
    "v >> 0",
    "v << 1",
    "v >> 1",
    "v // 1",
    "v % 2",
    "v + v",
    "v - v",
    "v * v",
    "~~v",
    "~v",
    "v + w",
    "w - v",
    "v ^ v",
  ]),
  ...operators("tuples and nothing", "v = (1,)\nw = (2,)\nu = None", [
    "v + v",
    "v * 1",
    "v * 2",
    "v == None",
    "u == None",
    "u != v",
    "v < w",
    "w > v",
    "v >= w",
    "v != w",
    "v == v",
    "not (v == w)",
    "v is w",
    "v in (1, 2)",
  ]),
  ...operators("floats", "v = 0.5\nw = 1.5", [
    "0.0 - v",
    "v * 0.0",
    "v - v",
    "1 if v <= w else 2",
    "1 if v >= w else 2",
    "1 if w != v else 2",
    "v + 0.0",
    "v == v",
    "1 if not v < w else 2",
  ]),
  {
    name: "ints with themselves",
    module: "",
    setup: "v = 5\nw = 3",
    use: "emit(v - v)\nemit(v * 0)\nemit(v == v)\nif v == 5: emit(1)\nemit(v * 1)\nemit(v + v)",
    breaks: ["v = 2.5", "v = float('nan')", "v = True"],
  },
  {
    name: "conversions to text",
    module: `
class T:
    def __str__(self): return 'str'
    def __repr__(self): return 'repr'
    def __format__(self, s): return 'format'
`,
    setup: "v = 5\nw = T()\ne = ''",
    use:
      "emit(f'{v!s}|{w!s}|{w}|{w!r}')\nif f'{v}': emit(1)\nif str(w): emit(2)\nemit(f'{e}{v}')\nif f'{e}{e}': emit(3)\nelse: emit(4)",
    breaks: ["v = T()", "w = 'text'", "e = T()", "v = ''"],
  },
  {
    name: "what is nothing",
    module: "def h(v): return 1 if v is None else 2\ndef m(v):\n    if not v: return 3\n    return 4",
    setup: "v = None\nw = 1\nx = None",
    use: "if v: emit(1)\nelse: emit(2)\nemit(h(v))\nemit(h(w))\nemit(m(x))\nemit(m(w))",
    breaks: ["v = 0", "v = [1]", "w = None", "w = 0", "x = 7"],
  },
  between("attributes of a kind", "x = o\ny = p", "a = x.x + 1\nb = y.y + 1\nemit((a, b))", [
    "(setattr, o, 'x', 0.5)",
    "(setattr, p, 'y', 0.5)",
    "(setattr, o, '__dict__', {'x': 7})",
  ]),
  between("globals and items of a kind", "k = l\nh = d", "a = G + 1\nb = k[0] + 1\nc = h['k'] + 1\nemit((a, b, c))", [
    "(put, 0, 'G', 0.5)",
    "(item, l, 0, 0.5)",
    "(item, d, 'k', 0.5)",
  ]),
  between("attributes that are nothing", "x = z", "a = 1 if x.n is None else 2\nb = 1 if G else 2\nemit((a, b))", [
    "(setattr, z, 'n', 0)",
    "(put, 0, 'G', 0)",
  ]),
  {
    name: "variables of functions that share their kind",
    module: `
def make(c):
    def put(v):
        nonlocal c
        c = v
    def twice():
        nonlocal c
        c = c + 1
        look()
        c = 2
        a = c + 1
        again()
        return a + (c + 1)
    return put, twice
def look(): pass
def again(): pass
def told(): emit('told')
`,
    setup: "put, twice = make(1)",
    use: "put(i)\nemit(twice())",
    breaks: [
      "globals()['again'] = lambda: put(0.5)",
      "globals()['look'] = told",
      "globals()['again'] = lambda: put('a')",
    ],
  },
  {
    name: "results of a kind",
    module: "def r(v): return v\nv = 3",
    setup: "v = 3\nw = 3",
    use: "a = r(v) + 1\nb = max(v, 1) + 1\nc = r(w) + 1\nd = max(w, 1) + 1\nemit((a, b, c, d))",
    breaks: ["w = 2.5", "r.__code__ = (lambda v: v / 2).__code__", "w = True", "v = 2 ** 70"],
  },
  {
    name: "loops whose variable is another thing",
    module: "",
    setup: "u = [7, 8, 9]\ng = 5",
    use:
      "for k in range(3):\n    a = k + 1\n    k = g\n    b = k + 1\nemit((a, b))\nfor e in u:\n    c = e + 1\n    c = e + c\nemit(c)",
    breaks: ["g = 2.5", "u = [7, 2.5, 9]", "u = [1.5, 2, 3]", "g = 'a'", "u = [True, False]"],
  },
  {
    name: "functions whose variables have the numbers of their caller's",
    module: "def g(a, b):\n    c = a + b\n    return c\ndef h(a):\n    b = 'x'\n    c = b + b\n    return c",
    setup: "a = 1\nb = 2\nc = 3",
    use: "c = a + b\nd = g(1.5, 2.5)\ne = a + c\nh(i)\nx = c + c\nb = 4\nh(i)\nemit((a, b, c, d, e, x))",
    breaks: ["a = 0.5", "b = 2 ** 70", "c = 'x'"],
  },
  {
    name: "what functions within functions rely on",
    module: `
class C:
    k = 3
    def m(self): return 4
class D:
    k = 5
    x = 'd'
    def m(self): return 'm'
o = C()
o.x = 1
G = 1
def last(v, w):
    a = v.x
    b = v.m()
    c = v.k
    v.x = w
    d = w + 1
    e = G + 1
    f = len(T)
    step(w)
    y = 1 if w else 2
    g = v.x
    h = w + G
    j = len(T)
    return (a, b, c, d, e, f, y, g, h, j)
def middle(v, w):
    y = last(v, w)
    z = 1 if v else 2
    return (y, z)
def first(v, w): return (middle(v, w), 0)
T = (1, 2)
S = [0]
def step(v): return list(map(act, S))
def act(v): pass
def other(v): o.__class__ = D
def own(v): o.m = lambda: 9
def whole(v): globals()['G'] = 2.5
def dict_(v): o.__dict__ = {'y': 0, 'x': 'dict'}
def builtin(v): globals()['len'] = str
def late(v, w): return 'late'
`,
    setup: "v = o\nw = 1",
    use: "emit(first(v, w))",
    breaks: [
      "globals()['act'] = other",
      "globals()['act'] = own",
      "globals()['act'] = whole",
      "globals()['act'] = dict_",
      "globals()['act'] = builtin",
      "globals()['last'] = late",
      "v = D()",
      "w = 2.5",
    ],
  },
  {
    name: "stores within functions",
    module: `
class C: pass
class S: __slots__ = ('x',)
def put(v, w):
    v.x = w
    return w
def both(v, w):
    a = put(v, w)
    b = put(v, a)
    return b
`,
    setup: "v = C()\nu = S()\nv.x = u.x = 0\nw = 1",
    use: "v.x = i\nboth(v, w)\nu.x = i\nemit((v.x, u.x))",
    breaks: ["v.__dict__", "v = C()", "v.__dict__ = {'y': 1}", "v = u", "v.__dict__['x'] = 6", "u = v"],
  },
  {
    name: "attributes that are computed, and logged",
    module: `
class W:
    def __getattr__(self, name):
        emit(name)
        return len(name)
class V(dict):
    def __missing__(self, key):
        emit(key)
        return 2
class K:
    def __hash__(self):
        emit('hash')
        return 5
`,
    setup: "a = W()\nb = W()\nv = V()\nk = K()\nd = {k: 1}",
    use: "emit(a.x + a.x)\nemit(a.yy + b.zzz)\nemit(v[0] + v[0])\nemit(d[k] + d[k])",
    breaks: ["b = a", "W.__getattr__ = lambda self, name: emit('other') or 7", "v = {0: 3}", "b.zzz = 1"],
  },
  {
    name: "items that are stored and asked for",
    module: "",
    setup: "l = [0, 0]\nk = [0, 0]\nd = {}\ne = {}\nv = 2",
    use:
      "l[0] = i\nk[0] = v\nx = l[0]\nemit((x, l, k))\nd['a'] = i\ne['a'] = v\ny = d['a']\nd['a'] = y\nl[1] = i\nl[1] = v\nemit((y, d, e, l))",
    breaks: ["k = l", "e = d", "v = 'x'", "k = l\ne = d"],
  },
  {
    name: "variables behind a failing attribute",
    module: `
class W:
    def __getattr__(self, name):
        if name == bad: raise AttributeError(name)
        return name
bad = ''
class Last:
    def __del__(self): emit('dead')
`,
    setup: "w = W()\nx = 0\ny = 0",
    use:
      "try:\n    x = i\n    y = w.q\n    x = 'a'\n    Last()\n    y = w.r\n    x = 'b'\nexcept AttributeError: emit((x, y))\nemit((x, y))",
    breaks: ["globals()['bad'] = 'q'", "globals()['bad'] = 'r'"],
  },
  {
    name: "variables that are deleted",
    module: `
import sys
def look(v):
    emit(sorted((k, v) for k, v in sys._getframe(1).f_locals.items() if isinstance(v, int)))
    return v
ONE = (0,)
`,
    setup: "x = 1",
    use:
      "x = i - 5\ny = abs(x)\ndel x\nemit(y)\nx = [i]\nz = x + [look]\ndel x\nx = 4\nlist(map(look, ONE))\ndel x\nx = 5",
    breaks: ["y = 7", "globals()['abs'] = look"],
  },
  {
    name: "globals that are stored twice",
    module: `
G = H = 0
def put(v):
    global G, H
    G = v
    look(v)
    G = 2
    H = v
    H = v + G
def look(v): return v
def told(v): emit((G, H))
`,
    setup: "v = 3",
    use: "put(i)\nemit((G, H))\nput(v)",
    breaks: ["globals()['look'] = told", "v = 'a'", "globals()['look'] = lambda v: 1 // 0"],
  },
  {
    name: "functions that are told late of what is monitored",
    module: `
import sys
mon = sys.monitoring
def show(code, where): emit((code.co_name, where))
def hush(code, where):
    emit(where)
    return mon.DISABLE
def g(x): return x
def h(x):
    if x > 20: return x
    return g(x) + 1
`,
    setup: "mon.use_tool_id(2, 'two')\nmon.register_callback(2, 1, show)\nmon.register_callback(2, 32, show)\nk = 0",
    // No function is called from the change on until there is a trace again that has it.
    use: "if i >= k:\n    x = g(i)\n    y = h(i)",
    breaks: [
      "mon.set_events(2, 1)\nk = i + 5",
      "mon.set_events(2, 33)\nk = i + 5",
      "mon.register_callback(2, 1, hush)\nmon.set_events(2, 1)\ng(1)\nh(1)\nmon.restart_events()\nk = i + 5",
    ],
    follow: 8,
  },
  ...RUNNING_SITES,
];
