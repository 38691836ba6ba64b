/**
 * Faults in which order things end, in what is the same and not equal, in values at an edge, in arguments, and in what iterators keep
 * at their end.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["hot-sources", "slip-sources", "finalizers"],
  file: "src/vm/lifetime/teardown.ts",
});

/** Faults of ends, of sameness and of order. */
export const ENDS_AND_ORDER: readonly Mutant[] = [
  fault("ends-one-level-deeper", "One more container ends inside of others", {
    find: "const TRASH_UNWIND_LEVEL = 50;",
    replace: "const TRASH_UNWIND_LEVEL = 51;",
  }),
  fault("ends-deferred-in-order", "What was too deep ends in the order in which it came", {
    find: "this.deferred.pop();",
    replace: "this.deferred.shift();",
  }),
  fault("ends-slots-of-the-base-first", "Slots of the base are let go of before the own ones", {
    find: "    ordered.push(...slots.slice(start, end));",
    replace: "    ordered.unshift(...slots.slice(start, end));",
  }),
  fault("ends-zip-forwards", "zip lets go of its iterators forwards", {
    find: "if (object instanceof Zip) return [...object.iterators.toReversed(), object.result];",
    replace: "if (object instanceof Zip) return [...object.iterators, object.result];",
  }),
  fault("ends-slice-by-name", "A slice lets go of its start first", {
    find: "[object.step, object.start, object.stop]",
    replace: "[object.start, object.stop, object.step]",
  }),
  fault("ends-reversed-list-kept", "A list that was walked backwards lives on with its iterator", {
    file: "src/object/iterator/container_iterators.ts",
    find: "  iterator.index = -1;\n  iterator.end();\n",
    replace: "  iterator.index = -1;\n",
  }),
  fault("ends-reversed-sequence-kept", "A sequence that was walked backwards lives on with its iterator", {
    file: "src/object/iterator/composed_iterators.ts",
    find: "    iterator.index = -1;\n    iterator.sequence = undefined;\n",
    replace: "    iterator.index = -1;\n",
  }),
  fault("same-not-looked-at", "Items are compared without a look whether they are the same", {
    file: "src/object/values/compare.ts",
    find: "  if (isSame(rt, left, right)) return true;\n  return compareTruth",
    replace: "  return compareTruth",
  }),
  fault("order-by-units", "Texts are ordered by their UTF-16 units", {
    file: "src/object/values/compare.ts",
    find: "return codePointRank(a) - codePointRank(b);",
    replace: "return a - b;",
  }),
  fault("zero-of-a-remainder", "A remainder of ints can be minus zero", {
    file: "src/object/number/int.ts",
    find: "remainder + b : remainder + 0;",
    replace: "remainder + b : remainder;",
  }),
  fault("super-binds-the-class", "super in a class method binds functions to the class", {
    file: "src/object/type/super_lookup.ts",
    find: "object === objectType ? undefined : object",
    replace: "object",
  }),
  fault("new-bound-to-none", "A function that was put in the place of __new__ is bound to None", {
    file: "src/object/call/call.ts",
    find: "descriptorGet(rt, creator, undefined, type)",
    replace: "descriptorGet(rt, creator, null, type)",
  }),
  fault("set-of-a-spent-iterator", "An iterator that came to the end of its set goes on when that grows", {
    file: "src/object/iterator/container_iterators.ts",
    find: "  if (slot >= table.length) {\n    iterator.end();\n",
    replace: "  if (slot >= table.length) {\n",
  }),
  fault("super-class-of-the-proxy", "super().__class__ is looked up along the resolution order", {
    file: "src/object/type/super_lookup.ts",
    find: 'objectType === null || name === "__class__"',
    replace: "objectType === null",
  }),
  fault("super-method-of-a-class", "super().m() in a class method passes the class", {
    file: "src/object/type/attributes.ts",
    find: "    self !== start && (found instanceof PyFunction",
    replace: "    (found instanceof PyFunction",
  }),
  fault("same-methods-of-others", "Methods of different objects are equal", {
    file: "src/object/values/compare.ts",
    find: "equal = self.self === other.self && valuesEqual(rt, self.func, other.func);",
    replace: "equal = valuesEqual(rt, self.func, other.func);",
  }),
  fault("same-range-of-one", "Ranges of one number are not equal when their steps differ", {
    file: "src/object/values/compare.ts",
    find: "(self.length === 1 || self.step === other.step)",
    replace: "self.step === other.step",
  }),
  fault("same-slices-without-steps", "Slices are compared without their steps", {
    file: "src/object/values/compare.ts",
    find: "[self.start, self.stop, self.step], [other.start, other.stop, other.step]",
    replace: "[self.start, self.stop], [other.start, other.stop]",
  }),
  fault("zero-of-a-product", "A product of ints can be minus zero", {
    file: "src/object/number/int.ts",
    find: "return product + 0;",
    replace: "return product;",
  }),
  fault("edge-inverted-largest", "The inverse of the largest exact double is taken as one", {
    file: "src/object/number/int.ts",
    find: "a < MAX ? -1 - a",
    replace: "a <= MAX ? -1 - a",
  }),
  fault("edge-quotient-rounded-twice", "A quotient of big ints is rounded twice", {
    file: "src/object/number/int.ts",
    find: "  if (!exact) quotient |= 1n;\n",
    replace: "",
  }),
  fault("edge-quotient-near-a-whole", "A floor quotient just below a whole number is one too small", {
    file: "src/object/number/float.ts",
    find: "  if (quotient - floored > 0.5) floored += 1;\n",
    replace: "",
  }),
  fault("ends-arguments-of-map", "What map called for lives on until the instruction is over", {
    file: "src/object/iterator/composed_iterators.ts",
    find: "    for (const arg of args) if (arg !== result) rt.letGo(arg);\n",
    replace: "",
  }),
  fault("ends-left-out-by-filter", "What filter left out lives on until the instruction is over", {
    file: "src/object/iterator/composed_iterators.ts",
    find: "      rt.letGo(item);\n",
    replace: "",
  }),
  fault("thrown-delegate-value", "What a delegate returns at a throw is lost", {
    file: "src/vm/tier1/generators.ts",
    find: '  const value = exception.fields?.get("value") ?? null;\n  stack[sp - 3] = null;',
    replace: "  const value = null;\n  stack[sp - 3] = null;",
  }),
  fault("keyword-for-a-positional-name", "A parameter that is positional only takes a keyword", {
    file: "src/vm/frame/binding.ts",
    find: "let at = code.posonlyargcount;",
    replace: "let at = 0;",
  }),
  fault("set-iterator-left", "An iterator over a set does not count what is left", {
    file: "src/object/iterator/container_iterators.ts",
    find: "  iterator.left--;\n  return table[slot];",
    replace: "  return table[slot];",
  }),
  fault("edge-hash-of-a-range-of-one", "A range of one number is hashed with its step", {
    file: "src/object/values/hash.ts",
    find: "length === 0 || length === 1 ? null : bare.step",
    replace: "length === 0 ? null : bare.step",
  }),
  fault("order-of-equals-in-reverse", "Equal items change places where a list is sorted in reverse", {
    file: "src/object/builtins/sort.ts",
    find: "  if (reverse) order.reverse();\n  const less",
    replace: "  const less",
  }),
  fault("order-that-is-not-known", "A __lt__ that does not know counts as no", {
    file: "src/object/builtins/sort.ts",
    find: "answer === NOT_IMPLEMENTED ? whole(left, right) : isTrue(rt, answer)",
    replace: "answer === NOT_IMPLEMENTED ? false : isTrue(rt, answer)",
  }),
  fault("order-of-probes", "One slot less is looked at in a row of a set", {
    file: "src/object/set/set_ops.ts",
    find: "const LINEAR_PROBES = 9;",
    replace: "const LINEAR_PROBES = 8;",
  }),
  fault("order-of-popped", "A set is popped from its start again", {
    file: "src/object/set/set_ops.ts",
    find: "      set.finger = slot + 1;\n",
    replace: "",
  }),
  fault("called-result-of-a-getter", "A getter is entered where its result is to be called", {
    file: "src/vm/specialize/attribute.ts",
    find: "  if ((oparg & 1) !== 0) return false;\n",
    replace: "",
  }),
  fault("subclass-of-property", "A descriptor whose class is a program's is taken for a plain value", {
    file: "src/vm/specialize/attribute.ts",
    find: "  if (typeOf(descriptor).isHeap) return OTHER;\n",
    replace: "",
  }),
  fault("edge-power-by-a-negative-modulus", "The modulus of a power has no sign", {
    file: "src/object/number/int.ts",
    find: "  if (wide < 0n && result > 0n) result -= m;\n",
    replace: "",
  }),
  fault("edge-shift-by-a-huge-count", "A negative int that is shifted away is 0", {
    file: "src/object/number/int.ts",
    find: 'if (typeof b === "bigint") return a < 0n ? -1 : 0;',
    replace: 'if (typeof b === "bigint") return 0;',
  }),
  fault("same-key-replaced", "An equal key takes the place of the one in the dict", {
    file: "src/object/dict/dict_ops.ts",
    find: "  if (entry >= 0) {\n    dict.setEntry(entry, value);\n    return;",
    replace: "  if (entry >= 0) {\n    dict.entryKeys[entry] = key;\n    dict.setEntry(entry, value);\n    return;",
  }),
  fault("same-key-beyond-doubles", "Whole floats beyond exact ints are other keys than the ints", {
    file: "src/object/values/hash.ts",
    find: "BigInt(double) : double + 0;",
    replace: "double : double + 0;",
  }),
];
