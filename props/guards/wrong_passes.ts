/**
 * Passes as users bring them: each does something that real optimizers did, and is wrong in one way, or looks bold and is right.
 *
 * @module
 */

import { type UopName, uopNameOf } from "../../src/isa/uops.ts";
import type { Pass } from "../../src/optimizer/passes.ts";
import { uop, type UopInstruction } from "../../src/optimizer/trace.ts";

type Uops = UopInstruction[];

/** What passes see between two uops that belong together. */
const BOOKKEEPING: ReadonlySet<UopName> = new Set(["NOP", "_SET_IP", "_CHECK_VALIDITY"]);

function nameOf(trace: Uops, index: number): UopName {
  return uopNameOf((trace[index] as UopInstruction).uop) as UopName;
}

/** Places of uops that follow each other, `between` not counted; null where others do. */
function matched(
  trace: Uops,
  from: number,
  names: readonly RegExp[],
  between: ReadonlySet<UopName> = BOOKKEEPING,
): number[] | null {
  const places: number[] = [];
  let at = from;
  for (const name of names) {
    while (places.length > 0 && at < trace.length && between.has(nameOf(trace, at))) at++;
    if (at >= trace.length || !name.test(nameOf(trace, at))) return null;
    places.push(at++);
  }
  return places;
}

function pass(name: string, rewrite: (trace: Uops, at: readonly number[]) => void, ...names: readonly RegExp[]): Pass {
  return {
    name,
    run(trace) {
      const result = trace.slice();
      trace.forEach((_, from) => {
        const at = matched(result, from, names);
        if (at !== null) rewrite(result, at);
      });
      return result;
    },
  };
}

const argOf = (trace: Uops, at: number | undefined): number => (trace[at as number] as UopInstruction).oparg;
const drop = (trace: Uops, at: number | undefined): void => void (trace[at as number] = uop("NOP"));

/** Comparison operators of opargs. */
const LESS = 0;
const EQUAL = 2;
const GREATER_OR_EQUAL = 5;

/** Wrong ones. */
export const WRONG_PASSES: readonly Pass[] = [
  // Nan is neither less nor greater.
  pass(
    "not-less-is-greater-or-equal",
    (trace, [compare, not]) => {
      const oparg = argOf(trace, compare);
      if (oparg >> 5 !== LESS) return;
      trace[compare as number] = uop("COMPARE_OP_FLOAT", GREATER_OR_EQUAL << 5 | (oparg & 16) | 12);
      drop(trace, not);
    },
    /^COMPARE_OP_FLOAT$/,
    /^UNARY_NOT$/,
  ),
  // It was the guard of the comparison, too.
  pass("equal-ints-are-identical", (trace, [compare]) => {
    if (argOf(trace, compare) >> 5 === EQUAL) trace[compare as number] = uop("IS_OP", 0);
  }, /^COMPARE_OP_INT$/),
  // True is not 1.
  pass(
    "negated-twice-is-itself",
    (trace, at) => at.forEach((each) => drop(trace, each)),
    /^UNARY_NEGATIVE$/,
    /^UNARY_NEGATIVE$/,
  ),
  // An int to a negative power is a float, and others answer with what they like.
  pass(
    "results-have-the-kind-of-constants",
    (trace, [, , guard]) => drop(trace, guard),
    /^_BINARY_OP$/,
    /^LOAD_CONST$/,
    /^_GUARD_BOTH_/,
  ),
  // What is added to the list is seen by whoever holds it, too.
  pass("in-place-is-not-in-place", (trace, [operation]) => {
    if (argOf(trace, operation) === 13) trace[operation as number] = uop("_BINARY_OP", 0);
  }, /^_BINARY_OP$/),
  // What is dropped ends before what was in the variable does.
  pass(
    "dropped-behind-the-store",
    (trace, [pop, store]) => {
      trace.splice(pop as number, (store as number) - (pop as number) + 1, ...[
        uop("SWAP", 2),
        ...trace.slice((pop as number) + 1, (store as number) + 1),
        uop("POP_TOP"),
      ]);
    },
    /^POP_TOP$/,
    /^STORE_FAST$/,
  ),
  // What was in the first variable ends first; and both may be one.
  pass(
    "unpacked-from-behind",
    (trace, [, first, second]) => {
      [trace[first as number], trace[second as number]] = [
        trace[second as number] as UopInstruction,
        trace[first as number] as UopInstruction,
      ];
      trace.splice(first as number, 0, uop("SWAP", 2));
    },
    /^UNPACK_SEQUENCE_TWO_TUPLE$/,
    /^STORE_FAST$/,
    /^STORE_FAST$/,
  ),
  // A callee has variables of its own under the same numbers.
  {
    name: "no-none-under-this-number",
    run(trace) {
      const known = new Set<number>();
      return trace.map((each, at) => {
        const name = uopNameOf(each.uop);
        if (name === "STORE_FAST") known.delete(each.oparg);
        if (name !== "_GUARD_IS_NOT_NONE_POP") return each;
        let load = at - 1;
        while (load >= 0 && BOOKKEEPING.has(nameOf(trace as Uops, load))) load--;
        if (load < 0 || nameOf(trace as Uops, load) !== "LOAD_FAST") return each;
        const slot = argOf(trace as Uops, load);
        const sure = known.has(slot);
        known.add(slot);
        return sure ? uop("POP_TOP") : each;
      });
    },
  },
];

/** Right ones. */
export const RIGHT_PASSES: readonly Pass[] = [
  {
    name: "loads-past-instruction-pointers",
    run(trace) {
      const result = trace.slice();
      trace.forEach((_, from) => {
        const at = matched(result, from, [/^LOAD_FAST$/, /^_SET_IP$/], new Set(["NOP"]));
        if (at === null) return;
        const [load, pointer] = at as [number, number];
        [result[load], result[pointer]] = [result[pointer] as UopInstruction, result[load] as UopInstruction];
      });
      return result;
    },
  },
  {
    name: "pointers-set-twice",
    run: (trace, { limits }) =>
      trace.length * 1.5 > limits.maxTraceLength
        ? trace
        : trace.flatMap((each) => uopNameOf(each.uop) === "_SET_IP" ? [each, each] : [each]),
  },
  {
    name: "validity-checked-at-every-instruction",
    run: (trace, { limits }) =>
      trace.length * 1.5 > limits.maxTraceLength
        ? trace
        : trace.flatMap((each) => uopNameOf(each.uop) === "_SET_IP" ? [each, uop("_CHECK_VALIDITY")] : [each]),
  },
  {
    name: "values-stored-and-loaded-are-copied",
    run(trace) {
      const result = trace.slice();
      for (let from = 0; from < result.length; from++) {
        const at = matched(result, from, [/^STORE_FAST$/, /^LOAD_FAST$/], new Set(["NOP", "_SET_IP"]));
        if (at === null || argOf(result, at[0]) !== argOf(result, at[1])) continue;
        drop(result, at[1]);
        result.splice(from++, 0, uop("COPY", 1));
      }
      return result;
    },
  },
];
