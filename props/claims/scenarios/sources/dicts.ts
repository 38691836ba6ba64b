/**
 * Sites about dicts with holes and with keys of one hash, and about namespaces that change by ways that are seldom taken.
 *
 * @module
 */

import { rows } from "./rows.ts";
import type { SourceSite } from "./source_site.ts";

const KEYS = `
held = [None]
class K:
    def __init__(self, n, t): self.n, self.t = n, t
    def __hash__(self): return self.n
    def __eq__(self, o):
        emit(('eq', self.t, o.t))
        return self.t == o.t
    def __repr__(self): return 'K%d%d' % (self.n, self.t)
class W(K):
    def __hash__(self): return self.n
    def __eq__(self, o):
        d = held[0]
        held[0] = None
        if d is not None: d.clear()
        return True
`;

/** Sites about dicts. */
export const DICT_SITES: readonly SourceSite[] = [
  rows({
    name: "dicts with keys of one hash",
    module: `${KEYS}
def removed(d):
    del d[K(1, 1)]
    return (d.get(K(1, 0)), d.get(K(1, 1)), d.get(K(1, 2)))
def rebuilt(d):
    del d[K(1, 0)]
    for j in range(5, 9): d[K(2, j)] = j
    del d[K(1, 2)]
    return (d.get(K(1, 1)), d.get(K(1, 2)), d.pop(K(1, 1)), d.get(K(2, 7)))
def copied(d):
    del d[K(1, 1)]
    emit('copies')
    return (dict(d), d.copy(), {**d}, d | d)
def whole(d): return (dict(d), d.copy() == d, list(reversed(d)))
def wiped(d):
    d[W(3, 3)] = 1
    held[0] = d
    d[K(3, 3)] = 2
    return len(d)
def asked(d):
    d[W(3, 3)] = 1
    held[0] = d
    return (d.get(K(3, 3), 'gone'), len(d))
def dropped(d):
    d[W(3, 3)] = 1
    held[0] = d
    return (d.pop(K(3, 3), 'gone'), d.setdefault(K(3, 3), 4))
def lent(d):
    d[W(3, 3)] = 1
    held[0] = d
    return (d.setdefault(K(3, 3), 5), K(3, 3) in d)
`,
    names: "q",
    table: ["removed", "rebuilt", "copied", "whole", "wiped", "asked", "dropped", "lent"],
    use: "d = {K(1, j): j for j in range(3)}\nemit(q(d))\nemit(list(d.items()))",
  }),
  rows({
    name: "dicts with holes",
    module: `
def trailing(d):
    for k in 'ghi': del d[k]
    return (d.popitem(), d.popitem())
def again(d):
    del d['b']
    d['b'] = 'new'
    return (d['b'], list(reversed(d)), 'b' in d)
def emptied(d):
    for k in list(d): del d[k]
    d['a'] = 9
    return d.get('b')
def cleared(d):
    d.clear()
    d[1] = d['a'] = 2
    return d.pop('b', 3)
def mixed(d):
    del d['a']
    for k in range(9): d[k] = k
    for k in range(3, 9): del d[k]
    for k in 'xyz': d[k] = k
    return (d[1], d.get(4), d['z'])
def merged(d):
    del d['c']
    return (list(d | {'c': 1}), list({**d, 'a': 2}), d.copy() == d)
def walked(d):
    t = iter(d.items())
    next(t)
    del d['a']
    d['k'] = 1
    return (next(t), next(t), len(list(t)))
def back(d):
    t = reversed(d)
    del d['i']
    d['i'] = 1
    return list(t)
`,
    names: "q",
    table: ["trailing", "again", "emptied", "cleared", "mixed", "merged", "walked", "back"],
    use: "d = {k: i for k in 'abcdefghi'}\ntry: emit(q(d))\nexcept Exception as e: emit(str(e))\nemit(list(d.items()))",
  }),
  {
    name: "names that come by other ways than a statement",
    module: "G = 1\ndef other(x): return (x, 'other')\ndef take(k): return globals().pop(k, None)",
    setup: "d = globals()\nd.setdefault('N', 1)",
    use: "emit((G, abs(-i), min(i, 3)))",
    breaks: [
      "d.setdefault('abs', other)",
      "d.setdefault('M', 1)\nemit(abs(i))\nd.setdefault('abs', other)",
      "d.update(abs=other)",
      "d |= {'abs': other}",
      "d.__setitem__('abs', other)",
      "emit(take('G'))\nd.setdefault('G', 5)",
      "d['Z'] = 1\nemit(d.popitem())\nd['abs'] = other",
      "d['Z'] = other\nd.popitem()\nd.setdefault('min', max)",
      "d.pop('G')",
      "del d['N']\nd.setdefault('abs', other)",
      "d['abs'] = other\ntake('abs')",
    ],
  },
];
