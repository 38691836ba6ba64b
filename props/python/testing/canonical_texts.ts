/**
 * Values and their texts in outcomes, the same for every engine.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS, type Engine } from "../../../src/isa/engine.ts";
import { programOfSource } from "../program.ts";

const SOURCE = `
class P:
    def __repr__(self): return emit('asked')
class S:
    __slots__ = ('b', 'a')
class T(S): pass
class E(Exception): pass
def filled(o, **fields):
    for name in fields: setattr(o, name, fields[name])
    return o
def deep(n): return [n, deep(n - 1)] if n else []
def itself():
    xs = [1]
    xs.append(xs)
    return xs
`;

/** Expressions and the texts of their values. */
const TEXTS = [
  ["None", "None"],
  [
    "(True, 1, -2 ** 70, 1.5, -0.0, 1j, 'a\\n', b'x', ...)",
    "(True, 1, -1180591620717411303424, 1.5, -0.0, 1j, 'a\\n', b'x', Ellipsis)",
  ],
  ["10 ** 4400 // 10 ** 4390", "10000000000"],
  ["[[], (), (1,), {}, {1: [2], 'k': (3, 4)}]", "[[], (), (1,), {}, {1: [2], 'k': (3, 4)}]"],
  ["({3, 1}, frozenset([2]), set(), {1}.__class__)", "(<set 2>, <frozenset 1>, <set 0>, <class set>)"],
  [
    "[range(3), slice(P(), [1]), int, P, len, deep, filled(P())]",
    "[range(0, 3), slice(<P>, [1], None), <class int>, <class P>, <builtin_function_or_method>, <function deep>, <P>]",
  ],
  ["filled(P(), z=1, a=[P()])", "<P a=[<P>] z=1>"],
  ["(filled(S(), a=1), filled(T(), c=3, b=2), S())", "(<S a=1>, <T b=2 c=3>, <S>)"],
  ["(E(1, 'x'), KeyError(), ValueError([2]))", "(E(1, 'x'), KeyError(), ValueError([2]))"],
  ["deep(9)", "[9, [8, [7, [6, [5, [4, [3, ...]]]]]]]"],
  ["itself()", "[1, [1, [1, [1, [1, [1, [1, ...]]]]]]]"],
  ["[[[[[[['deep', 5]]]]]]]", "[[[[[[['deep', 5]]]]]]]"],
  [
    "(object(), iter([]), {}.keys(), (lambda: 0), bytearray(b'a'))",
    "(<object>, <list_iterator>, <dict_keys>, <function <lambda>>, <bytearray>)",
  ],
] as const;

/** Compares what an engine writes of values; programs run nothing of their own meanwhile. */
export function checkCanonicalTexts(engine: Engine): void {
  for (const [expression, text] of TEXTS) {
    const program = programOfSource(`${SOURCE}def f():\n    emit(${expression})\n    return ${expression}\n`);
    const { log, results } = engine.run(program, { ...DEFAULT_LIMITS, resultText: "canonical" });
    const [result] = results;
    assertEquals([log, result?.kind === "returned" ? result.text : result], [[text], text], expression);
  }
  const long = programOfSource("def f(): return 'a' * 5000, [1] * 1000\n");
  assertEquals(engine.run(long, { ...DEFAULT_LIMITS, maxSize: 9000 }).status, "finished");
  assertEquals(engine.run(long, { ...DEFAULT_LIMITS, maxSize: 7000 }).reason, "size");
}
