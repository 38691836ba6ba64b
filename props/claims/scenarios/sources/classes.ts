/**
 * Sites about classes: trees of them, what is found on them, descriptors, what they keep.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

const OTHERS = `
def other(self): return 77
def other2(self, x): return (77, x)
class Z:
    K = 70
    def m(self): return 71
    def __getitem__(self, i): return 72
`;

/** Sites about classes. */
export const CLASS_SITES: readonly SourceSite[] = [
  {
    name: "a deep class",
    module: `${OTHERS}
class A:
    K = 1
    def m(self): return 1
class B(A): pass
class C(B): pass
class D(C): pass
`,
    setup: "o = D()",
    use: "emit((o.m(), o.K))",
    breaks: [
      "A.m = other",
      "A.K = 5",
      "B.K = 6",
      "C.m = other",
      "del A.m",
      "B.__bases__ = (Z,)\nZ.m = other",
      "B.__bases__ = (Z,)\nZ.K = 60",
      "o.m = len",
      "o.__class__ = B",
      "D.K = 3",
      "C.__bases__ = (A,)",
    ],
  },
  {
    name: "a class read in its tree",
    module: `${OTHERS}
class A:
    K = 1
class B(A): pass
class C(B): pass
`,
    setup: "o = C()",
    use: "emit(C.K)\nemit(B.K)",
    breaks: ["A.K = 5", "B.K = 6", "del A.K", "B.__bases__ = (Z,)\nZ.K = 61", "C.K = property(other)", "A.K = other"],
  },
  {
    name: "a diamond",
    module: `${OTHERS}
class A:
    def m(self): return 1
class B(A): pass
class C(A):
    K = 4
class D(B, C): pass
`,
    setup: "o = D()",
    use: "emit(o.K)\nemit(o.m())",
    breaks: [
      "C.m = other",
      "A.m = other",
      "C.K = 8",
      "del C.K",
      "D.__bases__ = (C, B)\nB.K = 9\nC.K = 10",
      "C.__bases__ = (Z,)",
      "A.K = 3\ndel C.K",
    ],
  },
  {
    name: "a second base",
    module: `${OTHERS}
class A: pass
class M:
    K = 4
    def m(self): return 2
class D(A, M): pass
class E(D): pass
`,
    setup: "o = E()",
    use: "emit(o.K)\nemit(o.m())",
    breaks: [
      "M.m = other",
      "M.K = 8",
      "del M.K",
      "A.K = 5",
      "A.m = other",
      "D.__bases__ = (A, Z)\nZ.K = 6\nZ.m = other",
    ],
  },
  {
    name: "a kept __getitem__",
    module: `${OTHERS}
class G:
    def __getitem__(self, i): return i
class H(G):
    pass
class I(G):
    def __getitem__(self, i): return -i
`,
    setup: "o = H()\np = G()",
    use: "emit(o[i])\nemit(p[i])\nq = o if i & 1 else p\nemit(q[3])",
    breaks: [
      "G.__getitem__ = other2",
      "H.__getitem__ = other2",
      "del G.__getitem__",
      "G.__getitem__.__code__ = other2.__code__",
      "o = I()",
      "p = I()",
      "o = [5, 6, 7, 8] * 9",
      "H.__bases__ = (Z,)",
      "G.__getitem__ = other",
      "G.__getitem__ = lambda self, i, k=3: (i, k)",
    ],
  },
  {
    name: "a getter with __getattr__ behind it",
    module: `
class P:
    bad = False
    @property
    def x(self):
        if self.bad: raise AttributeError("x")
        return 1
    def __getattr__(self, name): return name
`,
    setup: "o = P()",
    use: "emit(o.x)",
    breaks: ["P.bad = True", "o.bad = True", "del P.__getattr__\nP.bad = True", "P.x = 3", "del P.x"],
  },
  {
    name: "a getter",
    module: `${OTHERS}
def vary(*a): return len(a)
class P:
    @property
    def x(self): return 1
    y = property(vary)
class Q:
    @property
    def x(self): return 2
    y = 4
`,
    setup: "o = P()\np = P()",
    use: "emit((o.x, o.y))\nq = o if i & 1 else p\nemit(q.x)",
    breaks: [
      "P.x = property(other)",
      "P.x = 3",
      "p = Q()",
      "o = Q()",
      "del P.x",
      "P.x.fget.__code__ = other.__code__",
      "P.x.fget.__code__ = vary.__code__",
      "P.y = property(other2)",
    ],
  },
  {
    name: "a getter that is called",
    module: `
def one(x): return x + 1
def two(x): return x + 2
class P:
    @property
    def x(self): return one
`,
    setup: "o = P()",
    use: "emit(o.x(i))",
    breaks: ["P.x = property(lambda self: two)", "P.x = staticmethod(two)", "P.x = lambda self, x: x"],
  },
  {
    name: "__getattribute__",
    module: `
class P:
    bad = False
    x = 4
    def __getattribute__(self, name):
        if P.bad: raise AttributeError(name)
        return name
class Q(P):
    def __getattr__(self, name): return (name, 1)
class R:
    x = 5
`,
    setup: "o = P()\np = Q()",
    use: "emit(p.x)\nemit(o.x)\nq = o if i & 1 else p\nemit(q.x)",
    breaks: [
      "P.bad = True",
      "P.__getattribute__ = lambda self, name: 3",
      "del P.__getattribute__",
      "o = R()",
      "p = R()",
    ],
  },
  {
    name: "a descriptor of a program",
    module: `
class Desc:
    n = 1
    def __get__(self, o, t): return self.n
class Q:
    d = Desc()
    e = 5
`,
    setup: "o = Q()",
    use: "emit(o.d)\nemit(Q.d)\nemit(o.e)",
    breaks: [
      "Desc.n = 5",
      "Q.d = 3",
      'o.__dict__["d"] = 3',
      "Desc.__set__ = lambda self, o, v: emit(v)\no.d = 4",
      "del Desc.__get__",
      "Q.e = Q.__dict__['d']",
    ],
  },
  {
    name: "static and class methods",
    module: `
def other(x): return (x, 5)
class S:
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls): return cls.__name__
class T(S): pass
`,
    setup: "o = S()",
    use: "emit((o.s(i), o.c(), S.s(i), T.c(), o.s is S.s))",
    breaks: [
      "S.s = other",
      "S.s = staticmethod(other)",
      "S.c = staticmethod(lambda: 3)",
      "o = T()",
      "S.c = classmethod(lambda cls: (cls.__name__, 2))",
    ],
  },
  {
    name: "a value of a class that instances may hide",
    module: `
class C:
    K = 1
    def m(self): return 2
`,
    setup: "o = C()\np = C()\np.K = 50\np.m = len",
    use: "q = o if i & 3 else p\nemit(q.K)\nemit(q.m() if q is o else 0)",
    breaks: ["o.K = 9", "del p.K", "C.K = 4", "o.m = dict", "p.__dict__.clear()", "o.__dict__['K'] = 6"],
  },
  {
    name: "a metaclass",
    module: `
class Meta(type):
    J = 6
class T(metaclass=Meta):
    K = 1
class U:
    K = 2
`,
    setup: "k = T",
    use: "emit(k.K)\nemit(T.K)\nemit(T.J if i < at else 0)",
    breaks: [
      "Meta.K = property(lambda cls: 9)",
      "Meta.K = 8\ndel T.K",
      "k = U",
      "Meta.__getattribute__ = lambda cls, name: name",
      "T.K = 5",
      "T.K = property(lambda self: 1)",
    ],
  },
  {
    name: "a setter",
    module: `
def put(self, v): self.y = v + 1
class W:
    @property
    def x(self): return self.y
    @x.setter
    def x(self, v): self.y = v
class V:
    x = 0
    y = 0
`,
    setup: "o = W()\no.y = 0\np = V()",
    use: "o.x = i\nemit((o.y, o.x))\nq = o if i & 1 else p\nq.x = i\nemit(q.y)",
    breaks: [
      "W.x = 3",
      "del W.x",
      "W.x = property(None, put)",
      "o = V()",
      "p = W()",
      "V.x = property(lambda self: 7, put)",
      "o.__dict__['x'] = 4",
    ],
  },
  {
    name: "__setattr__",
    module: `
class V:
    def __setattr__(self, n, v): emit((n, v))
class U:
    pass
def put(self, n, v): emit((n, v, 1))
def drop(self, n): emit(n)
`,
    setup: "o = V()\np = U()\np.x = 0",
    use: "o.x = i\np.x = i\nemit(p.x)\nq = o if i & 1 else p\nq.x = i",
    breaks: [
      "del V.__setattr__",
      "U.__setattr__ = put",
      "V.__setattr__ = put",
      "U.__delattr__ = drop\ndel p.x",
      "o = p",
    ],
  },
  {
    name: "slots",
    module: `
class S:
    __slots__ = ("x", "y")
class T(S):
    __slots__ = ("z",)
class U:
    __slots__ = ("y", "x")
class B:
    x = S.x
`,
    setup: "o = S()\no.y = 3\np = T()\np.y = 4",
    use: "o.x = i\nemit((o.x, o.y))\nq = o if i & 1 else p\nq.x = i\nemit(q.y)",
    breaks: [
      "del o.x, o.y",
      "o = U()\no.y = 8",
      "p = U()\np.y = 9",
      "S.x = 5",
      "S.x, S.y = S.y, S.x",
      "o = B()",
      "S.y = property(lambda self: 2)",
      "p = U()\np.x = 1",
      "T.x = U.x",
    ],
  },
  {
    name: "attributes of exceptions",
    module: "class E(ValueError): pass",
    setup: "o = E(1)\no.x = 2\np = StopIteration(4)",
    use: "emit((o.args, o.x, p.value))\nq = o if i & 1 else p\nq.x = i",
    breaks: ["o.args = (3,)", "p.value = 5", "del o.x", "p = StopIteration()", "E.x = 6\ndel o.x", "o.__class__ = E"],
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
def init2(self, x): self.x = x + 100
def bad(self, x): return x
def unbound(self, x):
    if x & 1: y = x
    self.x = y
def more(self, x, *a): self.x = (x, a)
def make(cls, x): return x
`,
    setup: "k = C",
    use: "emit(C(i).x)\nemit(k(i).x)\nq = D if i & 1 else k\nemit(q(i).x)\nemit(L(i))",
    breaks: [
      "C.__init__ = init2",
      "C.__init__.__code__ = init2.__code__",
      "C.__init__ = bad",
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
    def m(self): return super().m() + 10
    def k(self): return super().K
class C(A):
    K = 2
    def m(self): return 5
class D(B, C): pass
class Z:
    K = 3
    def m(self): return 7
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
    breaks: ["o.__class__ = D", "o.__class__ = D\no.w = 5", "p.__class__ = C\np.x = 8", "o.__dict__ = p.__dict__"],
  },
];
