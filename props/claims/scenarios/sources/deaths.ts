/**
 * Sites about objects that die in a loop, and tell which instruction let go of them.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** In every module. What is looked through for what still lives is short then, and nothing that can die lives on from round to round. */
export const TELLING = `
import sys
class T:
    def __init__(self, n): self.n = n
    def __del__(self):
        f = sys._getframe(1)
        emit(('died', self.n, f.f_code.co_name, f.f_lasti))
box = [None]
`;

/** What some of them need besides. */
const NEEDED = {
  method: "def m(self): return self.n\nT.m = m",
  equals: "T.__eq__ = lambda self, other: True\nT.__hash__ = lambda self: 1",
  truth: "class TB(T):\n    def __bool__(self): return self.n & 1 == 0",
  slots: "class S:\n    __slots__ = ('x',)",
  object: "class O: pass",
  subscript: "class P:\n    def __getitem__(self, k): return 3",
  global: "g = T(-1)",
  made: "def made(m): return next(m)",
  keeps: "def keeps(m):\n    t = next(m)\n    return 4",
  takes: "def takes(t): return 5",
  two: "def two(a, b): return a",
  cell: "def cell():\n    c = None\n    def put(v):\n        nonlocal c\n        c = v\n    return put",
} as const;

/** Ways to let go, the variables that they need, and what their module has for them. `next(m)` makes an object without an end of the trace. */
const WAYS: readonly (readonly [name: string, setup: string, use: string, needs?: keyof typeof NEEDED])[] = [
  ["by a variable", "", "t = next(m)\nt = i\nemit(t)"],
  ["by a variable that is set twice", "", "t = next(m)\nt = i\nt = 3\nemit(t)"],
  ["by a result before a constant", "", "made(m)\nx = 5\nmade(m)\nx = -i\nemit(x)", "made"],
  ["by del", "", "t = next(m)\ndel t\nemit(i)"],
  ["by a result that nobody takes", "", "made(m)\nemit(i)", "made"],
  ["by an attribute in line", "o = O()\no.x = 0", "o.x = next(m)\no.x = i\nemit(o.x)", "object"],
  ["by an attribute in a dict", "o = O()\no.__dict__ = {'x': 0}", "o.x = next(m)\no.x = i\nemit(o.x)", "object"],
  ["by a slot", "o = S()\no.x = 0", "o.x = next(m)\no.x = i\nemit(o.x)", "slots"],
  ["by a deleted attribute", "o = O()", "o.x = next(m)\ndel o.x\nemit(i)", "object"],
  ["by an item of a list", "l = [0]", "l[0] = next(m)\nl[0] = i\nemit(l)"],
  ["by an item of a dict", "d = {'k': 0}", "d['k'] = next(m)\nd['k'] = i\nemit(d)"],
  ["by a deleted item", "d = {}", "d[i] = next(m)\ndel d[i]\nemit(d)"],
  ["by a cell", "put = cell()", "put(next(m))\nput(i)\nemit(i)", "cell"],
  ["by the end of a function", "", "emit(keeps(m))\nemit(i)", "keeps"],
  ["by an argument", "", "emit(takes(next(m)))\nemit(i)", "takes"],
  ["by one of two arguments", "", "emit(two(i, next(m)))\nx = two(next(m), i)\nx = i", "two"],
  ["by a method", "", "emit(next(m).m())\nemit(i)", "method"],
  ["by an attribute of it", "", "x = next(m).n\nemit(x)"],
  ["by its truth", "", "x = not next(m)\nemit(x)\nif next(m): x = 2\nemit(x)"],
  [
    "by a truth of its own",
    "k = map(TB, range(10 ** 6))",
    "x = not next(k)\nemit(x)\nif next(k): x = 2\nemit(x)",
    "truth",
  ],
  [
    "by a comparison",
    "",
    "x = next(m) == 3\nemit(x)\nx = next(m) is None\nemit(x)\nx = i in (next(m),)\nemit(x)",
    "equals",
  ],
  ["by a test for None", "", "if next(m) is None: x = 1\nelse: x = 2\nif next(m) is not None: x = 3\nemit(x)"],
  [
    "by a subscript",
    "p = P()",
    "x = [next(m), i][1]\nemit(x)\nx = (i, next(m))[0]\nemit(x)\nx = p[next(m)]\nemit(x)",
    "subscript",
  ],
  ["by unpacking", "", "a, b = next(m), i\na = b\na, b = [next(m), i]\na = b\nemit(a)"],
  ["by a container", "", "[next(m)]\nx = i\n(next(m), next(m))\nx = {i: next(m)}\nx = {next(m)}\nx = i\nemit(x)"],
  ["by a length", "", "x = len([next(m)])\nemit(x)\nx = len((i, next(m)))\nemit(x)"],
  ["by a test of its class", "", "x = isinstance(next(m), T)\nx = type(next(m))\nx = i\nemit(x)"],
  ["by a builtin", "", "x = str(next(m).n)\nx = id(next(m)) > 0\nx = abs(next(m).n)\nemit(x)"],
  [
    "by a method of a list",
    "l = []",
    "l.append(next(m))\nl.pop()\nx = l.count(next(m))\nl.append(next(m))\nl.clear()\nemit(x)",
    "equals",
  ],
  ["by an iterator", "", "for t in [next(m), next(m)]: pass\nt = i\nfor t in (next(m),): pass\nt = i\nemit(t)"],
  [
    "by an iterator that outlives its loop",
    "",
    "k = iter((next(m),))\nfor t in k: pass\nt = i\nl = iter([next(m)])\nfor t in l: pass\nt = i\nemit(t)",
  ],
  ["by a global", "", "globals()['g'] = next(m)\nglobals()['g'] = i\nemit(g)", "global"],
  ["by a handler", "", "try: raise ValueError(next(m))\nexcept ValueError as e: x = i\nemit(x)"],
  [
    "by an operator",
    "",
    "try: x = next(m) + 1\nexcept TypeError: x = 2\nemit(x)\ntry: x = -next(m)\nexcept TypeError: x = 3\nemit(x)",
  ],
  ["by a text", "", "x = f'{next(m).n}'\nemit(x)"],
  ["by a slice", "l = [0, 0, 0]", "l[0:1] = [next(m)]\nl[0:1] = [i]\nx = l[:1]\nemit(x)"],
];

/** What is done besides when it dies. */
const BREAKS: readonly string[] = [
  "T.__del__ = lambda self: emit(('other', self.n))",
  "del T.__del__",
  "box[0] = T(100)\nbox[0] = 1",
];

/** Objects that come to have a destructor, or lose it, after they were made. */
const CHANGED: SourceSite = {
  name: "death of what had no destructor when it was made",
  module: `
class X: pass
class A(X):
    def __init__(self, n): self.n = n
class E(X):
    def __del__(self): emit(('end', self.n))
class V(Exception): pass
class W(Exception):
    def __del__(self): emit('end of an exception')
box = [A(-1)]
`,
  setup: "m = map(A, range(10 ** 6))",
  use:
    "a = next(m)\nb = next(m)\na = i\nemit(i)\nl = [b]\nb = 1\nl[0].__class__ = E if i & 1 else A\nl = i\nnext(m).__class__ = E\nv = V()\nv.__class__ = W\nv = i\nA.__bases__ = (E,)\nemit(i)\na = next(m)\nA.__bases__ = (X,)\na = i\na = next(m)\nA.__bases__ = (E,)\na = i\nA.__bases__ = (X,)\nemit(i)",
  breaks: [
    "A.__bases__ = (E,)",
    "A.__bases__ = (E,)\nnext(map(A, [7]))\nA.__bases__ = (X,)",
    "box[0].__class__ = E\nbox[0] = 1",
    "box[0].__class__ = E\nbox[0].__class__ = A\nbox[0] = 1",
    "X.__del__ = E.__del__",
    "del E.__del__",
    "V.__bases__ = (W,)",
  ],
};

/** Sites about deaths. */
export const DEATH_SITES: readonly SourceSite[] = [
  ...WAYS.map(([way, setup, use, needs]) => ({
    name: `death ${way}`,
    module: needs === undefined ? TELLING : `${TELLING}${NEEDED[needs]}\n`,
    setup: `m = map(T, range(10 ** 6))\n${setup}`,
    use,
    breaks: BREAKS,
  })),
  CHANGED,
];
