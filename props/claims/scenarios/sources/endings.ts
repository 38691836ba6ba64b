/**
 * Sites about the order in which an end lets go of several things, each of which tells that it dies.
 *
 * @module
 */

import { TELLING } from "./deaths.ts";
import type { SourceSite } from "./source_site.ts";

/** Ends in one change: each is seen in the one round that it comes in. */
const TOGETHER = 3;

/** Searches for what lives look through all of it, so that a site has what its changes need and no more. */
function ending(name: string, module: string, breaks: readonly string[]): SourceSite {
  return {
    name: `ends of ${name}`,
    module: `${TELLING}${module}`,
    setup: "m = map(T, range(10 ** 6))",
    use: "t = next(m)\nt = i\nemit(t)",
    breaks: Array.from(
      { length: Math.ceil(breaks.length / TOGETHER) },
      (_, k) => breaks.slice(TOGETHER * k, TOGETHER * (k + 1)).map((held) => `o = ${held}\no = i`).join("\n"),
    ),
  };
}

/** One list in another, so many times, around three that die. */
function deep(levels: number): string {
  const opened = "[".repeat(levels);
  return `[next(m), ${opened}[next(m)], [next(m)], [next(m)]${"]".repeat(levels)}, [next(m)]]`;
}

/** Sites about ends. */
export const ENDING_SITES: readonly SourceSite[] = [
  ending("sequences and dicts", "", [
    "[next(m), (next(m), [next(m), next(m)]), next(m)]",
    "((next(m), next(m)), [next(m)])",
    "{next(m): next(m), next(m): next(m)}",
    "{1: next(m), 2: next(m), 3: next(m)}\ndel o[1]\no[1] = next(m)",
    "[next(m), next(m), next(m), next(m)]\ndel o[1:3]\nemit('cut')",
    "[next(m), next(m), next(m)]\no[::2] = [i, i]\nemit('cut')",
    "[next(m), next(m)]\no.clear()\nemit('cleared')",
    "[next(m), next(m)]\no *= 0\nemit('none')",
    "[next(m), next(m), i]\no[:2] = [i]\nemit('cut')",
    "{1: next(m), 2: next(m)}\no.clear()\nemit('cleared')",
    "{1: next(m), 2: next(m)}\no.update({2: next(m), 1: next(m)})\nemit('updated')",
  ]),
  ending("containers fifty deep", "", [deep(46), deep(47), deep(48), deep(49), deep(50), deep(98)]),
  ending("iterators", "def two(a, b): return a\ndef say(a):\n    emit('said')\n    return a.n & 1", [
    "zip([next(m)], [next(m)], (next(m),))",
    "zip([next(m), next(m)], [next(m), next(m)])\nx = next(o)\nx = i",
    "map(two, [next(m)], [next(m)])",
    "map(two, [next(m), next(m)], [next(m), next(m)])\nx = next(o)\nx = i",
    "enumerate([next(m), next(m)])\nx = next(o)\nx = i",
    "reversed([next(m), next(m)])\nx = next(o)\nx = i",
    "iter({1: next(m), 2: next(m)}.items())\nx = next(o)\nx = i",
    "filter(None, [next(m), next(m)])\nx = next(o)\nx = i",
    "list(map(say, map(T, (7, 8))))",
    "list(filter(say, map(T, (8, 7, 10, 9))))",
    "i\nfor x in map(say, map(T, (7, 8))): emit('mapped')\nx = sum(map(say, map(T, (9, 10))))",
    "sorted(map(T, (7, 8)), key=say)\nemit('sorted')",
    "max(map(T, (7, 8)), key=say)\nemit('chosen')",
    "[say(x) for x in map(T, (7, 8))]",
    ...[
      "iter((next(m), next(m)))",
      "iter([next(m), next(m)])",
      "reversed([next(m), next(m)])",
      "iter({1: next(m)}.values())",
      "reversed({1: next(m)}.items())",
      "enumerate([next(m)])",
      "zip([next(m)], [next(m)])",
      "reversed((next(m), next(m)))",
    ].map((made) => `${made}\nx = list(o)\nx = i\nemit('exhausted')`),
  ]),
  ending("what is made of several", "def held(t, u):\n    def inner(): return (u, t)\n    return inner", [
    "slice(next(m), next(m), next(m))",
    "slice(next(m), None, next(m))",
    "slice(None, next(m), next(m))",
    "property(next(m), next(m), next(m))",
    "property(next(m), None, next(m), next(m))",
    "lambda a=next(m), *, b=next(m): a\no.d = next(m)",
    "lambda a=next(m): a\no.__doc__ = next(m)\no.__kwdefaults__ = {'q': next(m)}\no.d = next(m)",
    "held(next(m), next(m))",
  ]),
  ending(
    "frames",
    "def gen(a, b):\n    c = a\n    for t in [b]: yield a\ndef frame(a, b):\n    c = b\n    return sys._getframe()",
    [
      "gen(next(m), next(m))\nx = next(o)\nx = i",
      "gen(next(m), next(m))",
      "gen(next(m), next(m))\nx = next(o)\no.close()\nemit('closed')\nx = i",
      "frame(next(m), next(m))",
      "frame(next(m), next(m))\no.clear()\nemit('cleared')",
    ],
  ),
  ending("errors", "def fails(a, b): raise ValueError(a)", [
    "ValueError(next(m), next(m))\no.x = next(m)",
    "ValueError(next(m))\no.__cause__ = KeyError(next(m))\no.__context__ = KeyError(next(m))",
    "StopIteration(next(m))\no.value = next(m)\no.x = next(m)",
    "i\ntry: fails(next(m), next(m))\nexcept ValueError as e: o = e",
    "ExceptionGroup('g', [ValueError(next(m)), KeyError(next(m))])",
  ]),
  ending(
    "slots",
    "class S:\n    __slots__ = ('y', 'x')\nclass S2(S):\n    __slots__ = ('w', 'z')\nclass S3(S2): pass",
    [
      "S3()\no.x = next(m)\no.y = next(m)\no.z = next(m)\no.w = next(m)\no.v = next(m)\no.u = next(m)",
      "S2()\no.w = next(m)\no.y = next(m)",
      "S2()\no.x = next(m)\no.z = next(m)\no.y = next(m)\no.w = next(m)",
    ],
  ),
  ending("objects", "class O: pass\nclass L(list): pass\nclass D(dict): pass", [
    "O()\no.y = next(m)\no.x = next(m)\no.__dict__",
    "O()\no.y = next(m)\no.x = next(m)\no.__dict__ = {'x': next(m), 'y': next(m)}\nemit('replaced')",
    "O()\no.y = next(m)\no.x = next(m)\no.__class__ = type('P', (O,), {})",
    "L([next(m), next(m)])\no.x = next(m)",
    "D(a=next(m), b=next(m))\no.c = next(m)",
  ]),
];
