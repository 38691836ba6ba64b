/**
 * Sites about functions whose code gets another shape behind what calls them, and about `super` in class methods.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** Functions that are kept somewhere, or called by a form of their own. */
const CALLED = ["g", "C.m", "C.p.fget", "C.__getitem__", "C.__init__", "A.__getattribute__"];
const SHAPES = ["anything", "three", "nothing", "gen", "local", "named", "wide"];

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
def nothing(): return 3
def gen(*a): yield len(a)
def local(*a):
    if len(a) > 5: b = a
    return b
def named(*a, k): return k
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
    def g(self): return (super().m(), super().c(), super().s(), type(super().K).__name__)
    def __new__(cls, *a): return super().__new__(cls, *a)
class D(B): pass
`,
    setup: "k = B\no = D()",
    use: "emit(k.f())\nemit(D.f())\nemit((o.f(), o.g(), type(k(i)).__name__))\nemit(super(B, D).m(i))",
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
];
