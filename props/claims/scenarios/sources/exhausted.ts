/**
 * Sites about iterators that ended, or are put somewhere else, and are asked again.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** Iterators over something that can grow meanwhile. */
const ITERATORS = [
  "iter(l)",
  "reversed(l)",
  "iter(t)",
  "iter('abcd')",
  "iter(range(4))",
  "iter(d)",
  "iter(d.values())",
  "iter(d.items())",
  "reversed(d)",
  "iter(s)",
  "enumerate(l)",
  "zip(l, t)",
  "map(str, l)",
  "iter(Q())",
];

/** Sites about iterators. */
export const EXHAUSTED_SITES: readonly SourceSite[] = ITERATORS.map((made) => ({
  name: `asked again: ${made}`,
  module: `
class Q:
    n = 4
    def __len__(self): return self.n
    def __getitem__(self, k):
        if k >= self.n: raise IndexError(k)
        return k
def step(k):
    try: return next(k, 'end')
    except RuntimeError as e: return str(e)
def grow(l, d, s):
    l += (8, 9)
    Q.n += 2
    d[len(d) + 50] = 1
    s.add(len(s) + 50)
def hint(k):
    if type(k).__name__ in ('iterator', 'str_ascii_iterator'): return 'unasked'
    try: return k.__length_hint__()
    except AttributeError: return 'none'
`,
  setup: `l = [1, 2, 3, 4]\nt = (1, 2, 3, 4)\nd = {1: 2, 3: 4, 5: 6, 7: 8}\ns = {1, 2, 3, 4}\nk = ${made}\nend = 0`,
  use:
    `if i & 1: k = ${made}\nemit((step(k), hint(k)))\nfor x in k: emit(x)\nemit((step(k), hint(k)))\nif end: emit((step(k), step(k), hint(k)))`,
  breaks: [
    "grow(l, d, s)",
    "emit(list(k))\ngrow(l, d, s)\nemit((step(k), hint(k), step(k)))",
    `k = ${made}\nemit(step(k))\ngrow(l, d, s)\nend = 1`,
    `k = ${made}\nfor x in k: pass\ngrow(l, d, s)\nemit((step(k), hint(k)))\nfor x in k: emit(x)`,
    `k = ${made}\nemit((step(k), step(k)))\nl.clear()\nd.clear()\ns.clear()\nQ.n = 0\nend = 1`,
  ],
}));
