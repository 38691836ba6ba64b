import { assert, assertEquals } from "@std/assert";
import { reference } from "../reference/engine.ts";
import { assemble } from "../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Engine, type Outcome } from "../src/isa/engine.ts";
import { oneFunction } from "../src/isa/one_function.ts";
import type { Program } from "../src/isa/program.ts";
import { tier1, tier2 } from "../src/vm/engine.ts";
import { programOfSource } from "./python/program.ts";
import { ranSoon } from "./testing/ran_soon.ts";

/** Sources that tempt an engine to go on for ever, or to run out of memory or of stack; `loop` stands for many rounds. */
const SOURCES: readonly string[] = [
  // Finalizers that bring back what they end, or make more of it.
  "k = []\nclass D:\n def __del__(s): k.append(D())\ndef f():\n D()\n for i in loop: k.clear()\n return len(k)",
  "class D:\n def __del__(s): D()\ndef f(): D(); return 1",
  "class D:\n def __del__(s): D(); D()\ndef f():\n D()\n return 1",
  "k = []\nclass D:\n def __del__(s):\n  k.append(s)\n  k.pop()\ndef f():\n for i in loop: d = D()\n return len(k)",
  "class D:\n def __del__(s):\n  global g\n  g = D()\ng = D()\ndef f():\n global g\n for i in loop: g = None\n return 1",
  "class D:\n def __del__(s):\n  for i in range(10**9): pass\ndef f(): D(); return 1",
  "class D:\n def __del__(s): s.__del__()\ndef f(): D(); return 1",
  // Exceptions in circles and long chains.
  "def f():\n a, b = ValueError(1), ValueError(2)\n a.__context__ = b\n b.__context__ = a\n try: raise a\n except ValueError as e: return repr(e)",
  "def f():\n a, b = ValueError(1), ValueError(2)\n a.__context__ = b\n b.__context__ = a\n try:\n  raise KeyError(1)\n except KeyError:\n  try: raise a\n  except ValueError as e: return repr(e.__context__)",
  "def f():\n e = None\n for i in loop:\n  try:\n   try: raise ValueError(i)\n   finally: raise KeyError(i)\n  except KeyError as x: e = x\n return repr(e)",
  "def f():\n e = None\n for i in range(3000):\n  n = ValueError(i)\n  n.__context__ = e\n  e = n\n raise e",
  "def f():\n a = ValueError(0)\n b = a\n for i in range(3000):\n  n = ValueError(i)\n  n.__context__ = b\n  b = n\n a.__context__ = b\n for i in range(900):\n  try:\n   try: raise KeyError(i)\n   except KeyError: raise b\n  except ValueError: pass\n return 1",
  "def f():\n e = ValueError(1)\n e.__cause__ = e\n e.__context__ = e\n try: raise e\n except ValueError as x: return repr(x)",
  "def f():\n g = ValueError(2)\n for i in range(3000): g = ExceptionGroup('a', [g])\n try: raise g\n except* ValueError: pass\n return 1",
  "def f():\n g = ValueError(2)\n for i in range(3000): g = ExceptionGroup('a', [g])\n return repr(g)",
  "def g(n):\n try: raise ValueError(n)\n finally: g(n + 1)\ndef f(): g(0)",
  "def g(n):\n try: g(n + 1)\n except RecursionError: g(n + 1)\ndef f(): g(0)",
  "def g(n):\n try: g(n + 1)\n finally: g(n + 1)\ndef f(): g(0)",
  // Generators that do not end, and iterators without end.
  "def g():\n while True:\n  try: yield 1\n  except GeneratorExit: pass\ndef f():\n x = g()\n next(x)\n x.close()",
  "def g():\n while True:\n  try: yield 1\n  except GeneratorExit: pass\ndef f():\n for i in loop:\n  x = g()\n  next(x)\n return 1",
  "def g():\n while True:\n  try: yield 1\n  finally: continue\ndef f():\n x = g()\n next(x)\n del x\n return 1",
  "def g(n):\n yield from g(n + 1)\ndef f(): return list(g(0))",
  "def g(n):\n yield n\n if n: yield from g(n - 1)\ndef f(): return sum(g(800))",
  "def g():\n yield from x\nx = None\ndef f():\n global x\n x = g()\n return list(x)",
  "def f():\n g = iter([1])\n for i in range(3000): g = (x for x in g)\n return list(g)",
  "def f():\n g = iter([1])\n for i in range(15000): g = map(int, g)\n return list(g)",
  "def f():\n g = iter([1])\n for i in loop: g = enumerate(g)\n return next(g)",
  "async def g():\n while True:\n  try: yield 1\n  except GeneratorExit: pass\ndef f():\n a = g()\n try: a.asend(None).send(None)\n except StopIteration: pass\n c = a.aclose()\n c.send(None)",
  "async def g():\n try: yield 1\n finally:\n  while True: await h()\nclass A:\n def __await__(s): yield 1\ndef h(): return A()\ndef f():\n a = g()\n try: a.asend(None).send(None)\n except StopIteration: pass\n c = a.aclose()\n for i in loop: c.send(None)\n return 1",
  "class A:\n def __await__(s): return iter(A, 1)\nasync def g(): await A()\ndef f():\n c = g()\n for i in loop: c.send(None)\n return 1",
  "class A:\n def __aiter__(s): return s\n async def __anext__(s): return 1\nasync def g():\n async for x in A(): pass\ndef f(): g().send(None)",
  "class A:\n def __iter__(s): return s\n def __next__(s): return 1\ndef f(): return list(A())",
  "class A:\n def __iter__(s): return s\n def __next__(s): return 1\ndef f(): a, b = A()",
  "class A:\n def __iter__(s): return s\n def __next__(s): return 1\ndef f(): return [*A()]",
  "class A:\n def __getitem__(s, i): return i\ndef f(): return 'x' in A()",
  "class A:\n def __getitem__(s, i): return i\ndef f(): return sum(A())",
  "class A:\n def __len__(s): return 1 << 62\n def __getitem__(s, i): return i\ndef f(): return list(reversed(A()))[:1]",
  "class A:\n def __length_hint__(s): return 1 << 61\n def __iter__(s): return iter([1])\ndef f(): return list(A())",
  // Protocols that ask themselves, and values that hold themselves.
  "class A:\n def __repr__(s): return repr(s)\ndef f(): return repr(A())",
  "class A:\n def __repr__(s): return repr([s, s])\ndef f(): return repr(A())",
  "class A:\n def __str__(s): return s\ndef f(): return str(A())",
  "class A:\n def __eq__(s, o): return s == o\ndef f(): return A() == A()",
  "class A:\n def __eq__(s, o): return [s] == [o]\ndef f(): return A() == A()",
  "class A:\n def __hash__(s): return hash((s, s))\ndef f(): return hash(A())",
  "class A:\n def __getattr__(s, n): return getattr(s, n + 'x')\ndef f(): return A().a",
  "class A:\n def __getattribute__(s, n): return s.n\ndef f(): return A().a",
  "class A:\n def __call__(s): return s()\ndef f(): return A()()",
  "class A: pass\nA.__call__ = A()\ndef f(): return A()()",
  "class A: pass\nA.__get__ = A()\nA.x = A()\ndef f(): return A().x",
  "class A:\n def __bool__(s): return bool(s)\ndef f(): return not A()",
  "class A:\n def __index__(s): return s\ndef f(): return [1][A()]",
  "class A:\n def __add__(s, o): return o + s\n __radd__ = __add__\ndef f(): return A() + 1",
  "class A:\n def __contains__(s, x): return x in s\ndef f(): return 1 in A()",
  "class M(type):\n def __instancecheck__(c, o): return isinstance(o, c)\nclass A(metaclass=M): pass\ndef f(): return isinstance(1, A)",
  "def f():\n l = []\n l.append(l)\n return repr(l), l == l",
  "def f():\n l, m = [], []\n l.append(m)\n m.append(l)\n return l == m",
  "def f():\n d = {}\n d[1] = d\n e = {}\n e[1] = e\n return d == e",
  "def f():\n l = []\n for i in range(15000): l = [l]\n return repr(l)",
  "def f():\n l = ()\n for i in loop: l = (l,)\n return hash(l)",
  "def f():\n l = ()\n m = ()\n for i in loop: l, m = (l,), (m,)\n return l == m",
  "def f():\n l = None\n for i in loop: l = [l]\n l = None\n return 1",
  "def f():\n l = int\n for i in loop: l = list[l]\n return repr(l)",
  "def f():\n l = int\n for i in loop: l = l | list[l]\n return 1",
  // What changes under a sort, a look-up or a loop.
  "def f():\n l = list(range(9000))\n def k(x):\n  l.append(x)\n  return -x\n l.sort(key=k)",
  "def f():\n l = list(range(99))\n def k(x):\n  l.sort(key=k)\n  return x\n l.sort(key=k)\n return 1",
  "class A:\n def __lt__(s, o): return sorted([A(), A()]) == 1\ndef f(): return sorted([A(), A()])",
  "class A:\n def __lt__(s, o):\n  l.clear()\n  l.extend([A()] * 9000)\n  return True\nl = [A() for i in range(99)]\ndef f(): l.sort()",
  "class A:\n def __lt__(s, o): return True\ndef f():\n l = [A()] * 19000\n for i in range(99): l.sort()\n return 1",
  "class A:\n def __hash__(s): return 1\n def __eq__(s, o): return False\ndef f(): return len({A() for i in loop})",
  "class A:\n def __hash__(s): return 1\n def __eq__(s, o):\n  d.clear()\n  d[A()] = 1\n  return False\nd = {}\ndef f():\n for i in loop: d[A()] = 1\n return len(d)",
  "class A:\n def __eq__(s, o):\n  l.append(s)\n  return False\nl = []\ndef f():\n l.append(A())\n return 1 in l",
  "class A:\n def __eq__(s, o):\n  l.append(s)\n  return False\nl = []\ndef f():\n l.append(A())\n return l.count(1)",
  "def f():\n l = [1]\n for x in l: l.append(x)\n return 1",
  "def f():\n l = [1]\n l.extend(x for x in l)\n return 1",
  "def f():\n l = [1]\n l += map(int, l)\n return 1",
  "def f():\n d = {1: 1}\n for k in d:\n  del d[k]\n  d[k + 1] = 1\n return 1",
  // Ints and strings that grow.
  "def f():\n n = 3\n for i in loop: n = n * n\n return 1",
  "def f():\n n = 3\n for i in loop: n = n ** n\n return 1",
  "def f(): return 2 ** 10 ** 9",
  "def f(): return 1 << 10 ** 9",
  "def f(): return (-1) << (1 << 70)",
  "def f(): return 7 ** -10 ** 5",
  "def f(): return 10 ** 100000 // 3 ** 90000 % 7 ** 50000",
  "def f():\n s = 'a'\n for i in loop: s = s + s\n return 1",
  "def f():\n s = 'a'\n for i in loop: s = f'{s}{s!r}'\n return 1",
  "def f(): return f'{1:{10**9}}'",
  "def f(): return '%1000000000d' % 1",
  "def f(): return '%.1000000000f' % 1.0",
  "def f(): return 'a'.ljust(10 ** 9)",
  "def f(): return 'a' * 10 ** 9",
  "def f(): return bytearray(10 ** 9)",
  "def f(): return '\\t'.expandtabs(10 ** 9)",
  "def f(): return int('9' * 4000) ** 300",
  "def f(): return round(10 ** 4000, -10 ** 9)",
  "def f(): return round(1.5, -10 ** 9), round(5, 10 ** 9)",
  "def f(): return range(10 ** 9)[::-1].index(0), range(0, 10 ** 30, 7).count(14)",
  "def f(): return [0] * 10 ** 9",
  "def f():\n l = [[]]\n for i in loop: l = l * 2\n return 1",
  "def f(): return 'x'.join(iter(str, 1))",
  "def f():\n b = bytearray(b'a')\n for i in loop: b += b\n return 1",
  "def f():\n b = b'a' * 9000\n for i in loop: list(b)\n return 1",
  // Calls and classes that make the next one.
  "def g(*a): return g(1, *a)\ndef f(): return g()",
  "def g(**k): return g(**{str(len(k)): 1}, **k)\ndef f(): return g()",
  "class M(type):\n def __prepare__(n, b): return M('X', (), {})\n def __call__(c, *a): return c()\nclass A(metaclass=type): pass\ndef f(): return M('A', (), {})()",
  "class A:\n def __init_subclass__(c): type('B', (A,), {})\ndef f(): type('C', (A,), {})",
  "class A:\n def __new__(c): return A()\ndef f(): return A()",
  "class A:\n def __set_name__(s, o, n): type('B', (), {n: s})\ndef f(): type('C', (), {'a': A()})",
  "class A:\n def __enter__(s): return s\n def __exit__(s, *a):\n  with s: raise ValueError(1)\ndef f():\n with A(): pass",
  "class A:\n @property\n def x(s): return s.x\ndef f(): return A().x",
  "class A:\n __match_args__ = ('a',) * 9000\ndef f():\n for i in loop:\n  match A():\n   case A(1): pass\n return 1",
  // Callbacks of monitoring that cause events themselves, never end, raise, or ask again.
  "import sys\nm = sys.monitoring\ndef g(): pass\ndef cb(*a): g()\ndef f():\n m.use_tool_id(2, 'a')\n m.register_callback(2, m.events.PY_START, cb)\n m.set_events(2, m.events.PY_START)\n for i in loop: g()",
  "import sys\nm = sys.monitoring\ndef cb(*a):\n while True: pass\ndef f():\n m.use_tool_id(2, 'a')\n m.register_callback(2, m.events.LINE, cb)\n m.set_events(2, m.events.LINE)\n return 1",
  "import sys\nm = sys.monitoring\ndef cb(*a): raise ValueError(1)\ndef f():\n m.use_tool_id(2, 'a')\n m.register_callback(2, m.events.RAISE, cb)\n m.set_events(2, m.events.RAISE)\n raise KeyError(1)",
  "import sys\nm = sys.monitoring\ndef cb(*a):\n m.restart_events()\n m.set_events(2, m.events.LINE)\ndef f():\n m.use_tool_id(2, 'a')\n m.register_callback(2, m.events.LINE, cb)\n m.set_events(2, m.events.LINE)\n for i in loop: pass\n return 1",
];

/** Bytecode that no compiler writes: an instruction that fails is covered by a handler that leads back to it, with no jump back. */
function coveredByItself(lines: string): Program {
  return assemble(oneFunction(`  flags 0x3
  stacksize 2
  names missing
  const None
  const 1
  begin
    RESUME 0
    JUMP_FORWARD L0
  L1:
    POP_TOP
  L0:
    NOP
    ${lines}
  L2:
  except L0 L2 L1 depth 0
  end
`));
}
const BYTECODE = [
  "LOAD_CONST 0\nRAISE_VARARGS 1",
  "LOAD_GLOBAL 0\nRETURN_VALUE",
  "LOAD_CONST 1\nUNPACK_SEQUENCE 0\nRETURN_CONST 0",
];

/** A hunt's limits. */
const LIMITS = { ...DEFAULT_LIMITS, fuel: 4000, maxSize: 20_000, backedgeThreshold: 16 };

/** What a run gave, or null where it was given up. */
function endOf(engine: Engine, program: Program, what: string): Pick<Outcome, "module" | "results" | "log"> | null {
  const { status, reason, module, results, log } = ranSoon(engine, program, LIMITS, what);
  if (status === "finished") return { module, results, log };
  assert(reason === "fuel" || reason === "size" || reason === "depth", `${engine.name}: ${what}: ${status} ${reason}`);
  return null;
}

Deno.test("what would go on for ever ends on every engine: it is given up, or all give the same answer", () => {
  const programs = [
    ...SOURCES.map((source) => [source, programOfSource(source.replaceAll("loop", "range(3900)"))] as const),
    ...BYTECODE.map((lines) => [lines, coveredByItself(lines)] as const),
  ];
  const engines = [reference, tier1(), tier2()];
  let answered = 0;
  for (const [what, program] of programs) {
    const ends = engines.map((engine) => endOf(engine, program, what)).filter((end) => end !== null);
    for (const end of ends) assertEquals(end, ends[0], what);
    if (ends.length === engines.length) answered++;
  }
  // Most would never end. Were fewer of the others answered, the bounds would be too tight to show anything.
  assert(answered >= 30, `${answered} of ${programs.length} answered`);
});
