/**
 * Sites about what is too many for a byte, and about versions that are given out until others come round.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** More than a byte counts. */
const MANY = 300;

const numbers = Array.from({ length: MANY }, (_, i) => i);

/** Breaks that change a class, a function or the keys of a dict so many times, each time looking it up again. */
function again(change: string, times: readonly number[]): string[] {
  return times.map((count) => `for v in range(${count}):\n    ${change}`);
}

const TIMES = [15, 16, 31, 32, 63, 64, 127, 128, 255, 256];

/** Sites about sizes and versions. */
export const WIDE_SITES: readonly SourceSite[] = [
  {
    name: "many globals",
    module: `
${numbers.map((i) => `g${i} = ${i}`).join("\n")}
def other(*a): return 55
`,
    setup: "d = globals()",
    use: "emit(g290)\nemit(g3 + g295)\nemit(abs(-i))",
    breaks: [
      "d['g290'] = 7",
      "del d['g290']",
      "d['g34'] = 8",
      "del d['g295']\nd['g295'] = 9",
      "d['new'] = 1",
      "d['abs'] = other",
      "d['g39'] = 'x'",
    ],
  },
  {
    name: "many attributes in a dict",
    module: "class C: pass",
    setup:
      "o = C()\np = C()\nfor j in range(280):\n    o.__dict__['a%d' % j] = j\nfor j in range(6):\n    p.__dict__['a%d' % j] = j",
    use: "emit(o.a270)\no.a271 = i\nemit((o.a271, o.a15))\nq = o if i & 3 else p\nemit(q.a3)",
    breaks: [
      "del o.a270",
      "o.__dict__['a270'] = 'x'",
      "o.__dict__.pop('a1')\no.a1 = 3",
      "o = p",
      "o.__dict__ = {'a270': 1, 'a15': 2, 'a3': 3}",
      "C.a271 = property(lambda self: 5)",
    ],
  },
  {
    name: "slots past a byte",
    module: `
class S:
    __slots__ = [f"s{j:02}" for j in range(40)]
class T(S):
    __slots__ = ("z",)
`,
    setup: "o = S()\np = T()\no.s01 = 1\np.s01 = 2\np.z = 3\no.s39 = p.s39 = 4",
    use:
      "o.s37 = i\nemit((o.s37, o.s01))\nq = o if i & 1 else p\nq.s38 = i\nemit((q.s38, q.s01, q.s39))\np.z = i\nemit(p.z)",
    breaks: ["del o.s37, o.s39", "S.s37, S.s01 = S.s01, S.s37", "o = T()\no.s01 = 5", "p = S()", "del p.z"],
  },
  {
    name: "constants and locals past a byte",
    module: `
def g(a):
    if a < 0:
${numbers.map((i) => `        v${i} = ${i + 1000}.5`).join("\n")}
        w = v290, v34
        return w
    v280 = a
    w = 1299.5
    return (v280, w, v280 + 1258.5)
`,
    setup: "q = g",
    use: "emit(q(i))\nemit(g(i + 1))",
    breaks: ["q = lambda a: a", "g.__code__ = (lambda a: (a, 2)).__code__", "emit(g(-1))", "q = abs"],
  },
  {
    name: "versions of classes",
    module: `
class A:
    K = 1
    def m(self): return 1
class B(A): pass
def other(self): return 77
`,
    setup: "o = B()",
    use: "emit(o.K)\nemit(o.m())\nemit(B.K)",
    breaks: [
      ...again("A.K = v\n    o.K", TIMES),
      ...again("A.m = other\n    A.K = -v\n    B.K", TIMES.slice(0, 4)),
      "A.m = other",
    ],
  },
  {
    name: "versions of functions",
    module: `
def g(a): return a
def h(a): return -a
def k(a, b=2): return (a, b)
def made(j): return lambda a: (a, j)
`,
    setup: "q = g\nl = []",
    use: "emit(q(i))\nemit(g(i))\nemit(k(i))",
    breaks: [
      ...again("g.__code__ = h.__code__\n    g(v)", [1, 16, 64]),
      ...again("q = made(v)\n    l.append(q)\n    q(v)", [1, 16, 64, 128]),
      ...again("k.__defaults__ = (v,)\n    k(v)", [1, 16, 64]),
      "q = h",
    ],
  },
  {
    name: "versions of keys",
    module: "G = 1\nclass C: \n    def m(self): return 1\ndef other(*a): return 55",
    setup: "d = globals()\no = C()\no.x = 1",
    use: "emit((G, abs(-i)))\nemit(o.m())\nemit(o.x)",
    breaks: [
      ...again("d['n%d' % v] = v\n    G", TIMES.slice(0, 8)),
      ...again("setattr(o, 'n%d' % v, v)\n    o.m()", [1, 8, 16, 31]),
      "for v in range(40): d['n%d' % v] = v\nd['abs'] = other",
      "for v in range(12): setattr(o, 'n%d' % v, v)\no.m = other",
    ],
  },
];
