/**
 * Sites about iterators that ended, or are put somewhere else, and are asked again.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** Iterators that loops have forms of their own for. */
const OWN_FORMS = ["iter(l)", "iter(t)", "iter(range(4))"];

/** Others. */
const OTHERS = [
  "reversed(l)",
  "iter('ab\\U0001d11ed')",
  "iter(d)",
  "iter(d.values())",
  "iter(d.items())",
  "reversed(d)",
  "iter(s)",
  "enumerate(l)",
  "zip(l, t)",
  "map(str, l)",
  "iter(Q())",
  "iter(bytes(t))",
  "reversed(t)",
  "iter(range(2 ** 70, 2 ** 70 + 3))",
  "reversed(Q())",
  "iter(lambda: l.pop() if l else 3, 3)",
];

const MODULE = `
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
def empty(l, d, s):
    l.clear()
    d.clear()
    s.clear()
    Q.n = 0
def hint(k):
    if type(k).__name__ in ('iterator', 'str_ascii_iterator', 'str_iterator', 'bytes_iterator'): return 'unasked'
    try: return k.__length_hint__()
    except AttributeError: return 'none'
`;

/** What is walked, anew. */
const WALKED = "l = [1, 2, 3, 4]\nt = (1, 2, 3, 4)\nd = {1: 2, 3: 4, 5: 6, 7: 8}\ns = {1, 2, 3, 4}";

/** Sites about iterators. */
export const EXHAUSTED_SITES: readonly SourceSite[] = [
  {
    name: "iterators that are asked again",
    module: MODULE,
    setup: "",
    use: `${WALKED}\nQ.n = 4\nmade = [${
      OTHERS.map((made) => `lambda: ${made}`).join(", ")
    }][(i + 4 * which) % ${OTHERS.length}]
k = made()
emit((step(k), hint(k)))
grow(l, d, s)
emit((step(k), hint(k)))
k = made()
emit([x for x in k])
grow(l, d, s)
emit((step(k), hint(k), step(k)))
k = made()
emit((step(k), step(k), hint(k)))
empty(l, d, s)
emit((step(k), hint(k), step(k)))
grow(l, d, s)
emit((step(k), hint(k)))`,
    breaks: ["emit(1)", "emit(2)", "emit(3)", "emit(4)"],
  },
  ...OWN_FORMS.map((made) => ({
    name: `asked again: ${made}`,
    module: MODULE,
    setup: `${WALKED}\nk = ${made}\nend = 0`,
    use:
      `if i & 1: k = ${made}\nemit((step(k), hint(k)))\nfor x in k: emit(x)\nemit((step(k), hint(k)))\nif end: emit((step(k), step(k), hint(k)))`,
    breaks: [
      "grow(l, d, s)",
      "emit(list(k))\ngrow(l, d, s)\nemit((step(k), hint(k), step(k)))",
      `k = ${made}\nemit(step(k))\ngrow(l, d, s)\nend = 1`,
      `k = ${made}\nfor x in k: pass\ngrow(l, d, s)\nemit((step(k), hint(k)))\nfor x in k: emit(x)`,
      `k = ${made}\nemit((step(k), step(k)))\nempty(l, d, s)\nend = 1`,
    ],
  })),
];
