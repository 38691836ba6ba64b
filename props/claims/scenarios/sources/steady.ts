/**
 * Bodies of loops under which nothing changes: their instructions find their special forms, and every guard of their traces holds until
 * the loop ends.
 *
 * @module
 */

import type { BaseOpName } from "../../../../src/isa/opcodes.ts";

/** A loop whose trace closes: `for i in ITERABLE: BODY`. */
export interface SteadyLoop {
  readonly setup: string;
  /** Default `range(n)`. */
  readonly iterable?: string;
  readonly body: string;
  /** Instructions of the loop that keep their general form, though others of their kind have special ones. */
  readonly general?: readonly BaseOpName[];
}

const MODULE = `
import sys
G = 3
class C:
    K = 4
    def m(self): return 5
    def k(self, x): return x
class D(C):
    def m(self): return super().m()
class S:
    __slots__ = ("x", "y")
    def m(self): return 6
def g(a): return a
def h(a): return g(a)
def made():
    o = C()
    o.x = 1
    return o
`;

/** All of them. */
export const STEADY_LOOPS: readonly SteadyLoop[] = [
  { setup: "x = 0", body: "x = x + i * 2 - 1" },
  { setup: "x = 0.5\ny = 2.0", body: "x = x * y - y + y" },
  { setup: "s = 'a'\nt = 'b'", body: "u = s + t" },
  { setup: "", body: "if i < 10000: x = i" },
  { setup: "y = 1.0", body: "if y > 0.5: x = i" },
  { setup: "s = 'a'", body: "if s == 'a': x = i" },
  { setup: "", body: "x = G" },
  { setup: "", body: "x = abs" },
  { setup: "", body: "x = sys.maxsize" },
  { setup: "o = made()", body: "x = o.x" },
  { setup: "o = made()", body: "o.x = i" },
  { setup: "o = made()\no.__dict__ = {'x': 1}", body: "x = o.x" },
  { setup: "o = S()\no.x = 1", body: "x = o.x\no.y = i" },
  { setup: "o = made()", body: "x = o.K" },
  { setup: "", body: "x = C.K" },
  // A slot of a class has none either.
  { setup: "", body: "x = S.x", general: ["LOAD_ATTR"] },
  { setup: "o = made()", body: "x = o.m()" },
  { setup: "o = made()", body: "x = o.k(i)" },
  { setup: "o = S()", body: "x = o.m()" },
  { setup: "o = D()", body: "x = o.m()" },
  { setup: "", body: "x = g(i)" },
  { setup: "", body: "x = h(i)" },
  { setup: "b = made().k", body: "x = b(i)" },
  { setup: "t = (1, 2)", body: "x = len(t)" },
  { setup: "", body: "x = isinstance(i, int)" },
  { setup: "", body: "x = type(i)" },
  { setup: "", body: "x = str(i)" },
  { setup: "t = [1]", body: "x = tuple(t)" },
  { setup: "", body: "x = abs(i)" },
  { setup: "", body: "x = divmod(i, 3)" },
  { setup: "s = 'a'", body: "x = s.upper()" },
  { setup: "l = [1]", body: "x = l.count(i)" },
  { setup: "l = []", body: "x = l.append(i)" },
  { setup: "d = {'k': 1}", body: "x = d.get('k')" },
  { setup: "", body: "x = int(i)" },
  { setup: "", body: "x = sum([i])" },
  // A method that is read and not called has none.
  { setup: "o = made()", body: "x = o.m\ny = C.m", general: ["LOAD_ATTR"] },
  { setup: "l = [1, 2]", body: "x = i in l\ny = i is l" },
  { setup: "l = [1, 2]", body: "x = l[:1]\nl[:1] = x" },
  { setup: "s = 'a b'", body: "x = s.split(' ')" },
  { setup: "l = [1]\nt = (1, 2)\ns = 'abc'\nd = {'k': 1}", body: "x = l[0]\nx = t[1]\nx = s[2]\nx = d['k']" },
  { setup: "l = [1]\nd = {'k': 1}", body: "l[0] = i\nd['k'] = i" },
  { setup: "p = (1, 2)\nq = [1, 2, 3]\nr = (1, 2, 3)", body: "a, b = p\na, b, c = q\na, b, c = r" },
  { setup: "l = [1]\ns = 'a'\nv = True\no = made()", body: "if l: x = 1\nif s: x = 2\nif v: x = 3\nif o: x = 4" },
  { setup: "v = None\nl = []", body: "if v is None: x = 1\nif l is not None: x = 2\nif not l: x = 3\nif v: x = 4" },
  { setup: "l = list(range(n))", iterable: "l", body: "x = i" },
  { setup: "t = tuple(range(n))", iterable: "t", body: "x = i" },
  { setup: "t = (1, 2)", body: "x = [i, t]\ny = {i: t}\nz = {i}" },
  { setup: "def get(): return n", body: "x = n\ny = n" },
];

/** The module of a loop; `f(n)` runs it. */
export function steadySource({ setup, iterable = "range(n)", body }: SteadyLoop): string {
  const indented = (text: string, by: string): string =>
    text === "" ? "" : text.split("\n").map((line) => `${by}${line}\n`).join("");
  return `${MODULE}def f(n):\n${indented(setup, "    ")}    for i in ${iterable}:\n${indented(body, "        ")}`;
}
