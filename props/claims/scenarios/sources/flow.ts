/**
 * Sites about calls, closures, generators, iterators and errors.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** Sites about control. */
export const FLOW_SITES: readonly SourceSite[] = [
  {
    name: "functions that change",
    module: `
def g(a, b=2): return (a, b)
def h(a, b=3): return (b, a)
def v(*a): return a
def k(a, *, b=4): return (a, b)
def gen(a, b=5): yield a
def local(a, b=6):
    if a & 1: c = a
    return c
`,
    setup: "q = g",
    use: "emit(q(i, 1))\nemit(q(i))\nemit(g(i, 2))",
    breaks: [
      "g.__code__ = h.__code__",
      "g.__defaults__ = (9,)",
      "g.__defaults__ = None",
      "g.__code__ = v.__code__",
      "g.__code__ = k.__code__",
      "g.__code__ = gen.__code__",
      "q = h",
      "q = v",
      "q = local",
      "g.__code__ = local.__code__",
      "q = local\ng.__code__ = local.__code__",
      "q = max",
      "g.__kwdefaults__ = {'b': 1}",
      "q = gen",
    ],
  },
  {
    name: "lines that errors come from",
    module: `
import sys
bad = -1
def g(a):
    b = a
    if b == bad:
        raise ValueError(
            b,
        )
    return (b
            + 1)
def h(a):
    try:
        c = g(
            a
        )
    finally:
        emit('finally')
    return c
def lines(e):
    t = e.__traceback__
    while t is not None:
        emit((t.tb_frame.f_code.co_name, t.tb_lineno, t.tb_lasti, t.tb_frame.f_lineno))
        t = t.tb_next
def where(): return sys._getframe(1).f_lineno
def seen(): return sorted(sys._getframe(1).f_locals.items())
def k(a):
    b = a
    d = seen()
    b = 2
    return (d, b,
            where())
`,
    setup: "x = 0",
    use:
      "try: emit(h(i))\nexcept Exception as e: lines(e)\nx = (where(),\n    where(), where())\nemit((x, k(i)))\ny = 1\nemit(len(seen()))\ny = 2",
    breaks: [
      "globals()['bad'] = i",
      "g.__code__ = (lambda a: a / 0).__code__",
      "globals()['bad'] = 0\nx = h\ni = 0",
      "globals()['seen'] = where",
      "globals()['where'] = lambda: sys._getframe(1).f_lasti",
      "g.__code__ = (lambda a: where() + where()).__code__",
    ],
  },
  {
    name: "many locals",
    module: `
def g(a):
    if a & 1:
        b = a
        c = b
    return (a, b, c)
def h(*a):
    if len(a) > 1: d = a
    return d
`,
    setup: "q = g",
    use:
      "try: emit(q(i))\nexcept UnboundLocalError as e: emit(str(e))\ntry: emit(q(*(i,)))\nexcept UnboundLocalError as e: emit(str(e))",
    breaks: ["q = h", "g.__code__ = h.__code__", "q = lambda a, b=2: b"],
  },
  {
    name: "bound methods",
    module: `
class C:
    def __init__(self, n): self.n = n
    def m(self, x): return (self.n, x)
    def k(self, x, y=3): return (self.n, x, y)
def plain(x): return x
`,
    setup: "o = C(1)\nb = o.m\nu = C.m",
    use: "emit(b(i))\nemit(u(o, i))\nemit(o.k(i))",
    breaks: [
      "b = C(2).m",
      "b = plain",
      "b = o.k",
      "b = abs",
      "C.m.__code__ = C.k.__code__",
      "u = C.k",
      "C.k = C.m",
      "o = C(7)",
      "b = [].append",
      "o.k = plain",
    ],
  },
  {
    name: "closures",
    module: `
def pair():
    x = 0
    def inc():
        nonlocal x
        x += 1
        return x
    def get(): return x
    def drop():
        nonlocal x
        del x
    return inc, get, drop
def make(p): return lambda q: (p, q)
def late():
    def get(): return y
    if late.on: y = 1
    return get
late.on = True
`,
    setup: "inc, get, drop = pair()\nk = make(1)",
    use: "v = i\nw = lambda: v\nemit((inc(), get(), k(i), make(i)(2), w(), late()()))",
    breaks: [
      "drop()",
      "k = make(5)",
      "inc, get, drop = pair()",
      "late.on = False",
      "del v\nemit(w())",
      "k = make",
      "v = 9\nemit(w())",
    ],
  },
  {
    name: "a generator that loops share",
    module: `
def gen(n):
    for j in range(n):
        try:
            got = yield j
            if got is not None: emit(got)
        except ValueError as e:
            yield 'caught'
    return 5
`,
    setup: "g = gen(100)",
    use: "for x in g:\n    emit(x)\n    break\nemit(next(g, 'end'))",
    breaks: [
      "g.close()",
      "g = gen(2)",
      "emit(g.throw(ValueError))",
      "g.throw(KeyError)",
      "g = iter([1, 2, 3])",
      "emit(g.send('sent'))",
      "g = gen(3)\ng.send(5)",
      "g = gen(3)\ng.close()",
      "g = gen(3)\nemit(g.throw(ValueError))",
      "for x in g: pass",
    ],
  },
  {
    name: "a generator that resumes itself",
    module: `
me = [None]
def selfish(n):
    yield n
    if n < 0:
        for x in me[0]: yield x
    yield n + 1
def outer(n): yield from selfish(n)
`,
    setup: "k = 1",
    use: "me[0] = selfish(k)\nfor x in me[0]: emit(x)\nme[0] = outer(k)\nfor x in me[0]: emit(x)",
    breaks: ["k = -1", "k = -2\nme[0] = 5"],
  },
  {
    name: "delegation",
    module: `
def inner(n):
    try:
        r = yield n
        emit(r)
    except ValueError as e:
        yield 'inner'
    except IndexError: return 'caught'
    finally: emit('done')
    return n
def outer(n):
    try: yield ('got', (yield from inner(n)))
    except KeyError: yield 'outer'
`,
    setup: "how = 0\nk = outer",
    use:
      "o = k(i)\nemit(next(o))\nif how == 1: emit(o.throw(ValueError))\nelif how == 2: emit(o.throw(KeyError))\nelif how == 3: o.close()\nelif how == 4: emit(o.send(3))\nelif how == 5: emit(o.throw(IndexError))\nemit(next(o, 'end'))",
    breaks: ["how = 1", "how = 2", "how = 3", "how = 4", "how = 5", "k = inner"],
  },
  {
    name: "a generator closed where it delegates",
    module: `
log = []
def inner(n):
    try: yield n
    finally: log.append(('left', n))
def bare(n): yield from inner(n)
kept = []
def shared(n):
    kept[:] = [inner(n)]
    yield from kept[0]
def later(n):
    yield n
    yield from inner(n + 1)
def stubborn(n):
    while n:
        try: yield n
        except GeneratorExit: n -= 1
def held(n): yield from stubborn(n)
`,
    setup: "k = shared\nsteps = 1",
    use:
      "o = k(i)\nfor s in range(steps): emit(next(o, 'end'))\no.close()\nemit((log[:], next(o, 'end')))\nlog.clear()",
    breaks: ["k = bare", "k = later", "k = later\nsteps = 2", "k = held", "steps = 0", "k = inner", "steps = 3"],
  },
  {
    name: "delegation to what a program made",
    module: `
class F:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self): return self.n
    def close(self): emit(('closed', self.n))
    def throw(self, e):
        emit('thrown')
        return 8
    def send(self, x): return x
def outer(n):
    try: yield from F(n)
    except ValueError: yield 'caught'
    finally: emit('left')
`,
    setup: "how = 0",
    use:
      "o = outer(i)\nemit(next(o))\nif how == 1: emit(o.throw(ValueError))\nelif how == 2: o.close()\nelif how == 3: emit(o.send(3))\nemit(next(o, 'end'))\nemit(o.gi_running)\no.close()",
    breaks: ["how = 1", "how = 2", "how = 3", "del F.close", "del F.throw\nhow = 1", "del F.send\nhow = 3"],
  },
  {
    name: "coroutines",
    module: `
class Later:
    def __init__(self, x): self.x = x
    def __await__(self): return (yield self.x)
async def inner(n): return await Later(n)
async def outer(n): return (await inner(n), await inner(n))
`,
    setup: "k = outer",
    use:
      "c = k(i)\nv = None\ntry:\n    while True:\n        v = c.send(v)\n        emit(v)\nexcept StopIteration as e: emit(e.value)",
    breaks: [
      "k = inner",
      "Later.__await__ = lambda self: iter((1, 2))",
      "Later.__await__ = lambda self: 3",
      "inner.__code__ = Later.__await__.__code__",
    ],
  },
  {
    name: "an iterator of a list that loops share",
    module: "",
    setup: "l = list(range(60))\nt = iter(l)",
    use: "for x in t:\n    emit(x)\n    break\nemit(next(t, 'end'))",
    breaks: [
      "l.clear()",
      "del l[:]\nl += range(90)",
      "l.append(99)",
      "t = iter((1, 2))",
      "t = iter(range(3))",
      "for x in t: pass\nl += [1] * 90",
      "list(t)\nl += [1] * 90",
      "t = reversed(l)",
    ],
  },
  {
    name: "sizes that change under a loop",
    module: "",
    setup: "d = {1: 1, 2: 2, 3: 3, 4: 4}\ns = {1, 2, 3, 4}\nhow = -1",
    use:
      "for k in list(d):\n    emit(k)\nfor k in d:\n    emit(k)\n    if k == 2:\n        if how == 0: del d[3]\n        elif how == 1: d[9] = 1\n        elif how == 2: del d[1]; d[11] = 3\n        elif how == 3: d.clear()\nfor k in s:\n    emit(k)\n    if k == 2:\n        if how == 4: s.discard(3)\n        elif how == 5: s.add(9)\n        elif how == 6: s.clear()",
    breaks: ["how = 0", "how = 1", "how = 2", "how = 3", "how = 4", "how = 5", "how = 6"],
  },
  {
    name: "an iterator of a program",
    module: `
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        self.n -= 1
        if self.n < 0: raise StopIteration(self.n)
        return self.n
`,
    setup: "k = It\nr = range(2)",
    use: "for x in k(3): emit(x)\nfor x in r: emit(x)\nfor x in zip(r, k(2)): emit(x)",
    breaks: [
      "It.__next__ = lambda self: [].pop()",
      "It.__iter__ = lambda self: iter([5])",
      "It.__iter__ = lambda self: 5",
      "k = range",
      "k = lambda n: (1, 2)",
      "r = range(5, 0, -2)",
      "r = range(2 ** 70, 2 ** 70 + 2)",
      "r = 'ab'",
      "r = [1]\nk = lambda n: r",
      "r = range(0)",
    ],
  },
  {
    name: "context managers",
    module: `
class C:
    def __enter__(self): return 1
    def __exit__(self, *a): return False
`,
    setup: "bad = False",
    use: "with C() as c:\n    emit(c)\n    if bad: raise KeyError(i)\nemit('behind')",
    breaks: [
      "C.__exit__ = lambda self, *a: True\nbad = True",
      "bad = True",
      "del C.__enter__",
      "C.__enter__ = lambda self: 9",
      "C.__exit__ = lambda self, *a: emit(len(a))\nbad = True",
      "C.__enter__ = lambda self: emit('entered')\ndel C.__exit__",
    ],
  },
  {
    name: "handlers",
    module: `
def g(x):
    if x < 0: raise KeyError(x)
    return x
class E(Exception): pass
`,
    setup: "bad = 0\nkind = KeyError\nq = g",
    use:
      "try:\n    try: emit(q(bad))\n    except kind as e: emit(('in', str(e)))\n    else: emit('else')\n    finally: emit('finally')\nexcept Exception as e: emit(('out', str(e), e.__context__ is None))",
    breaks: [
      "bad = -1",
      "bad = -1\nkind = E",
      "bad = -1\nkind = 5",
      "q = 3",
      "bad = -1\nkind = (E, KeyError)",
      "bad = 'x'",
    ],
  },
  {
    name: "handlers below eight iterators",
    module: "def g(x):\n    if x < 0: raise KeyError(x)\n    return x",
    setup: "bad = 0\nkind = KeyError\nq = g\none = (4,)",
    use:
      "for v0 in one:\n    for v1 in one:\n        for v2 in one:\n            for v3 in one:\n                for v4 in one:\n                    for v5 in one:\n                        for v6 in one:\n                            for v7 in one:\n                                try: emit(q(bad) + v0)\n                                except kind as e: emit((type(e).__name__, v7))\n                                else: emit(v6)",
    breaks: [
      "bad = -1",
      "bad = 'x'",
      "bad = -1\nkind = TypeError",
      "q = 3\nkind = TypeError",
      "one = ('y',)",
      "one = (1, 'z')",
    ],
  },
];
