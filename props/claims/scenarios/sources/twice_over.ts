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
def once(o): yield o.__dict__
def pair(d, y, x): return (d, x)
def reads(o):
    while True: yield o.x
def fills(o):
    for k in 'ab': yield (k, o.x)
`,
    setup: "k = reads",
    use:
      "o = C()\nt = k(o)\nemit((next(t), next(t)))\nfor d, x in map(pair, once(o), k(C()), t):\n    d['x'] = 9\n    emit((x, o.x, o.__dict__ is d))\no = C()\nemit(list(fills(o)))\no.__dict__.update(fills(o))\nemit((o.x, getattr(o, 'b', 0), list(o.__dict__)))",
    breaks: ["k = lambda o: iter([o.x, 2, 3])", "C.x = 5", "C.z = property(lambda self: 1)"],
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
  calling(
    "ends and edges of iterators",
    `
def tried(f, *a):
    try: return f(*a)
    except BaseException as e: return (type(e).__name__, e.args, getattr(e, 'value', 0))
def strict(x): return [tried(list, zip(*k, strict=True)) for k in (('ab', 'c'), ('a', 'bc'), ('ab', 'cd', 'e'), ('a', 'b', 'cd'), ('ab', 'cd'))]
def stops(x):
    class S:
        def __getitem__(self, k):
            if k > 1: raise StopIteration(k)
            return k
    class L:
        def __getitem__(self, k):
            if k > 1: raise LookupError(k)
            return k
    return (list(S()), [k for k in S()], tried(list, L()), 5 in S())
def none(x):
    class N:
        __iter__ = None
        def __getitem__(self, k): return [1][k]
    class G: __getitem__ = None
    return (tried(iter, N()), tried(list, N()), tried(lambda: [*N()]), tried(iter, G()), tried(reversed, N()))
def ranges(x):
    e = 2 ** 63
    rows = (range(e - 3, e - 1), range(e - 2, e - 1), range(e - 3, e), range(-e, -e + 2), range(e - 1, e - 4, -2), range(-e + 1, -e - 1, -1), range(2 ** 53 - 1, 2 ** 53 + 2), range(0, e - 1, 2 ** 62))
    return [(type(iter(r)).__name__, [*r], type(reversed(r)).__name__, [*reversed(r)]) for r in rows]
def five():
    yield 1
    return 5
def stale(x):
    k = list(five())
    return (tried(next, iter(())), tried(next, iter({})), tried(next, five()), tried(next, iter(range(0))))
def run(f, *a):
    try: return f(*a)
    except BaseException as e: return (type(e).__name__, e.args)
async def ag(x):
    while x: x = yield x
class Later:
    def __await__(self): yield 'later'
async def waits(n):
    try:
        await Later()
        yield n
    finally: await Later()
async def stubborn():
    try: yield 1
    finally: yield 2
def awaited(x):
    g = waits(x)
    a = g.asend(None)
    out = [run(a.send, None), run(g.asend(None).send, None), run(g.athrow(KeyError(1)).send, None), run(g.aclose().send, None), run(a.send, None)]
    c = g.aclose()
    return out + [run(c.send, None), run(g.asend(None).send, None), run(c.send, None), run(c.send, None), run(g.asend(None).send, None)]
def ignored(x):
    g = stubborn()
    return [run(g.asend(None).send, None), run(g.aclose().send, None), run(g.athrow(KeyError(1)).send, None), run(g.aclose().send, None), run(g.asend(None).send, None)]
def sends(x):
    g = ag(9)
    a, b, c = g.asend(None), g.asend(3), g.asend(0)
    return (run(a.send, None), run(b.send, 7), run(a.send, 1), run(c.send, None), run(c.close), run(g.asend(4).send, None))
def throws(x):
    g, h = ag(1), ag(1)
    a = g.asend(None)
    return (run(a.throw, KeyError(1)), run(a.send, None), run(g.asend(None).send, None), run(h.aclose().throw, ValueError(2)), run(h.asend(None).send, None), run(h.athrow(KeyError(3)).send, None), run(h.asend(None).send, None))
def again(x):
    async def k(): return 4
    c = k()
    return (run(c.send, None), run(c.send, None), run(c.throw, KeyError(1)), run(c.close), run(k().close))
def both(x):
    async def h():
        try: yield 1
        finally: x.y
    g, k = h(), h()
    run(g.asend(None).send, None), run(k.asend(None).send, None)
    return (run(g.aclose().send, None), run(g.asend(None).send, None), run(k.athrow(KeyError(2)).send, None), run(k.aclose().send, None))
`,
  ),
];
