/**
 * Sites about hashes, orders, numbers, keys, sorting and errors: what they use is another row in every round.
 *
 * @module
 */

import { rows } from "./rows.ts";
import type { SourceSite } from "./source_site.ts";

/** Sites about values by the row. */
export const ROW_SITES: readonly SourceSite[] = [
  rows({
    name: "hashes",
    module: "",
    names: "v, w",
    table: [
      "((1, 2), frozenset((1, 2, 3)))",
      "((), frozenset())",
      "(1.5, -1.0)",
      "(2 + 3j, -1 + 0j)",
      "(range(5), range(3, 4, 9))",
      "('ab', b'ab')",
      "(2 ** 61, -2 ** 61 - 1)",
      "(1e300, float('-inf'))",
      "(slice(1, 2), (1, (2, (3, None))))",
      "(-1, -2)",
      "(True, range(0))",
      "(frozenset(('a', 1)), frozenset((1, 'a')))",
    ],
    use:
      "emit((hash(v), hash(w), hash((v, w)), hash(v) == hash(w)))\nd = {v: 1, w: 2}\nemit((d.get(v), d[w], len(d), v in d, {v, w} == {w, v}, hash(frozenset((v, w)))))",
  }),
  rows({
    name: "order of sets",
    module: "",
    names: "l, k",
    table: [
      "([1, 9, 17, 25, 2], 9)",
      "(['a', 'b', 'c', 'd', 'e', 'f'], 'c')",
      "(list(range(0, 64, 8)), 16)",
      "([2 ** 61, 1, -1, 2 ** 62], 1)",
      "(list(range(20, 0, -1)), 7)",
      "([None, True, 1.5, 'x'], 1)",
      "([-1, -2, -3, 5, 13, 21], -2)",
      "([1 + 32 * k for k in range(13)], 33)",
      "([5 + 8 * k for k in range(4)], 13)",
      "([33, 1, 65, 97, 129, 161, 193], 65)",
    ],
    use:
      "s = set(l)\nemit(list(s))\ns.discard(k)\ns.add(41)\ns.add(k)\nemit((list(s), s.pop(), list(s)))\np = s.pop()\ns.add(p)\nemit((p, s.pop(), list(s)))\nu = set(l[1:]) | {73}\nemit((list(s | u), list(s & u), list(s - u), list(s ^ u), s < u, u <= s))\ns.update(range(12))\nemit((list(s), list(frozenset(s)), list(s.copy())))\ns -= set(l)\nemit((list(s), len(s), s.isdisjoint(u)))",
  }),
  rows({
    name: "complex numbers",
    module: "",
    names: "a, b",
    table: [
      "(1 + 2j, 3 - 1j)",
      "(-0j, 2)",
      "(1j, -1j)",
      "(2.5, 1 + 0j)",
      "(-3, 0.5j)",
      "(1e200 + 1e200j, 1e-200)",
      "(True, 2 - 3j)",
      "(complex(0.0, -0.0), 1j)",
    ],
    use:
      "emit((a + b, a - b, b - a, a * b, a / b, -a, a == b, a != b, bool(a)))\nc = complex(a)\nemit((c ** 2, c ** 0, c.conjugate(), c.real, c.imag, str(c), c * 1j, c + 1))",
  }),
  rows({
    name: "powers and shifts",
    module: "",
    names: "a, b, c",
    table: [
      "(2, 10, -7)",
      "(-3, 5, 4)",
      "(7, 0, -1)",
      "(0, 3, 5)",
      "(2 ** 70, 3, -(2 ** 35))",
      "(-1, 63, 9)",
      "(3, 2 ** 40, 10)",
      "(-2 ** 65, 1, 3)",
      "(10, 64, 2 ** 64)",
      "(-(2 ** 53), 52, 1 - 2 ** 60)",
    ],
    use:
      "emit(pow(a, b, c))\nk = b % 70\nemit((a ** (k % 9), a >> k, a << k, -a >> k, ~a >> 1, a >> 2 ** 70, -a >> 2 ** 70, 0 << 2 ** 70))\nemit((a % c, a // c, -a % c, -a // c, divmod(a, -c), a & c, a | c, a ^ c, a.bit_length(), c.bit_count()))\nemit((pow(3, -1, 7), abs(a), int(str(a)), float(a) if k < 70 else 0, a ** -1 if a else 0))",
  }),
  rows({
    name: "dicts with equal keys",
    module: `
class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return hash(self.n)
    def __eq__(self, o): return self.n == (o.n if isinstance(o, K) else o)
    def __repr__(self): return 'K%r' % (self.n,)
`,
    names: "a, b, c",
    table: [
      "(1, True, 1.0)",
      "('k', K('k'), 'kk')",
      "(K(2), 2, K(2))",
      "(0, False, -0.0)",
      "((1, 2), (1, 2.0), (1, True))",
      "(2 ** 70, K(2 ** 70), 2.0 ** 70)",
      "(None, K(None), K(3))",
      "(float('nan'), float('nan'), 5.5)",
    ],
    use:
      "d = {a: 'a', 'z': 0}\nd[b] = 'b'\nemit(list(d.items()))\nd.setdefault(c, 'c')\nemit((d.get(b), d.get(c), len(d), list(d)))\ne = dict(d)\ne.update({c: 'new', 'y': 1})\nemit((list((d | e).items()), list(reversed(e)), e.pop(a, 'gone'), e.pop(a, 'gone')))\ndel d['z']\nd['z'] = 9\nemit((d.popitem(), list(d.keys() | {c}) == 0, list(dict.fromkeys([a, b, c]).items())))\nfor k in range(9): d[k + 100] = k\nfor k in range(8): del d[k + 100]\nd['q'] = 1\nemit((list(d), d == e, d.copy() == d))",
  }),
  rows({
    name: "what is sorted",
    module: `
class L:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return NotImplemented if self.n == 2 else self.n < o.n
    def __gt__(self, o): return self.n > o.n
    def __repr__(self): return 'L%d' % self.n
def push(x):
    l.append(x)
    return x
l = []
`,
    names: "v, key",
    table: [
      "([3, 1, 2, 1], None)",
      "([(1, 'a'), (0, 'b'), (1, 'c'), (0, 'd')], lambda t: t[0])",
      "([L(3), L(1), L(2), L(3)], None)",
      "(['b', 'a', ''], None)",
      "([2, 'a', 1], None)",
      "([1.5, 1, 0.0, -0.0], abs)",
      "(list(range(40, 0, -3)), lambda n: n % 5)",
      "([2, 1], push)",
    ],
    use:
      "l[:] = v\ntry: emit((sorted(v, key=key), sorted(v, key=key, reverse=True), min(v, key=key), max(v, key=key)))\nexcept TypeError as e: emit(str(e))\ntry: l.sort(key=key)\nexcept (TypeError, ValueError) as e: emit(str(e))\nemit(l)\nl.reverse()\nemit((l, l[::-1] == list(reversed(l))))",
  }),
  rows({
    name: "errors behind errors",
    module: `
def one(n):
    try: raise KeyError(n)
    except KeyError as e: raise ValueError(n) from (e if n & 1 else None)
def two(n):
    try:
        try: raise KeyError(n)
        finally: raise IndexError(n)
    except IndexError as e: return e
def three(n):
    try: one(n)
    except ValueError:
        try: one(n + 1)
        except ValueError as e: return e
def four(n):
    e = KeyError(n)
    try: raise e
    except KeyError:
        try: raise ValueError(n) from e
        except ValueError:
            raise e
def five(n):
    for k in range(3):
        try:
            if k == 1: continue
            return k / 0
        except ZeroDivisionError: n += 1
        finally: n += 10
    else: raise TypeError(n)
def six(n):
    def g():
        try: yield n
        except GeneratorExit as e: raise RuntimeError(n)
    x = g()
    next(x)
    try: x.close()
    except RuntimeError as e: raise
def chain(e):
    out = []
    while e is not None and len(out) < 6:
        out.append((type(e).__name__, e.args, e.__suppress_context__, e.__cause__ is e.__context__))
        e = e.__cause__ or e.__context__
    return out
`,
    names: "g",
    table: ["one", "two", "three", "four", "five", "six"],
    use:
      "try: emit(chain(g(i)))\nexcept Exception as e: emit(chain(e))\ntry:\n    try: g(i + 1)\n    except ValueError as e: raise LookupError from e\nexcept Exception as e: emit(chain(e))",
  }),
  {
    name: "results of getters that are called",
    module: `
class P(property): pass
class C:
    n = 1
    @property
    def p(self): return self.m
    @P
    def q(self): return self.k
    def m(self, x=2): return (self.n, x)
    def k(self, x=3): return (x, self.n)
class E:
    n = 2
    def __getattr__(self, name): return len
    @property
    def w(self): return self.m
    def m(self, x=4): return (x, self.n)
class D(C):
    def k(self, x=5): return (x, 'D')
def two(self, x): return x
`,
    setup: "o = C()\nk = C\ne = E()",
    use: "emit((o.p(), o.p(i), o.q(), o.q(i), e.w(), e.z('abc')))\nx = o.q\ny = o.p\nemit((x(i), y(i), k().p()))",
    breaks: [
      "o = D()",
      "o.n = 5",
      "C.p = property(lambda self: self.k)",
      "C.p = property(two)",
      "C.p = P(lambda self: abs)",
      "P.__get__ = lambda self, o, c: (lambda *a: ('got', a))",
      "C.q = C.p",
      "o.m = lambda x=9: x",
      "del C.p",
      "E.__getattr__ = lambda self, name: (lambda *a: name)",
      "del E.__getattr__",
      "E.w = property(lambda self: self.z)",
      "k = D",
      "C.p.fget.__code__ = (lambda self: self.k).__code__",
    ],
  },
  {
    name: "callables whose shape is odd from the start",
    module: `
def two(self, x): return x
def gen(*a): yield a
class B:
    n = 3
    r = property(two)
    d = property(lambda self, x=1: x)
    z = property(lambda *a: len(a))
    g = property(gen)
    k = property(lambda self: self.n)
    def __getitem__(self, i, k=2): return (i, k)
class F:
    def __getitem__(self, i, k): return k
class H:
    def __getattribute__(self, name, d=1): return (name, d)
class I:
    def __init__(self, x, y=1): self.x = (x, y)
class J:
    def __init__(*a): a[0].x = len(a)
class K:
    def __init__(self, x, y): self.x = y
class L:
    def __init__(self, *, x=4): self.x = x
def told(f, *a):
    try: return f(*a)
    except TypeError as e: return str(e)
`,
    setup: "b = B()\nf = F()\nh = H()\nk = K",
    use:
      "try: emit(b.r)\nexcept TypeError as e: emit(str(e))\nemit((b.d, b.z, list(b.g), b.k, b[i], h.y, I(i).x, J(i).x, L().x))\ntry: emit(f[i])\nexcept TypeError as e: emit(str(e))\ntry: emit(k(i).x)\nexcept TypeError as e: emit(str(e))\ntry: emit(L(i).x)\nexcept TypeError as e: emit(str(e))",
    breaks: [
      "b.n = 5",
      "k = I",
      "f = b",
      "B.r = B.d",
      "B.k = B.r",
      "K.__init__ = I.__init__",
      "L.__init__ = J.__init__",
      "h = f",
    ],
  },
];
