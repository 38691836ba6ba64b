/**
 * Sites about what is the same and not equal, about order of texts, and about zeros.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** Sites about comparison. */
export const COMPARING_SITES: readonly SourceSite[] = [
  {
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
    setup: "v = float('nan')",
    use:
      "w = [v]\nt = (v, i)\nemit((v == v, v in w, w == [v], w != [v], t == (v, i), t != (v, i), v in t))\nemit((w.count(v), w.index(v), t.count(v), t.index(v)))\nemit(({1: v} == {1: v}, {v: 1} == {v: 1}, {v} == {v}, v in {v}, v in {v: 1}))\nemit(([v, i] < [v, i + 1], (v, i) <= (v, i), [v] < [v, 1]))\nw.remove(v)\nemit(w)",
    breaks: ["v = W()", "v = X()", "v = 1", "v = None", "v = -0.0", "v = [float('nan')]", "v = (W(),)", "v = len"],
  },
  {
    name: "order of texts",
    module: "class S(str): pass",
    setup: "s = 'ab'\nt = 'b'",
    use:
      "emit((s < t, s <= t, s > t, s >= t, s == t, s != t))\nemit((min(s, t) == s, max(s, t) == s, sorted([t, s]) == [s, t], [s] < [t], (s, 1) > (t, 2)))",
    breaks: [
      "s = '\\U0001d11e'\nt = '\\uff5e'",
      "s = 'a\\uffff'\nt = 'a\\U00010000'",
      "s = '\\ue000x'\nt = '\\U0001d11e'",
      "s = 'ab\\U0001d11e'\nt = 'ab\\ue000'",
      "s = '\\xe9'\nt = 'z'",
      "s = ''\nt = ''",
      "t = s + 'x'",
      "s = S('b')",
      "s = b'ab'\nt = b'a\\xff'",
      "t = '\\U0001d11e\\ue000'\ns = '\\U0001d11e\\U0001d11e'",
    ],
  },
  {
    name: "zeros of ints",
    module: "",
    setup: "a = 7\nb = 3\nc = 1.5",
    use:
      "emit((float(a % b), float(a // b), float(a * b), float(-a), float(a - b), float(a & b), float(abs(a))))\nx, y = divmod(a, b)\nemit((x / 7, y / 7, (a % b) / 7, (a * b) / 7, (a // b) * 1.0, -a * 1.0, (a - a) * -1.0))\nemit((float(int(c)), float(round(c)), float(sum([a, -a])), float(+a), float(pow(a, 3, 5)), float(a >> 40)))",
    breaks: [
      "a = -6",
      "a = 0\nb = -3",
      "a = 6\nb = -3",
      "a = 0",
      "b = 1\na = -4",
      "b = -1",
      "a = -2\nb = 4",
      "c = -0.4",
      "c = -0.0",
      "a = True\nb = -1",
      "a = -2 ** 70\nb = 2 ** 35",
      "a = False\nb = -2 ** 70",
    ],
  },
];
