/**
 * Sites about operators that a program defines, and about builtins that are called in one way or another.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** Sites about operators and builtins. */
export const OPERATOR_SITES: readonly SourceSite[] = [
  {
    name: "what comparisons give",
    module: `
class E:
    r = True
    def __eq__(self, o): return self.r
    def __ne__(self, o): return self.r
    def __lt__(self, o): return self.r
class N:
    def __bool__(self): return False
`,
    setup: "o = E()",
    use:
      "if o == i: emit(1)\nelse: emit(2)\nx = 4 if o != i else 5\nemit((x, type(o == i) is bool))\nwhile o < i:\n    emit(3)\n    break\nelse: emit(6)",
    breaks: [
      "E.r = []",
      "o.r = ''",
      "E.r = None",
      "o.r = 0.0",
      "E.r = (0,)",
      "E.r = N()",
      "del E.__lt__",
      "o = i",
      "E.r = 0",
    ],
  },
  {
    name: "builtins of other conventions",
    module: "def own(*a): return a",
    setup: "k = divmod\nh = abs\nm = str.upper\nc = str.count\ns = 'ab'",
    use:
      "try: emit(k(i, 3))\nexcept TypeError as e: emit(str(e))\ntry: emit(h(-i))\nexcept TypeError as e: emit(str(e))\ntry: emit(m(s))\nexcept TypeError as e: emit(str(e))\ntry: emit(c(s, 'a'))\nexcept TypeError as e: emit(str(e))",
    breaks: [
      "k = abs",
      "k = pow",
      "k = max",
      "k = own",
      "k = isinstance",
      "k = len",
      "h = len",
      "h = sum",
      "h = max",
      "h = divmod",
      "h = own",
      "m = str.count",
      "m = str.split",
      "m = str.join",
      "c = str.upper",
      "c = str.split",
      "c = list.append",
      "s = 5",
    ],
  },
  {
    name: "code that operators run",
    module: `
class R:
    bad = False
    def __add__(self, o):
        t = 0
        for k in range(9): t += k
        if R.bad: raise KeyError(t)
        return t + o
    def __eq__(self, o):
        for k in range(9):
            if R.bad: raise ValueError(k)
        return True
    def __bool__(self): return not R.bad
    def __del__(self): R.dead += 1
    dead = 0
`,
    setup: "o = R()",
    use:
      "try: emit(o + i)\nexcept KeyError as e: emit(str(e))\nemit(o == i)\nemit(1 if o else 2)\nemit([o] == [1])\np = R()\np = None\nemit(R.dead)",
    breaks: [
      "R.bad = True",
      "o = 4",
      "R.__add__ = lambda self, o: o",
      "del R.__bool__",
      "del R.__eq__",
      "R.__del__ = lambda self: setattr(R, 'bad', True)",
    ],
  },
];
