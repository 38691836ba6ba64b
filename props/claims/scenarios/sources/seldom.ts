/**
 * Sites about what programs seldom do with classes, frames and generators.
 *
 * @module
 */

import { calling } from "./rows.ts";
import type { SourceSite } from "./source_site.ts";

/** Sites about what is seldom done. */
export const SELDOM_SITES: readonly SourceSite[] = [
  {
    name: "bases that a class further down refuses",
    module: `
class A: k = 'A'
class X: k = 'X'
class C(X): pass
class D(C): pass
class E(A, C): pass
def names(t): return [c.__name__ for c in t.__mro__]
def below(t): return [c.__name__ for c in t.__subclasses__()]
`,
    setup: "o = D()",
    use: "emit((o.k, C.k, E.k, names(D), names(E)))\nemit((below(A), below(X), below(C)))",
    breaks: [
      "C.__bases__ = (A,)",
      "C.__bases__ = (X, A)",
      "E.__bases__ = (C, A)\nC.__bases__ = (A,)",
      "class Y(X): k = 'Y'\nC.__bases__ = (Y,)\nX.k = 'XX'",
      "D.__bases__ = (E,)\nemit(names(D))\nC.__bases__ = (A,)",
      "C.__bases__ = (type('Y', (X,), {}),)\nC.__bases__ = (X,)",
      "A.k = 'AA'\nD.__bases__ = (X,)",
    ],
  },
  {
    name: "an order of look-up that a metaclass makes",
    module: `
class M(type):
    def mro(cls):
        r = type.mro(cls)
        return r[:1] + r[-2:0:-1] + r[-1:] if M.back else r
M.back = False
class A(metaclass=M): k = 'A'
class B(A): k = 'B'
class C(B): pass
class D(C): pass
`,
    setup: "o = D()",
    use: "emit((o.k, C.k, D.k, [c.__name__ for c in D.__mro__]))",
    breaks: [
      "M.back = True",
      "M.back = True\nC.__bases__ = (B, A)",
      "M.back = True\nC.__bases__ = (B,)\nM.back = False",
      "M.back = True\nD.__bases__ = (C,)",
      "M.back = True\nclass E(B): pass\nemit(E.k)\no = E()",
      "C.__bases__ = (A,)",
    ],
  },
  {
    name: "what is looked up while an order is made",
    module: `
class M(type):
    def mro(cls):
        if told[0] and cls is B: emit(asked(o))
        if told[0] > 1: raise KeyError(cls.__name__)
        return type.mro(cls)
told = [0]
class X:
    k = 'X'
    def m(self): return 'mX'
class Y:
    k = 'Y'
    def m(self): return 'mY'
class A(X, metaclass=M): pass
B = None
class B(A): pass
o = A()
def asked(x): return (x.m(), x.k, A.k)
`,
    setup: "x = B()",
    use: "emit((asked(o), asked(x)))\ntold[0] = 0",
    breaks: [
      "told[0] = 1\nA.__bases__ = (Y,)",
      "told[0] = 2\nA.__bases__ = (Y,)",
      "told[0] = 2\ntry: A.__bases__ = (Y,)\nexcept KeyError: Y.k = 'YY'",
    ],
  },
  {
    name: "both hooks of attributes",
    module: `
class C:
    n = 1
    def __getattribute__(self, name):
        if name == 'bad': raise AttributeError(name)
        return object.__getattribute__(self, name)
    def __getattr__(self, name): return ('hook', name)
class G:
    n = 2
    def __getattribute__(self, name): return ('G', object.__getattribute__(self, 'n'))
class H(G):
    n = 3
    def __getattr__(self, name): return ('H', name)
class P:
    n = 4
    def __getattr__(self, name): return ('P', name)
    @property
    def bad(self): raise AttributeError('bad')
class S:
    n = 5
    def __getattr__(self, name): return ('S', name)
    @property
    def bad(self):
        S.__getattr__ = P.__getattr__ if S.__getattr__ is own else own
        raise AttributeError('bad')
own = S.__getattr__
`,
    setup: "o = C()\nq = G()",
    use: "emit((o.n, o.bad))\ntry: emit((q.n, q.bad))\nexcept AttributeError as e: emit(str(e))",
    breaks: [
      "o = H()",
      "q = H()",
      "q = P()",
      "o = P()",
      "q = S()",
      "G.__getattr__ = P.__getattr__\ndel G.n",
      "del G.n",
      "del H.__getattr__\no = H()\ndel G.__getattribute__",
      "del C.__getattr__",
      "q = C()",
    ],
  },
  {
    name: "functions with builtins of their own",
    module: `
import types
def two(x): return (x, 'two')
def g(x): return (abs(-x), len((x,)))
def h(x): return (min(x, 3), g(x))
def made(space): return types.FunctionType(g.__code__, space)
own = made({'__builtins__': {'abs': two, 'len': two}})
`,
    setup: "q = own\nr = g",
    use: "emit((q(i), r(i), g(i + 1), h(i)))\nemit((len(q.__builtins__) < 3, 'abs' in r.__builtins__))",
    breaks: [
      "q = g",
      "r = own",
      "q = made({'__builtins__': {'len': two, 'abs': abs}})",
      "q = made({'abs': two, '__builtins__': {'len': two}})",
      "q = made({'__builtins__': {}})",
      "q = made(globals())",
      "globals()['g'] = own",
    ],
  },
  {
    name: "delegates that are odd",
    module: `
class Out(StopAsyncIteration): pass
class D:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self): return self.n
    def throw(self, e):
        emit((G[0].gi_running, G[0].gi_yieldfrom is self))
        return 'thrown'
class B(D):
    def __getattr__(self, name): raise ValueError(name)
class L(D):
    def close(self): raise KeyError(self.n)
    def throw(self, *a): raise StopIteration(len(a))
def gen(d):
    try: r = yield from d
    except ValueError: r = 'caught'
    yield ('got', r)
G = [None]
class Walk:
    def __init__(self, n, end): self.n, self.end = n, end
    def __aiter__(self): return self
    async def __anext__(self):
        self.n -= 1
        if self.n < 0: raise self.end(self.n)
        return self.n
async def walks(n, end):
    out = []
    async for x in Walk(n, end): out.append(x)
    return out
def run(c):
    try: c.send(None)
    except StopIteration as e: return e.value
    except Exception as e: return repr(e)
`,
    setup: "k = D\nend = StopAsyncIteration",
    use:
      "G[0] = t = gen(k(i))\nemit(next(t))\ntry: emit(t.throw(ValueError))\nexcept Exception as e: emit(repr(e))\ntry: emit(next(t))\nexcept Exception as e: emit(repr(e))\nt = gen(k(i))\nnext(t)\ntry: emit(t.close())\nexcept Exception as e: emit(repr(e))\nemit((next(t, 'end'), run(walks(2, end))))",
    breaks: [
      "k = B",
      "k = L",
      "end = Out",
      "end = KeyError",
      "del D.throw",
      "k = lambda n: iter([n])",
      "k = lambda n: gen(B(n))",
    ],
  },
  calling(
    "what classes are seldom asked",
    `
import sys
module = type(sys)
class G(Exception): __class__ = BaseException.__dict__['__traceback__']
class _S: __slots__ = ('__x', '_y', '__z__')
class P: pass
class Named:
    def q(self): return 1
class N:
    def __aiter__(self): return self
    async def __anext__(self): raise ValueError(1)
def give(o):
    p = Named()
    p.y, p.x = 1, 2
    o.__dict__ = p.__dict__
def getsets(x):
    e = G(x)
    for k in (1, 2, 3): r = e.__class__
    return r
def docs(x):
    m = module('m', 'doc')
    for k in (1, 2, 3): r = (m.__doc__, m.__name__)
    m.__doc__ = x
    return (r, m.__doc__)
def deletes(x):
    o = P()
    o.x = x
    try: del o.q
    except AttributeError as e: return (str(e), e.name, e.obj)
def mangled(x):
    s = _S()
    s._S__x = x
    s._y = 2
    return ([n for n in _S.__dict__ if 'x' in n or 'y' in n or 'z' in n], s._S__x)
def given(x):
    o = Named()
    o.x = o.y = o.z = 0
    give(o)
    r = [o.q() for k in (1, 2, 3)]
    o.w = x
    s = list(o.__dict__)
    del o.y
    return (r, s, list(o.__dict__), o.x)
async def awaits(): return await anext(N(), 5)
def anexts(x):
    try: awaits().send(None)
    except StopIteration as e: return e.value
    except ValueError as e: return str(e)
`,
  ),
  {
    name: "a class of classes and one of these, three arguments with self and without",
    module: `
class M(type): k = 'M'
class X(metaclass=M): k = 'X'
def h(a, b, c): return (a, b, c)
class O: m = h
class P: pass
`,
    setup: "c = M\no = P()\no.m = h",
    use: "emit(c.k)\nemit(o.m(1, 2, 3))",
    breaks: ["c = X", "o = O()"],
  },
];
