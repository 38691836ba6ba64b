/**
 * Sites about lines that are told where a trace is left, and about what is told of frames that end in odd ways.
 *
 * @module
 */

import { rows } from "./rows.ts";
import type { SourceSite } from "./source_site.ts";

/** More units than a byte counts. */
const LONG = Array.from({ length: 70 }, () => "q = (k, v, k, 1)").join("; ");
const LONG_SUM = Array.from({ length: 70 }, () => "(k, v, k)").join(", ");

/** Loops whose lines are told once, but for one of them: that is where their trace is left. */
const LEFT = `
mon = __import__('sys').monitoring
kept = [0]
def once(code, n):
    n -= code.co_firstlineno
    emit(n)
    return None if n == kept[0] else mon.DISABLE
def tests(v, k=0):
    while k < 5:
        k += 1
        if v is not None:
            q = 1
        elif k:
            q = 2
        r = q
    return k
def others(v, k=0):
    while k < 5:
        k += 1
        if v is None:
            q = 1
        elif not k:
            q = 2
        r = q
    return k
def far(v, k=0):
    while k < 5:
        k += 1
        if v:
            ${LONG}
        r = k
    return k
def over(v, k=0):
    while k < 5:
        k += 1
        r = (1 if v is None else
            (${LONG_SUM}), k)
    return k
def calls(v, k=0):
    while k < 5:
        k += 1
        q = inner(v); r = (v,
            q)
    return k
def inner(x):
    y = x
    return y
F = type(inner)
`;

/** A function, the line of it that is told in every round, and what it is called with. */
const LEFT_ROWS = [
  "(tests, 4, 1)",
  "(tests, 5, None)",
  "(tests, 6, None)",
  "(tests, 7, 1)",
  "(others, 4, None)",
  "(others, 5, 1)",
  "(others, 7, 1)",
  "(far, 5, 0)",
  "(far, 4, 1)",
  "(over, 4, None)",
  "(over, 4, 1)",
  "(calls, 4, 1)",
];

/** Functions that end in odd ways, and a tool that is told of it. */
const ODD = `
import sys
mon = sys.monitoring
def told(code, at, *a): emit((code.co_name, at, len(a)))
def line(code, n): emit((code.co_name, n - code.co_firstlineno))
def hush(code, at, *a):
    emit(('once', code.co_name))
    return mon.DISABLE
class T:
    def __init__(self, n): self.n = n
    def __del__(self): emit(('died', self.n))
    def __add__(self, o): raise KeyError(o)
def pops(x): return ([T(1)].pop(), [].index(T(2), T(3)))
def adds(x): return [T(4), T(5) + x]
def fails(x): raise KeyError(x)
def holds(x): return (T(6), fails(x))
def least(x):
    try: raise x
    finally: x = None
def consts(x):
    if x & 1:
        return 5
    return 6
def appends(l, x):
    (l
        .append(x))
    return len(l)
class A:
    def m(self): return 1
class B(A):
    def m(self): return super().m()
def fake(*a):
    emit(len(a))
    return A()
try: mon.use_tool_id(2, 'two')
except ValueError: pass
for e in (1, 4, 8, 16, 256, 1024, 2048, 4096, 16384, 65536, 32768): mon.register_callback(2, e, told)
mon.register_callback(2, 32, line)
mon.register_callback(2, 64, told)
def local(f, *events):
    for e in events: mon.set_local_events(2, f.__code__, e)
`;

const TRACED = `
import sys
def one(frame, event, arg):
    if event == 'call' and frame.f_locals.get('n') == 2: frame.f_trace_opcodes = True
    emit((event, frame.f_lasti))
    return one
def stops(frame, event, arg):
    emit(event)
    if event == 'line': raise KeyError(event)
    return stops
def told(frame, event, arg): emit((event, getattr(arg, '__name__', 0)))
def down(n):
    if n: down(n - 1)
    return n
def caught(x):
    try: x = 1
    except KeyError: x = 2
    return (x, sys._getframe().f_trace is None)
def calls(x):
    try: list.pop()
    except TypeError: pass
    return [x].pop()
at = [0, 0, 0]
def sends(frame, event, arg):
    if event == 'line' and frame.f_lineno - frame.f_code.co_firstlineno == at[0]:
        at[2] -= 1
        if at[2]: return sends
        at[0] = 0
        try: frame.f_lineno = frame.f_code.co_firstlineno + at[1]
        except ValueError as e: emit(str(e))
    return sends
def ends(x):
    try:
        if x: return 1
        emit('body')
    finally:
        emit('last')
    emit('end')
    return 2
def mixed(x):
    for k in (1, 2):
        x += k
    try: x.y
    except AttributeError:
        x = 5
    return x
class H:
    def __enter__(self): return 4
    def __exit__(self, *a):
        emit(len(a))
        return True
def held(x):
    for k in (1, 2):
        with H() as h:
            x += k.y
        x += 10
    return x
def sent(f, here, there, time, x):
    at[:] = [here, there, time]
    sys.settrace(sends)
    try: emit(f(x))
    except Exception as e: emit(repr(e))
    finally: sys.settrace(None)
def off():
    sys.settrace(None)
    sys.setprofile(None)
`;

/** Sites about what is told where a trace, a line or a frame is left. */
export const LEFT_SITES: readonly SourceSite[] = [
  rows({
    name: "lines at which a trace is left",
    module: LEFT,
    names: "h, kept[0], v",
    table: LEFT_ROWS,
    use:
      "try: mon.use_tool_id(2, 'two')\nexcept ValueError: pass\nmon.register_callback(2, 32, once)\nc = F(h.__code__.replace(co_name='c'), globals(), 'c', (0,))\nmon.set_local_events(2, c.__code__, 32)\nemit(c(v))\nmon.set_local_events(2, c.__code__, 0)",
  }),
  {
    name: "ends that are told",
    module: ODD,
    setup: "l = []\nb = B()",
    use:
      "for q in (holds, adds, pops, least):\n    try: q(i)\n    except KeyError as e: emit(str(e))\n    except TypeError: emit('type')\nemit((consts(i), appends(l, i), b.m()))\nmon.set_events(2, 0)",
    breaks: [
      "mon.set_events(2, 4096 | 1024)",
      "mon.set_events(2, 16384 | 1024)",
      "mon.set_events(2, 4 | 1)",
      "local(consts, 32)\nconsts(i)\nlocal(consts, 36)\nconsts(i)\nlocal(consts, 32, 0)",
      "for k in range(9): appends(l, k)\nlocal(appends, 32)\nappends(l, i)\nlocal(appends, 0)",
      "mon.set_events(2, 16)\nglobals()['super'] = fake\nb.m()\ndel globals()['super']",
      "mon.register_callback(2, 1, hush)\nmon.restart_events()\nlocal(consts, 1)\nconsts(i)\nlocal(consts, 5)\nconsts(i)\nlocal(consts, 0)",
    ],
  },
  {
    name: "tracers of a few functions",
    module: TRACED,
    setup: "off()",
    use: "try: emit((caught(i), down(2), calls(i), ends(i & 1)))\nexcept KeyError: emit('stopped')\noff()",
    breaks: [
      "sys.settrace(one)",
      "sys.settrace(stops)",
      "sys.setprofile(told)",
      "sent(ends, 2, 5, 1, 0)\nsent(ends, 3, 5, 1, 0)",
      "sent(ends, 5, 3, 1, 1)\nsent(ends, 6, 5, 1, 0)",
      "sent(mixed, 2, 5, 1, 0)\nsent(mixed, 5, 2, 1, 0)",
      "sent(held, 2, 4, 2, 0)\nsent(held, 2, 4, 1, 0)\nsent(held, 3, 4, 1, 0)",
    ],
  },
];
