/**
 * Sites about what a class has from further up: its bases, its metaclass and what an object says that its class is; and about what
 * ends at an end that is not the usual one.
 *
 * @module
 */

import { calling } from "./rows.ts";
import type { SourceSite } from "./source_site.ts";

/** Sites about what is handed down. */
export const HANDED_DOWN_SITES: readonly SourceSite[] = [
  calling(
    "what is handed down and what ends early",
    `
class True_:
    def __bool__(self): return self.n > 1
class Truth(True_):
    def __init__(self, n): self.n = n
class Long:
    def __len__(self): return self.n
class Longer(Long):
    def __init__(self, n): self.n = n
class New:
    def __new__(cls, *a): return object.__new__(cls) if len(a) else 7
class Newer(New):
    def __init__(self, y): self.y = y
class Newest(New):
    def __init__(self): self.y = 1
class Get:
    def __get__(self, o, t): return (o and o.__name__, t and t.__name__)
class Meta(type):
    @classmethod
    def cm(mcs): return mcs.__name__
    def plain(cls): return cls.__name__
    @staticmethod
    def st(): return 1
    own = property(lambda cls: cls.__name__)
class Metal(Meta): w = Get()
class C(metaclass=Metal): pass
class D(C): v = Get()
class No(type):
    def __subclasscheck__(cls, c): return False
    def __instancecheck__(cls, o): return False
class Base: pass
class None_(metaclass=No): pass
class Up(type):
    def __instancecheck__(c, o): return super().__instancecheck__(o)
    def __subclasscheck__(c, o): return super().__subclasscheck__(o)
class X(metaclass=Up): pass
class Says:
    def __init__(self, c): self.c = c
    @property
    def __class__(self): return self.c
class Fake: __bases__ = (X,)
class Faker:
    @property
    def __bases__(self): return (X, Fake())
class Int(int):
    def __eq__(self, o): return int(self) == o
    def __hash__(self): return int(self)
class Str(str):
    def __eq__(self, o): return o == 'a'
    def __hash__(self): return hash('a')
class Stop(StopIteration): __slots__ = ('a',)
class Fin:
    def __del__(self): emit('gone')
def truths(x): return [('y' if Truth(k) else 'n') + ('y' if Longer(k) else 'n') for k in range(4)]
def news(x): return [(Newer(k).y, Newest()) for k in range(4)]
def metas(x): return [(C.cm(), D.plain(), D.st(), D.own, C.w, D.w, D.v) for k in range(3)]
def says(x): return [[isinstance(Says(c), d) for d in (Base, C, (int, None_), object)] for c in (Base, C, int, None_, 5)]
def no(x): return (issubclass(None_, None_), isinstance(None_(), None_), issubclass(C, C), issubclass(None_, (C, None_)))
def asked(x): return (isinstance(Says(X), X), isinstance(x, X), issubclass(Fake(), X), issubclass(Faker(), X), int.__instancecheck__(Says(bool)), type.__subclasscheck__(Fake, Faker()))
def refused(x): return type.__subclasscheck__(int, x)
def keys(x):
    d = {5: 'i', 'a': 's', 2.0: 'f'}
    return (d.get(Int(5)), d.get(Str('q')), Int(2) in d, Str('b') in d, d.setdefault(Int(5), 9), len(d))
def fields(x):
    e = Stop()
    e.a = 1
    for k in range(4): e.value = k
    return (getattr(e, 'value'), e.a)
def stopped(x):
    n = [0]
    def c():
        n[0] += 1
        if n[0] == 2: raise StopIteration(5)
        return n[0]
    q = iter(c, 9)
    return ([next(q, 'e') for k in range(4)], n[0])
def within(x):
    n, r = [0], []
    def c():
        n[0] += 1
        if n[0] == 3:
            r.append(list(q))
            return 7
        return n[0] if n[0] < 5 else 9
    q = iter(c, 9)
    return ([next(q, 'e') for k in range(4)], r, n[0])
def tuples(x):
    r = []
    for k in range(3):
        t = iter((Fin(), 2))
        for v in t: v = 0
        emit('over')
        r.append(next(t, 'e'))
    return r
`,
  ),
  calling(
    "what classes and functions are given by name",
    `
class H:
    'doc'
    y: int = 1
class I(H): pass
class J: pass
def docs(x):
    r = []
    for k in range(4):
        H.__doc__ = ('d', k)
        r.append(H().__doc__)
    return r
def notes(x):
    r = []
    for k in range(4):
        H.__annotations__ = k
        r.append((H().__annotations__, I().__annotations__))
    return r
def made(x):
    class K: pass
    r = []
    for k in range(5):
        try: r.append(K().__annotations__)
        except AttributeError as e: r.append(str(e))
        if k == 2: K.__annotations__
    return r
def modules(x):
    r = []
    for k in range(4):
        H.__module__ = k
        r.append(H().__module__)
    H.__module__ = 'm'
    return r
def params(x):
    r = []
    for k in range(4):
        J.__type_params__ = (k,)
        r.append(J().__type_params__)
    return r
def codes(x):
    r = []
    def g(): return x
    def h(): return 7
    def k(): return (x, r)
    for a, b in ((g, h), (h, g), (g, k)):
        try: a.__code__ = b.__code__
        except ValueError as e: r.append(str(e))
    return (g(), h(), r)
def binds(x):
    def g(a, b=2, *, c, d=4): return (a, b, c, d)
    def h(a, b, c, d=4): return (a, b, c, d)
    r = []
    for q in (lambda: g(1, c=3), lambda: g(1, a=3, c=3), lambda: g(1, 2, b=5, c=3), lambda: g(), lambda: g(c=1), lambda: g(1), lambda: h(1), lambda: h(b=1), lambda: h(1, b=3), lambda: h(1, c=2), lambda: h(1, c=2, b=3)):
        try: r.append(q())
        except TypeError as e: r.append(str(e))
    return r
`,
  ),
];
