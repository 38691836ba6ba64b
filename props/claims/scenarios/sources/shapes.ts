/**
 * Sites about functions whose code gets another shape behind what calls them, and about `super` in class methods.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** Functions that are kept somewhere, or called by a form of their own. */
const CALLED = ["g", "C.m", "C.p.fget", "C.__getitem__", "C.__init__", "A.__getattribute__"];
const SHAPES = ["anything", "three", "gen", "local", "wide"];

/** Sites about shapes of code. */
export const SHAPE_SITES: readonly SourceSite[] = [
  {
    name: "code of another shape",
    module: `
class C:
    def __init__(self, x): self.x = x
    def m(self, x): return x
    @property
    def p(self): return 4
    def __getitem__(self, x): return x
class A:
    def __getattribute__(self, name): return name
def g(x): return x
def anything(*a): return len(a)
def three(a, b, c): return c
def gen(*a): yield len(a)
def local(*a):
    if len(a) > 5: b = a
    return b
def wide(*a): return [a, [1, [2, [3, [4, [5, [6, [7, [8, len(a)]]]]]]]]][0] is a
`,
    setup: "o = C(1)\nq = A()",
    use: "emit(g(i))\nemit(o.m(i))\nemit(o.p)\nemit(o[i])\nemit(C(i).x)\nemit(q.z)",
    breaks: CALLED.flatMap((called) => SHAPES.map((shape) => `${called}.__code__ = ${shape}.__code__`)),
  },
  {
    name: "super in class methods",
    module: `
class M(type): pass
class A:
    K = 1
    def m(*a): return len(a)
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(*a): return len(a)
    def __new__(cls, *a): return object.__new__(cls)
class B(A):
    @classmethod
    def f(cls): return (super().m(), super().c(), super().s(), type(super().K).__name__)
    @classmethod
    def q(cls): return (super().__class__ is super, super().__thisclass__.__name__, super().__self__ is cls)
    def r(self): return (super().__class__ is super, super().__self_class__.__name__, super().__self__ is self)
    def g(self): return (super().m(), super().c(), super().s(), type(super().K).__name__)
    def __new__(cls, *a): return super().__new__(cls, *a)
class D(B): pass
`,
    setup: "k = B\no = D()",
    use:
      "emit(k.f())\nemit(D.f())\nemit((o.f(), o.g(), type(k(i)).__name__))\nemit((super(B, D).m(i), k.q(), o.q(), o.r()))",
    breaks: [
      "A.m = classmethod(lambda cls: cls.__name__)",
      "A.m = staticmethod(lambda *a: 7)",
      "A.m = len",
      "A.K = property(lambda self: 5)",
      "A.c = lambda *a: len(a)",
      "del A.m",
      "k = D",
      "o = B()",
      "D.c = lambda *a: 9",
      "B.__new__ = A.__new__",
    ],
  },
  {
    name: "ways to pass arguments",
    module: `
def one(a, /, b, *, c=1): return (a, b, c)
def two(a, b=2, /, *r, c, **k): return (a, b, r, c, sorted(k.items()))
def three(a, b=2, c=3): return (a, b, c)
def four(*, a, b=5): return (a, b)
def five(a, /, **k): return (a, sorted(k.items()))
class C:
    def m(self, a, b=7): return (a, b)
    @classmethod
    def k(cls, a, *, b=8): return (a, b)
`,
    setup:
      "o = C()\nrows = [(one, (1, 2), {'c': 3}), (two, (1, 2), {'c': 3}), (three, (1,), {'c': 3}), (four, (), {'a': 3}), (five, (1,), {'a': 9, 'b': 8}), (one, (), {'a': 5}), (one, (1,), {'b': 5}), (two, (1,), {'b': 5, 'c': 1}), (one, (1, 2, 3, 4), {}), (three, (1, 2), {'a': 2}), (two, (), {'z': 1}), (one, (1, 2), {'cc': 1}), (three, (), {'b': 2}), (C.k, (1,), {'b': 2}), (o.m, (1, 2), {'c': 3}), (one.__get__(4), (1,), {}), (five, (), {}), (two, (1, 2, 3), {'c': 1, 'a': 2, 'b': 3}), (four, (1,), {'b': 2}), (three, (1, 2, 3), {1: 2})]",
    use:
      "g, p, k = rows[(i + 7 * which) % 20]\ntry: emit(g(*p, **k))\nexcept TypeError as e: emit(str(e))\ntry: emit(g(i, b=4, **k))\nexcept TypeError as e: emit(str(e))\ntry: emit(g(i, c=6, *p[1:]))\nexcept TypeError as e: emit(str(e))\ntry: emit(three(i, c=p[0]))\nexcept TypeError as e: emit(str(e))\ntry: emit((o.m(i, b=i), o.m(a=i), o.k(i, b=2), C.k(a=i)))\nexcept TypeError as e: emit(str(e))",
    breaks: [
      "emit(1)",
      "emit(2)",
      "emit(3)",
      "one.__kwdefaults__ = {'c': 9}",
      "one.__kwdefaults__ = None",
      "three.__defaults__ = (5,)",
      "C.m.__defaults__ = None\nC.k.__func__.__kwdefaults__ = {'b': 'new'}",
    ],
  },
];
