/**
 * Faults of what is told and asked in passing: what hooks are given, in which order operands are asked, what changes while it is used.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["hot-sources"],
  file: "src/object/sequence/subscripts.ts",
});

/** Faults of what is told and asked in passing. */
export const IN_PASSING: readonly Mutant[] = [
  fault("passing-exit-traceback", "A with statement gives __exit__ the traceback but for its first entry", {
    file: "src/vm/bodies/exception.ts",
    find: "[exception.cls, exception, exception.tracebackTop]",
    replace: "[exception.cls, exception, exception.tracebackTop?.next ?? null]",
  }),
  fault("passing-generator-reenters", "A generator that runs is resumed by its own loop", {
    file: "src/vm/tier1/generators.ts",
    find: "return generator.state < GENERATOR_STATE.EXECUTING;",
    replace: "return generator.state <= GENERATOR_STATE.EXECUTING;",
  }),
  fault("passing-async-for-fails", "An async for whose iterator fails adds itself to the traceback again", {
    file: "src/vm/tier1/generators.ts",
    find: "  if (!exceptionMatches(exception, STOP_ASYNC_ITERATION)) {\n    m.reraiseUnit = unit;",
    replace: "  if (!exceptionMatches(exception, STOP_ASYNC_ITERATION)) {",
  }),
  fault("passing-import-level", "A program's own __import__ is given level and names in the wrong order", {
    file: "src/vm/tier1/misc.ts",
    find: "m.frame.locals ?? null, stack[sp - 1], stack[sp - 2]]",
    replace: "m.frame.locals ?? null, stack[sp - 2], stack[sp - 1]]",
  }),
  fault(
    "passing-classes-below",
    "A class that changes is not looked up anew in the several classes below a class below it",
    {
      file: "src/object/type/lookup.ts",
      find: "    for (const subclass of each.subclasses) below.add(subclass);\n",
      replace: "    if (each.subclasses.length === 1) below.add(each.subclasses[0] as PyType);\n",
    },
  ),
  fault("passing-byte-first", "The value of an item of a bytearray is asked for before its index", {
    find:
      "  const index = byteIndex(rt, key);\n  // Asking for the value may change the length.\n  const byte = toIndex(rt, value);\n",
    replace: "  const byte = toIndex(rt, value);\n  const index = byteIndex(rt, key);\n",
  }),
  fault("passing-step-last", "A slice asks for its start before its step", {
    file: "src/object/sequence/indexing.ts",
    find:
      '  const step = sliceBound(rt, slice.step) ?? 1;\n  if (step === 0) throw raise(rt, VALUE_ERROR, "slice step cannot be zero");\n  const start = sliceBound(rt, slice.start);\n',
    replace:
      '  const start = sliceBound(rt, slice.start);\n  const step = sliceBound(rt, slice.step) ?? 1;\n  if (step === 0) throw raise(rt, VALUE_ERROR, "slice step cannot be zero");\n',
  }),
  fault("passing-index-shrinks", "The length of a list is taken before an index that shrinks it is asked for", {
    find:
      "  let index = toSize(rt, key, INDEX_ERROR);\n  // Asking for the index may have changed the length.\n  const { length } = of.items;",
    replace: "  const { length } = of.items;\n  let index = toSize(rt, key, INDEX_ERROR);",
  }),
  fault("passing-slice-shrinks", "A slice is assigned where it was before its value shrank the list", {
    find: "  target.length = Math.min(start, target.length);\n",
    replace: "  target.length = start;\n",
  }),
  fault("passing-own-before-property", "A call finds an object's own value before the property of its class", {
    file: "src/object/type/attributes.ts",
    find: "  if (found !== undefined && !isMethod && isReadFirst(found)) {",
    replace:
      "  if (found !== undefined && !isMethod && ownAttribute(object, name) === undefined && isReadFirst(found)) {",
  }),
  fault("passing-unequal-again", "Items that differ are compared once more to say that sequences are unequal", {
    file: "src/object/values/compare.ts",
    find:
      "  if (op === COMPARE.EQ) return false;\n  if (op === COMPARE.NE) return true;\n  return richCompare(rt, left[at], right[at], op);",
    replace: "  return richCompare(rt, left[at], right[at], op);",
  }),
  fault("passing-zero-fills", "A zero before the width fills where another character is given, too", {
    file: "src/object/text/format_spec.ts",
    find: '  if (fill === "" && peek() === "0") {',
    replace: '  if (peek() === "0") {',
  }),
  fault("passing-short-precision", "A float without a type shows two digits at least", {
    file: "src/object/text/float_text.ts",
    find: "const count = precision === 0 ? 1 : precision;",
    replace: "const count = Math.max(precision, dotZero ? 2 : 1);",
  }),
  fault("passing-hash-sign", "A hash below zero that fits 64 bits is hashed again", {
    file: "src/object/values/hash.ts",
    find: "return BigInt.asIntN(64, hash) === hash ? hash : hashBigint(hash);",
    replace: "return BigInt.asUintN(64, hash) === hash ? hash : hashBigint(hash);",
  }),
  fault("passing-empty-cells", "An empty cell goes behind a full one", {
    file: "src/object/values/compare.ts",
    find: "return ordered(Number(b === undefined) - Number(a === undefined), op);",
    replace: "return ordered(Number(a === undefined) - Number(b === undefined), op);",
  }),
  fault("passing-subnormal-quotient", "A subnormal quotient of ints is rounded twice", {
    file: "src/object/number/int.ts",
    find: "const shift = Math.max(-1076,",
    replace: "const shift = Math.max(-1074,",
  }),
  fault("passing-map-add", "In a trace, what a dict comprehension replaces dies late", {
    component: "tier2-exec",
    file: "src/vm/lifetime/let_go.ts",
    find: 'LOAD_DEREF PUSH_NULL COPY SWAP RESUME_CHECK "',
    replace: 'LOAD_DEREF PUSH_NULL COPY SWAP RESUME_CHECK MAP_ADD "',
  }),
  fault("passing-function-ends", "A function that ends with its call lets go of what it closed over oldest first", {
    file: "src/vm/lifetime/let_go.ts",
    find: "  held[sp + 1] = frame.func;\n",
    replace: "",
  }),
  fault("passing-exact-instance", "An instance of exactly the class is asked about, too", {
    file: "src/object/type/isinstance.ts",
    find: "  if (cls === typeOf(value)) return true;\n  rt.burn(1);\n",
    replace: "  rt.burn(1);\n",
  }),
  fault("passing-merged-dict", "A dict that grows while it is merged from is not noticed", {
    file: "src/object/dict/dict_ops.ts",
    find: '    if (source.entryKeys.length !== length) throw raise(rt, RUNTIME_ERROR, "dict mutated during update");\n',
    replace: "",
  }),
];
