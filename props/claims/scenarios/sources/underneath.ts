/**
 * Sites about what stands underneath: hooks that a base class has, what decides how a class is made, and values at the edges of
 * what holds them.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** Sites about hooks of bases, classes as they are made, and edges. */
export const UNDERNEATH_SITES: readonly SourceSite[] = [
  {
    name: "descriptors that inherit",
    module: `
class P(property): pass
class G(property):
    def __get__(self, o, t=None): return ('G', o is None)
class H(G): pass
class C(classmethod):
    def __get__(self, o, t=None): return ('C', t.__name__)
class D(C): pass
class Away:
    def __delete__(self, o): emit('away')
class Off(Away): pass
class Q:
    p = P(lambda self: 1)
    h = H(lambda self: 2)
    c = D(len)
    a = Off()
class L(list): pass
def lost(o):
    try: del o.missing
    except AttributeError as e: return (str(e), e.name)
`,
    setup: "o = Q()\no.__dict__.update(p=5, h=6, c=7, a=8)\nl = L()\nl.x = 1",
    use:
      "emit((o.p, o.h, o.c, o.a is Q.a, lost(l)))\ntry: o.a = i\nexcept AttributeError as e: emit(str(e))\ntry: o.p = i\nexcept AttributeError as e: emit(str(e))",
    breaks: [
      "del G.__get__",
      "del C.__get__",
      "G.__get__ = lambda self, o, t: 9",
      "del Away.__delete__",
      "P.__set__ = lambda self, o, v: emit(v)",
      "Away.__set__ = lambda self, o, v: emit(('set', v))",
      "del o.a",
      "Q.p = Q.h",
      "l.__dict__",
    ],
  },
  {
    name: "super of a class",
    module: `
class A:
    def m(self): return 1
    def __repr__(self): return 'A'
class B(A):
    def m(self): return (super().__class__ is super, super().m(), super().__repr__())
    def made(self): return super().__class__(B, self).m()
class Z:
    __class__ = lambda *a: a[-1]
    __repr__ = A.__repr__
    def m(self): return 3
`,
    setup: "o = B()",
    use: "emit((o.m(), o.made()))",
    breaks: [
      "A.m = lambda self: 2",
      "B.__bases__ = (Z,)",
      "B.made = B.m",
      "A.made = A.m\ndel B.made",
    ],
  },
  {
    name: "classes that are made in a loop",
    module: `
class N:
    def __init__(self, k): self.k = k
    def __set_name__(self, t, name):
        emit((self.k, name))
        setattr(t, name + 'x', self.k)
        if self.k == 1 and hasattr(t, 'second'): t.second = 0
class M(type):
    def __new__(m, name, bases, ns):
        emit(('new', m.__name__, name))
        return type.__new__(m, name, bases, ns)
class L(M): pass
class A(metaclass=M): pass
class B(metaclass=L): pass
class E:
    def __eq__(self, o): return True
class W: __slots__ = ('__weakref__',)
class Z: pass
def empty(): ''
def hashes(t):
    try: return hash(t()) is not None
    except TypeError as e: return str(e)
def slotted(*bases):
    try: return len(type('T', bases, {'__slots__': ('__weakref__',)}).__mro__)
    except TypeError as e: return str(e)
def dicted(*bases):
    try: return len(type('T', bases, {'__slots__': ('__dict__',)}).__mro__)
    except TypeError as e: return str(e)
bases = (A,)
`,
    setup: "t = A",
    use:
      "t = type('T', bases, {'first': N(1), 'second': N(2)})\nemit((type(t).__name__, t.second, sorted(k for k in t.__dict__ if k[0] in 'fs')))\nemit((hashes(type('U', (A, E), {'__eq__': E.__eq__})), hashes(type('V', (A, E), {})), hashes(type('X', (A, Z), {'__eq__': E.__eq__}))))\nemit((empty.__doc__, hashes.__doc__))\nemit((slotted(W), slotted(A), dicted(W), dicted(W, A), dicted(A, W)))",
    breaks: [
      "globals()['bases'] = (B, A)",
      "globals()['bases'] = ()",
      "globals()['bases'] = (A, B)",
      "M.__new__ = lambda m, *a: type.__new__(m, *a)",
      "del M.__new__",
      "L.__new__ = lambda m, *a: type('X', (), {'second': 1})\nglobals()['bases'] = (A, B)",
      "N.__set_name__ = lambda self, t, name: delattr(t, name)",
    ],
  },
  {
    name: "reflected methods that inherit",
    module: `
class A:
    def __add__(self, o): return ('A', type(o).__name__)
    def __radd__(self, o): return ('rA', type(o).__name__)
class B(A): pass
class C(B):
    def __radd__(self, o): return ('rC', type(o).__name__)
class D(C): pass
class E(int):
    def __radd__(self, o): return ('rE', o)
class F(E): pass
def never(self, o): return NotImplemented
`,
    setup: "a = A(); b = B(); c = C(); d = D(); e = F(1)",
    use:
      "emit((a + b, b + a, a + c, b + d, c + d, d + c))\nemit((i + e, e + i, e + e))\nx = a\nx += b\nemit(x)\nx = b\nx += d\nemit(x)",
    breaks: [
      "C.__radd__ = never",
      "A.__add__ = never",
      "del C.__radd__",
      "D.__radd__ = A.__radd__",
      "B.__radd__ = lambda self, o: 'rB'",
      "E.__add__ = never",
      "A.__iadd__ = never",
      "A.__iadd__ = lambda self, o: 'in'\nB.__iadd__ = never",
    ],
  },
  {
    name: "callees that take the rest",
    module: `
class G:
    def __getitem__(self, k, *rest): return (k, rest)
class H:
    def __getitem__(self, k): return k
class P:
    @property
    def q(self, *rest): return rest
    @property
    def r(self): return 1
def d(a, b=2): return (a, b)
def e(a, *b, c=3): return (a, b, c)
def one(self, *more): return more
def two(self, k, *more): return (k, more)
`,
    setup: "g = G()\nh = H()\np = P()\nt = d",
    use: "emit((g[i], h[i], p.q, p.r, t(i)))",
    breaks: [
      "H.__getitem__.__code__ = two.__code__",
      "P.r.fget.__code__ = one.__code__",
      "t = e",
      "d.__code__ = two.__code__",
      "H.__getitem__ = G.__getitem__",
      "P.r = P.q",
    ],
  },
  {
    name: "ends and powers at their edges",
    module: `
nan = float('nan')
inf = float('inf')
base = 1.0
wide = 2 ** 70
text = 'a\\ud83dx\\U0001d11eb\\udd1e'
many = tuple(range(20))
p, q = 2 ** 26, 2 ** 27
near = 28059810762433
def units(s): return [len(c) for c in s]
def put(step, v):
    a = [0, 1, 2, 3]
    try: a[::step] = v
    except ValueError as e: return str(e)
    return a
def long(v):
    *a, b, c, d, e, f, g, h, j, k, l = v
    return (len(a), b, l)
`,
    setup: "x = 0",
    use:
      "emit((base ** nan, nan ** 0.0, (-base) ** inf))\nemit(units(text))\nfor c in text: emit(ord(c))\nemit((put(-1, (1,)), put(1, (1,)), put(-1, (5, 6, 7, 8)), put(2, (1,))))\nemit(long(many))\nemit((iter(range(i, wide)).__length_hint__(), p * q + 1, near * 321))",
    breaks: [
      "globals()['base'] = -1.0",
      "globals()['nan'] = inf",
      "globals()['text'] = 'x\\ud83d'",
      "globals()['text'] = '\\ud83d\\ud83dx'",
      "globals()['many'] = range(9)",
      "globals()['many'] = range(10)",
      "globals()['wide'] = -wide",
      "globals()['p'] = -p",
      "globals()['wide'] = 2 ** 60 + 5",
    ],
  },
];
