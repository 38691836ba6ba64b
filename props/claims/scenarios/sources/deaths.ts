/**
 * Sites about objects that die in a loop, and tell which instruction let go of them.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

const MODULE = `
import sys
class T:
    def __init__(self, n): self.n = n
    def __del__(self):
        f = sys._getframe(1)
        emit(('died', self.n, f.f_code.co_name, f.f_lasti))
    def m(self): return self.n
    def __bool__(self): return True
    def __eq__(self, other): return True
    def __hash__(self): return 1
class S:
    __slots__ = ("x",)
class O: pass
class P(O):
    def __getitem__(self, k): return 3
g = T(-1)
box = [None]
def made(n): return T(n)
def keeps(n):
    t = T(n)
    return n
def takes(t): return 5
def two(a, b): return a
def cell():
    c = None
    def put(v):
        nonlocal c
        c = v
    return put
`;

/** Ways to let go, and the variables that they need. */
const WAYS: readonly (readonly [name: string, setup: string, use: string])[] = [
  ["by a variable", "", "t = T(i)\nt = i\nemit(t)"],
  ["by del", "", "t = T(i)\ndel t\nemit(i)"],
  ["by a result that nobody takes", "", "made(i)\nemit(i)"],
  ["by an attribute in line", "o = O()\no.x = 0", "o.x = T(i)\no.x = i\nemit(o.x)"],
  ["by an attribute in a dict", "o = O()\no.__dict__ = {'x': 0}", "o.x = T(i)\no.x = i\nemit(o.x)"],
  ["by a slot", "o = S()\no.x = 0", "o.x = T(i)\no.x = i\nemit(o.x)"],
  ["by a deleted attribute", "o = O()", "o.x = T(i)\ndel o.x\nemit(i)"],
  ["by an item of a list", "l = [0]", "l[0] = T(i)\nl[0] = i\nemit(l)"],
  ["by an item of a dict", "d = {'k': 0}", "d['k'] = T(i)\nd['k'] = i\nemit(d)"],
  ["by a deleted item", "d = {}", "d[i] = T(i)\ndel d[i]\nemit(d)"],
  ["by a cell", "put = cell()", "put(T(i))\nput(i)\nemit(i)"],
  ["by the end of a function", "", "emit(keeps(i))\nemit(i)"],
  ["by an argument", "", "emit(takes(T(i)))\nemit(i)"],
  ["by one of two arguments", "", "emit(two(i, T(i)))\nx = two(T(i), i)\nx = i"],
  ["by a method", "", "emit(T(i).m())\nemit(i)"],
  ["by an attribute of it", "", "x = T(i).n\nemit(x)"],
  ["by its truth", "", "x = not T(i)\nemit(x)\nif T(i): x = 2\nemit(x)"],
  ["by a comparison", "", "x = T(i) == 3\nemit(x)\nx = T(i) is None\nemit(x)\nx = i in (T(i),)\nemit(x)"],
  ["by a test for None", "", "if T(i) is None: x = 1\nelse: x = 2\nif T(i) is not None: x = 3\nemit(x)"],
  ["by a subscript", "p = P()", "x = [T(i), i][1]\nemit(x)\nx = (i, T(i))[0]\nemit(x)\nx = p[T(i)]\nemit(x)"],
  ["by unpacking", "", "a, b = T(i), i\na = b\na, b = [T(i), i]\na = b\nemit(a)"],
  ["by a container", "", "[T(i)]\nx = i\n(T(i), T(-i))\nx = {i: T(i)}\nx = {T(i)}\nx = i\nemit(x)"],
  [
    "by a builtin",
    "",
    "x = len([T(i)])\nx = isinstance(T(i), T)\nx = type(T(i))\nx = str(T(i).n)\nx = id(T(i)) > 0\nemit(x)",
  ],
  ["by a method of a list", "l = []", "l.append(T(i))\nl.pop()\nx = l.count(T(i))\nl.append(T(i))\nl.clear()\nemit(x)"],
  ["by an iterator", "", "for t in [T(i), T(-i)]: pass\nt = i\nfor t in (T(i),): pass\nt = i\nemit(t)"],
  ["by a global", "", "globals()['g'] = T(i)\nglobals()['g'] = i\nemit(g)"],
  ["by a handler", "", "try: raise ValueError(T(i))\nexcept ValueError as e: x = i\nemit(x)"],
  [
    "by an operator",
    "",
    "try: x = T(i) + 1\nexcept TypeError: x = 2\nemit(x)\ntry: x = -T(i)\nexcept TypeError: x = 3\nemit(x)",
  ],
  ["by a text", "", "x = f'{T(i).n}'\nemit(x)"],
  ["by a slice", "l = [0, 0, 0]", "l[0:1] = [T(i)]\nl[0:1] = [i]\nx = l[:1]\nemit(x)"],
];

/** What is done besides when it dies. */
const BREAKS: readonly string[] = [
  "T.__del__ = lambda self: emit(('other', self.n))",
  "del T.__del__",
  "box[0] = T(100)\nbox[0] = 1",
];

/** Sites about deaths. */
export const DEATH_SITES: readonly SourceSite[] = WAYS.map(([way, setup, use]) => ({
  name: `death ${way}`,
  module: MODULE,
  setup: setup === "" ? "x = 0" : setup,
  use,
  breaks: BREAKS,
}));
