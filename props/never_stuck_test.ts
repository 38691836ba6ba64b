import { assert } from "@std/assert";
import { assemble } from "../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Engine } from "../src/isa/engine.ts";
import { reference } from "../reference/engine.ts";
import { tier1 } from "../src/vm/engine.ts";
import { oneFunction } from "../src/isa/one_function.ts";
import type { Program } from "../src/isa/program.ts";
import { programOfSource } from "./python/program.ts";
import { ranSoon } from "./testing/ran_soon.ts";
import { smallProgram } from "./testing/small_source.ts";

/** Ways to work for long inside of few instructions; `loop` stands for many rounds. */
const SHAPES: readonly string[] = [
  "return sum(range(10**9))",
  "return max(range(10**9))",
  "return (-1) in iter(range(10**9))",
  "return any(iter(bool, True))",
  "return list(filter(None, iter(int, 1)))",
  "return set().isdisjoint(range(10**9))",
  "return dict(zip(range(10**9), range(10**9)))",
  "s = set(range(10000)); for i in loop:; s ^ s; return 1",
  "s = set(range(10000)); for i in loop:; s.intersection(range(10000)); return 1",
  "d = dict.fromkeys(range(10000)); for i in loop:; d | d; return 1",
  "d = dict.fromkeys(map((1 << 64).__mul__, range(20000))); return len(d)",
  "s = set(map(((1 << 61) - 1).__mul__, range(20000))); return len(s)",
  "l = list(range(10000)); for i in loop:; 10001 in l; return 1",
  "l = list(range(10000)); for i in loop:; sorted(l); return 1",
  "l = list(range(10000)); for i in loop:; repr(l); return 1",
  "l = []; for i in loop:; l.append([0] * 20000); return 1",
  's = "ab" * 10000; for i in loop:; s.title(); return 1',
  's = "ab" * 10000; for i in loop:; s.translate(dict()); return 1',
  's = "1" * 20000; for i in loop:; int(s, 16); return 1',
  's = b"ab" * 10000; for i in loop:; b"bb" in s; return 1',
  'b = bytearray(b"ab" * 10000); for i in loop:; b.pop(0); return 1',
  "n = 1 << 599000; for i in loop:; n * n; return 1",
  "n = 1 << 599000; for i in loop:; emit(n); return 1",
  "n = 1 << 599000; k = []; for i in loop:; k.append(-n); return 1",
  "n = 1 << 599000; k = []; for i in loop:; k.append(n + i); return 1",
  'n = 1 << 15000; for i in loop:; format(n, "_b"); return 1',
  "l = list(map(int.__sizeof__, map((1 << 590000).__add__, range(9000)))); return 1",
  "l = list(map(range, map((1 << 590000).__add__, range(9000)))); return 1",
  "d = dict.fromkeys(range(19000)); l = list(map(reversed, [d.items()] * 19000)); return 1",
  "for i in loop:; pow(3, 10**4000, 10**4000 + 7); return 1",
  'm = __import__("math"); for i in loop:; m.gcd(3**200000, 2**300000 + 1); return 1',
  "t = (1, 2); for i in range(60):; t = (t, t); return hash(t)",
  "t = (1, 2); u = (1, 2); for i in range(60):; t = (t, t); u = (u, u); return t < u",
  "t = (int, str); for i in range(60):; t = (t, t); return isinstance(None, t)",
  "t = int; for i in range(40):; t = list[t, t]; return repr(t)",
  't = int; for i in loop:; t = type("X", (t,), dict()); return 1',
  't = ValueError(1); for i in range(40):; t = ExceptionGroup("a", [t, t]); return t.split(KeyError)',
  's = "ab " * 6000; for i in loop:; s.swapcase(); return 1',
  's = "ab " * 6000; for i in loop:; s % tuple(); return 1',
  's = "ab " * 6000; for i in loop:; emit(s); return 1',
  's = b"ab " * 6000; for i in loop:; s.split(); return 1',
  's = b"ab " * 6000; for i in loop:; s.title(); return 1',
  'd = dict(zip(map(str, range(19000)), range(19000))); for i in loop:; type("X", tuple(), d); return 1',
  "d = dict(zip(range(19000), range(19000))); for i in loop:; d == d.copy(); return 1",
  'b = b"ab" * 9000; m = dict(); for i in loop:; b % m; return 1',
  'b = b"ab" * 9000; return b.replace(b"a", b)',
  's = "ab" * 9000; return s.replace("", s)',
  's = "ab" * 9000; for i in loop:; enumerate(s); return 1',
  's = "ab" * 9900; n = s.__len__; for i in loop:; (n(), n(), n(), n(), n(), n(), n(), n(), n(), n()); return 1',
  "l = list(range(19000)); for i in loop:; l[::2]; return 1",
  "l = list(range(19000)); k = []; for i in loop:; k.append(l[1:9000]); return 1",
  'for i in loop:; format(1.1, ".15000g"); return 1',
  's = "%d" * 9000; t = (1,) * 9000; for i in loop:; s % t; return 1',
  'e = UnicodeDecodeError("a" * 999, b"b" * 9000, 1, 2, "c" * 9000); for i in loop:; str(e); return 1',
  "n = 1 << 590000; l = [n] * 19000; return list(map(l.count, [n] * 99))",
  "n = 1 << 590000; l = list(range(0, n, n // 9000)); return 1",
  'b = b"ab" * 9900; for i in loop:; b"%s" % b; return 1',
  'b = b"ab" * 9900; return b",".join([b] * 9000)',
  's = "a" * 20000; for i in loop:; s.rfind("a" * 9000 + "b"); return 1',
  's = "a" * 20000; return list(map(s.rfind, ["a" * 9000 + "b"] * 20000))',
  's = "a" * 9000; return (max([s + "b", s + "c"] * 9500), max([s + "b", s + "c"] * 9500))',
];

/** The same, of what the small language does not have. */
const PYTHON_SHAPES: readonly string[] = [
  "d = dict(zip(map(str, range(9000)), range(9000)))\ndef g(**k): pass\ndef f():\n for i in loop: g(**d)",
  "d = dict(zip(map(str, range(9000)), range(9000)))\ndef g(): pass\ndef f():\n for i in loop:\n  try: g(**d)\n  except TypeError: pass",
  "d = dict(zip(map(str, range(9000)), range(9000)))\ndef f():\n for i in loop: {**d}",
  "class C:\n def g(s): pass\ndef f():\n m = C().g\n for i in loop: m = type(m)(m, 1)\n try: m()\n except TypeError: pass",
  "import math\nl = [1.5] * 19000\ndef f():\n for i in loop: math.hypot(*l)",
  "def f():\n l = list(range(19000))\n for i in loop: l[0:0] = [1]",
  "def f():\n l = list(range(19000))\n for i in loop: del l[::19000]",
  "l = [1] * 19000\ndef f():\n for i in loop:\n  try: l.remove(2)\n  except ValueError: pass",
  "l = [1] * 19000\ndef f():\n for i in loop: a, *b = l",
  "class C: pass\nc = C()\nc.__dict__.update(zip(map(str, range(9000)), range(9000)))\ndef f():\n for i in loop: dir(c)",
  "class D:\n def __del__(s): pass\ndef f():\n l, d = [D()] * 19000, D()\n for i in loop: d, l[i] = l[i], d",
  "class D:\n def __del__(s): pass\nd = dict.fromkeys(range(19000))\ndef f():\n for i in range(1900): d[i] = D()\n for i in range(1900): d[i] = 0",
  "class D:\n def __del__(s): pass\ndef f():\n l = list(map(range, range(19000)))\n for i in range(1900): d = D(); d = 1",
  "b = t = type('O', (), {})\nfor i in range(40): t = type('A', (type('B', (t,), {}), type('C', (t,), {})), {})\ndef f():\n for i in loop: b.x = dir(t)",
  "s = tuple(map('a{}'.format, range(3000)))\ndef f():\n for i in loop: type('X', (), {'__slots__': s})",
  "s = tuple(map('a{}'.format, range(9000)))\nT = type('X', (), {'__slots__': s})\ndef f(): return list(map(object.__new__, [T] * 20000))",
  "d = {'__slots__': tuple(map('a{}'.format, range(9000)))}\nx = type('T', (), d)()\nU = type('U', (), d)\nT = type(x)\ndef f():\n for i in loop: x.__class__ = U; x.__class__ = T",
  "t = type('B', (), {})\nk = [type('X', (t,), {}) for i in range(1900)]\ndef f():\n for i in range(1900): t.a = t.b = t.c = t.d = t.e = t.f = i",
  "def g(): pass\nc = g.__code__.replace(co_consts=(1,) * 9000, co_names=('a',) * 9000)\nd = c.replace()\ndef f():\n for i in loop: c == d; c == d; c == d; c == d; c == d; c == d",
  "def g(): pass\nt, u = (1, 2), (1, 2)\nfor i in range(60): t, u = (t, t), (u, u)\ndef f(): return g.__code__.replace(co_consts=t) == g.__code__.replace(co_consts=u)",
  "import sys\nsys.set_int_max_str_digits(0)\nn = 1 << 590000\ndef f(): return list(map(repr, [range(0, n, 3)] * 20000))",
  "import sys\nsys.set_int_max_str_digits(0)\nn = 1 << 590000\ndef f(): return list(map(repr, [n] * 20000))",
  "n = 1 << 590000\ndef f(): return [range(n, n, 3)] * 20000",
  "n = 1 << 590000\ndef f(): return list(map(emit, [range(n, n, 3)] * 20000))",
  "n = 1 << 590000\ndef f():\n for i in loop: range(0, n, 7); range(0, n, 7); range(0, n, 7); range(0, n, 7); range(0, n, 7)",
];

/** 9,000 values go to the stack by one instruction, and into a call by another. */
const UNPACKED = `  flags 0x3
  stacksize 9010
  varnames i t
  names range max
  const (1,)
  const 9000
  const 3900
  begin
    RESUME 0
    LOAD_CONST 0
    LOAD_CONST 1
    BINARY_OP 5
    STORE_FAST 1
    LOAD_GLOBAL 1
    LOAD_CONST 2
    CALL 1
    GET_ITER
  L0:
    FOR_ITER L1
    STORE_FAST 0
    LOAD_GLOBAL 3
    LOAD_FAST_CHECK 1
    UNPACK_SEQUENCE 9000
    CALL 9000
    POP_TOP
    JUMP_BACKWARD L0
  L1:
    END_FOR
    RETURN_CONST 1
  end
`;

/** Programs that are called for ever, with what is made anew each time. */
const CALLED: readonly Program[] = [{ t: "list", v: new Array(15_000).fill({ t: "None" }) } as const].map((arg) => ({
  ...smallProgram("return 1"),
  entry: "nowhere",
  calls: 2 ** 32 - 1,
  args: [arg],
}));

/** Frames with so many locals that each costs much. */
function wideFrames(locals: number): Program {
  const program = programOfSource("def g():\n yield\ndef f():\n k = []\n for i in range(3900): k.append(g())");
  const names = Array.from({ length: locals }, (_, i) => `v${i}`);
  const codes = program.codes.map((code) => code.name === "g" ? { ...code, varnames: names } : code);
  return { ...program, codes };
}

/** A hunt's limits. */
const LIMITS = { ...DEFAULT_LIMITS, fuel: 4000, maxSize: 20_000 };

function finishesSoon(engine: Engine, source: string, program: Program): void {
  const { status, reason, results } = ranSoon(engine, program, LIMITS, source);
  const answer = results[0];
  const ended = status === "poisoned" ? reason === "size" : answer?.kind === "returned";
  assert(ended, `${source}: ${status} ${reason} ${JSON.stringify(answer)}`);
}

Deno.test("no engine is stuck inside of an instruction: work is given up without blame", () => {
  const engine = tier1();
  const loop = (source: string): string => source.replace("loop", "range(3900)");
  const programs = [
    ...SHAPES.map((source) => [source, smallProgram(loop(source))] as const),
    ...PYTHON_SHAPES.map((source) => [source, programOfSource(loop(source))] as const),
    ["20,000 locals", wideFrames(20_000)] as const,
    ["UNPACK_SEQUENCE 9000", assemble(oneFunction(UNPACKED))] as const,
    ...CALLED.map((program) => [JSON.stringify(program.args).slice(0, 40), program] as const),
  ];
  for (const [source, program] of programs) for (const each of [reference, engine]) finishesSoon(each, source, program);
});
