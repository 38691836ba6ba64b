/**
 * Sites about objects: how they are made, their truth, `super`, and what they are when their class changes.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** Sites about objects. */
export const OBJECT_SITES: readonly SourceSite[] = [
  {
    name: "attributes of exceptions",
    module: "class E(ValueError): pass",
    setup: "o = E(1)\no.x = 2\np = StopIteration(4)\ng = ExceptionGroup('a', [o])",
    use:
      "emit((o.args, o.x, p.value))\nq = o if i & 1 else p\nq.x = i\ntry: g.message = i\nexcept AttributeError as e: emit(str(e))\nemit(g.message)",
    breaks: ["o.args = (3,)", "p.value = 5", "del o.x", "p = StopIteration()", "E.x = 6\ndel o.x", "o.__class__ = E"],
  },
  {
    name: "what class an object is of",
    module: `
class C: pass
class D(C): pass
class E:
    __class__ = property(lambda self: D)
`,
    setup: "o = C()\nv = 5\nw = 'a'",
    use:
      "emit((o.__class__.__name__, v.__class__.__name__, w.__class__))\nq = o if i & 1 else v\nemit(q.__class__.__name__)",
    breaks: [
      "o = D()",
      "o.__class__ = D",
      "o = E()",
      "C.__class__ = 7",
      "C.__class__ = type.__dict__['__module__']",
      "v = True",
      "v = 2 ** 70",
      "v = o",
      "v = None",
      "w = b''",
      "w = C",
      "del o",
    ],
  },
  {
    name: "borrowed slots",
    module: `
class A:
    __slots__ = ("x", "y")
class B:
    __slots__ = ("z",)
    x = A.x
class C(A):
    __slots__ = ()
    w = A.y
def read(o):
    try: return o.x
    except TypeError as e: return str(e)
def write(o, v):
    try: o.x = v
    except TypeError as e: emit(str(e))
`,
    setup: "a = A()\na.x = 1\na.y = 2\nb = B()\nb.z = 5\nc = C()\nc.y = 7\nq = b",
    use: "emit(read(q))\nwrite(q, i)\nemit((b.z, a.x, c.w))\nemit(read(b))\nwrite(b, -i)\nemit(b.z)",
    breaks: [
      "q = a",
      "q = c\nc.x = 3",
      "B.x = B.z",
      "B.x = A.y",
      "del B.x",
      "A.x = A.y",
      "C.w = B.z",
      "del b.z",
    ],
  },
  {
    name: "construction",
    module: `
class C:
    def __init__(self, x): self.x = x
class D(C):
    pass
class L(list):
    def __init__(self, x): self.append(x)
flag = [None]
class R:
    def __init__(self, x): return flag[0]
def init2(self, x): self.x = x + 100
def bad(self, x): return x
def unbound(self, x):
    if x & 1: y = x
    self.x = y
def more(self, x, *a): self.x = (x, a)
def make(cls, x): return x
class P:
    def __init__(self, x, y=5): self.x = (x, y)
`,
    setup: "k = C",
    use:
      "emit(type(R(i)) is R)\nemit(C(i).x)\nemit(k(i).x)\nq = D if i & 1 else k\nemit(q(i).x)\nemit(L(i))\nemit(P(i).x)\ntry: emit(P(i, 2, 3))\nexcept TypeError as e: emit(str(e))",
    breaks: [
      "C.__init__ = init2",
      "C.__init__.__code__ = init2.__code__",
      "C.__init__ = bad",
      "flag[0] = i",
      "flag[0] = False",
      "C.__init__.__code__ = unbound.__code__",
      "C.__init__ = unbound",
      "D.__init__ = bad",
      "C.__new__ = staticmethod(make)",
      "k = D",
      "C.__init__ = more",
      "del C.__init__",
      "k = lambda x: D(x)",
      "D.__init__ = init2",
    ],
  },
  {
    name: "construction with its own __new__",
    module: `
class N:
    def __new__(cls, x): return x
    def __init__(self, x): self.x = x
class M(type):
    def __call__(cls, x): return (x, cls.__name__)
class O(metaclass=M):
    def __init__(self, x): self.x = x
`,
    setup: "k = N",
    use: "emit(N(i))\nemit(O(i))",
    breaks: ["del N.__new__", "del M.__call__", "N.__new__ = staticmethod(lambda cls, x: (x, 3))"],
  },
  {
    name: "truth of objects",
    module: `
class N:
    n = 1
    def __len__(self): return self.n
class E: pass
class F(E): pass
`,
    setup: "o = N()\np = F()",
    use: "emit(1 if o else 2)\nemit(1 if p else 2)\nq = o if i & 1 else p\nemit(not q)",
    breaks: [
      "N.n = 0",
      "o.n = 0",
      "N.n = -1",
      "o.n = 2 ** 70",
      "o.n = 1.5",
      "del N.__len__",
      "N.__bool__ = lambda self: False",
      "E.__len__ = lambda self: 0",
      "E.__bool__ = lambda self: False",
      "p = 0",
      "p = ''",
      "o = E()",
      "p.__class__ = N\np.n = 0",
    ],
  },
  {
    name: "super",
    module: `
class A:
    K = 1
    def m(self): return 1
class B(A):
    K = 30
    def m(self): return super().m() + 10
    def k(self): return super().K
class C(A):
    K = 2
    def m(self): return 5
class D(B, C): pass
class Z:
    K = 3
    def m(self): return 7
def fake(*a): return Z()
`,
    setup: "o = D()\np = B()",
    use: "emit((o.m(), o.k(), p.m(), p.k()))\nq = o if i & 1 else p\nemit(q.m())",
    breaks: [
      "C.m = lambda self: 50",
      "A.m = lambda self: 60",
      "C.K = 9",
      "del C.K",
      "D.__bases__ = (B,)",
      "B.__bases__ = (Z,)",
      "A.m = staticmethod(lambda: 4)",
      "A.m = classmethod(lambda cls: 4)",
      "A.m = int",
      "C.K = property(lambda self: 12)",
      "A.m = dict.fromkeys",
      "globals()['super'] = fake",
      "o = p",
      "del A.m",
    ],
  },
  {
    name: "a class in the place of another",
    module: `
class C:
    def __init__(self):
        self.x = 1
        self.y = 2
class D:
    def __init__(self):
        self.y = 3
        self.x = 4
`,
    setup: "o = C()\np = D()",
    use:
      "o.z = i\nemit((o.x, o.y, o.z))\nq = o if i & 1 else p\nemit(q.x)\nemit(list(o.__dict__.items()) if i == at else 0)",
    breaks: [
      "o.__class__ = D",
      "o.__class__ = D\no.w = 5",
      "p.__class__ = C\np.x = 8",
      "o.__dict__ = p.__dict__",
      "o.__dict__ = C().__dict__\nemit(o.x)",
    ],
  },
  {
    name: "names that many instances share",
    module: `
class C:
    K = 1
    def m(self): return 2
class D(C):
    def __init__(self): self.x = 3
`,
    setup: "o = C()\np = D()\nmany = [(C(), D()) for k in range(28)]\nc, d = many[-1]",
    use: "emit((c.m(), c.K, d.m(), d.x))\nq = c if i & 1 else o\nemit((q.m(), q.K))",
    breaks: [
      "c.m = len",
      "c.K = 5",
      "o.m = int",
      "d.m = int",
      "p.m = 6\nd = p",
      "c = C()\nc.K = 7",
      "d = D()\nd.m = abs",
      "c.a = c.b = c.m = str",
      "c.a = c.b = o.K = 4",
    ],
  },
  {
    name: "bases that are refused",
    module: `
class A:
    K = 1
    def m(self): return 2
class B(A): pass
class D(A): pass
class E(B, D): pass
class S:
    __slots__ = ("a",)
class Z:
    K = 3
def move(cls, *bases):
    try: cls.__bases__ = bases
    except TypeError as e: emit(str(e))
`,
    setup: "o = E()\np = D()",
    use:
      "emit((E.K, o.m(), p.K, D.__base__.__name__, E.__base__.__name__))\nq = D if i & 1 else E\nemit([k.__name__ for k in q.__mro__])",
    breaks: [
      "move(D, B)",
      "move(D, B)\nA.m = lambda self: 4\nA.K = 5",
      "move(D, Z, A)\nmove(D, B)\nZ.K = 6",
      "move(B, E)",
      "move(B, S)",
      "move(A, S)\nA.K = 7",
      "move(D, Z, B)\nB.K = 8\nZ.K = 9",
      "move(E, A, B)\nB.K = 5",
      "move(D)",
    ],
  },
  {
    name: "methods of functions",
    module: `
def own(*a): return lambda *b: 'own'
def bare(x): return x
def called(x): return x
def other(x): return -x
other.__get__ = own
other.__call__ = own
`,
    setup: "q = bare\nr = called",
    use: "emit(q.__get__(i)())\nemit(r.__call__(i))",
    breaks: [
      "bare.__get__ = own",
      "called.__call__ = own",
      "q = other",
      "r = other",
      "q = r = other",
      "bare.__dict__.update(__get__=own)",
      "bare.k = 3",
      "r = abs",
    ],
  },
];
