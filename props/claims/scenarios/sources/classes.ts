/**
 * Sites about what is found on classes: trees of them, descriptors, what they keep.
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
      "B.__bases__ = (Z,)\nemit((o.m(), o.K))\nZ.m = other\nZ.K = 61",
      "if i == at: B.__bases__ = (Z,)\nelse: Z.m = other",
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
    breaks: [
      "A.K = 5",
      "B.K = 6",
      "del A.K",
      "B.__bases__ = (Z,)\nemit((C.K, B.K))\nZ.K = 61",
      "C.K = property(other)",
      "A.K = other",
    ],
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
      "C.__bases__ = (Z,)\nemit(o.m())\nZ.m = other",
      "D.__bases__ = (B, Z)\nemit(o.K)\nZ.K = 9",
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
      "D.__bases__ = (A, Z)\nemit((o.K, o.m()))\nZ.K = 6\nZ.m = other",
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
      "H.__bases__ = (Z,)\nemit(o[4])\nZ.__getitem__ = other2",
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
    setup: "o = P()\np = P()\np.bad = True",
    use: "emit(o.x)\nq = p if i & 1 else o\nemit(q.x)",
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
    z = property(lambda self, k=3: k)
class Q:
    @property
    def x(self): return 2
    y = 4
`,
    setup: "o = P()\np = P()",
    use: "emit((o.x, o.y))\nq = o if i & 1 else p\nemit(q.x)\nemit(p.z if q is o else 0)",
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
    def __get__(self, o, t): return (self.n, o is None)
class Plain:
    n = 2
class Q:
    d = Desc()
    e = 5
    p = Plain()
`,
    setup: "o = Q()",
    use: "emit(o.d)\nemit(Q.d)\nemit(o.e)\nemit(o.p.n)\nemit(Q.p.n)",
    breaks: [
      "Desc.n = 5",
      "Q.d = 3",
      'o.__dict__["d"] = 3',
      "Desc.__set__ = lambda self, o, v: emit(v)\no.d = 4",
      "del Desc.__get__",
      "Q.e = Q.__dict__['d']",
      "Desc.__delete__ = lambda self, o: emit('gone')\no.__dict__['d'] = 7\nemit(o.d)\ndel o.d",
      "Plain.__get__ = lambda self, o, t: Desc",
      "Plain.__get__, Plain.__set__ = lambda self, o, t: Desc, emit\no.__dict__['p'] = Q",
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
class X(V):
    def __init__(self): object.__setattr__(self, "x", 0)
def put(self, n, v): emit((n, v, 1))
def drop(self, n): emit(n)
`,
    setup: "o = V()\np = U()\np.x = 0",
    use: "o.x = i\np.x = i\nemit(p.x)\nq = o if i & 1 else p\nq.x = i\nr = X()\nr.x = i\nemit(r.x)",
    breaks: [
      "del V.__setattr__",
      "U.__setattr__ = put",
      "V.__setattr__ = put",
      "U.__delattr__ = drop\ndel p.x",
      "o = p",
    ],
  },
  {
    name: "names that types have",
    module: `
class C:
    __mro__ = 5
    __name__ = 'own'
    mro = 7
    K = 1
`,
    setup: "o = C()",
    use: "emit((C.__name__, C.mro, len(C.__mro__)))\nemit((o.__name__, o.mro, C.K))",
    breaks: ["C.__name__ = 'D'", "C.mro = 8", "del C.mro\nemit(o.K)", "o.mro = 9", "o.__name__ = 3", "C.K = 4"],
  },
  {
    name: "attributes of functions",
    module: "def g(x): return x\ndef h(x): return -x\ndef bare(x): return x\ndef own(*a): return lambda: 'own'",
    setup: "g.k = 5\nh.k = 6\nq = g",
    use: "emit(q.k)\nemit(q.__get__(i)())\nemit(g.k)\nemit(g.__call__(i))\nemit(bare.__get__(i)())",
    breaks: [
      "q = h",
      "g.__get__ = own",
      "bare.__get__ = own",
      "bare.k = 3",
      "q.k = 7",
      "del g.k",
      "g.__dict__['k'] = 8",
      "g.__call__ = own",
      "g.__code__ = h.__code__",
      "q = abs",
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
      "del o.y\ntry: del o.y\nexcept AttributeError as e: emit(str(e))",
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
];
