/**
 * Sites about what monitoring and tracing are told.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

const TOOLS = `
import sys
mon = sys.monitoring
def show(code, where, *rest):
    emit((code.co_name, where, len(rest)))
    if rest and isinstance(rest[0], int): emit(rest[0])
def hush(code, where, *rest):
    emit(('hush', where))
    return mon.DISABLE
def g(x):
    if x & 1:
        return x
    y = x + 1
    return y
def one(x): return x + 1
def ones(): yield 1; yield 2
def h():
    try: yield 1
    except ValueError: yield 2
def dh(): yield from h()
def boom(x): raise ValueError(x)
def angry(code, where, *rest): raise KeyError(code.co_name)
def on(tool, events): mon.set_events(tool, events)
def both(events):
    mon.set_local_events(2, g.__code__, events)
    mon.set_local_events(3, g.__code__, events)
def tools(event):
    try:
        mon.use_tool_id(2, 'two')
        mon.use_tool_id(3, 'three')
    except ValueError: pass
    mon.register_callback(2, event, show)
    mon.register_callback(3, event, hush)
def quiet():
    mon.set_events(2, 0)
    mon.set_events(3, 0)
    both(0)
`;

/** Breaks of monitoring, for an event by its bit. */
function watches(event: number): readonly string[] {
  return [
    `mon.set_events(2, ${event})`,
    `mon.set_events(3, ${event})`,
    `mon.set_local_events(2, g.__code__, ${event})`,
    `mon.set_local_events(3, g.__code__, ${event})`,
    `both(${event})`,
    `on(2, ${event})`,
    `both(${event})\ng(1)\nboth(0)`,
    `both(${event})\nmon.set_local_events(2, g.__code__, 0)\ng(2)\ng(1)`,
    `mon.set_events(2, ${event})\nmon.set_events(3, ${event})\ng(1)\nmon.set_events(2, 0)`,
    `mon.set_events(2, ${event})\nmon.set_local_events(3, g.__code__, ${event})`,
    `mon.set_events(3, ${event})\ng(1)\ng(2)\nmon.restart_events()`,
    `mon.set_events(3, ${event})\ng(1)\ng(2)\nmon.set_events(2, ${event})`,
    `mon.set_events(2, ${event})\nmon.set_events(2, 0)`,
    `mon.set_local_events(2, g.__code__, 0)\nmon.set_events(2, 0)`,
    `mon.set_events(2, ${event | 1})\nmon.set_events(2, ${event})`,
    `mon.register_callback(2, 1, show)\nmon.register_callback(2, 2, show)\nmon.set_events(2, ${event | 3})`,
    // One of two tools asks for no more of what both are told: the other still hears it the second time.
    `tools(32)\ntools(64)\nmon.set_events(2, ${event | 96})\nmon.set_events(3, ${event | 96})\ng(1)\ng(1)`,
  ];
}

function monitored(name: string, event: number, use: string): SourceSite {
  return { name, module: TOOLS, setup: `tools(${event})\nquiet()`, use, breaks: watches(event) };
}

/** Sites about what is monitored. */
export const MONITORED_SITES: readonly SourceSite[] = [
  monitored("starts", 1, "emit(g(i))\nfor x in ones(): emit(x)"),
  monitored("returns", 4, "emit(g(i))\nfor x in ones(): emit(x)"),
  monitored(
    "resumptions",
    2,
    "emit(g(i))\nfor x in ones(): emit(x)\nt = dh()\nemit(next(t))\nemit(t.throw(ValueError))",
  ),
  monitored(
    "lines",
    32,
    "emit(g(i))\nemit(one(i))\nfor x in ones(): emit(x)\nif i & 1:\n    emit(1)\nelse:\n    emit(2)\nfor x in (1, 2): pass\nwhile True:\n    x += 1\n    if x > 3: break",
  ),
  monitored("instructions", 64, "emit(g(i))\nemit(one(i))\nfor x in ones(): emit(x)"),
  monitored(
    "errors",
    1024,
    "for x in ones(): emit(x)\nfor x in [i]: emit(x)\ntry: boom(i)\nexcept ValueError: emit(3)\nfor x in iter(ones().__next__, 2): emit(x)",
  ),
  {
    name: "closing what nothing catches in",
    module: `${TOOLS}
def falls():
    x = yield 1
    yield x
def shut(k):
    t = k()
    emit(next(t))
    emit(t.send(3) if k is falls else next(t))
    t.close()
    emit(next(t, 'over'))
    t = k()
    next(t)
    t.close()
    try: t.throw(KeyError)
    except KeyError: emit('key')
def ends(code, where, e): raise StopIteration(code.co_name)
`,
    setup: "tools(2)\nfor e in (8, 1024, 4096, 8192): mon.register_callback(2, e, show)\nquiet()",
    use: "shut(falls)\nshut(ones)\nt = dh()\nnext(t)\nemit(t.close())\non(2, 0)",
    breaks: [
      ...[2, 8192, 2 | 8192, 2 | 4096, 1024 | 8192, 2 | 32 | 8192, 64 | 8192].map((events) => `on(2, ${events})`),
      "mon.register_callback(2, 4096, ends)\non(2, 4096)",
    ],
  },
  {
    name: "ends that nobody raised",
    module: `${TOOLS}
class Own:
    n = 1
    def __iter__(self): return self
    def __next__(self):
        if not self.n: raise StopIteration(3)
        self.n = 0
        return 1
def five():
    yield 1
    return 5
def over(s): yield from s
`,
    setup: "tools(1024)\nquiet()",
    use:
      "x = list(five())\nfor x in {i}: emit(x)\nx = list(Own())\nfor x in {i: 2}.items(): emit(x)\nx = list(Own())\nfor x in over({i}): emit(x)\nx = list(five())\nfor x in over({i: 2}): emit(x)\non(2, 0)",
    breaks: ["on(2, 1024)", "on(3, 1024)", "on(2, 1024)\nOwn.__next__ = lambda self: next(iter(()))"],
  },
  {
    name: "callbacks that raise",
    module: TOOLS,
    setup: "tools(1024)\nfor e in (4, 32, 512, 1024, 4096): mon.register_callback(2, e, angry)\nquiet()",
    use:
      "try: emit(g(i))\nexcept KeyError as e: emit(str(e))\ntry: boom(i)\nexcept ValueError: emit(1)\nexcept KeyError as e: emit(str(e))\non(2, 0)",
    breaks: [4, 512, 1024, 4096].map((event) => `on(2, ${event})`).concat(
      [4, 32].map((event) => `mon.set_local_events(2, g.__code__, ${event})`),
    ),
  },
  monitored("branches", 256, "emit(g(i))\nfor x in (1,):\n    if x: pass"),
  monitored("jumps", 128, "emit(g(i))\nfor x in (1, 2):\n    if x > 1: continue\n    x += 1"),
  monitored("calls", 16, "emit(g(i))\nemit(abs(-i))"),
  {
    ...monitored("throws", 8, "emit(t.throw(ValueError))\nt = h()\nemit(next(t))"),
    setup: "tools(8)\nmon.register_callback(2, 8192, show)\nquiet()\nt = h()\nnext(t)",
    breaks: [...watches(8), ...[2, 8192, 8 | 8192].map((events) => `on(2, ${events})`)],
  },
  monitored(
    "yields",
    8,
    "for x in (y for y in (1, 2)): emit(x)\nemit(g(i))\nt = dh()\nemit(next(t))\nemit(t.throw(ValueError))",
  ),
  {
    name: "lines after a death",
    module: `${TOOLS}
wanted = 0
class T:
    def __del__(self):
        if wanted: on(2, wanted)
def keeps():
    t = T()
    return 4
def gives(): return T()
`,
    setup: "tools(32)\nmon.register_callback(2, 64, show)\nquiet()\nx = T()",
    use: "keeps()\nx = i\ny = x\non(2, 0)\nt = gives()\nt = y\nz = t\nz = x\non(2, 0)",
    breaks: ["globals()['wanted'] = 32", "globals()['wanted'] = 64", "globals()['wanted'] = 96"],
  },
  {
    name: "a repr and a format that have instructions told",
    module: `${TOOLS}
class R:
    reprs = formats = 0
    def __repr__(self):
        self.reprs -= 1
        if self.reprs == 0: on(2, 64)
        return 'r'
    def __format__(self, spec):
        self.formats -= 1
        if self.formats == 0: on(2, 64)
        return 'f'
`,
    setup: "tools(64)\nquiet()\no = R()",
    use: "s = f'{o!r}{o}'\non(2, 0)\nemit(s)",
    // In a later round, which the trace is in.
    breaks: ["o.reprs = 3", "o.formats = 3"],
    follow: 3,
  },
  {
    name: "tracing",
    module: `
import sys
def tracer(frame, event, arg):
    emit((frame.f_code.co_name, event, frame.f_lineno))
    return tracer
def g(x):
    y = x
    return y + 1
def gen():
    yield 1
    yield 2
`,
    setup: "sys.settrace(None)\nk = 0",
    use: "emit(g(i))\nfor x in gen(): emit(x)\nif k: sys.settrace(None)",
    breaks: [
      "sys.settrace(tracer)",
      "sys.settrace(tracer)\nk = 1",
      "sys.setprofile(tracer)\ng(1)\nsys.setprofile(None)",
      "sys.settrace(tracer)\ng(2)\nsys.settrace(None)",
    ],
  },
];
