/**
 * Sites about corners of the language, another one in every round: exceptions and what they carry, groups that are split, generators.
 *
 * @module
 */

import { calling } from "./rows.ts";
import type { SourceSite } from "./source_site.ts";

/** Sites about exceptions and generators. */
export const CORNER_SITES: readonly SourceSite[] = [
  calling(
    "what exceptions carry",
    `
class E(StopIteration): pass
class F(KeyError):
    def __init__(self, n=5): self.n = n
def shown(e): return (type(e).__name__, e.args, type(e.__cause__).__name__, type(e.__context__).__name__, e.__suppress_context__)
def stops(x): return (StopIteration(1, 2).value, StopIteration().value, E(x, 3).value, StopIteration((4,)).value)
def exits(x): return (SystemExit(1).code, SystemExit(1, 2).code, SystemExit().code, SystemExit((3,)).code)
def systems(x):
    e, f, g = OSError(2, 'a'), OSError(2, 'a', 'b'), OSError(2, 'a', 'b', 0, 'c')
    return (e.errno, e.args, f.filename, f.args, g.filename2, g.args, OSError(5).errno, str(f), str(e))
def imports(x): return (ImportError('a').msg, ImportError('a', 'b').msg, ImportError().msg)
def groups(x):
    l = [ValueError(x), KeyError(2)]
    g = ExceptionGroup('g', l)
    l.append(3)
    return (g.exceptions, len(g.args[1]), g.message)
def causes(x):
    try: raise ValueError(x) from F
    except ValueError as e: return (e.__cause__.n, shown(e))
def nothing(x):
    try:
        try: x.y
        except AttributeError: raise KeyError(x) from None
    except KeyError as e: return shown(e)
def cycles(x):
    a, b, c = KeyError('a'), KeyError('b'), KeyError('c')
    try:
        try:
            try: raise a
            except KeyError: raise b
        except KeyError: raise c
    except KeyError:
        try: raise a
        except KeyError as e: return (shown(e), e.__context__ is c, c.__context__ is b, b.__context__)
def contexts(x):
    e = ValueError(1)
    e.__context__ = KeyError(2)
    try:
        try: x.y
        except AttributeError: raise e
    except ValueError as e: return shown(e)
def named(x):
    e = AttributeError('m', name='n')
    class G:
        def __getattr__(self, k): raise e
    try: G().z
    except AttributeError as e: return (e.name, e.obj)
def unnamed(x):
    class G:
        def __getattr__(self, k): raise AttributeError(k)
    try: G().z
    except AttributeError as e: return (e.name, type(e.obj).__name__)
def notes(x):
    e = KeyError(1)
    e.add_note('a')
    l = e.__notes__
    e.add_note('b')
    return (l, e.__notes__ is l)
def catches(x):
    try:
        try: x.y
        except (AttributeError, 5): return 1
    except TypeError as e: return (str(e), shown(e))
def instead(x):
    class H(Exception):
        def __new__(cls, *a): return 5
    raise H
def bare(x):
    try: raise KeyError(x)
    except KeyError:
        try: raise
        except KeyError as e: return (shown(e), e.__traceback__.tb_next is None)
`,
  ),
  calling(
    "groups that are split",
    `
class G(ExceptionGroup):
    def derive(self, l): return G('derived', l)
def shown(e):
    if not isinstance(e, BaseExceptionGroup): return (repr(e), type(e.__context__).__name__)
    return (type(e).__name__, e.message, [shown(k) for k in e.exceptions], getattr(e, '__notes__', 0), e.__traceback__ is None, type(e.__cause__).__name__, type(e.__context__).__name__)
def made(y):
    g = ExceptionGroup('g', [ValueError(y), KeyError(2), ExceptionGroup('h', [ValueError(3), OSError(4)])])
    g.add_note('n')
    g.__cause__ = KeyError('c')
    g.__context__ = TypeError('t')
    return g
def splits(x):
    g = made(x)
    a, b = g.split(ValueError)
    a.__notes__.append('m')
    return (shown(a), shown(b), g.__notes__)
def whole(x):
    g = made(x)
    return (g.split(Exception)[0] is g, g.subgroup(lambda e: isinstance(e, ExceptionGroup)) is g, g.split(OSError)[1].exceptions[2].exceptions)
def derives(x): return shown(G('o', [KeyError(x), ValueError(1)]).subgroup(KeyError))
def stars(x):
    out = []
    try: raise made(x)
    except* ValueError as e: out.append(shown(e))
    except* KeyError as e: out.append(shown(e))
    except* OSError as e: out.append(len(e.exceptions))
    return out
def left(x):
    try:
        try: raise made(x)
        except* ValueError: pass
    except ExceptionGroup as e: return shown(e)
def naked(x):
    r = 0
    try: raise ValueError(x)
    except* ValueError as e: r = (shown(e), e.exceptions[0].__traceback__ is None)
    return r
def fatal(x):
    r = 0
    try: raise KeyboardInterrupt(x)
    except* KeyboardInterrupt as e: r = shown(e)
    return r
def other(x):
    try:
        try: raise ValueError(x)
        except* KeyError: pass
    except ValueError as e: return shown(e)
def single(x):
    try:
        try: raise made(x)
        except* Exception: raise OSError(1)
    except OSError as e: return shown(e)
def several(x):
    try:
        try: raise made(x)
        except* ValueError: raise TypeError(1)
        except* KeyError: raise
    except ExceptionGroup as e: return shown(e)
def again(x):
    try:
        try: raise made(x)
        except* ValueError as e: raise
        except* OSError as e: raise e
    except ExceptionGroup as e: return shown(e)
def handled(x):
    import sys
    r = 0
    try:
        try: raise made(x)
        except* KeyError as e: r = sys.exception() is e
    except Exception as e: return (r, len(e.exceptions))
def refuses(x):
    try:
        try: raise made(x)
        except* ExceptionGroup: pass
    except TypeError as e: return str(e)
`,
  ),
  calling(
    "generators that are thrown at and closed",
    `
def gen(y):
    try: x = yield y
    except GeneratorExit: return 'closed'
    except KeyError as e: x = e.args
    yield x
    return 'end'
def outer(y): return (yield from gen(y))
def first(g):
    next(g)
    return g
def tried(f, *a):
    try: return f(*a)
    except BaseException as e: return (type(e).__name__, e.args, getattr(e, 'value', 0))
class K(KeyError): pass
def closes(x): return (first(gen(x)).close(), first(outer(x)).close(), gen(x).close(), tried(next, gen(x)))
def closed(x):
    g = gen(x)
    g.close()
    return (tried(next, g), tried(g.throw, KeyError), g.close(), tried(g.send, 3))
def throws(x): return (first(gen(x)).throw(KeyError, (1, 2)), first(gen(x)).throw(KeyError, 3), first(gen(x)).throw(KeyError, K(4)), first(gen(x)).throw(K, KeyError(5)))
def starts(x): return (tried(gen(x).send, False), tried(gen(x).send, None), tried(gen(x).throw, KeyError(6)))
def ends(x):
    g = first(gen(x))
    next(g)
    return (tried(next, g), tried(next, g), tried(g.throw, K(1)))
def nothing(x):
    def h():
        yield 1
    return (tried(h().throw, StopIteration(3)), tried(first(h()).send, None))
def stops(x):
    def h():
        yield 1
        raise StopIteration(7)
    try: next(first(h()))
    except RuntimeError as e: return (str(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
def stubborn(x):
    def h():
        try: yield 1
        except GeneratorExit: yield 2
    return tried(first(h()).close)
def delegates(x):
    class D:
        def __iter__(self): return self
        def __next__(self): return 1
        def throw(self, *a): return ('thrown', len(a))
        def close(self): emit('closed')
    def h(): return (yield from D())
    return (first(h()).throw(KeyError), first(h()).close(), tried(first(h()).throw, GeneratorExit))
def values(x):
    def h():
        a = yield from gen(x)
        yield ('got', a)
    g = first(h())
    return (next(g), next(g), first(h()).throw(K(2)), tried(first(h()).close))
def returns(x):
    def h():
        return (1, 2)
        yield
    def k(): return [(yield from h())]
    return (tried(next, h()), tried(next, k()))
async def agen(x):
    try: x = yield x
    except KeyError as e: yield e.args
    finally: emit('left')
def run(c):
    try: c.send(None)
    except BaseException as e: return (type(e).__name__, e.args)
def asyncs(x):
    g = agen(x)
    return (run(g.asend(3)), run(g.asend(None)), run(g.asend(4)), run(g.asend(5)))
def athrows(x):
    g = agen(x)
    return (run(g.__anext__()), run(g.athrow(KeyError(1))), run(g.aclose()), run(g.aclose()), run(g.athrow(KeyError(2))))
def acloses(x):
    g, h = agen(x), agen(x)
    a = g.__anext__()
    return (run(a), run(a), run(g.aclose()), run(g.__anext__()), run(h.aclose()), run(h.__anext__()))
def astops(x):
    async def h():
        yield 1
        raise StopAsyncIteration(2)
    g = h()
    return (run(g.__anext__()), run(g.__anext__()), run(g.__anext__()))
`,
  ),
];
