/**
 * Faults of the bodies of uops that the list of the field lacks.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier2-exec",
  difficulty: "medium",
  claims: ["equivalence", "scenarios", "recordings"],
  file: "src/vm/bodies/number.ts",
});

/** Faults of the bodies of uops that the list of the field lacks. */
export const OWN_BODIES: readonly Mutant[] = [
  fault("own-int-guard-takes-bools", "The test for an int lets bools pass", {
    find: 'return typeof value === "number" || typeof value === "bigint";',
    replace: 'return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";',
  }),
  fault("own-sum-beyond-doubles", "Sums are kept as doubles beyond what these hold exactly", {
    difficulty: "hard",
    find: "if (sum <= MAX_SAFE && sum >= -MAX_SAFE) {",
    replace: "if (sum <= 8 * MAX_SAFE && sum >= -8 * MAX_SAFE) {",
  }),
  fault("own-product-beyond-doubles", "Products are kept as doubles beyond what these hold exactly", {
    find: "if (product <= MAX_SAFE && product >= -MAX_SAFE) {",
    replace: "if (product <= 1024 * MAX_SAFE && product >= -1024 * MAX_SAFE) {",
  }),
  fault("own-negative-zero", "A product of ints can be negative zero", {
    difficulty: "hard",
    find: "stack[m.sp - 1] = product === 0 ? 0 : product;",
    replace: "stack[m.sp - 1] = product;",
  }),
  fault("own-less-takes-equal", "Comparing ints takes equal for less", {
    difficulty: "easy",
    claims: ["equivalence", "scenarios"],
    find: "const relation = left < right ?",
    replace: "const relation = left <= right ?",
  }),
  fault("own-nan-equals", "Comparing floats takes unordered for equal", {
    difficulty: "hard",
    find: "a === b ? RELATION.EQUAL : RELATION.UNORDERED",
    replace: "a !== b ? RELATION.EQUAL : RELATION.EQUAL",
  }),
  fault("own-subscript-negative-index", "The subscript of a list takes a negative index for one in range", {
    claims: ["equivalence", "scenarios"],
    file: "src/vm/bodies/container.ts",
    find: "const { items } = list;\n  if (index < 0 || index >= items.length) return DEOPT;",
    replace: "const { items } = list;\n  if (index >= items.length) return DEOPT;",
  }),
  fault("own-store-at-the-end", "Storing one past the end of a list appends", {
    claims: ["equivalence", "scenarios"],
    file: "src/vm/bodies/container.ts",
    find: "if (index < 0 || index >= list.items.length) return DEOPT;",
    replace: "if (index < 0 || index > list.items.length) return DEOPT;",
  }),
  fault("own-truth-of-list", "A list of one item is false", {
    difficulty: "easy",
    claims: ["equivalence", "scenarios"],
    find: "stack[sp - 1] = value.items.length !== 0;",
    replace: "stack[sp - 1] = value.items.length > 1;",
  }),
  fault("own-unpack-order", "A pair is unpacked in the wrong order", {
    difficulty: "easy",
    claims: ["equivalence", "scenarios"],
    file: "src/vm/bodies/container.ts",
    find: "stack[sp - 1] = tuple.items[1];\n  stack[sp] = tuple.items[0];",
    replace: "stack[sp - 1] = tuple.items[0];\n  stack[sp] = tuple.items[1];",
  }),
  fault("own-type-version-unchecked", "The guard of a type's version lets every type with a version pass", {
    file: "src/vm/bodies/attribute.ts",
    find: "typeOf(m.stack[m.sp - 1]).versionTag === version ? NEXT : DEOPT;\n\nexport const _CHECK_MANAGED",
    replace:
      "(typeOf(m.stack[m.sp - 1]).versionTag !== 0 || version === 0) ? NEXT : DEOPT;\n\nexport const _CHECK_MANAGED",
  }),
  fault("own-globals-version-unchecked", "The guard of the globals' keys lets changed keys pass", {
    file: "src/vm/bodies/name.ts",
    find: "m.frame.globals.version === version ? NEXT : DEOPT;",
    replace: "m.frame.globals.version !== version && version === 0 ? DEOPT : NEXT;",
  }),
  fault(
    "own-function-version-unchecked",
    "The guard of a called function lets any function with as many parameters pass",
    {
      file: "src/vm/bodies/call.ts",
      find: "callable.version !== version) return DEOPT;",
      replace: "callable.version > version + 100_000) return DEOPT;",
    },
  ),
  fault("own-self-dropped", "An inlined call of a method drops self", {
    difficulty: "easy",
    file: "src/vm/bodies/call.ts",
    find: "let at = stack[first - 1] === undefined ? first : first - 1;",
    replace: "let at = first;",
  }),
  fault("own-stale-locals", "The frame of an inlined call keeps the locals of the one before", {
    claims: ["equivalence", "scenarios"],
    file: "src/vm/bodies/call.ts",
    find: "slot < end; slot++) slots[slot] = undefined;",
    replace: "slot < end; slot++) slots[slot] ??= undefined;",
  }),
  fault("own-recursion-budget", "Entering an inlined frame takes no recursion budget", {
    difficulty: "hard",
    claims: ["recursion-limit", "equivalence"],
    file: "src/vm/bodies/call.ts",
    find: "linkFrame(m, frame);\n  m.depth++;",
    replace: "linkFrame(m, frame);",
  }),
  fault("own-comprehension-variable", "LOAD_FAST_AND_CLEAR leaves the variable bound", {
    difficulty: "hard",
    file: "src/vm/bodies/stack.ts",
    find: "stack[m.sp++] = stack[oparg];\n  stack[oparg] = undefined;",
    replace: "stack[m.sp++] = stack[oparg];",
  }),
  fault("own-swap-second", "SWAP always takes the second item from the top", {
    claims: ["equivalence", "scenarios"],
    file: "src/vm/bodies/stack.ts",
    find: "const other = m.sp - oparg;",
    replace: "const other = m.sp - Math.min(oparg, 2);",
  }),
  fault("own-free-variables-shifted", "Free variables are copied to the slots before theirs", {
    component: "tier1-exec",
    claims: ["equivalence", "scenarios"],
    file: "src/vm/bodies/stack.ts",
    find: "const first = frame.code.localCount - oparg;",
    replace: "const first = Math.max(0, frame.code.localCount - oparg - 1);",
  }),
  fault("own-none-guard", "The guard that a branch on None relies on lets everything pass", {
    claims: ["equivalence", "scenarios"],
    file: "src/vm/bodies/control.ts",
    find: "if (m.stack[m.sp - 1] !== null) return DEOPT;",
    replace: "if (m.stack[m.sp - 1] === undefined) return DEOPT;",
  }),
  fault("own-range-without-length", "The iterator of a range does not count down", {
    difficulty: "easy",
    claims: ["equivalence", "scenarios", "fuel"],
    file: "src/object/iterator/iterators.ts",
    find: "this.length--;",
    replace: "",
  }),
];
