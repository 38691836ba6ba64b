/**
 * Sites about what a second way shows: to call a method, to end a loop, to hold what native code holds, to count frames.
 *
 * @module
 */

import { calling } from "./rows.ts";
import type { SourceSite } from "./source_site.ts";

/** Frames of the site that counts them: few, so that they are soon used up. */
const FEW_FRAMES = 40;

/** Sites about a second way to do something. */
export const TWICE_OVER_SITES: readonly SourceSite[] = [
  {
    name: "methods of objects and of their class",
    module: `
class C:
    def m(self, x): return (type(self).__name__, x)
    def k(self, x=3): return (type(self).__name__, x)
class D(C): pass
def told(f, *a):
    try: return f(*a)
    except TypeError as e: return str(e)
`,
    setup: "o = C()\nq = o\nt = (1, 2)\ns = 'ab'",
    use:
      "try: emit(q.m(i))\nexcept TypeError as e: emit(str(e))\ntry: emit(q.k())\nexcept TypeError as e: emit(str(e))\nemit((told(o.m, i), tuple(t) is t, str(s) is s, type(t) is tuple))",
    breaks: [
      "q = C",
      "q = D",
      "q = D()",
      "q.m = C.m\nq.k = C.k",
      "C.m = staticmethod(C.m)",
      "C.k.__defaults__ = None",
      "q = C\nC.m.__defaults__ = (7,)",
      "t = [1, 2]\ns = 5",
    ],
  },
  {
    name: "frames that are given back",
    module: `
class C:
    def __init__(self, x): self.x = x
    def __getitem__(self, k): return k
    @property
    def p(self): return self.x
class B:
    def __init__(self, x): x.y
def ones(n):
    yield n
    if n: yield 2
def two(n): yield from ones(n)
def some(a, b=2): return b
def fails(n):
    try: B(n)
    except AttributeError: return n
def down(n):
    try: return down(n + 1)
    except RecursionError: return n
`,
    setup: "o = C(1)",
    use:
      "emit((C(i).x, o.p, o[i], some(i), fails(i), [x for x in two(i & 1)], next(ones(0)), down(0)))\nfor x in ones(i): emit(x)",
    breaks: [
      "for v in range(4): C(v)",
      "C.__init__ = B.__init__\nfor v in range(3):\n    try: C(v)\n    except AttributeError: pass\nC.__init__ = lambda self, x: setattr(self, 'x', x)",
      "C.__init__ = lambda self, x: x",
      "t = two(3)\nnext(t)\nt.close()\nt = two(2)\nnext(t)\ntry: t.throw(KeyError)\nexcept KeyError: pass",
      "for v in range(4): fails(v)",
    ],
    frames: FEW_FRAMES,
  },
  {
    name: "dicts of instances in native hands",
    module: `
class C:
    def __init__(self): self.x, self.y = 1, 2
def items(o):
    for k in 'ab': yield (k, o.x)
def late(o):
    for k in 'ab':
        o.y = k
        yield (k, o.y)
class M:
    def __init__(self, o): self.o = o
    def keys(self): return ['c', 'x']
    def __getitem__(self, k): return (k, self.o.x)
`,
    setup: "k = items",
    use:
      "o = C()\nemit(list(k(o)))\nt = k(o)\nemit(next(t))\no.__dict__.update(t)\nemit((o.x, getattr(o, 'b', 0), list(o.__dict__)))\no = C()\nt = M(o)\nemit((t['x'], t['x']))\no.__dict__.update(t)\nemit((o.x, getattr(o, 'c', 0), list(o.__dict__.items())))",
    breaks: ["k = late", "C.x = 5", "C.z = property(lambda self: 1)", "k = lambda o: iter([('x', 5), ('a', o.x)])"],
  },
  calling(
    "what is handled elsewhere",
    `
import sys
def shown(e): return (type(e).__name__, e.args, type(e.__context__).__name__, e.__suppress_context__)
def begun(g):
    next(g)
    return g
def raises(x):
    def g():
        yield 1
        raise ValueError(x)
    t = begun(g())
    try: raise KeyError(x)
    except KeyError:
        try: next(t)
        except ValueError as e: return shown(e)
def thrown(x):
    def g(): yield 1
    t = begun(g())
    try: raise KeyError(x)
    except KeyError:
        try: t.throw(IndexError(x))
        except IndexError as e: return shown(e)
def again(x):
    def g():
        yield sys.exception()
        yield repr(sys.exception())
        raise
    t = begun(g())
    try: raise KeyError(x)
    except KeyError:
        a = next(t)
        try: next(t)
        except KeyError as e: return (a, shown(e), sys.exception() is e)
def own(x):
    def g():
        try: raise KeyError(x)
        except KeyError:
            yield repr(sys.exception())
            yield repr(sys.exception())
        yield sys.exception()
    t = g()
    a = next(t)
    try: raise ValueError(x)
    except ValueError: return (a, next(t), repr(sys.exception()), repr(next(t)))
def cleans(x):
    def inner():
        try: yield 1
        except KeyError: return ('inner', x)
    def outer():
        a = yield from inner()
        yield ('got', a)
    return begun(outer()).throw(KeyError)
def cleaned(x):
    def inner():
        try: yield 1
        except KeyError: return
    def outer(): yield (yield from inner())
    return begun(outer()).throw(KeyError(x))
def none(x):
    def f(*, k=None, j=()): return (k, j)
    return (f(), f(k=x), f(j=None))
def entered(x):
    class N:
        def __enter__(self): emit('entered')
    try:
        with N(): emit('inside')
    except TypeError as e: return str(e)
def refused(x):
    class N:
        def __init__(self, x): emit('made')
        __init__.__code__ = (lambda self, x: False).__code__
    out = []
    for k in (1, 2, 3):
        try: out.append(type(N(k)))
        except TypeError as e: out.append(str(e))
    return len(out), out[-1]
def run(c):
    try: c.send(None)
    except BaseException as e: return (type(e).__name__, e.args)
async def ag(n):
    for k in range(n): yield k
def loops(x):
    async def co():
        out = []
        for k in (1, 2):
            async for j in ag(k): out.append((k, j))
            else: out.append('else')
        async for j in ag(3):
            async for k in ag(j): out.append((j, k))
        return out
    return run(co())
def made(x):
    async def co(): return [(k, j) for k in (1, 2) async for j in ag(k)], {k: [j async for j in ag(k)] async for k in ag(3)}
    return run(co())
def broken(x):
    async def co():
        for k in (1, 2, 3):
            async for j in ag(k):
                if j: break
                if k == 2: continue
            try:
                async for j in ag(k): raise KeyError(j)
            except KeyError as e: x = (k, e.args)
        return x
    return run(co())
def held(x):
    class A:
        async def __aenter__(self): return 3
        async def __aexit__(self, *a):
            emit(len(a))
            return a[0] is not None
    async def co():
        for k in (1, 2):
            async with A() as a:
                async for j in ag(2): x.y
            emit(k)
    return run(co())
`,
  ),
];
