/**
 * Sites about what hooks are told and asked in passing, and what changes while it is used.
 *
 * @module
 */

import { calling } from "./rows.ts";
import type { SourceSite } from "./source_site.ts";

/** Sites about what is told and asked in passing. */
export const PASSING_SITES: readonly SourceSite[] = [
  calling(
    "what is told and asked in passing",
    `
import builtins
class A: k = 0
class B(A): pass
class C(B): pass
class D(B): pass
class W:
    def __enter__(self): return self
    def __exit__(self, t, e, tb):
        self.told = (tb is e.__traceback__, tb.tb_lasti, tb.tb_next is None)
        return True
class Odd:
    def __init__(self, log): self.log = log
    def __eq__(self, o):
        self.log.append(1)
        return 0
class Own:
    p = property(lambda self: lambda: 'property')
class I:
    def __init__(self, n, log): self.n, self.log = n, log
    def __index__(self):
        self.log.append(self.n)
        return self.n
class Shrinks:
    def __init__(self, items): self.items = items
    def __index__(self):
        self.items.pop()
        return -1
class K:
    def __init__(self, do): self.do = do
    def __hash__(self): return 5
    def __eq__(self, o):
        self.do()
        return False
def pairs(n): yield n; yield n + 1
def fail(): raise KeyError(1)
def exits(x):
    w, v = W(), W()
    with w: raise KeyError(x)
    with v: fail()
    return (w.told, v.told)
def resumed(g, x):
    r = []
    for k in range(4):
        a = [pairs(x)]
        h = g(a)
        if k == 3: a[0] = h
        try: r.append(list(h))
        except ValueError as e: r.append(str(e))
    return r
def loops(x):
    def g(a):
        for k in a[0]: yield k
    return resumed(g, x)
def delegates(x):
    def g(a): yield from a[0]
    return resumed(g, x)
def below(x):
    c, d = C(), D()
    for k in (1, 2, 3): r = (c.k, d.k)
    A.k = x
    return (r, c.k, d.k, D.k)
def imports(x):
    before = builtins.__import__
    asked = []
    def importing(name, g, l, fromlist, level):
        asked.append((name, fromlist, level))
        return before('sys')
    builtins.__import__ = importing
    try:
        import a.b
        from q import maxsize
    finally: builtins.__import__ = before
    return asked
def own(x):
    o = Own()
    o.__dict__['p'] = lambda: x
    for k in (1, 2, 3): r = o.p()
    return r
def orders(x):
    log = []
    b = bytearray(b'abc')
    b[I(0, log)] = I(7, log)
    return ([1, 2, 3, 4, 5][I(1, log):I(4, log):I(2, log)], list(b), log)
class Never(type):
    def __instancecheck__(cls, o): return False
class Own2(metaclass=Never): pass
class Below2(Own2): pass
def exact(x): return [isinstance(o, c) for o in (Own2(), Below2()) for c in (Own2, (int, Own2))]
def shrunk(x):
    items = [1, 2, 3, 4]
    def shrinking():
        items.clear()
        yield x
    items[3:4] = shrinking()
    return items
def unequal(x):
    log = []
    a, b = Odd(log), Odd(log)
    return ([a] == [b], (a,) != (b,), log)
def hashes(x):
    class H:
        def __init__(self, n): self.n = n
        def __hash__(self): return self.n
    return [hash(H(n)) for n in (-2 ** 62, 2 ** 62, 2 ** 63, -2 ** 63, 2 ** 64 + 1, -1)]
def hole():
    def g(): return v
    return g.__closure__[0]
    v = 1
def full(x): return (lambda: x).__closure__[0]
def cells(x):
    a, b = full(x), hole()
    return (a < b, a > b, a == b, b == hole(), a <= full(x), a != full(x + 1))
def quotients(x): return [n / 2 ** 1075 for n in (1, 2, 3, 5, x, 2 ** 53 + 1)]
def formats(x):
    return [format(v, s) for v in (x, x / 8, -0.0) for s in ('.1', '.0', '*<05', '*^08,') if s[0] != '.' or type(v) is float]
def shrinks(x):
    items = [1, 2, x]
    return items[Shrinks(items)]
def merges(x):
    r = []
    for change in (lambda d: d.update(z=1), lambda d: d.pop('b'), lambda d: d.clear(), lambda d: d.update(b=x)):
        source = {5: 1, 'b': 2}
        def do():
            if not done:
                done.append(1)
                change(source)
        done = []
        k = K(do)
        try: r.append(len({k: 0, **source}))
        except RuntimeError as e: r.append(str(e))
    return r
`,
  ),
  {
    name: "an async for whose iterator fails",
    module: `
class Step:
    def __aiter__(self): return self
    async def __anext__(self): raise ValueError(1)
class Stop(Step):
    async def __anext__(self): raise StopAsyncIteration
async def walks(a):
    async for k in a: pass
def steps(a):
    try: walks(a).send(None)
    except StopIteration: return 0
    except ValueError as e:
        tb = e.__traceback__
        entries = []
        while tb:
            entries.append(tb.tb_lasti)
            tb = tb.tb_next
        return entries
`,
    setup: "a = Step()",
    use: "emit(steps(a))",
    breaks: ["a = Stop()"],
  },
  {
    name: "objects that comprehensions and functions let go of",
    module: `
import sys
class D:
    def __init__(self, n): self.n = n
    def __del__(self): emit((self.n, sys._getframe(1).f_lasti))
def make():
    a = D('older')
    b = D('younger')
    def g():
        c = D('local')
        return a is b
    return g
`,
    setup: "key = lambda k: 0",
    use: "pool = [D(k) for k in range(4)]\n{key(k): pool.pop() for k in range(4)}\nmake()()",
    breaks: ["key = lambda k: k & 1"],
  },
];
