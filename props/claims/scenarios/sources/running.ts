/**
 * Sites where other code runs within one instruction after the other, behind each of which a trace must look whether it is still valid.
 * What is done there is up to the claim `assumptions`.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** What runs code of the program where an instruction is not of itself a call. */
const RUNS = `
class N:
    def q(self, *rest): return 1
    __neg__ = __invert__ = __pos__ = __len__ = __hash__ = __enter__ = __exit__ = q
    def __add__(self, o): return 0
    def __getattr__(self, k): return 1
    def __getitem__(self, k): return 2
    def __setitem__(self, k, v): self.last = 3
    def __delitem__(self, k): self.last = 4
    def __delattr__(self, k): self.__dict__['last'] = 5
    def __eq__(self, o): return self is o
    def __lt__(self, o): return False
    def __contains__(self, o): return True
    def __str__(self): return 's'
    def __repr__(self): return 'r'
    def __format__(self, spec): return 'f'
    def __iter__(self): return iter((1, 2))
    def __index__(self): return 6
    def keys(self): return ('a',)
class M(type):
    def __instancecheck__(self, o): return True
class K(metaclass=M): pass
class L(list):
    def __len__(self): return 2
class D(dict):
    def get(self, *rest): return 7
    def __missing__(self, k): return 8
class B:
    p = property(lambda self: 9)
class T(B):
    def a(self): return super().p
class G:
    def __get__(self, o, t): return one
class E:
    m = G()
class S(E):
    def a(self): return super().m(0)
def one(x): return x
def took(*rest, **names): return 1
`;

const DYING = `
class Z:
    k = 1
    def __init__(self, n): self.n = n
    def __del__(self): self.last = 1
`;

/** Sites where that is an instruction after the other; nothing of it changes, as that is up to who looks. */
function running(name: string, setup: string, use: string, module = ""): SourceSite {
  return {
    name: `other code within ${name}`,
    module: `${RUNS}${module}`,
    setup: `w = N()\nv = N()\n${setup}`,
    use,
    breaks: ["emit(1)", "emit(2)"],
    follow: 2,
  };
}

/** Sites about what runs other code. */
export const RUNNING_SITES: readonly SourceSite[] = [
  running(
    "signs, slices and texts",
    "",
    "w.x\nw + i\n-w\n~w\n+w\nw[1:2]\nw[1:2] = i\ndel w[i]\nw[v] = i\ndel w.x\nx = f'{w}'\nx = f'{w:x}'\nx = f'{w!r}'\nx = w < v\nx = w == v\nx = v in w\nx = not w",
  ),
  running(
    "displays and what is unpacked",
    "",
    "x = [*w]\nx = {*w}\nx = {**w}\nx = {w: i}\nx = {w, i}\nx, y = w\nx, *y = w\nx = {}\nx[w] = 1\nx[w]\nd[i] if d[1] else 0",
    "d = D()",
  ),
  running("comprehensions", "", "x = {w: 1 for x in T4}\nx = {w for x in T4}", "T4 = (1, 2, 3, 4)"),
  running(
    "patterns",
    "l = L((1, 2))\nd = D(k=1)",
    "match w:\n    case K(): x = 1\nmatch l:\n    case [x, y]: pass\nmatch d:\n    case {'k': x}: pass",
  ),
  running(
    "calls of built-ins",
    "l = [1, w]",
    "isinstance(w, K)\nlen(w)\nstr(w)\ntuple(w)\nlist(w)\nl.count(v)\nl.index(w)\nrepr(w)\nsorted(l)\nl.sort()",
  ),
  running("calls of one's own", "t = T()\ns = S()", "t.a()\ns.a()\nwith w: pass"),
  running(
    "what waits and delegates",
    "",
    "made(w)\nfor x in over(w): pass\ntry: each(A()).send(None)\nexcept StopIteration: pass",
    `
class A:
    left = 0
    def __aiter__(self):
        self.left = 4
        return self
    def __anext__(self):
        if not self.left: raise StopAsyncIteration
        self.left -= 1
        return one_(self.left)
async def one_(x): return x
def made(w):
    for k in (1, 2, 3, 4): (0 for x in w)
    for k in (1, 2, 3, 4): took(**w, **{'b': k})
def over(w):
    for k in (1, 2, 3, 4): yield from w
async def each(a):
    for k in (1, 2, 3, 4):
        async for x in a: pass
`,
  ),
  running(
    "names",
    "",
    "make(1)\nasked()",
    `
class F(dict):
    def __missing__(self, k): return took
    def __setitem__(self, k, v): self.last = v
    def __delitem__(self, k): self.last = k
class P(type):
    @classmethod
    def __prepare__(cls, *rest): return F()
    def __new__(*rest): return 1
def make(v):
    class X(metaclass=P):
        for k in (1, 2, 3, 4):
            y = missing
            y = v
            del y
def asked():
    for k in (1, 2, 3, 4):
        missing
        class X: pass
asked = type(asked)(asked.__code__, {'__builtins__': F()})
`,
  ),
  running(
    "deaths",
    "s = map(Z, range(10 ** 6))\nl = [0]\no = N()\nq = Q()\nh = keeps()",
    "dies(s)\no.z = next(s)\nq.z = next(s)\nl[0] = next(s)\nh(s)\nd['a'] = next(s)\nx = next(s) is None\nif next(s) is None: pass\ntype(next(s))",
    `${DYING}
class Q: __slots__ = ('z',)
d = {}
def dies(s): t = next(s)
def keeps():
    v = 0
    def put(s):
        global V
        nonlocal v
        V = next(s)
        v = next(s)
        del v
        v = next(s)
    return put
V = 0
`,
  ),
  running(
    "deaths of globals",
    "s = list(map(Z, range(99)))",
    "k = [s.pop()]\nk.clear()\ns.pop().k\ns.pop().n\ndrops(s)",
    `${DYING}
def drops(s):
    global V
    for k in (1, 2, 3):
        V = s.pop()
        del V
`,
  ),
];
