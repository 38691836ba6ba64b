/**
 * Sites about tracers, profilers, jumps to other lines, and events that come together.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

const TRACED = `
import sys
def keeps(frame, event, arg):
    emit((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, type(arg).__name__))
    return keeps
def silent(frame, event, arg):
    emit((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return silent if event == 'call' else None
def quiet(frame, event, arg):
    frame.f_trace_lines = False
    emit((event, frame.f_code.co_name))
    return quiet
def opcodes(frame, event, arg):
    frame.f_trace_opcodes = event == 'call'
    emit((event, frame.f_lasti))
    return opcodes
def stops(frame, event, arg):
    emit(event)
    if event == 'line': raise KeyError(event)
    return stops
def other(frame, event, arg):
    emit(('other', event))
    return keeps if event == 'line' else other
def nested(frame, event, arg):
    emit((event, frame.f_code.co_name))
    if event == 'return' and frame.f_code is g.__code__: emit(sys.call_tracing(one, (3,)))
    return nested
def first(frame, event, arg):
    if event == 'call': frame.f_trace_opcodes = frame.f_locals.get('n') == 2
    emit((event, frame.f_lasti))
    return first
def looks(frame, event, arg):
    if event == 'call': seen.clear()
    elif event == 'line' and not seen: seen.append(frame.f_locals['x'])
    return looks
seen = []
def thrice(frame, event, arg):
    emit(event)
    seen.append(event)
    if len(seen) == 3: raise KeyError(event)
    return thrice
def spin():
    while True: pass
def upset(frame, event, arg):
    emit(('upset', event))
    raise KeyError(event)
def thrown():
    t = gen()
    next(t)
    try: t.throw(KeyError)
    except KeyError: emit('thrown')
def here(tracer):
    frame = sys._getframe(1)
    frame.f_trace, frame.f_trace_opcodes = tracer, True
    return tracer
def down(n):
    if n: down(n - 1)
    return n
def caught(x):
    try: x = 1
    except KeyError: pass
    return sys._getframe().f_trace is None
def told(frame, event, arg):
    if event[:2] == 'c_': emit((event, arg.__name__, isinstance(arg.__self__, list)))
    else: emit((event, frame.f_code.co_name, arg))
def one(x): return x + 1
def g(x):
    y = [x]
    y.append(x); y.pop()
    for k in (1, 2):
        if k == x: continue
        y += [k]
    while x > 3: x -= 1
    try: y.index(-1)
    except ValueError as e: x = 0
    else: x = 1
    with W() as w: x += one(x)
    return (len(y), x)
class W:
    def __enter__(self): return 1
    def __exit__(self, *a): return True
def gen():
    try: yield 1
    finally: emit('left')
    yield from (2, 3)
def off():
    sys.settrace(None)
    sys.setprofile(None)
`;

/** Functions that a tracer sends from one of their lines to another. */
const JUMPS = `
import sys
at = [0, 0, 'line']
def sends(frame, event, arg):
    if event == at[2] and frame.f_lineno - frame.f_code.co_firstlineno == at[0]:
        at[0] = 0
        try: frame.f_lineno = frame.f_code.co_firstlineno + at[1]
        except ValueError as e: emit(str(e))
    return sends
def plain(x):
    a = 1
    b = 2
    emit('between')
    c = 3
    return (a, b, c)
def loops(x):
    a = 0
    for k in (1, 2, 3):
        a += k
        emit(k)
    b = a
    return (a, b)
def fails(x):
    a = 0
    try:
        a = 1 // a
        emit('no')
    except ZeroDivisionError:
        emit('caught')
        a = 2
    b = sys.exception()
    return (a, b)
def holds(x):
    a = 0
    with H() as h:
        a = 1
        emit('held')
    b = h
    return (a, b)
class H:
    def __enter__(self): return 4
    def __exit__(self, *a): emit(a == (None, None, None))
def bare():
    a = 1
    b = 2
    return (a, b)
def yields():
    a = 1
    yield a
    emit('behind')
    yield 2
    yield 3
def returns(x):
    for k in (1, 2):
        try:
            return x + k
        finally:
            emit('f')
            emit('g')
    return 0
def made(x):
    a = 0
    b = [
        k
        for k in
        (1, x)]
    return (a, b)
def chains(x):
    a = [0]
    for k in (x, 2):
        a[0] += k
        b = c = k
        d = 0 < k < 3
        emit(d)
    return (a, b, c)
def pausing(z):
    def paused():
        a = 1
        b = yield a
        emit((a, b))
        c = yield 2
        emit((c, z))
        for k in (1,):
            yield k
        emit(z)
    return paused
paused = pausing(7)
def moved(turns, there):
    t = paused()
    for k in range(turns): next(t)
    t.gi_frame.f_trace = sends
    done = []
    def mover(frame, event, arg):
        if event == 'line' and not done:
            done.append(1)
            try: t.gi_frame.f_lineno = paused.__code__.co_firstlineno + there
            except ValueError as e: emit(str(e))
        return mover
    sys.settrace(mover)
    try: plain(1)
    finally: sys.settrace(None)
    emit(list(t))
def sent(f, here, there, event='line'):
    at[:] = [here, there, event]
    sys.settrace(sends)
    try: emit(f(1) if f.__code__.co_argcount else list(f()) if event == 'return' else f())
    except Exception as e: emit(repr(e))
    finally: sys.settrace(None)
`;

const TOLD = `
import sys
mon = sys.monitoring
def line(code, n):
    emit(('line', n - code.co_firstlineno))
def once(code, n):
    emit(('once', n - code.co_firstlineno))
    return mon.DISABLE
def unit(code, at): emit(('unit', at))
def rest(code, at, *a): emit((code.co_name, at, [x is mon.MISSING or x if isinstance(x, int) else getattr(x, 'args', None) for x in a], len(a)))
def raises(code, at, *a):
    emit((at, len(a)))
    if left[0] == 0: return
    left[0] -= 1
    raise KeyError(code.co_name)
left = [0]
def g(x):
    y = x + 1
    if y & 1: y += 1
    for k in (x,): y += k
    return [
        y,
        abs(-y)]
def boom(x):
    try: raise ValueError(x)
    except IndexError: return 1
def calls(x):
    try: return (abs(x), len([x]), list(), int('x'))
    except ValueError: return x
class Z:
    def m(self, *a): return len(a)
def spread(x):
    z = Z()
    t = (x, 2)
    return (z.m(*t), z.m(*()), abs(*(x,)), len(*[t]), max(*t), g(*(x,)), list(*[]))
async def co(x): return x
async def waits(x): return (await co(x), await co(2))
def driven(x):
    try: waits(x).send(None)
    except StopIteration as e: return e.value
def long(x):
    y = 0
    for k in (x, 1):
        if x < 0:
            ${"y += k; ".repeat(64)}
        y += k
    return y
def tried():
    try:
        yield 1
        yield 2
    finally: yield 3
    return (4, 5)
def nothing(): yield 1
class Sub(StopIteration): pass
def ended():
    yield 1
    return Sub(4, 5)
def looped(x):
    try:
        for k in (x, 1): emit(k)
    except KeyError: return 'caught'
def handles(x):
    try: boom(x)
    except ValueError: return 'handled'
    except KeyError: return 'key'
def begin():
    try: mon.use_tool_id(2, 'two')
    except ValueError: pass
    mon.register_callback(2, 32, line)
    mon.register_callback(2, 64, unit)
    for e in (1, 2, 4, 8, 16, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536): mon.register_callback(2, e, rest)
def end():
    mon.set_events(2, 0)
    begin()
`;

/** Sites about what tools are told; they take several times as long as others. */
export const TRACED_SITES: readonly SourceSite[] = [
  {
    name: "tracers that change their mind",
    module: TRACED,
    setup: "off()",
    use:
      "try: emit(g(i & 1))\nexcept KeyError: emit('stopped')\nfor x in gen(): emit(x)\ntry: emit((caught(i), down(2)))\nexcept KeyError: emit('stopped')\noff()",
    breaks: [
      "sys.settrace(keeps)",
      "sys.settrace(silent)",
      "sys.settrace(quiet)",
      "sys.settrace(opcodes)",
      "sys.settrace(stops)",
      "sys.settrace(other)",
      "sys.settrace(first)",
      "sys.settrace(nested)",
      "sys.setprofile(told)",
      "sys.setprofile(told)\nsys.settrace(quiet)",
      "sys.setprofile(told)\nthrown()",
      "sys.setprofile(upset)",
      "sys.settrace(here(keeps))",
      "sys.settrace(looks)",
      "seen.clear()\nsys.settrace(thrice)\nspin()",
    ],
  },
  {
    name: "frames that are sent to another line",
    module: JUMPS,
    setup: "x = 0",
    use: "emit((plain(i), loops(i), fails(i), holds(i)))",
    breaks: [
      "sent(plain, 1, 4)\nsent(plain, 5, 2)",
      "sent(plain, 2, 5)\nsent(plain, 1, 1)",
      "sent(loops, 1, 4)\nsent(loops, 5, 3)",
      "sent(loops, 3, 5)\nsent(loops, 4, 2)",
      "sent(fails, 7, 8)\nsent(fails, 6, 8)",
      "sent(fails, 1, 6)\nsent(fails, 3, 7)",
      "sent(fails, 8, 2)\nsent(fails, 6, 2)",
      "sent(holds, 3, 5)\nsent(holds, 5, 3)",
      "sent(bare, 1, 2)\nsent(bare, 2, 1)",
      "sent(yields, 2, 4, 'return')\nsent(yields, 4, 1, 'return')",
      "sent(plain, 1, 90)\nsent(plain, 1, -900)",
      "sent(made, 1, 3)\nsent(made, 3, 6)",
      "sent(returns, 6, 1)\nsent(returns, 5, 7)",
      "sent(returns, 6, 5)\nsent(chains, 3, 6)",
      "sent(chains, 6, 7)\nsent(chains, 4, 1)",
      "moved(1, 3)\nmoved(2, 7)",
      "moved(3, 1)\nmoved(2, 1)",
      "moved(1, 5)\nmoved(3, 8)",
      "moved(1, 4)\nmoved(3, 6)",
    ],
  },
  {
    name: "events that come together",
    module: TOLD,
    setup: "begin()",
    use:
      "emit((g(i), calls(i)))\nemit((spread(i), driven(i), long(i)))\nfor x in tried(): emit(x)\nfor x in nothing(): emit(x)\ntry: emit(handles(i))\nexcept KeyError as e: emit(str(e))\nmon.set_events(2, 0)",
    breaks: [
      "mon.set_events(2, 96)",
      "mon.register_callback(2, 32, once)\nmon.set_events(2, 96)",
      "mon.set_events(2, 32 | 4 | 256 | 128)",
      "mon.set_local_events(2, g.__code__, 96)\ng(i)\nmon.set_local_events(2, g.__code__, 64)\ng(i)\nmon.set_local_events(2, g.__code__, 0)",
      "mon.set_local_events(2, g.__code__, 64 | 4)\ng(i)\nmon.set_local_events(2, g.__code__, 32 | 4)\ng(i)\nmon.set_local_events(2, g.__code__, 0)",
      "mon.set_events(2, 16 | 32768 | 65536)",
      "mon.set_events(2, 512 | 1024)\nfor x in ended(): emit(x)",
      "mon.set_events(2, 32)\nemit(mon.register_callback(2, 32, None) is line)\ng(i)\nemit(mon.register_callback(2, 32, line))",
      "mon.set_events(2, 1 | 2 | 4 | 8)",
      "mon.set_events(2, 2)",
      "mon.set_events(2, 1)",
      "mon.set_events(2, 512 | 1024 | 2048 | 4096 | 16384)",
    ],
  },
  {
    name: "callbacks that raise where errors are told",
    module: TOLD,
    setup: "begin()",
    use:
      "try: emit(handles(i))\nexcept Exception as e: emit(repr(e))\ntry:\n    for x in tried(): emit(x)\nexcept Exception as e: emit(repr(e))\ntry:\n    for x in (i,): emit(x)\nexcept Exception as e: emit(repr(e))\ntry: emit(calls(i))\nexcept Exception as e: emit(repr(e))\ntry: emit(looped(i))\nexcept Exception as e: emit(repr(e))\nmon.set_local_events(2, looped.__code__, 0)\nleft[0] = 0\nend()",
    breaks: [
      "left[0] = 2\nmon.register_callback(2, 2048, raises)\nmon.set_events(2, 2048)",
      "left[0] = 2\nmon.register_callback(2, 2048, raises)\nmon.set_events(2, 2048 | 1024 | 4096 | 16384)",
      "left[0] = 2\nmon.register_callback(2, 16384, raises)\nmon.set_events(2, 16384)",
      "left[0] = 2\nmon.register_callback(2, 256, raises)\nmon.set_events(2, 256)",
      "left[0] = 1\nmon.register_callback(2, 256, raises)\nmon.set_local_events(2, looped.__code__, 256)",
      "left[0] = 2\nmon.register_callback(2, 8, raises)\nmon.set_events(2, 8 | 1024)",
      "left[0] = 2\nmon.register_callback(2, 16, raises)\nmon.set_events(2, 16 | 32768)",
      "left[0] = 2\nmon.register_callback(2, 65536, raises)\nmon.set_events(2, 16 | 65536)",
    ],
  },
];
