/**
 * Sites about dicts, sequences, numbers and texts, and names.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** Sites about values. */
export const VALUE_SITES: readonly SourceSite[] = [
  {
    name: "a dict that others hold",
    module: "class C: pass",
    setup: "o = C()\no.x = 1\nd = o.__dict__",
    use: "emit(o.x)\nd['x'] = i\nemit(o.x)\no.x = -i\nemit(d['x'])",
    breaks: [
      "del d['x']",
      "d = {}",
      "o.__dict__ = d",
      "o.__dict__ = {}",
      "d.clear()",
      "o = C()\no.x = 2",
      "del o.x",
      "d = 0",
    ],
  },
  {
    name: "dicts of objects by position",
    module: "class C: pass",
    setup: "o = C()\no.__dict__ = {'x': 1, 'y': 2, 'z': 3}\np = C()\np.__dict__ = {'y': 4, 'x': 5}",
    use: "emit((o.x, o.y))\no.x = i\nq = o if i & 3 else p\nq.x = i\nemit(q.x)\nq.y = 6\nemit(q.y)",
    breaks: [
      "o.__dict__ = {'y': 7, 'x': 8}",
      "del o.x",
      "o.__dict__.pop('y')\no.y = 9",
      "o = p",
      "C.x = property(lambda self: 5)",
      "o.__dict__ = {1: 2, 'x': 3, 'y': 4}",
      "o.__dict__['w'] = 1",
      "o = C()\no.x = 3\no.y = 3",
    ],
  },
  {
    name: "order of attributes",
    module: "class C: pass",
    setup: "",
    use: "o = C()\no.a = i\no.b = 2\nemit(o.a)\nif i == at: o.c = 3",
    breaks: [
      "o = C()\no.b = 1\no.a = 2\nemit(list(o.__dict__))",
      "o = C()\no.a = 1\no.b = 2\ndel o.a\no.a = 3\nemit(list(o.__dict__.items()))",
      "o = C()\no.a = 1\ndel o.a\no.b = 3\nemit(list(o.__dict__))\nemit(o.__dict__)",
      "o = C()\nC.a = 5\no.b = 2\nemit(o.a)",
      "o.b = 2\no.c = 3\ndel o.c\no.c = 4\nemit(list(o.__dict__.items()))",
      "o = C()\no.a = 1\no.b = 2\no.c = 3\ndel o.b\no.d = 5\no.b = 4\nemit(list(o.__dict__.items()))",
      "o = C()\no.a = 1\no.b = 2\no.c = 3\ndel o.c\no.d = 5\no.c = 4\nemit(list(o.__dict__.items()))",
    ],
  },
  {
    name: "globals and builtins",
    module: `
G = 1
H = 2
def other(*a): return 55
def set_g(): global G; G = 30
def drop(): global H; del H
`,
    setup: "g = globals()",
    use: "emit((G, H, abs(-i)))",
    breaks: [
      "g['abs'] = other",
      "del g['G']",
      "set_g()",
      "drop()",
      "g['abs'] = other\ndel g['abs']",
      "g['a1'] = g['a2'] = g['a3'] = 1",
      "del g['G']\ng['new'] = 2\ng['G'] = 9",
      "g[1] = 2",
      "drop()\ng['H'] = other",
    ],
  },
  {
    name: "truth and comparison of numbers",
    module: "",
    setup: "v = 10\nw = 3",
    use: "emit((v < i, v == i, i >= v, w + i, w * v, v - w))\nemit(1 if v else 0)",
    breaks: [
      "v = 2 ** 31",
      "v = 2 ** 64",
      "v = -(2 ** 30)",
      "v = 1.5",
      "v = True",
      "w = 2 ** 53",
      "w = -(2 ** 53)",
      "v = 0",
      "v = 0.0",
      "w = -0.0\nv = 1.0",
      "v = ''\nw = 'a'",
      "v = 2 ** 30",
      "v = 2 ** 30 - 1",
    ],
  },
  {
    name: "subscripts",
    module: "class L(list): pass",
    setup: "l = [1, 2, 3]\nj = 1\nt = (4, 5)\ns = 'abc'",
    use: "emit((l[j], t[j], s[j]))\nl[j] = i\nemit(l[j])\nemit((l[::j], s[0:3:j]))",
    breaks: [
      "j = -1",
      "j = 3",
      "j = 2",
      "j = True",
      "j = 2 ** 40",
      "l = (1, 2)",
      "l = L([7, 8])",
      "l = {1: 5}",
      "l.clear()",
      "t = ()",
      "s = 'ab\\u00e9'\nj = 2\nt = l",
      "s = '\\U0001d11eab'\nj = 2\nt = l",
      "s = 5",
      "j = 1.0",
      "del l[1:]",
      "l = [1]",
    ],
  },
  {
    name: "characters of texts",
    module: "class S(str): pass",
    setup: "s = 'abc'\nj = 1",
    use: "emit(s[j])",
    breaks: [
      "s = '\\U0001d11eab'",
      "s = '\\U0001d11eab'\nj = 2",
      "s = 'a\\U0001d11eb'\nj = 2",
      "s = '\\U0001d11e\\U0001d11eab'\nj = 3",
      "s = 'a\\xe9'",
      "j = -2",
      "j = 3",
      "s = ''",
      "s = S('xyz')",
      "j = True",
    ],
  },
  {
    name: "attributes of modules",
    module: "import sys\nimport math",
    setup: "sys.own = 1\nsys.other = 2\nm = sys",
    use: "emit(sys.own)\nemit(m.other)\nemit(math.pi > 3)",
    breaks: [
      "sys.own = 5",
      "del sys.own",
      "sys.new = 3",
      "del sys.other\nsys.third = 4",
      "m = math",
      "math.other = 7\nm = math",
      "math.pi = 2",
      "sys.own = sys.other = 9",
    ],
  },
  {
    name: "subscripts of dicts",
    module: `
class D(dict):
    def __missing__(self, k): return (k, 0)
class K:
    def __hash__(self): return hash('k')
    def __eq__(self, o): return True
`,
    setup: "d = {'k': 1}\nk = 'k'",
    use: "emit(d[k])\nd[k] = i\nemit(d[k])",
    breaks: ["del d['k']", "d = D()", "k = 1", "k = K()", "d = [1, 2]\nk = 1", "d = {}", "k = []", "d.clear()"],
  },
  {
    name: "texts in place",
    module: "class S(str):\n    def __add__(self, o): return 'sum'",
    setup: "s = 'a'\nt = 'b'",
    use: "s = s + 'x'\nu = s\nt = s + 'y'\ns = s + t\nemit((s, t, u))\ns = 'a'",
    breaks: ["s = 1", "s = S('q')", "t = s\ns = t + 'z'\nemit((s, t))", "u = t\nt = u + s\nemit((t, u))", "s = b''"],
  },
  {
    name: "appending",
    module: `
class L(list):
    def append(self, x): emit(('append', x))
class M(list): pass
class A:
    def append(self, x): return (x, 1)
`,
    setup: "l = []\nm = M()",
    use: "l.append(i)\nm.append(i)\nemit(l.append(i))\nemit(len(m))",
    breaks: ["l = L()", "l = A()", "m = L()", "M.append = L.append", "m = l", "l = [1]\nm = l"],
  },
  {
    name: "what appends",
    module: "class L(list): pass",
    setup: "l = [5]\nk = list.append\nh = l.append",
    use: "k(l, i)\nh(i)\nemit(l)\nemit(k(l, i))",
    breaks: [
      "k = list.remove\nl.append(i)",
      "k = list.extend",
      "k = list.insert",
      "k = list.count",
      "k = lambda a, b: emit(('own', b))",
      "h = l.remove\nl.append(i)",
      "h = l.extend",
      "h = [].append",
      "k = set.add",
      "l = L([1])",
      "l = ()",
    ],
  },
  {
    name: "a text that two variables hold",
    module: "class S(str):\n    def __add__(self, o): return 'sum'",
    setup: "s = 'a'\nt = 'a'",
    use: "s = t + 'x'\nemit((s, t))\ns = 'a'\nu = s + t\nemit(u)",
    breaks: ["t = 'b'", "t = S('a')", "t = 3", "s = 'b'", "t = 'a\\u00e9'", "t = ''", "del s"],
  },
  {
    name: "unpacking",
    module: "def g(): yield 1; yield 2",
    setup: "p = (1, 2)\nq = [1, 2, 3]\nr = (1, 2, 3)",
    use: "a, b = p\nc, d, e = q\nx, y, z = r\nemit((a, b, c, d, e, x, y, z))",
    breaks: [
      "p = (1, 2, 3)",
      "p = [3, 4]",
      "p = g()",
      "p = 'xy'",
      "q = (7, 8, 9)",
      "q.append(4)",
      "r = [5, 6, 7]",
      "r = (1,)",
      "p = {1: 2, 3: 4}",
    ],
  },
  {
    name: "the branch that is not taken",
    module: "",
    setup: "v = None\nw = 1",
    use:
      "if v is None: emit('none')\nelse: emit('some')\nif w: emit('yes')\nelse: emit('no')\nemit(v is not None and w)",
    breaks: ["v = 0", "v = False\nw = 0", "w = None", "w = []", "v = ''\nw = ''", "w = 0.0"],
  },
  {
    name: "iterators whose containers change",
    module: `
def step(it):
    try: return next(it, 'end')
    except RuntimeError as e: return str(e)
`,
    setup:
      "l = list(range(12))\nd = dict.fromkeys(l, 1)\ns = set(l)\nits = [iter(l), reversed(l), iter(d), iter(d.values()), reversed(d.items()), iter(s), enumerate(l)]",
    use: "emit([step(t) for t in its])",
    breaks: [
      "l.append(7)\nd[13] = 7\ns.add(13)",
      "l.clear()\nd.clear()\ns.clear()",
      "d[13] = s.add(13)\nemit([step(t) for t in its])\ndel d[13]\ns.remove(13)",
      "for k in range(8): del d[k]\nfor k in range(8): d[k + 20] = s.add(k)",
      "emit([list(t) for t in its])\nl += l\nd[13] = s.add(13)",
      "del l[1:]\nemit([step(t) for t in its])\nl += range(9)",
    ],
  },
  {
    name: "attributes in another order",
    module: `
class C: pass
first = C()
first.x = first.y = first.z = 0
class D: pass
other = D()
other.z = other.y = other.x = 0
`,
    setup: "o = C()\no.z = 1\no.x = 2\no.y = 3",
    use: "emit((o.x, o.z))\no.y = i\nif i & 1: emit(list(o.__dict__.items()))",
    breaks: [
      "del o.z\no.z = 5",
      "d = o.__dict__",
      "o.__dict__['w'] = 4\nemit(list(o.__dict__))",
      "del o.x\no.w = 6\no.x = 7\nemit(list(o.__dict__))",
      "o.__dict__ = {'y': 7, 'x': 8, 'z': 1}",
      "o.__class__ = D\nemit(list(o.__dict__))",
    ],
  },
  {
    name: "equal numbers of several kinds",
    module: "",
    setup: "a = 2 ** 53\nb = complex(2.0 ** 53)\nc = 2.0 ** 53",
    use:
      "emit((a == b, b == a, a != b, a == c, b == c, a < c, c <= a))\nemit((hash(a), hash(b), hash(c), hash((a,))))\nemit(({a: 1}.get(b), {b: 2}.get(a), a in {c}, a in [b]))",
    breaks: [
      "a += 1",
      "a = -a - 1\nb = -b\nc = -c",
      "a = -2 ** 61",
      "a = 2 ** 61 - 1\nc = 2.0 ** 61",
      "a = -1\nb = -1 + 0j\nc = -1.0",
      "a = True\nb = 1 + 0j\nc = 1.0",
      "a = 0\nb = -0j\nc = -0.0",
      "a = 2 ** 64\nb = complex(2.0 ** 64)\nc = 2.0 ** 64",
      "b = 2.0 ** 53 + 1j",
      "a = 10 ** 400\nc = float('inf')",
    ],
  },
  {
    name: "operators that say NotImplemented, with a subclass on the right",
    module: `
class A:
    def __lt__(s, o): emit('A<'); return NotImplemented
    def __gt__(s, o): emit('A>'); return NotImplemented
    def __eq__(s, o): emit('A='); return NotImplemented
    def __add__(s, o): emit('A+'); return NotImplemented
    def __radd__(s, o): emit('+A'); return NotImplemented
class B(A):
    def __gt__(s, o): emit('B>'); return NotImplemented
    def __eq__(s, o): emit('B='); return NotImplemented
    def __radd__(s, o): emit('+B'); return NotImplemented
`,
    setup: "x = A()\ny = B()",
    use:
      "emit(x == y)\ntry: emit(x < y)\nexcept TypeError as e: emit(str(e))\ntry: emit(x + y)\nexcept TypeError as e: emit(str(e))",
    breaks: [
      "x, y = y, x",
      "y = A()",
      "x = B()",
      "y = i",
      "x = None",
      "B.__gt__ = lambda s, o: i",
      "del B.__gt__",
      "del B.__radd__",
      "A.__lt__ = lambda s, o: s is x",
      "A.__add__ = lambda s, o: i",
      "B.__eq__ = lambda s, o: s is y",
    ],
  },
];
