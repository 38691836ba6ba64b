/**
 * Faults of guards: what a trace stands on is believed, or compared with something else.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier2-exec",
  difficulty: "medium",
  claims: ["hot-sites", "equivalence", "scenarios"],
  file: "src/vm/bodies/attribute.ts",
});

/** Faults of guards: what a trace stands on is believed, or compared with something else. */
export const ASSUMED_GUARDS: readonly Mutant[] = [
  fault("assumed-type-version-newer", "The guard of a type's version lets later versions pass", {
    find: "typeOf(m.stack[m.sp - 1]).versionTag === version ? NEXT : DEOPT;\n\nexport const _CHECK_MANAGED",
    replace: "typeOf(m.stack[m.sp - 1]).versionTag >= version ? NEXT : DEOPT;\n\nexport const _CHECK_MANAGED",
  }),
  fault("assumed-values-unchecked", "Inline values are taken for granted where an instance gave them up", {
    find:
      "export const _CHECK_MANAGED_OBJECT_HAS_VALUES: Body = (m) => hasValues(m, m.stack[m.sp - 1]) ? NEXT : DEOPT;",
    replace:
      "export const _CHECK_MANAGED_OBJECT_HAS_VALUES: Body = (m) => m.stack[m.sp - 1] instanceof PyInstance ? NEXT : DEOPT;",
  }),
  fault("assumed-unset-value-is-none", "An inline value that is unset reads as None", {
    find: ".values as Value[])[index];\n  return value === undefined ? DEOPT : pushAttribute(m, oparg, value);",
    replace: ".values as Value[])[index];\n  return pushAttribute(m, oparg, value === undefined ? null : value);",
  }),
  fault("assumed-stale-hint", "A hint is taken without comparing the key that stands there", {
    find: "if (dict.kind === KEYS.SPLIT || dict.entryKeys[hint] !== m.frame.code.names[oparg >> 1]) return DEOPT;",
    replace: "if (dict.kind === KEYS.SPLIT || hint < 0) return DEOPT;",
  }),
  fault("assumed-slot-unset-is-none", "A slot that is unset reads as None", {
    find: "?.read(m, owner);\n  return value === undefined ? DEOPT : pushAttribute(m, oparg, value);",
    replace: "?.read(m, owner);\n  return pushAttribute(m, oparg, value === undefined ? null : value);",
  }),
  fault("assumed-slot-neighbour", "A slot is stored one place on", {
    find: "(slots as Value[])[index] = stack[sp - 2];",
    replace: "(slots as Value[])[index + 1] = stack[sp - 2];",
  }),
  fault("assumed-class-version-unchecked", "The guard of a class lets any class pass", {
    find: "owner instanceof PyType && owner.versionTag === version ? NEXT : DEOPT;",
    replace: "owner instanceof PyType && version >= 0 ? NEXT : DEOPT;",
  }),
  fault("assumed-store-values-unchecked", "A value is stored in line where an instance gave its values up", {
    find: "return owner instanceof PyInstance && owner.values !== null ? NEXT : DEOPT;",
    replace: "return owner instanceof PyInstance ? NEXT : DEOPT;",
  }),
  fault("assumed-store-without-order", "A value stored in line does not count as the last one", {
    find: "storeInlineValue(stack[sp - 1] as PyInstance, index, stack[sp - 2]);",
    replace: "((stack[sp - 1] as PyInstance).values as Value[])[index] = stack[sp - 2];",
  }),
  fault("assumed-keys-version-unchecked", "The guard of shared keys lets changed keys pass", {
    find: "(typeOf(m.stack[m.sp - 1]).sharedKeys as SharedKeys).version === version ? NEXT : DEOPT;",
    replace: "(typeOf(m.stack[m.sp - 1]).sharedKeys as SharedKeys).version <= version ? NEXT : DEOPT;",
  }),
  fault("assumed-keys-version-other", "The guard of shared keys compares a type's version", {
    find: "(typeOf(m.stack[m.sp - 1]).sharedKeys as SharedKeys).version === version ? NEXT : DEOPT;",
    replace: "typeOf(m.stack[m.sp - 1]).versionTag !== 0 && version > 0 ? NEXT : DEOPT;",
  }),
  fault("assumed-lazy-dict-unchecked", "A method is taken from the class although an exception has a dict", {
    find: "owner.dict !== null ? DEOPT : NEXT;",
    replace: "owner.dict === undefined ? DEOPT : NEXT;",
  }),
  fault("assumed-super-method-unchecked", "super() is not compared where a method is loaded through it", {
    find: "if (stack[sp - 3] !== SUPER || !(cls instanceof PyType)) return DEOPT;\n  stack[sp - 3] = superGetMethod",
    replace: "if (!(cls instanceof PyType)) return DEOPT;\n  stack[sp - 3] = superGetMethod",
  }),
  fault("assumed-globals-version-older", "The guard of the globals' keys lets keys without a version pass", {
    file: "src/vm/bodies/name.ts",
    find: "m.frame.globals.version === version ? NEXT : DEOPT;",
    replace: "m.frame.globals.version <= version ? NEXT : DEOPT;",
  }),
  fault("assumed-builtin-first", "The builtins are asked before the globals", {
    file: "src/vm/bodies/name.ts",
    find: "let value = m.frame.globals.getStr(name);\n  if (value === undefined) {\n    value = builtinOf(m, name);",
    replace:
      "let value = builtinOf(m, name) ?? m.frame.globals.getStr(name);\n  if (value === undefined) {\n    value = m.frame.globals.getStr(name);",
  }),
  fault("assumed-delete-global-silent", "Deleting a global that is not there is no error", {
    file: "src/vm/bodies/name.ts",
    find: "if (!m.frame.globals.deleteStr(name)) throw raiseNameUndefined(m, name);",
    replace: "m.frame.globals.deleteStr(name);",
  }),
  fault("assumed-bound-method-with-self", "A bound method is unpacked although the call has a self", {
    file: "src/vm/bodies/call.ts",
    find: "return stack[sp - oparg - 1] === undefined && stack[sp - oparg - 2] instanceof PyMethod ? NEXT : DEOPT;",
    replace: "return stack[sp - oparg - 2] instanceof PyMethod || stack[sp - oparg - 1] !== undefined ? NEXT : DEOPT;",
  }),
  fault("assumed-argument-count-unchecked", "The number of arguments of an inlined call is not compared", {
    file: "src/vm/bodies/call.ts",
    find: "return callable.code.argcount === (stack[sp - oparg - 1] === undefined ? oparg : oparg + 1) ? NEXT : DEOPT;",
    replace: "return callable.code.argcount >= oparg ? NEXT : DEOPT;",
  }),
  fault("assumed-cleared-function-version", "A function that lost its version passes the guard of the one before", {
    file: "src/vm/bodies/call.ts",
    find: "callable.version !== version) return DEOPT;",
    replace: "(callable.version !== version && callable.version !== 0)) return DEOPT;",
  }),
  fault("assumed-recursion-unchecked", "The recursion budget of an inlined frame is not tested", {
    claims: ["recursion-limit", "exits"],
    file: "src/vm/bodies/call.ts",
    find: "return m.dataStack.hasSpace(code.dataStackWords) && m.limits.recursionLimit - m.depth > 1 ? NEXT : DEOPT;",
    replace: "return m.dataStack.hasSpace(code.dataStackWords) ? NEXT : DEOPT;",
  }),
  fault("assumed-recursion-one-more", "An inlined frame takes the last call of the recursion budget", {
    claims: ["recursion-limit", "exits"],
    file: "src/vm/bodies/call.ts",
    find: "m.limits.recursionLimit - m.depth > 1 ? NEXT : DEOPT;",
    replace: "m.limits.recursionLimit - m.depth >= 0 ? NEXT : DEOPT;",
  }),
  fault("assumed-frame-leaves-depth", "Leaving an inlined frame gives its recursion budget back twice", {
    claims: ["recursion-limit", "exits"],
    file: "src/vm/bodies/call.ts",
    find: "const value = m.stack[m.sp - 1];\n  m.depth--;",
    replace: "const value = m.stack[m.sp - 1];\n  m.depth -= 2;",
  }),
  fault("assumed-type-call-unchecked", "type() is not compared where it is called with one argument", {
    file: "src/vm/bodies/call.ts",
    find: "if (stack[sp - 2] !== undefined || stack[sp - 3] !== TYPE) return DEOPT;",
    replace: "if (stack[sp - 2] !== undefined) return DEOPT;",
  }),
  fault("assumed-str-call-unchecked", "str() is not compared where it is called with one argument", {
    file: "src/vm/bodies/call.ts",
    find: "if (stack[sp - 2] !== undefined || stack[sp - 3] !== STR) return DEOPT;",
    replace: "if (stack[sp - 2] !== undefined) return DEOPT;",
  }),
  fault("assumed-tuple-call-unchecked", "tuple() is not compared where it is called with one argument", {
    file: "src/vm/bodies/call.ts",
    find: "if (stack[sp - 2] !== undefined || stack[sp - 3] !== TUPLE) return DEOPT;",
    replace: "if (stack[sp - 2] !== undefined) return DEOPT;",
  }),
  fault("assumed-len-unchecked", "len() is not compared where it is called", {
    file: "src/vm/bodies/call.ts",
    find: "|| m.stack[m.sp - oparg - 2] !== m.builtinLen) return DEOPT;",
    replace: ") return DEOPT;",
  }),
  fault("assumed-isinstance-unchecked", "isinstance() is not compared where it is called", {
    file: "src/vm/bodies/call.ts",
    find: "|| m.stack[m.sp - oparg - 2] !== builtinIsinstance) return DEOPT;",
    replace: ") return DEOPT;",
  }),
  fault("assumed-descriptor-owner-unchecked", "A method of a builtin class is called on an object of another one", {
    file: "src/vm/bodies/call.ts",
    find: "if (self === undefined || typeOf(self) !== callable.owner) return DEOPT;",
    replace: "if (self === undefined) return DEOPT;",
  }),
  fault("assumed-list-iterator-at-end", "The guard of a list's iterator passes one past the end", {
    file: "src/vm/bodies/iteration.ts",
    find: "iterator.index < iterator.list.items.length ? NEXT : DEOPT;",
    replace: "iterator.index <= iterator.list.items.length ? NEXT : DEOPT;",
  }),
  fault("assumed-tuple-iterator-at-end", "The guard of a tuple's iterator passes one past the end", {
    file: "src/vm/bodies/iteration.ts",
    find: "iterator.index < iterator.tuple.items.length ? NEXT : DEOPT;",
    replace: "iterator.index <= iterator.tuple.items.length ? NEXT : DEOPT;",
  }),
  fault("assumed-range-iterator-at-end", "The guard of a range's iterator passes an empty one", {
    file: "src/vm/bodies/iteration.ts",
    find: "(m.stack[m.sp - 1] as RangeIterator).length > 0 ? NEXT : DEOPT;",
    replace: "(m.stack[m.sp - 1] as RangeIterator).length >= 0 ? NEXT : DEOPT;",
  }),
  fault("assumed-range-step-sign", "The iterator of a range goes on by one", {
    file: "src/object/iterator/iterators.ts",
    find: "this.start = value + this.step;",
    replace: "this.start = value + Math.sign(this.step);",
  }),
  fault("assumed-list-exhausted-resumes", "An exhausted iterator of a list goes on when the list grows", {
    component: "tier1-exec",
    file: "src/vm/tier1/jumps.ts",
    find: "    (m.stack[m.sp - 1] as ListIterator).end();\n",
    replace: "    (m.stack[m.sp - 1] as ListIterator).index += 0;\n",
  }),
  fault("assumed-range-exhausted-early", "A loop over a range stops one round early", {
    component: "tier1-exec",
    file: "src/vm/tier1/jumps.ts",
    find: "as RangeIterator).length <= 0) return exhausted",
    replace: "as RangeIterator).length <= 1) return exhausted",
  }),
  fault("assumed-not-none-believed", "The guard that a branch on a value that is not None relies on lets None pass", {
    file: "src/vm/bodies/control.ts",
    find: "if (m.stack[m.sp - 1] === null) return DEOPT;",
    replace: "if (m.stack[m.sp - 1] === undefined) return DEOPT;",
  }),
  fault("assumed-false-believed", "The guard that a branch not taken relies on lets everything pass", {
    file: "src/vm/bodies/control.ts",
    find: "if (m.stack[m.sp - 1] !== false) return DEOPT;",
    replace: "if (m.stack[m.sp - 1] === undefined) return DEOPT;",
  }),
  fault("assumed-true-believed", "The guard that a branch taken relies on lets everything pass", {
    file: "src/vm/bodies/control.ts",
    find: "if (m.stack[m.sp - 1] !== true) return DEOPT;",
    replace: "if (m.stack[m.sp - 1] === undefined) return DEOPT;",
  }),
  fault(
    "assumed-resume-believed",
    "The start of a function does not look whether it is up to date with the monitoring",
    {
      file: "src/vm/bodies/control.ts",
      find: "m.evalBreaker === 0 || m.evalBreaker === m.frame.code.instrumentationVersion ? NEXT : DEOPT;",
      replace: "m.evalBreaker >= 0 ? NEXT : DEOPT;",
    },
  ),
  fault("assumed-truth-of-negative", "A negative int is false", {
    file: "src/vm/bodies/number.ts",
    find: "stack[sp - 1] = value !== 0;",
    replace: "stack[sp - 1] = value > 0;",
  }),
  fault("assumed-truth-of-short-str", "A str of one character is false", {
    file: "src/vm/bodies/number.ts",
    find: 'stack[sp - 1] = value !== "";',
    replace: "stack[sp - 1] = value.length > 1;",
  }),
  fault("assumed-truth-of-none-believed", "What was None before is false", {
    file: "src/vm/bodies/number.ts",
    find: "if (stack[sp - 1] !== null) return DEOPT;\n  stack[sp - 1] = false;",
    replace: "if (stack[sp - 1] === undefined) return DEOPT;\n  stack[sp - 1] = false;",
  }),
  fault("assumed-always-true-believed", "What was true before is true, whatever its class", {
    file: "src/vm/bodies/number.ts",
    find: "if (typeOf(stack[sp - 1]).versionTag !== version) return DEOPT;\n  stack[sp - 1] = true;",
    replace: "if (version < 0) return DEOPT;\n  stack[sp - 1] = true;",
  }),
  fault("assumed-bool-believed", "What was a bool before is one", {
    file: "src/vm/bodies/number.ts",
    find: 'export const TO_BOOL_BOOL: Body = (m) => typeof m.stack[m.sp - 1] === "boolean" ? NEXT : DEOPT;',
    replace: "export const TO_BOOL_BOOL: Body = (m) => m.stack[m.sp - 1] !== undefined ? NEXT : DEOPT;",
  }),
  fault("assumed-float-left-alone", "The guard of two floats looks at the left one alone", {
    file: "src/vm/bodies/number.ts",
    find: "return stack[sp - 2] instanceof PyFloat && stack[sp - 1] instanceof PyFloat ? NEXT : DEOPT;",
    replace: "return stack[sp - 2] instanceof PyFloat ? NEXT : DEOPT;",
  }),
  fault("assumed-int-left-alone", "The guard of two ints looks at the left one alone", {
    file: "src/vm/bodies/number.ts",
    find: "return isExactInt(stack[sp - 2]) && isExactInt(stack[sp - 1]) ? NEXT : DEOPT;",
    replace: "return isExactInt(stack[sp - 2]) ? NEXT : DEOPT;",
  }),
  fault("assumed-str-left-alone", "The guard of two texts looks at the left one alone", {
    file: "src/vm/bodies/number.ts",
    find: 'return typeof stack[sp - 2] === "string" && typeof stack[sp - 1] === "string" ? NEXT : DEOPT;',
    replace: 'return typeof stack[sp - 2] === "string" ? NEXT : DEOPT;',
  }),
  fault("assumed-str-compare-not-equal", "Texts that differ compare as equal by length", {
    file: "src/vm/bodies/number.ts",
    find: "left === right ? RELATION.EQUAL : RELATION.NOT_EQUAL",
    replace: "left.length === right.length ? RELATION.EQUAL : RELATION.NOT_EQUAL",
  }),
  fault("assumed-unpack-longer-tuple", "A tuple that is longer than its targets is unpacked", {
    file: "src/vm/bodies/container.ts",
    find: "if (!(tuple instanceof PyTuple) || tuple.items.length !== oparg) return DEOPT;",
    replace: "if (!(tuple instanceof PyTuple) || tuple.items.length < oparg) return DEOPT;",
  }),
  fault("assumed-unpack-longer-list", "A list that is longer than its targets is unpacked", {
    file: "src/vm/bodies/container.ts",
    find: "if (!(list instanceof PyList) || list.items.length !== oparg) return DEOPT;",
    replace: "if (!(list instanceof PyList) || list.items.length < oparg) return DEOPT;",
  }),
  fault("assumed-unpack-longer-pair", "A tuple that is longer than a pair is unpacked as one", {
    file: "src/vm/bodies/container.ts",
    find: "tuple.items.length !== 2 || oparg !== 2) return DEOPT;",
    replace: "tuple.items.length < 2 || oparg !== 2) return DEOPT;",
  }),
  fault("assumed-missing-key-is-none", "A key that is missing reads as None", {
    file: "src/vm/bodies/container.ts",
    find: "if (value === undefined) throw raiseValue(m, KEY_ERROR, key);\n  stack[sp - 2] = value;",
    replace: "stack[sp - 2] = value === undefined ? null : value;",
  }),
  fault("assumed-tuple-past-end", "The subscript of a tuple reads past its end", {
    file: "src/vm/bodies/container.ts",
    find:
      "const { items } = tuple;\n  if (index < 0 || index >= items.length) return DEOPT;\n  stack[sp - 2] = items[index];",
    replace: "const { items } = tuple;\n  if (index < 0) return DEOPT;\n  stack[sp - 2] = items[index] ?? null;",
  }),
];
