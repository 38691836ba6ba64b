/**
 * Sites about what is the same and not equal, about order of texts, about zeros, and about what is seldom compared. What they use is
 * another one in every round, so that a few checks see all of it.
 *
 * @module
 */

import { rows } from "./rows.ts";
import type { SourceSite } from "./source_site.ts";

/** Sites about comparison. */
export const COMPARING_SITES: readonly SourceSite[] = [
  rows({
    name: "what is not equal to itself",
    module: `
class W:
    def __eq__(self, o): return False
    def __hash__(self): return 3
    def __lt__(self, o): return 'less'
class X(W):
    def __eq__(self, o):
        emit('asked')
        return self is o
    __hash__ = W.__hash__
`,
    names: "v",
    table: ["float('nan')", "W()", "X()", "1", "None", "-0.0", "(W(),)", "len", "(float('nan'),)"],
    use:
      "w = [v]\nt = (v, i)\nemit((v == v, v in w, w == [v], w != [v], t == (v, i), t != (v, i), v in t))\nemit((w.count(v), w.index(v), t.count(v), t.index(v)))\nemit(({1: v} == {1: v}, {v: 1} == {v: 1}, {v} == {v}, v in {v}, v in {v: 1}))\nemit(([v, i] < [v, i + 1], (v, i) <= (v, i), [v] < [v, 1]))\nw.remove(v)\nemit(w)",
  }),
  rows({
    name: "order of texts",
    module: "class S(str): pass",
    names: "s, t",
    table: [
      "('\\U0001d11e', '\\uff5e')",
      "('a\\uffff', 'a\\U00010000')",
      "('\\ue000x', '\\U0001d11e')",
      "('ab\\U0001d11e', 'ab\\ue000')",
      "('\\xe9', 'z')",
      "('', '')",
      "('ab', 'abx')",
      "(S('b'), 'b')",
      "(b'ab', b'a\\xff')",
      "('\\U0001d11e\\U0001d11e', '\\U0001d11e\\ue000')",
    ],
    use:
      "emit((s < t, s <= t, s > t, s >= t, s == t, s != t))\nemit((min(s, t) == s, max(s, t) == s, sorted([t, s]) == [s, t], [s] < [t], (s, 1) > (t, 2)))\nemit([k for k in s + t])\nemit((list(reversed(s)), s[-1:], t[:1], len(s + t)))",
  }),
  rows({
    name: "zeros of ints",
    module: "",
    names: "a, b, c",
    table: [
      "(-6, 3, 1.5)",
      "(0, -3, -0.4)",
      "(6, -3, -0.0)",
      "(0, -5, 0.5)",
      "(-4, 1, -0.5)",
      "(7, -1, 1e300)",
      "(-2, 4, -1.5)",
      "(True, -1, 2.5)",
      "(-2 ** 70, 2 ** 35, 0.0)",
      "(False, -2 ** 70, -2.5)",
    ],
    use:
      "emit((float(a % b), float(a // b), float(a * b), float((b - b) * a), float((a - a) * b), float(-a), float(a - b), float(a & b), float(abs(a))))\nx, y = divmod(a, b)\nemit((x / 7, y / 7, (a % b) / 7, (a * b) / 7, (a // b) * 1.0, -a * 1.0, (a - a) * -1.0))\nemit((float(int(c)), float(round(c)), float(sum([a, -a])), float(+a), float(pow(a, 3, 5)), float(a >> 40)))",
  }),
  rows({
    name: "ints at the edge of doubles",
    module: "",
    names: "a, b",
    table: [
      "(2 ** 53 - 1, 1)",
      "(-2 ** 53 + 1, 3)",
      "(2 ** 53, -1)",
      "(-2 ** 53, 2 ** 53 - 1)",
      "(2 ** 53 + 1, 2 ** 53 + 3)",
      "(2 ** 63 - 1, 2 ** 63)",
      "(2 ** 106 + 2 ** 53 + 1, 2 ** 53)",
      "(10 ** 30 + 1, 10 ** 15 - 1)",
      "(2 ** 31, -2 ** 31)",
      "(2 ** 107 + 2 ** 54 - 1, 1)",
    ],
    use:
      "emit((~a, -a, a + b, a - b, a * b, a // b, a % b, ~b))\nemit((~a == -a - 1, -a in {-a}, a + b == b + a, {~a: 1}.get(-1 - a), a - b == -(b - a)))\nemit((a / b, b / a, float(a), a < b, a == float(a), float(a) <= a, a ^ b, a & b, a | b, a >> 1, b << 1))\nemit((divmod(a, b), abs(-a), hash(a), hash(-a), a ** 2, round(a, -1), int(a / 3)))",
  }),
  rows({
    name: "equality of what is seldom compared",
    module: `
class C:
    def m(self): return 1
    def k(self): return 2
def held(x):
    def f(): return x
    return f
`,
    names: "o, p, a, b, c, e, f, g",
    table: [
      "(C(), C(), 4, 2, 3, {1: 2}, held(1), held(2))",
      "(len, len, 0, 2, 3, {1: 3}, held(1), held(1))",
      "(C(), C(), 1, 2, 3, {2: 2, 1: 2}, held([1]), held([1, 2]))",
      "(C(), C(), 3, 7, 2, {}, held(3), held(2))",
      "(C(), C(), 2, 1, 2, {1: 2, 3: 4}, held(''), held(''))",
      "(C(), C(), 6, 3, 3, {True: 2}, held(0), held(False))",
    ],
    use:
      "l = [a]\nif o is not len:\n    q = o\n    emit((o.m == p.m, o.m != p.m, o.m == o.k, o.m == q.m, C.m == o.m))\nemit((l.append == l.append, l.append == [a].append, l.append == l.pop))\nemit((range(0, a, b) == range(0, a, c), range(b, a) == range(c, a), hash(range(0, a, b)) == hash(range(0, a, c))))\nemit((slice(a, b, c) == slice(a, b), slice(a, b) == slice(a, c), slice(a, b, c) < slice(a, b, b), slice(a) != slice(b)))\nd = {1: 2}\nemit((d.keys() == e.keys(), d.items() == e.items(), d == e, d.keys() < e.keys(), sorted(d.items() & e.items())))\nemit((f.__closure__[0] == g.__closure__[0], f.__code__ == g.__code__, f == g))\nemit((bytes([a, b]) == bytearray([a, c]), bytes([a]) < bytes([a, b]), bytearray([b]) > bytearray([c])))",
  }),
  rows({
    name: "slices that are read, stored and deleted",
    module: "class X:\n    def __init__(self, n): self.n = n\n    def __index__(self): return self.n",
    names: "a, b, c",
    table: [
      "(1, 3, 1)",
      "(3, 1, 2)",
      "(-2, 9, -1)",
      "(4, -4, -2)",
      "(None, 2, 3)",
      "(2 ** 70, -2 ** 70, -3)",
      "(-2 ** 70, 2 ** 70, 2 ** 70)",
      "(X(1), X(4), X(2))",
      "(5, 5, -2 ** 70)",
      "(True, None, 2)",
      "(-9, -7, 0)",
      "(4, 0, None)",
    ],
    use:
      "l = [0, 1, 2, 3, 4]\nt = (0, 1, 2, 3, 4)\ns = 'ab\\xe9cd'\nh = bytearray(b'abcde')\nemit((l[a:b], t[a:b], s[a:b], h[a:b], l[a:], s[:b], t[b:a]))\nl[a:b] = [i, i]\nemit(l)\nh[b:a] = b'xyz'\nemit(h)\ndel l[b:a]\nemit(l)\nemit((l[a:b:c], t[a:b:c], s[b:a:c], h[::c], range(9)[a:b:c]))\nemit(slice(a, b, c).indices(4))\ndel l[::c]\nemit(l)\nl[b:a:c] = t[b:a:c]\nemit(l)",
  }),
  rows({
    name: "floats at an edge",
    module: "",
    names: "a, b",
    table: [
      "(-34335.287772752476, -0.1963167426389789)",
      "(-24.57454033837103, 0.0015459547316724832)",
      "(5.0, -0.1)",
      "(-0.0, 3.0)",
      "(0.0, -3.0)",
      "(1e308, 1e-308)",
      "(5e-324, 2.0)",
      "(-7.0, float('inf'))",
      "(2.5, -2.0)",
      "(-3.5, 3)",
      "(0.1, 3)",
      "(9007199254740993.0, 2 ** 53 + 1)",
    ],
    use:
      "emit((a // b, a % b, divmod(a, b), -a % b, a // -b))\nemit((a + b, a - b, a * b, a / b, b - a, -a, abs(a)))\nemit((a < b, a == b, a <= b, a != b, a > b, max(a, b), min(b, a), hash(a) == hash(b)))\nemit((round(a), round(a, 1), int(a), a.is_integer(), bool(a), str(a), f'{a:.3f}'))\nif abs(a) < 1e100: emit((a ** 2, a ** 3, abs(a) ** 0.5))\ntry: emit((a ** 3, a ** -1, a ** b))\nexcept (OverflowError, ZeroDivisionError) as e: emit(str(e))",
  }),
];
