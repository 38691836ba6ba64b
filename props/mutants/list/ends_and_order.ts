/**
 * Faults that a stranger would plant: in which order things end, what is the same and not equal, what iterators keep at their end.
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
    find: "  iterator.index = -1;\n  iterator.list = null;\n",
    replace: "  iterator.index = -1;\n",
  }),
  fault("ends-reversed-sequence-kept", "A sequence that was walked backwards lives on with its iterator", {
    file: "src/object/iterator/composed_iterators.ts",
    find: "    iterator.index = -1;\n    iterator.sequence = undefined;\n",
    replace: "    iterator.index = -1;\n",
  }),
  fault("same-not-looked-at", "Items are compared without a look whether they are the same", {
    file: "src/object/values/compare.ts",
    find: "  if (left === right) return true;\n  return compareTruth",
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
  fault("getitem-of-another-shape", "A kept __getitem__ is entered whatever code it has by now", {
    file: "src/vm/tier1/calls.ts",
    find: "getitem.version !== cls.cachedGetitemVersion || ",
    replace: "",
  }),
  fault("set-of-a-spent-iterator", "An iterator that came to the end of its set goes on when that grows", {
    file: "src/object/iterator/container_iterators.ts",
    find: "    iterator.set = null;\n",
    replace: "",
  }),
];
