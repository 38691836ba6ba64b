/**
 * Faults that need a program that goes against what it did so far, or values at an edge.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier2-exec",
  difficulty: "hard",
  claims: ["equivalence", "hot-sites", "scenarios"],
  file: "src/vm/bodies/attribute.ts",
});

/** Faults that need a program that goes against what it did so far, or values at an edge. */
export const STALE_GROUND: readonly Mutant[] = [
  fault("stale-hint-of-another-key", "The place of a key in one dict is read in a dict that has another key there", {
    find: "if (dict.kind === KEYS.SPLIT || dict.entryKeys[hint] !== m.frame.code.names[oparg >> 1]) return DEOPT;",
    replace: "if (dict.kind === KEYS.SPLIT || dict.entryKeys.length <= hint) return DEOPT;",
  }),
  fault(
    "stale-hint-of-another-store",
    "The place of a key in one dict is written in a dict that has another key there",
    {
      component: "tier1-exec",
      file: "src/vm/tier1/misc.ts",
      find: "if (dict.entryKeys[hint] !== names[oparg] || dict.entryValues[hint] === undefined) return DEOPT;",
      replace: "if (names[oparg] === undefined || dict.entryValues[hint] === undefined) return DEOPT;",
      real: "https://github.com/python/cpython/issues/125868",
    },
  ),
  fault("stale-locals-of-init", "An inlined __init__ begins with the locals of a frame before it", {
    component: "tier1-exec",
    file: "src/vm/tier1/calls.ts",
    find: "for (let i = oparg + 1; i < init.code.localCount; i++) slots[i] = undefined;",
    replace: "for (let i = oparg + 1; i < oparg; i++) slots[i] = undefined;",
  }),
  fault("stale-tools-of-a-unit", "A tool that asks to be left alone at a place takes the others along", {
    component: "invalidation",
    claims: ["equivalence", "invalidation"],
    file: "src/vm/monitor/instrument.ts",
    find: "data?.removeTools(unit, event, 1 << tool);",
    replace: "data?.removeTools(unit, event, tools);",
  }),
  fault(
    "stale-keys-of-instances",
    "A method is taken from the class although its instances got an attribute of its name",
    {
      find: "(typeOf(m.stack[m.sp - 1]).sharedKeys as SharedKeys).version === version ? NEXT : DEOPT;",
      replace: "typeOf(m.stack[m.sp - 1]).sharedKeys !== null && version > 0 ? NEXT : DEOPT;",
    },
  ),
  fault("stale-super-is-method", "Whatever super() finds is called with self", {
    edits: [
      {
        find: "stack[sp - 3] = superGetMethod(m, cls, stack[sp - 1], m.frame.code.names[oparg >> 2] as string);",
        replace:
          "const self = stack[sp - 1];\n  stack[sp - 3] = superGetMethod(m, cls, self, m.frame.code.names[oparg >> 2] as string);\n  m.methodSelf = self;",
      },
    ],
    real: "https://github.com/python/cpython/issues/106917",
  }),
  fault("stale-value-dies-late", "In a trace, what an attribute held before dies some instructions later", {
    claims: ["equivalence", "finalizers"],
    file: "src/vm/lifetime/let_go.ts",
    find: "_CHECK_STACK_SPACE _INIT_CALL_PY_EXACT_ARGS _PUSH_FRAME",
    replace: "_CHECK_STACK_SPACE _INIT_CALL_PY_EXACT_ARGS _PUSH_FRAME _STORE_ATTR_INSTANCE_VALUE",
  }),
  fault("stale-prefix-of-executor", "Looking through an executor in a loop drops the upper bytes of a long jump", {
    component: "translate",
    claims: ["translation", "equivalence"],
    file: "src/optimizer/translate.ts",
    find: "oparg = (oparg & 0xffff_ff00) | executor.oparg;",
    replace: "oparg = executor.oparg & 0xff;",
  }),
  fault("stale-instrumented-opcode", "An instrumented instruction is translated as if nobody listened", {
    component: "translate",
    claims: ["translation", "equivalence"],
    edits: [
      {
        file: "src/optimizer/translate.ts",
        find: "    this.opcode = opcode;\n    this.oparg = oparg >>> 0;",
        replace: "    this.opcode = DE_INSTRUMENT[opcode] || opcode;\n    this.oparg = oparg >>> 0;",
      },
      {
        file: "src/optimizer/translate.ts",
        find: "import { CACHE_UNITS_OF, OPCODE_NAMES,",
        replace: "import { CACHE_UNITS_OF, DE_INSTRUMENT, OPCODE_NAMES,",
      },
    ],
  }),
  fault("edge-negated-zero", "Minus the int 0 is a negative zero, which floats show", {
    component: "tier1-exec",
    claims: ["edge-values"],
    file: "src/object/number/int.ts",
    find: 'return typeof a === "number" ? 0 - a : normalizeInt(-a);',
    replace: 'return typeof a === "number" ? a * -1 : normalizeInt(-a);',
  }),
  fault("edge-slice-before-start", "A slice that goes back past the start leaves the first item out", {
    component: "tier1-exec",
    claims: ["edge-values"],
    file: "src/object/sequence/indexing.ts",
    find:
      "const index = value < 0 ? value + length : value;\n    return index < low ? low : index > high ? high : index;",
    replace:
      "const index = value < 0 ? value + length : value;\n    return index < low ? Math.max(low, 0) : index > high ? high : index;",
  }),
  fault("edge-shift-by-a-byte", "A shift to the left by eight bits shifts nothing", {
    component: "tier1-exec",
    claims: ["edge-values"],
    file: "src/object/number/int.ts",
    find: 'if (a === 0) return 0;\n  if (typeof a === "number" && typeof b === "number" && b < 53) {',
    replace: 'if (a === 0 || b === 8) return a;\n  if (typeof a === "number" && typeof b === "number" && b < 53) {',
    compare: "an interpreter whose shift by a multiple of eight gave the number itself",
  }),
  fault("edge-lines-go-forward", "A line that lies before the last one counts as one behind it", {
    component: "tier1-exec",
    claims: ["recordings"],
    file: "src/isa/location_table.ts",
    find: "return value % 2 === 0 || size === 0 ? size : -size;",
    replace: "return size;",
  }),
  fault("stale-keys-version-at-the-last-name", "The last name that fits the shared keys leaves them their version", {
    component: "tier1-exec",
    claims: ["hot-sources"],
    file: "src/object/dict/shared_keys.ts",
    find: "    this.usable--;\n    this.version = 0;",
    replace: "    this.usable--;\n    if (this.usable > 0) this.version = 0;",
  }),
  fault("stale-base-of-refused-bases", "Bases that are refused leave the class the base that was the best of them", {
    component: "tier1-exec",
    claims: ["hot-sources"],
    file: "src/object/type/type_bases.ts",
    find: "    type.bases = before.bases;\n    type.base = before.base;",
    replace: "    type.bases = before.bases;",
  }),
  fault("stale-close-of-a-delegating-generator", "Closing a generator tells nothing to what it delegates to", {
    component: "tier1-exec",
    claims: ["hot-sources"],
    file: "src/vm/frame/generators.ts",
    find: "    generatorClose(m, delegate);\n",
    replace: "",
  }),
  fault("stale-close-in-a-handler", "A generator that is closed inside of a handler of its own runs no more", {
    component: "tier1-exec",
    claims: ["hot-sources"],
    file: "src/object/generator/generator_ops.ts",
    find: "(resume >>> 8) === (AFTER_YIELD | RESUME_DEPTH1)",
    replace: "((resume >>> 8) & 3) === AFTER_YIELD",
  }),
  fault("stale-size-of-an-iterated-dict", "An iterator forgets that its dict had another size meanwhile", {
    component: "tier1-exec",
    claims: ["hot-sources"],
    file: "src/object/iterator/container_iterators.ts",
    find: '    iterator.used = -1;\n    throw raise(rt, RUNTIME_ERROR, "dictionary changed',
    replace: '    throw raise(rt, RUNTIME_ERROR, "dictionary changed',
  }),
  fault("stale-order-of-inline-values", "The order of inline values outlives their move to a dict", {
    component: "tier1-exec",
    claims: ["hot-sources"],
    file: "src/object/type/instance_dict.ts",
    find: "  instance.filled = 0;\n  instance.order = null;",
    replace: "  instance.filled = 0;",
  }),
  fault("edge-complex-by-double", "A complex number is compared with an int as a double", {
    component: "tier1-exec",
    claims: ["hot-sources"],
    file: "src/object/values/compare.ts",
    find: "self.im === 0 && compareIntDouble(int, self.re) === 0",
    replace: "self.im === 0 && Number(int) === self.re",
  }),
  fault("edge-hash-of-minus-one", "The hash of a long int can be minus one", {
    component: "tier1-exec",
    claims: ["hot-sources"],
    file: "src/object/values/hash.ts",
    find: "  return hash === -1n ? -2 : normalizeInt(hash);\n}\n\nfunction hashFloat",
    replace: "  return normalizeInt(hash);\n}\n\nfunction hashFloat",
  }),
  fault("stale-side-of-a-comparison", "The right side of a comparison is asked first and last", {
    component: "tier1-exec",
    claims: ["hot-sources"],
    file: "src/object/values/compare.ts",
    find: "    checkedReverse = true;\n",
    replace: "",
  }),
];
