# sys.monitoring, sys.settrace and sys.setprofile.
import sys

mon = sys.monitoring
EV = mon.events
NAMES = ['PY_START', 'PY_RESUME', 'PY_RETURN', 'PY_YIELD', 'CALL', 'LINE', 'INSTRUCTION', 'JUMP', 'BRANCH', 'STOP_ITERATION', 'RAISE', 'EXCEPTION_HANDLED', 'PY_UNWIND', 'PY_THROW', 'RERAISE', 'C_RETURN', 'C_RAISE']
def simple(a):
    b = a + 1
    return b
def branchy(n):
    out = []
    for i in range(n):
        if i % 2:
            out.append(i)
        elif i > 2: continue
        else:
            out += [len(out)]
    while n: n -= 1
    return out
def raises(n):
    try:
        if n: raise ValueError(n)
        return int('x')
    except ValueError as e:
        return str(e)[:5]
    finally:
        n = 0
def unwinds(): return 1 / 0
def nested():
    try: unwinds()
    except ZeroDivisionError: pass
    try: int('a')
    except TypeError: pass
    except ValueError: raise KeyError('k')
def gen(n):
    for i in range(n):
        try: yield i
        except KeyError: yield 'k'
def drives():
    g = gen(3)
    a = next(g)
    b = g.throw(KeyError)
    c = list(g)
    return a, b, c
def delegates(): return list((lambda: (yield from gen(2)))())
def calls(): return len([1]), simple(2), max(1, 2), 'a'.join(['b']), sorted([2, 1], key=abs), K().m(*[1], **{})
class K:
    def m(self, x): return super().__init__()
def short(x):
    if isinstance(x, (int, str, type(None))): return x
    if x is mon.MISSING: return 'MISSING'
    if hasattr(x, '__name__'): return x.__name__
    return type(x).__name__
def watch(work, *names, local=None, disable=(), answer=None, tool=3, callback_for=None):
    'Runs a function with events on; what callbacks were told, lines and offsets made short.'
    out = []
    mon.use_tool_id(tool, 't')
    try:
        for name in callback_for or names:
            def told(code, *args, name=name):
                if name == 'LINE': args = (args[0] - code.co_firstlineno,)
                elif name == 'INSTRUCTION': args = ()
                else: args = tuple(short(a) for a in args[1:] if not (name in ('JUMP', 'BRANCH') and isinstance(a, int)))
                out.append((name, code.co_name, *args))
                if name in disable: return mon.DISABLE
                if answer is not None: return answer(name)
            mon.register_callback(tool, getattr(EV, name), told)
        events = 0
        for name in names: events |= getattr(EV, name)
        if local is not None: mon.set_local_events(tool, local.__code__, events)
        else: mon.set_events(tool, events)
        try: result = work()
        except BaseException as e: result = f'{type(e).__name__}: {e}'
        mon.set_events(tool, 0)
        if local is not None: mon.set_local_events(tool, local.__code__, 0)
    finally:
        for name in NAMES: mon.register_callback(tool, getattr(EV, name), None)
        mon.free_tool_id(tool)
    return result, [o for o in out if o[1] not in ('watch', 'set_events')]
def counted(work, *names, **k):
    result, out = watch(work, *names, **k)
    seen = {}
    for o in out: seen[o[:2]] = seen.get(o[:2], 0) + 1
    return result, seen
def traced(work, lines=True, opcodes=False, local='self', profile=False, stop=None):
    out = []
    def trace(frame, event, arg):
        if frame.f_code.co_name in ('traced', 'trace'): return None
        frame.f_trace_opcodes = opcodes
        out.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, short(arg) if event != 'exception' else arg[0].__name__))
        if event == stop: raise KeyError('stopped')
        frame.f_trace_lines = lines
        return trace if local == 'self' else local
    (sys.setprofile if profile else sys.settrace)(trace)
    try: result = work()
    except BaseException as e: result = f'{type(e).__name__}: {e}'
    finally: (sys.setprofile if profile else sys.settrace)(None)
    return result, out
def jumping(f, frm, to):
    'Runs a function whose line `frm` is sent to line `to` once.'
    done = []
    def trace(frame, event, arg):
        if frame.f_code is not f.__code__: return None
        if event == 'line' and frame.f_lineno - frame.f_code.co_firstlineno == frm and not done:
            done.append(1)
            try: frame.f_lineno = frame.f_code.co_firstlineno + to
            except BaseException as e: done.append(f'{type(e).__name__}: {e}')
        return trace
    sys.settrace(trace)
    try: result = f()
    except BaseException as e: result = f'{type(e).__name__}: {e}'
    finally: sys.settrace(None)
    return result, done[1:]
def j1():
    out = []
    out.append(1)
    out.append(2)
    out.append(3)
    return out
def j2():
    out = []
    for i in range(2):
        out.append(i)
        out.append('b')
    out.append('c')
    return out
def j3():
    out = []
    try:
        out.append(1)
        out.append(2)
    except ValueError:
        out.append(3)
    with K2():
        out.append(4)
    out.append(5)
    return out
class K2:
    def __enter__(self): return self
    def __exit__(self, *a): return None
def boom(name): raise RuntimeError(name)

# events
[bin(getattr(EV, n)) for n in NAMES], EV.NO_EVENTS, mon.DEBUGGER_ID, mon.COVERAGE_ID, mon.PROFILER_ID, mon.OPTIMIZER_ID, mon.DISABLE is not None, mon.MISSING is not None  # → (['0b1', '0b10', '0b100', '0b1000', '0b10000', '0b100000', '0b1000000', '0b10000000', '0b100000000', '0b1000000000', '0b10000000000', '0b100000000000', '0b1000000000000', '0b10000000000000', '0b100000000000000', '0b1000000000000000', '0b10000000000000000'], 0, 0, 1, 2, 5, True, True)
watch(lambda: simple(1), 'PY_START', 'PY_RETURN', 'LINE')  # → (2, [('PY_START', '<lambda>'), ('LINE', '<lambda>', 0), ('PY_START', 'simple'), ('LINE', 'simple', 1), ('LINE', 'simple', 2), ('PY_RETURN', 'simple', 2), ('PY_RETURN', '<lambda>', 2)])
watch(lambda: simple(1), 'LINE', local=simple), watch(lambda: simple(1), 'INSTRUCTION', local=simple)  # → ((2, [('LINE', 'simple', 1), ('LINE', 'simple', 2)]), (2, [('INSTRUCTION', 'simple'), ('INSTRUCTION', 'simple'), ('INSTRUCTION', 'simple'), ('INSTRUCTION', 'simple'), ('INSTRUCTION', 'simple'), ('INSTRUCTION', 'simple')]))
watch(lambda: branchy(5), 'LINE', local=branchy)  # → ([0, 1, 2, 3], [('LINE', 'branchy', 1), ('LINE', 'branchy', 2), ('LINE', 'branchy', 3), ('LINE', 'branchy', 5), ('LINE', 'branchy', 7), ('LINE', 'branchy', 2), ('LINE', 'branchy', 3), ('LINE', 'branchy', 4), ('LINE', 'branchy', 2), ('LINE', 'branchy', 3), ('LINE', 'branchy', 5), ('LINE', 'branchy', 7), ('LINE', 'branchy', 2), ('LINE', 'branchy', 3), ('LINE', 'branchy', 4), ('LINE', 'branchy', 2), ('LINE', 'branchy', 3), ('LINE', 'branchy', 5), ('LINE', 'branchy', 2), ('LINE', 'branchy', 8), ('LINE', 'branchy', 9)])
counted(lambda: branchy(5), 'JUMP', 'BRANCH', 'INSTRUCTION', local=branchy)  # → ([0, 1, 2, 3], {('INSTRUCTION', 'branchy'): 122, ('BRANCH', 'branchy'): 20, ('JUMP', 'branchy'): 9})
watch(lambda: branchy(3), 'JUMP', 'BRANCH', local=branchy)  # → ([0, 1, 2], [('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('JUMP', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('JUMP', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('JUMP', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('JUMP', 'branchy'), ('BRANCH', 'branchy'), ('JUMP', 'branchy'), ('BRANCH', 'branchy')])
watch(lambda: raises(1), 'RAISE', 'EXCEPTION_HANDLED', 'RERAISE', 'PY_UNWIND', 'PY_RETURN')  # → ('1', [('RAISE', 'raises', 'ValueError'), ('EXCEPTION_HANDLED', 'raises', 'ValueError'), ('PY_RETURN', 'raises', '1'), ('PY_RETURN', '<lambda>', '1')])
watch(lambda: raises(0), 'RAISE', 'EXCEPTION_HANDLED', 'RERAISE', 'PY_UNWIND', 'C_RAISE', 'CALL', callback_for=('RAISE', 'EXCEPTION_HANDLED', 'C_RAISE', 'CALL'))  # → !ValueError: cannot set C_RETURN or C_RAISE events independently
watch(nested, 'RAISE', 'EXCEPTION_HANDLED', 'RERAISE', 'PY_UNWIND')  # → ("KeyError: 'k'", [('RAISE', 'unwinds', 'ZeroDivisionError'), ('PY_UNWIND', 'unwinds', 'ZeroDivisionError'), ('RAISE', 'nested', 'ZeroDivisionError'), ('EXCEPTION_HANDLED', 'nested', 'ZeroDivisionError'), ('RAISE', 'nested', 'ValueError'), ('EXCEPTION_HANDLED', 'nested', 'ValueError'), ('RAISE', 'nested', 'KeyError'), ('EXCEPTION_HANDLED', 'nested', 'KeyError'), ('RERAISE', 'nested', 'KeyError'), ('PY_UNWIND', 'nested', 'KeyError')])
watch(drives, 'PY_START', 'PY_RESUME', 'PY_YIELD', 'PY_RETURN', 'PY_THROW', 'STOP_ITERATION', 'RAISE')  # → ((0, 'k', [1, 2]), [('PY_START', 'drives'), ('PY_START', 'gen'), ('PY_YIELD', 'gen', 0), ('PY_THROW', 'gen', 'KeyError'), ('RAISE', 'gen', 'KeyError'), ('PY_YIELD', 'gen', 'k'), ('PY_RESUME', 'gen'), ('PY_YIELD', 'gen', 1), ('PY_RESUME', 'gen'), ('PY_YIELD', 'gen', 2), ('PY_RESUME', 'gen'), ('PY_RETURN', 'gen', None), ('PY_RETURN', 'drives', 'tuple')])
watch(delegates, 'PY_START', 'PY_RESUME', 'PY_YIELD', 'PY_RETURN', 'STOP_ITERATION')  # → ([0, 1], [('PY_START', 'delegates'), ('PY_START', '<lambda>'), ('PY_START', 'gen'), ('PY_YIELD', 'gen', 0), ('PY_YIELD', '<lambda>', 0), ('PY_RESUME', '<lambda>'), ('PY_RESUME', 'gen'), ('PY_YIELD', 'gen', 1), ('PY_YIELD', '<lambda>', 1), ('PY_RESUME', '<lambda>'), ('PY_RESUME', 'gen'), ('PY_RETURN', 'gen', None), ('STOP_ITERATION', '<lambda>', 'StopIteration'), ('PY_RETURN', '<lambda>', None), ('PY_RETURN', 'delegates', 'list')])
watch(calls, 'CALL', callback_for=('CALL', 'C_RETURN', 'C_RAISE'), local=None)[1][:12]  # → [('CALL', 'calls', 'len', 'list'), ('C_RETURN', 'calls', 'len', 'list'), ('CALL', 'calls', 'simple', 2), ('CALL', 'calls', 'max', 1), ('C_RETURN', 'calls', 'max', 1), ('CALL', 'calls', 'join', 'a'), ('C_RETURN', 'calls', 'join', 'a'), ('CALL', 'calls', 'sorted', 'list'), ('C_RETURN', 'calls', 'sorted', 'list'), ('CALL', 'calls', 'K', 'MISSING'), ('C_RETURN', 'calls', 'K', 'MISSING'), ('CALL', 'm', 'super', 'MISSING')]
watch(calls, 'CALL', local=calls)  # → ((1, 3, 2, 'b', [1, 2], None), [('CALL', 'calls', 'len', 'list'), ('CALL', 'calls', 'simple', 2), ('CALL', 'calls', 'max', 1), ('CALL', 'calls', 'join', 'a'), ('CALL', 'calls', 'sorted', 'list'), ('CALL', 'calls', 'K', 'MISSING')])
watch(lambda: branchy(4), 'LINE', local=branchy, disable=('LINE',)), watch(lambda: (branchy(2), branchy(2)), 'PY_START', 'BRANCH', local=branchy, disable=('PY_START', 'BRANCH'))  # → (([0, 1, 2, 3], [('LINE', 'branchy', 1), ('LINE', 'branchy', 2), ('LINE', 'branchy', 3), ('LINE', 'branchy', 5), ('LINE', 'branchy', 7), ('LINE', 'branchy', 2), ('LINE', 'branchy', 4), ('LINE', 'branchy', 8), ('LINE', 'branchy', 9)]), (([0, 1], [0, 1]), [('PY_START', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy')]))
watch(lambda: (simple(1), mon.restart_events(), simple(2)), 'LINE', local=simple, disable=('LINE',))  # → ((2, None, 3), [('LINE', 'simple', 1), ('LINE', 'simple', 2), ('LINE', 'simple', 1), ('LINE', 'simple', 2)])
watch(lambda: raises(1), 'RAISE', disable=('RAISE',))  # → ('Canno', [('RAISE', 'raises', 'ValueError')])
watch(lambda: simple(1), 'PY_START', local=simple, answer=boom), watch(lambda: simple(1), 'LINE', local=simple, answer=boom), watch(unwinds, 'RAISE', answer=boom)[0], watch(lambda: simple(1), 'PY_RETURN', local=simple, answer=boom), watch(lambda: branchy(2), 'BRANCH', local=branchy, answer=boom)[0]  # → (('RuntimeError: PY_START', [('PY_START', 'simple')]), ('RuntimeError: LINE', [('LINE', 'simple', 1)]), 'RuntimeError: RAISE', ('RuntimeError: PY_RETURN', [('PY_RETURN', 'simple', 2)]), 'RuntimeError: BRANCH')
watch(lambda: watch(lambda: simple(1), 'LINE', local=simple, tool=4), 'LINE', 'PY_START', local=simple)  # → ((2, [('LINE', 'simple', 1), ('LINE', 'simple', 2)]), [('PY_START', 'simple'), ('LINE', 'simple', 1), ('LINE', 'simple', 2)])
watch(lambda: watch(lambda: branchy(2), 'BRANCH', 'LINE', local=branchy, tool=1, disable=('LINE',)), 'LINE', 'BRANCH', local=branchy)  # → (([0, 1], [('LINE', 'branchy', 1), ('LINE', 'branchy', 2), ('BRANCH', 'branchy'), ('LINE', 'branchy', 3), ('BRANCH', 'branchy'), ('LINE', 'branchy', 5), ('BRANCH', 'branchy'), ('LINE', 'branchy', 7), ('LINE', 'branchy', 2), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('LINE', 'branchy', 4), ('BRANCH', 'branchy'), ('LINE', 'branchy', 8), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('LINE', 'branchy', 9)]), [('LINE', 'branchy', 1), ('LINE', 'branchy', 2), ('BRANCH', 'branchy'), ('LINE', 'branchy', 3), ('BRANCH', 'branchy'), ('LINE', 'branchy', 5), ('BRANCH', 'branchy'), ('LINE', 'branchy', 7), ('LINE', 'branchy', 2), ('BRANCH', 'branchy'), ('LINE', 'branchy', 3), ('BRANCH', 'branchy'), ('LINE', 'branchy', 4), ('LINE', 'branchy', 2), ('BRANCH', 'branchy'), ('LINE', 'branchy', 8), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('BRANCH', 'branchy'), ('LINE', 'branchy', 9)])
watch(lambda: [simple(i) for i in range(2)], 'PY_START', 'PY_RETURN', 'CALL', callback_for=('PY_START',))  # → ([1, 2], [('PY_START', '<lambda>'), ('PY_START', 'simple'), ('PY_START', 'simple')])

# tools
mon.get_tool(3), mon.use_tool_id(3, 'name'), mon.get_tool(3), mon.get_events(3), mon.set_events(3, EV.LINE | EV.CALL), mon.get_events(3) == EV.LINE | EV.CALL, mon.set_events(3, 0), mon.set_local_events(3, simple.__code__, EV.LINE), mon.get_local_events(3, simple.__code__) == EV.LINE, mon.set_local_events(3, simple.__code__, 0), mon.register_callback(3, EV.LINE, len), mon.register_callback(3, EV.LINE, None) is len, mon.free_tool_id(3), mon.get_tool(3)  # → (None, None, 'name', 0, None, True, None, None, True, None, None, True, None, None)
mon.use_tool_id(9, 'x')  # → !ValueError: invalid tool 9 (must be between 0 and 5)
mon.use_tool_id(1, 5)  # → !ValueError: tool name must be a str
mon.use_tool_id('a', 'x')  # → !TypeError: 'str' object cannot be interpreted as an integer
mon.set_events(3, EV.LINE)  # → !ValueError: tool 3 is not in use
mon.get_events(3)  # → 0
mon.get_events(-1)  # → !ValueError: invalid tool -1 (must be between 0 and 5)
mon.free_tool_id(8)  # → !ValueError: invalid tool 8 (must be between 0 and 5)
mon.register_callback(2, 3, None)  # → !ValueError: The callback can only be set for one event at a time
mon.register_callback(2, 1 << 20, None)  # → !ValueError: invalid event 1048576
mon.register_callback(2, EV.LINE)  # → !TypeError: register_callback expected 3 arguments, got 2
(mon.use_tool_id(2, 'x'), mon.use_tool_id(2, 'y'))  # → !ValueError: tool 2 is already in use
mon.set_events(2, 1 << 20)  # → !ValueError: invalid event set 0x100000
mon.set_events(2, EV.C_RETURN)  # → !ValueError: cannot set C_RETURN or C_RAISE events independently
mon.set_events(2, -1)  # → !ValueError: invalid event set 0xffffffff
mon.set_local_events(2, 5, 0)  # → !TypeError: code must be a code object
mon.set_local_events(2, simple.__code__, EV.RAISE)  # → !ValueError: invalid local event set 0x400
mon.get_local_events(2, 5)  # → !TypeError: code must be a code object
mon.free_tool_id(2), mon.get_tool(2)  # → (None, None)

# tracing
traced(lambda: simple(1))  # → (2, [('call', '<lambda>', 0, None), ('line', '<lambda>', 0, None), ('call', 'simple', 0, None), ('line', 'simple', 1, None), ('line', 'simple', 2, None), ('return', 'simple', 2, 2), ('return', '<lambda>', 0, 2)])
traced(lambda: branchy(2))  # → ([0, 1], [('call', '<lambda>', 0, None), ('line', '<lambda>', 0, None), ('call', 'branchy', 0, None), ('line', 'branchy', 1, None), ('line', 'branchy', 2, None), ('line', 'branchy', 3, None), ('line', 'branchy', 5, None), ('line', 'branchy', 7, None), ('line', 'branchy', 2, None), ('line', 'branchy', 3, None), ('line', 'branchy', 4, None), ('line', 'branchy', 2, None), ('line', 'branchy', 8, None), ('line', 'branchy', 8, None), ('line', 'branchy', 9, None), ('return', 'branchy', 9, 'list'), ('return', '<lambda>', 0, 'list')])
traced(lambda: raises(1)), traced(nested)  # → (('1', [('call', '<lambda>', 0, None), ('line', '<lambda>', 0, None), ('call', 'raises', 0, None), ('line', 'raises', 1, None), ('line', 'raises', 2, None), ('exception', 'raises', 2, 'ValueError'), ('line', 'raises', 4, None), ('line', 'raises', 5, None), ('line', 'raises', 7, None), ('return', 'raises', 7, '1'), ('return', '<lambda>', 0, '1')]), ("KeyError: 'k'", [('call', 'nested', 0, None), ('line', 'nested', 1, None), ('call', 'unwinds', 0, None), ('line', 'unwinds', 0, None), ('exception', 'unwinds', 0, 'ZeroDivisionError'), ('return', 'unwinds', 0, None), ('exception', 'nested', 1, 'ZeroDivisionError'), ('line', 'nested', 2, None), ('line', 'nested', 3, None), ('exception', 'nested', 3, 'ValueError'), ('line', 'nested', 4, None), ('line', 'nested', 5, None), ('exception', 'nested', 5, 'KeyError'), ('return', 'nested', 5, None)]))
traced(drives)  # → ((0, 'k', [1, 2]), [('call', 'drives', 0, None), ('line', 'drives', 1, None), ('line', 'drives', 2, None), ('call', 'gen', 0, None), ('line', 'gen', 1, None), ('line', 'gen', 2, None), ('return', 'gen', 2, 0), ('line', 'drives', 3, None), ('call', 'gen', 2, None), ('exception', 'gen', 2, 'KeyError'), ('line', 'gen', 3, None), ('return', 'gen', 3, 'k'), ('line', 'drives', 4, None), ('call', 'gen', 3, None), ('line', 'gen', 1, None), ('line', 'gen', 2, None), ('return', 'gen', 2, 1), ('call', 'gen', 2, None), ('line', 'gen', 1, None), ('line', 'gen', 2, None), ('return', 'gen', 2, 2), ('call', 'gen', 2, None), ('line', 'gen', 1, None), ('return', 'gen', 1, None), ('line', 'drives', 5, None), ('return', 'drives', 5, 'tuple')])
traced(lambda: simple(1), lines=False), traced(lambda: simple(1), local=None), traced(lambda: simple(1), opcodes=True)[1][:8]  # → ((2, [('call', '<lambda>', 0, None), ('call', 'simple', 0, None), ('return', 'simple', 2, 2), ('return', '<lambda>', 0, 2)]), (2, [('call', '<lambda>', 0, None), ('call', 'simple', 0, None)]), [('call', '<lambda>', 0, None), ('line', '<lambda>', 0, None), ('opcode', '<lambda>', 0, None), ('opcode', '<lambda>', 0, None), ('opcode', '<lambda>', 0, None), ('call', 'simple', 0, None), ('line', 'simple', 1, None), ('opcode', 'simple', 1, None)])
traced(lambda: simple(1), stop='call'), sys.gettrace(), traced(lambda: simple(1), stop='line'), traced(lambda: simple(1), stop='return'), traced(unwinds, stop='exception')  # → (("KeyError: 'stopped'", [('call', '<lambda>', 0, None)]), None, ("KeyError: 'stopped'", [('call', '<lambda>', 0, None), ('line', '<lambda>', 0, None)]), ("KeyError: 'stopped'", [('call', '<lambda>', 0, None), ('line', '<lambda>', 0, None), ('call', 'simple', 0, None), ('line', 'simple', 1, None), ('line', 'simple', 2, None), ('return', 'simple', 2, 2)]), ("KeyError: 'stopped'", [('call', 'unwinds', 0, None), ('line', 'unwinds', 0, None), ('exception', 'unwinds', 0, 'ZeroDivisionError')]))
traced(calls, profile=True)  # → ((1, 3, 2, 'b', [1, 2], None), [('call', 'calls', 0, None), ('c_call', 'calls', 0, 'len'), ('c_return', 'calls', 0, 'len'), ('call', 'simple', 0, None), ('return', 'simple', 2, 3), ('c_call', 'calls', 0, 'max'), ('c_return', 'calls', 0, 'max'), ('c_call', 'calls', 0, 'join'), ('c_return', 'calls', 0, 'join'), ('c_call', 'calls', 0, 'sorted'), ('c_return', 'calls', 0, 'sorted'), ('call', 'm', 0, None), ('return', 'm', 0, None), ('return', 'calls', 0, 'tuple')])
traced(nested, profile=True), traced(lambda: simple(1), profile=True, stop='return'), sys.getprofile(), traced(drives, profile=True)  # → (("KeyError: 'k'", [('call', 'nested', 0, None), ('call', 'unwinds', 0, None), ('return', 'unwinds', 0, None), ('return', 'nested', 5, None)]), ("KeyError: 'stopped'", [('call', '<lambda>', 0, None), ('call', 'simple', 0, None), ('return', 'simple', 2, 2)]), None, ((0, 'k', [1, 2]), [('call', 'drives', 0, None), ('c_call', 'drives', 2, 'next'), ('call', 'gen', 0, None), ('return', 'gen', 2, 0), ('c_return', 'drives', 2, 'next'), ('c_call', 'drives', 3, 'throw'), ('call', 'gen', 2, None), ('return', 'gen', 3, 'k'), ('c_return', 'drives', 3, 'throw'), ('call', 'gen', 3, None), ('return', 'gen', 2, 1), ('call', 'gen', 2, None), ('return', 'gen', 2, 2), ('call', 'gen', 2, None), ('return', 'gen', 1, None), ('return', 'drives', 5, 'tuple')]))
jumping(j1, 2, 4), jumping(j1, 3, 1), jumping(j1, 3, 2), jumping(j1, 2, 99), jumping(j1, 2, -1), jumping(j1, 4, 5)  # → (([3], []), ([1, 2, 3], []), ([1, 1, 2, 3], []), ([1, 2, 3], ['ValueError: line 221 comes after the current code block']), ([1, 2, 3], ['ValueError: line 121 comes before the current code block']), ([1, 2], []))
jumping(j2, 3, 5), jumping(j2, 4, 3), jumping(j2, 5, 3), jumping(j2, 2, 5), jumping(j2, 3, 2), jumping(j2, 5, 2)  # → ((['c'], []), ([0, 0, 'b', 1, 'b', 'c'], []), ([0, 'b', 1, 'b', 'c'], ["ValueError: can't jump into the body of a for loop"]), (['c'], []), ([0, 'b', 1, 'b', 'c'], []), ([0, 'b', 1, 'b', 0, 'b', 1, 'b', 'c'], []))
jumping(j3, 3, 6), jumping(j3, 4, 3), jumping(j3, 3, 9), jumping(j3, 8, 9), jumping(j3, 9, 8), jumping(j3, 3, 8), jumping(j3, 7, 3)  # → (([1, 2, 4, 5], ["ValueError: can't jump into an 'except' block as there's no exception"]), ([1, 1, 2, 4, 5], []), ([5], []), ([1, 2, 5], []), ([1, 2, 4, 5], ['ValueError: incompatible stacks']), ([1, 2, 4, 5], ['ValueError: incompatible stacks']), ([1, 2, 1, 2, 4, 5], []))
sys.settrace()  # → !TypeError: sys.settrace() takes exactly one argument (0 given)
