# Generators, coroutines, asynchronous generators.
import sys

log = []
def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got is not None: log.append(('got', got))
        return 'end'
    except ValueError as e:
        log.append(('caught', repr(e)))
        yield 'handled'
    finally: log.append('finally')
def outer(inner):
    result = yield from inner
    log.append(('result', result))
    return 'outer'
def stubborn():
    while True:
        try: yield 1
        except GeneratorExit: log.append('refused'); yield 2
def raises():
    yield 1
    raise KeyError('in')
def stops():
    yield 1
    raise StopIteration(5)
def selfish():
    yield next(me[0])
me = []
class It:
    def __iter__(self): return self
    def __next__(self): log.append('next'); return 1
    def throw(self, *a): log.append(('throw', a)); return 'thrown'
    def close(self): log.append('closed')
class Plain:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 2: raise StopIteration('plain')
        return self.i
    def send(self, v): log.append(('send', v)); return 'sent'
class Aw:
    def __init__(self, v): self.v = v
    def __await__(self): got = yield self.v; log.append(('aw', got)); return got
class BadAw:
    def __await__(self): return 5
class CoroAw:
    def __await__(self): return coro()
async def coro(x=1):
    log.append('start')
    try:
        a = await Aw(x)
        b = await Aw('b')
        return a, b
    finally: log.append('done')
async def simple(): return 7
async def awaits(x): return await x
async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got: log.append(('agot', got))
            await Aw(('w', i))
    except KeyError: log.append('akey'); yield 'key'
    finally: log.append('afin')
class AIter:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        return self.n
class BadAIter:
    def __aiter__(self): return 5
class BadANext:
    def __aiter__(self): return self
    def __anext__(self): return 5
class ACtx:
    def __init__(self, swallow=False): self.swallow = swallow
    async def __aenter__(self): log.append('aenter'); return 'v'
    async def __aexit__(self, t, v, tb): log.append(('aexit', t and t.__name__)); return self.swallow
class NoAExit:
    async def __aenter__(self): pass
async def using(c, x=None):
    async with c as v:
        if x: raise x
        return v
    return 'after'
async def looping(x):
    out = []
    async for i in x: out.append(i)
    else: out.append('else')
    return out
async def comp(x): return [i * 2 async for i in x if i], {i async for i in x}, [await simple() for _ in range(2)]
def run(c, *sends):
    'Drives a coroutine: what it yields and how it ends.'
    out = []
    sends = list(sends)
    try:
        while True: out.append(c.send(sends.pop(0) if sends and out else None))
    except StopIteration as e: out.append(('return', e.value))
    except BaseException as e: out.append((type(e).__name__, str(e)))
    return out
def attempt(work, *a):
    log.clear()
    try: r = work(*a)
    except BaseException as e: r = f'{type(e).__name__}: {e}', repr(e.__cause__), repr(e.__context__)
    return r, log[:]
def drive(g, *steps):
    'Applies steps to a generator: each a name and arguments.'
    out = []
    log.clear()
    for name, *args in steps:
        try: out.append(getattr(g, name)(*args))
        except BaseException as e: out.append((type(e).__name__, e.args if len(str(e)) < 60 else str(e)))
    return out, log[:]
N = ('__next__',)

# generators
drive(gen(2), N, N, N, N), drive(gen(2), ('send', None), ('send', 'x'), ('send', 'y'), ('send', 'z')), drive(gen(2), ('send', 1)), drive(gen(2), N, ('throw', ValueError(1)), N, N), drive(gen(2), ('throw', ValueError), N), drive(gen(2), N, ('close',), N, ('close',)), drive(gen(2), ('close',), N)  # → (([0, 1, ('StopIteration', ('end',)), ('StopIteration', ())], ['finally']), ([0, 1, ('StopIteration', ('end',)), ('StopIteration', ())], [('got', 'x'), ('got', 'y'), 'finally']), ([('TypeError', ("can't send non-None value to a just-started generator",))], []), ([0, 'handled', ('StopIteration', ()), ('StopIteration', ())], [('caught', 'ValueError(1)'), 'finally']), ([('ValueError', ()), ('StopIteration', ())], []), ([0, None, ('StopIteration', ()), None], ['finally']), ([None, ('StopIteration', ())], []))
drive(gen(1), N, ('throw', KeyError('k')), N), drive(gen(1), N, ('throw', KeyError, 'k')), drive(gen(1), N, ('throw', KeyError, KeyError('z'))), drive(gen(1), N, ('throw', 5)), drive(gen(1), N, ('throw', int)), drive(gen(1), N, ('throw', KeyError('a'), 'b')), drive(gen(1), N, ('throw', KeyError, 'k', 5)), drive(gen(1), N, ('throw',)), drive(gen(1), ('throw', GeneratorExit))  # → (([0, ('KeyError', ('k',)), ('StopIteration', ())], ['finally']), ([0, ('KeyError', ('k',))], ['finally']), ([0, ('KeyError', ('z',))], ['finally']), ([0, ('TypeError', 'exceptions must be classes or instances deriving from BaseException, not int')], []), ([0, ('TypeError', 'exceptions must be classes or instances deriving from BaseException, not type')], []), ([0, ('TypeError', ('instance exception may not have a separate value',))], []), ([0, ('TypeError', ('throw() third argument must be a traceback object',))], []), ([0, ('TypeError', ('throw expected at least 1 argument, got 0',))], []), ([('GeneratorExit', ())], []))
drive(stubborn(), N, ('close',), N), drive(raises(), N, N, N), drive(stops(), N, N, N), drive(raises(), N, ('close',)), drive(gen(3), N, ('send',)), drive(gen(3), N, ('send', 1, 2))  # → (([1, ('RuntimeError', ('generator ignored GeneratorExit',)), 1], ['refused']), ([1, ('KeyError', ('in',)), ('StopIteration', ())], []), ([1, ('RuntimeError', ('generator raised StopIteration',)), ('StopIteration', ())], []), ([1, None], []), ([0, ('TypeError', ('generator.send() takes exactly one argument (0 given)',))], []), ([0, ('TypeError', ('generator.send() takes exactly one argument (2 given)',))], []))
me.append(selfish())  # → None
next(me[0])  # → !ValueError: generator already executing
drive(outer(gen(2)), N, ('send', 's'), N, N), drive(outer([1]), N, ('send', 5)), drive(outer(gen(2)), N, ('throw', ValueError('v')), N), drive(outer(gen(2)), N, ('close',)), drive(outer([1, 2]), N, ('throw', KeyError(1))), drive(outer(It()), N, ('throw', KeyError(1)), ('close',)), drive(outer(Plain()), N, ('send', 3), N, N), drive(outer(stubborn()), N, ('close',)), drive(outer(5), N), drive(outer(raises()), N, N), drive(outer(simple()), N)  # → (([0, 1, ('StopIteration', ('outer',)), ('StopIteration', ())], [('got', 's'), 'finally', ('result', 'end')]), ([1, ('AttributeError', ("'list_iterator' object has no attribute 'send'",))], []), ([0, 'handled', ('StopIteration', ('outer',))], [('caught', "ValueError('v')"), 'finally', ('result', None)]), ([0, None], ['finally']), ([1, ('KeyError', (1,))], []), ([1, 'thrown', None], ['next', ('throw', (KeyError(1),)), 'closed']), ([1, 'sent', 2, ('StopIteration', ('outer',))], [('send', 3), ('result', 'plain')]), ([1, ('RuntimeError', ('generator ignored GeneratorExit',))], ['refused']), ([('TypeError', ("'int' object is not iterable",))], []), ([1, ('KeyError', ('in',))], []), ([('TypeError', "cannot 'yield from' a coroutine object in a non-coroutine generator")], []))
(lambda g: (g.gi_running, g.gi_frame is None, g.gi_yieldfrom, g.gi_suspended, next(g), g.gi_suspended, g.gi_frame.f_lineno > 0, g.gi_code.co_name, list(g), g.gi_frame, g.gi_suspended))(gen(2))  # → (False, False, None, False, 0, True, True, 'gen', [1], None, False)
(lambda g: (next(g), type(g.gi_yieldfrom).__name__))(outer(gen(1))), gen(1).__name__, gen(1).__qualname__, (x for x in []).__name__, repr(gen(1)).split(' at ')[0], type(gen(1)), iter(gen(1)).__class__, (lambda g: iter(g) is g)(gen(1))  # → ((0, 'generator'), 'gen', 'gen', '<genexpr>', '<generator object gen', <class 'generator'>, <class 'generator'>, True)
def renamed(): g = gen(1); g.__name__ = 'n'; g.__qualname__ = 'q'; return g.__name__, g.__qualname__, repr(g).split(' at ')[0]
renamed()  # → ('n', 'q', '<generator object q')
def bad_name(): gen(1).__name__ = 5
bad_name()  # → !TypeError: __name__ must be set to a string object
def fixed(): gen(1).gi_frame = 5
fixed()  # → !AttributeError: attribute 'gi_frame' of 'generator' objects is not writable
gen(1).nothing  # → !AttributeError: 'generator' object has no attribute 'nothing'
list(gen(3)), sum(gen(4)), [*gen(2)], dict(zip(gen(2), 'ab')), max(gen(3)), tuple(outer(gen(2))), (lambda a, *b: (a, b))(*gen(3)), 1 in gen(3), sorted(gen(3), reverse=True)  # → ([0, 1, 2], 6, [0, 1], {0: 'a', 1: 'b'}, 2, (0, 1), (0, (1, 2)), True, [2, 1, 0])
sum(x for x in raises())  # → !KeyError: 'in'
list(stops())  # → !RuntimeError: generator raised StopIteration
attempt(lambda: list(stops())), attempt(lambda: [x for x in gen(2)]), attempt(lambda: [next(g) for g in [gen(1), gen(0)]])  # → ((('RuntimeError: generator raised StopIteration', 'StopIteration(5)', 'StopIteration(5)'), []), ([0, 1], ['finally']), (('StopIteration: end', 'None', 'None'), ['finally', 'finally']))
[(yield_, i) for i, yield_ in enumerate(gen(2))], list(x + y for x in gen(2) for y in gen(2)), (lambda: (yield))().__class__.__name__, list((lambda: (yield 5))())  # → ([(0, 0), (1, 1)], [0, 1, 1, 2], 'generator', [5])
def local_gen():
    x = 1
    def g():
        nonlocal x
        x += 1
        yield x
        yield locals()
    return list(g()), x
local_gen()  # → ([2, {'x': 2}], 2)
def with_finally():
    for x in gen(5):
        if x == 1: break
    return x
attempt(with_finally)  # → (1, ['finally'])
def in_handler():
    try: raise KeyError('k')
    except KeyError:
        yield repr(sys.exc_info()[1])
        yield repr(sys.exc_info()[1])
def exc_state():
    g = in_handler()
    a = next(g)
    try: raise ValueError('v')
    except ValueError: b = next(g), repr(sys.exc_info()[1])
    return a, b, repr(sys.exc_info()[1])
exc_state()  # → ("KeyError('k')", ("KeyError('k')", "ValueError('v')"), 'None')

# coroutines
run(coro(), 'x', 'y'), run(simple()), run(awaits(Aw(3)), 4), run(awaits(simple())), run(awaits(5)), run(awaits(BadAw())), run(awaits(CoroAw())), run(awaits(None)), run(awaits(gen(1))), run(awaits([]))  # → ([1, 'b', ('return', ('x', 'y'))], [('return', 7)], [3, ('return', 4)], [('return', 7)], [('TypeError', "object int can't be used in 'await' expression")], [('TypeError', "__await__() returned non-iterator of type 'int'")], [('TypeError', '__await__() returned a coroutine')], [('TypeError', "object NoneType can't be used in 'await' expression")], [('TypeError', "object generator can't be used in 'await' expression")], [('TypeError', "object list can't be used in 'await' expression")])
drive(coro(), ('send', None), ('throw', ValueError('v')), ('send', None)), drive(coro(), ('send', 5)), drive(coro(), ('send', None), ('close',), ('send', None)), drive(coro(), ('close',), ('send', None)), drive(simple(), ('send', None), ('send', None)), drive(awaits(coro()), ('send', None), ('throw', KeyError), ('close',))  # → (([1, ('ValueError', ('v',)), ('RuntimeError', ('cannot reuse already awaited coroutine',))], ['start', 'done']), ([('TypeError', ("can't send non-None value to a just-started coroutine",))], []), ([1, None, ('RuntimeError', ('cannot reuse already awaited coroutine',))], ['start', 'done']), ([None, ('RuntimeError', ('cannot reuse already awaited coroutine',))], []), ([('StopIteration', (7,)), ('RuntimeError', ('cannot reuse already awaited coroutine',))], []), ([1, ('KeyError', ()), None], ['start', 'done']))
(lambda c: (next(c.__await__()), type(c.__await__()).__name__, c.close()))(coro()), (lambda w: (next(w), w.send(3), w.close()))(coro().__await__())  # → ((1, 'coroutine_wrapper', None), (1, 'b', None))
def for_coro():
    c = simple()
    try:
        for x in c: pass
    finally: c.close()
for_coro()  # → !TypeError: 'coroutine' object is not iterable
(lambda c: run(awaits(c)) + run(awaits(c)))(simple())  # → [('return', 7), ('RuntimeError', 'cannot reuse already awaited coroutine')]
def same_twice():
    c = coro()
    a, b = awaits(c), awaits(c)
    return a.send(None), run(b), a.close()
same_twice()  # → (1, [('RuntimeError', 'coroutine is being awaited already')], None)

# asynchronous generators
run(looping(agen(2))), run(looping(AIter(2))), run(looping(BadAIter())), run(looping(BadANext())), run(looping([1])), run(looping(5)), run(comp(AIter(3))), run(looping(agen(0)))  # → ([('w', 0), ('w', 1), ('return', [0, 1, 'else'])], [('return', [1, 0, 'else'])], [('TypeError', "'async for' received an object from __aiter__ that does not implement __anext__: int")], [('TypeError', "'async for' received an invalid object from __anext__: int")], [('TypeError', "'async for' requires an object with __aiter__ method, got list")], [('TypeError', "'async for' requires an object with __aiter__ method, got int")], [('return', ([4, 2], set(), [7, 7]))], [('return', ['else'])])
(lambda a: (run(a.__anext__()), run(a.asend('s')), run(a.athrow(KeyError)), run(a.__anext__()), run(a.aclose())))(agen(3))  # → ([('return', 0)], [('w', 0), ('return', 1)], [('return', 'key')], [('StopAsyncIteration', '')], [('return', None)])
(lambda a: (run(a.asend('early')), run(a.asend(None)), run(a.aclose()), run(a.__anext__()), run(a.asend(1)), run(a.athrow(ValueError('v')))))(agen(2))  # → ([('TypeError', "can't send non-None value to a just-started async generator")], [('return', 0)], [('return', None)], [('StopAsyncIteration', '')], [('StopAsyncIteration', '')], [('return', None)])
(lambda a: (run(a.athrow(ValueError('v'))), run(a.__anext__()), run(a.aclose())))(agen(2))  # → ([('ValueError', 'v')], [('StopAsyncIteration', '')], [('return', None)])
(lambda a: (a.ag_running, a.ag_await, a.ag_suspended, a.ag_code.co_name, a.ag_frame is None, a.__name__, repr(a).split(' at ')[0], a.__aiter__() is a))(agen(2))  # → (False, None, False, 'agen', False, 'agen', '<async_generator object agen', True)
(lambda s: (run(s), run(s), drive(s, ('throw', KeyError), ('close',))))(agen(2).asend(None))  # → ([('return', 0)], [('RuntimeError', 'cannot reuse already awaited __anext__()/asend()')], ([('RuntimeError', ('cannot reuse already awaited __anext__()/asend()',)), None], []))
(lambda a: (drive(a.asend(None), ('send', None), ('send', None)), drive(a.asend(1), ('send', None), ('send', 'w'), ('throw', ValueError('x'))), run(a.__anext__())))(agen(2))  # → (([('StopIteration', (0,)), ('RuntimeError', ('cannot reuse already awaited __anext__()/asend()',))], []), ([('w', 0), ('StopIteration', (1,)), ('RuntimeError', ('cannot reuse already awaited __anext__()/asend()',))], [('agot', 1), ('aw', 'w')]), [('w', 1), ('StopAsyncIteration', '')])
(lambda a: (run(a.aclose()), run(a.aclose()), drive(a.aclose(), ('throw', KeyError), ('close',)), drive(a.athrow(KeyError), ('close',), ('send', None))))(agen(2))  # → ([('return', None)], [('return', None)], ([('KeyError', ()), None], []), ([None, ('RuntimeError', ('cannot reuse already awaited aclose()/athrow()',))], []))
agen(1).asend()  # → !TypeError: async_generator.asend() takes exactly one argument (0 given)
(lambda a: (anext(a).__class__.__name__, run(awaits(anext(a))), run(awaits(anext(a, 'd'))), run(awaits(anext(a, 'd')))))(agen(1))  # → ('async_generator_asend', [('return', 0)], [('w', 0), ('return', 'd')], [('return', 'd')])
run(awaits(anext(AIter(1)))), run(awaits(anext(AIter(0)))), run(awaits(anext(AIter(0), 'd'))), run(awaits(anext(BadANext(), 5)))  # → ([('return', 0)], [('StopAsyncIteration', '')], [('return', 'd')], [('TypeError', "object int can't be used in 'await' expression")])
anext(5)  # → !TypeError: 'int' object is not an async iterator
anext([])  # → !TypeError: 'list' object is not an async iterator
aiter(5)  # → !TypeError: 'int' object is not an async iterable
aiter(BadAIter())  # → !TypeError: aiter() returned not an async iterator of type 'int'
(lambda a: aiter(a) is a)(agen(1)), type(aiter(AIter(1))).__name__  # → (True, 'AIter')
anext()  # → !TypeError: anext expected at least 1 argument, got 0
anext(agen(1), 1, 2)  # → !TypeError: anext expected at most 2 arguments, got 3
drive(anext(agen(2), 'd'), ('send', None), ('throw', ValueError('t')), ('close',)), drive(anext(agen(2), 'd'), ('close',), N)  # → (([('StopIteration', (0,)), ('RuntimeError', ('cannot reuse already awaited __anext__()/asend()',)), None], []), ([None, ('RuntimeError', ('cannot reuse already awaited __anext__()/asend()',))], []))
run(using(ACtx())), run(using(ACtx(), KeyError('k'))), run(using(ACtx(True), KeyError('k'))), run(using(5)), run(using(NoAExit())), attempt(lambda: run(using(ACtx(True), ValueError)))  # → ([('return', 'v')], [('KeyError', "'k'")], [('return', 'after')], [('TypeError', "'int' object does not support the asynchronous context manager protocol")], [('TypeError', "'NoAExit' object does not support the asynchronous context manager protocol (missed __aexit__ method)")], ([('return', 'after')], ['aenter', ('aexit', 'ValueError')]))
async def agen_stop():
    yield 1
    raise StopAsyncIteration('s')
async def agen_stop2():
    yield 1
    raise StopIteration('s')
async def agen_ignores():
    try: yield 1
    except GeneratorExit: yield 2
run(looping(agen_stop())), run(looping(agen_stop2())), (lambda a: (run(a.__anext__()), run(a.aclose())))(agen_ignores())  # → ([('RuntimeError', 'async generator raised StopAsyncIteration')], [('RuntimeError', 'async generator raised StopIteration')], ([('return', 1)], [('RuntimeError', 'async generator ignored GeneratorExit')]))
async def nested():
    async def inner():
        async for x in AIter(2): yield x
    return [x async for x in inner()], {x: y async for x in inner() for y in [x]}, [[y async for y in inner()] for _ in range(1)]
run(nested())  # → [('return', ([1, 0], {1: 1, 0: 0}, [[1, 0]]))]

# types.coroutine
import types
@types.coroutine
def awaited(): return (yield 'asked')
async def awaiting(): return await awaited()
def driven(c): return c.send(None), (lambda: c.send(4))
awaiting().send(None), types.coroutine(awaited) is awaited, hex(awaited.__code__.co_flags), type(awaited()).__name__  # → ('asked', True, '0x123', 'generator')
driven(awaiting())[1]()  # → !StopIteration: 4
types.coroutine(5)  # → !TypeError: types.coroutine() expects a callable

# What goes wrong in looking up close() of a delegate is told to nobody
class Unclosable:
    def __iter__(self): return self
    def __next__(self): return 1
    close = property(lambda self: 1 / 0)
def delegating(): yield from Unclosable()
def closed():
    generator = delegating()
    next(generator)
    return generator.close(), generator.gi_frame
closed()  # → (None, None)

# Where a throw goes through generators that wait for one another, each is the caller of the next.
import sys
def callers():
    frame, names = sys._getframe(1), []
    while frame.f_code.co_name != 'thrown_into':
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names
def innermost():
    try: yield 1
    except ValueError: yield callers()
    finally: seen.append(callers())
def middle(): yield from innermost()
def outermost(): yield from middle()
class Delegate:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *arguments): return callers()
    def close(self): seen.append(callers())
def over_delegate(): yield from Delegate()
def thrown_into(make, *thrown):
    generator = make()
    next(generator)
    told = []
    for what in thrown:
        try: told.append(generator.throw(what))
        except BaseException as error: told.append(type(error).__name__)
    generator.close()
    return told
seen = []
thrown_into(outermost, ValueError), thrown_into(outermost, KeyError), thrown_into(outermost, GeneratorExit), thrown_into(outermost), seen  # → ([['innermost', 'middle', 'outermost']], ['KeyError'], ['GeneratorExit'], [], [['innermost'], ['innermost', 'middle', 'outermost'], ['innermost'], ['innermost']])
seen.clear(), thrown_into(over_delegate, ValueError), thrown_into(over_delegate, GeneratorExit), thrown_into(over_delegate), seen  # → (None, [['throw']], ['GeneratorExit'], [], [['close'], ['close'], ['close']])
