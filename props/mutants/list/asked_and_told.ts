/**
 * Faults of what builtins, operators and iterators are asked, and of what tools are told.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier2-exec",
  difficulty: "hard",
  claims: ["hot-sources"],
  file: "src/vm/bodies/container.ts",
});

/** Faults of what is asked and told. */
export const ASKED_AND_TOLD: readonly Mutant[] = [
  fault("asked-builtin-flags", "A builtin function is called whatever its convention", {
    file: "src/vm/bodies/call.ts",
    find: "if (!(callable instanceof PyBuiltin) || callable.flags !== flags) return DEOPT;",
    replace: "if (!(callable instanceof PyBuiltin)) return DEOPT;",
  }),
  fault("asked-comparison-unasked", "What a comparison gives is tested as it is", {
    file: "src/vm/bodies/number.ts",
    find: "(oparg & 16) !== 0 ? isTrue(m, result) : result",
    replace: "(oparg & 16) !== 0 ? result !== false && result !== 0 : result",
  }),
  fault("asked-end-for-reported", "The end of a loop is reported as an instruction", {
    component: "invalidation",
    file: "src/vm/monitor/code_monitoring.ts",
    find: "if (base !== RESUME.opcode && base !== END_FOR.opcode) visit(unit);",
    replace: "if (base !== RESUME.opcode) visit(unit);",
  }),
  fault("asked-exception-of-callback", "What a callback of an exception raises is lost", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find:
      "      if (error !== RAISED) throw error;\n      return false;\n    }\n    m.exception = raised;\n    return true;",
    replace:
      "      if (error !== RAISED) throw error;\n      m.exception = raised;\n      return true;\n    }\n    m.exception = raised;\n    return true;",
  }),
  fault("asked-foreign-close", "What a generator delegates to is closed only when it is a generator", {
    component: "tier1-exec",
    file: "src/vm/frame/generators.ts",
    find: "if (method !== undefined) call(m, method, [], null);",
    replace: "",
  }),
  fault("asked-module-version-unchecked", "The keys of a module are not compared where an attribute of it is read", {
    file: "src/vm/bodies/attribute.ts",
    find: "owner instanceof PyModule && owner.dict.version === version ? NEXT",
    replace: "owner instanceof PyModule ? NEXT",
  }),
  fault("asked-reraise-adds-entry", "A re-raised exception gets another entry of its traceback", {
    component: "tier1-exec",
    difficulty: "medium",
    file: "src/vm/enter.ts",
    find: "return unwind(m, unit, false);",
    replace: "return unwind(m, unit, true);",
  }),
  fault("asked-slice-step-dropped", "A slice of three parts forgets its step", {
    find: "oparg === 3 ? parts[2] : null",
    replace: "null",
  }),
  fault("asked-type-attribute-hidden", "What a class has hides what its type has", {
    component: "tier1-exec",
    difficulty: "medium",
    file: "src/vm/specialize/attribute.ts",
    find: "if (cls.cls !== TYPE || typeLookup(m, TYPE, name) !== undefined) return null;",
    replace: "if (cls.cls !== TYPE) return null;",
  }),
  fault("asked-lazy-dict-of-functions", "A method is taken from the class although a function has a dict", {
    file: "src/vm/bodies/attribute.ts",
    find: "return (owner instanceof PyException || owner instanceof PyFunction) && owner.dict !== null ? DEOPT : NEXT;",
    replace: "return owner instanceof PyException && owner.dict !== null ? DEOPT : NEXT;",
  }),
  fault("asked-watched-delegate", "A generator whose yields are watched hides what it delegates to", {
    component: "tier1-exec",
    file: "src/object/generator/generator_ops.ts",
    find: "opargOf(code.units[ip - 1] as number) === DELEGATING_YIELD ?",
    replace:
      "opargOf(code.units[ip - 1] as number) === DELEGATING_YIELD && ((code.units[ip - 1] as number) & 0xff) !== OPCODES.INSTRUMENTED_YIELD_VALUE.opcode ?",
  }),
  fault("asked-covered-delegate", "A generator whose instructions are told hides what it delegates to", {
    component: "tier1-exec",
    file: "src/object/generator/generator_ops.ts",
    find: "opargOf(code.units[ip - 1] as number) === DELEGATING_YIELD ?",
    replace:
      "opargOf(code.units[ip - 1] as number) === DELEGATING_YIELD && ((code.units[ip - 1] as number) & 0xff) !== OPCODES.INSTRUMENTED_INSTRUCTION.opcode ?",
  }),
  fault("asked-throw-leaves-running", "A generator stays running when what it delegates to takes an exception", {
    component: "tier1-exec",
    file: "src/vm/frame/generators.ts",
    find: "exception instanceof PyException ? [exception] : exception.args, null);\n      generator.state = state;",
    replace: "exception instanceof PyException ? [exception] : exception.args, null);",
  }),
  fault("asked-deref-unbound", "A cell that is empty reads as None", {
    difficulty: "medium",
    file: "src/vm/bodies/stack.ts",
    find:
      "  const value = (stack[oparg] as PyCell).contents;\n  if (value === undefined) throw raiseDerefUnbound(m, oparg);\n  stack[m.sp++] = value;",
    replace:
      "  const value = (stack[oparg] as PyCell).contents;\n  stack[m.sp++] = value === undefined ? null : value;",
  }),
  fault("asked-const-keys-reversed", "The values of a dict with constant keys come in reverse", {
    difficulty: "medium",
    claims: ["equivalence"],
    find: "dictSet(m, dict, keys[i], stack[sp - 1 - oparg + i]);",
    replace: "dictSet(m, dict, keys[i], stack[sp - 2 - i]);",
  }),
  fault("asked-nan-not-unequal", "What is unordered is not unequal", {
    difficulty: "medium",
    claims: ["edge-values"],
    file: "src/vm/bodies/number.ts",
    find: "UNORDERED: 1,",
    replace: "UNORDERED: 0,",
  }),
  fault("asked-hot-while-watched", "A loop whose jumps are watched gets an executor", {
    component: "tier1-exec",
    file: "src/vm/tier1/jumps.ts",
    find: " && ((units[unit] as number) & 0xff) === JUMP_BACKWARD_OPCODE) {",
    replace: ") {",
  }),
  fault("asked-difference-below-doubles", "Differences below what doubles hold are kept as doubles", {
    claims: ["edge-values"],
    file: "src/vm/bodies/number.ts",
    find: "if (difference <= MAX_SAFE && difference >= -MAX_SAFE) {",
    replace: "if (difference <= MAX_SAFE) {",
  }),
  fault("asked-str-index-units", "The subscript of a text counts units of 16 bits", {
    find: "isLowSurrogate(text, at + 1) ? 2 : 1;",
    replace: "isLowSurrogate(text, at + 1) ? 1 : 1;",
  }),
  fault("asked-super-from-own-class", "super() looks from the class of self on where an attribute is read", {
    file: "src/vm/bodies/attribute.ts",
    find: "stack[sp - 3] = superGetAttr(m, cls, stack[sp - 1],",
    replace: "stack[sp - 3] = superGetAttr(m, typeOf(stack[sp - 1]), stack[sp - 1],",
  }),
  fault("asked-super-attr-unchecked", "super() is not compared where an attribute is read through it", {
    file: "src/vm/bodies/attribute.ts",
    find: "  if (stack[sp - 3] !== SUPER || !(cls instanceof PyType)) return DEOPT;\n  stack[sp - 3] = superGetAttr",
    replace: "  if (!(cls instanceof PyType)) return DEOPT;\n  stack[sp - 3] = superGetAttr",
  }),
  fault("asked-setattr-below", "A class whose __setattr__ comes from a base stores in line", {
    component: "tier1-exec",
    file: "src/vm/specialize/attribute.ts",
    find: "    if (method !== undefined && !(method instanceof PySlotWrapper)) return true;\n",
    replace:
      "    if (method !== undefined && !(method instanceof PySlotWrapper) && cls.dict.findStr(name) >= 0) return true;\n",
  }),
  fault("asked-getset-of-any-class", "Whatever computes __class__, the class of the object itself is loaded", {
    file: "src/vm/specialize/attribute.ts",
    find: 'name === "__class__" && descriptor === lookupSpecial(OBJECT, name);',
    replace: 'name === "__class__";',
  }),
  fault("asked-delete-that-names", "What is deleted and not there is in the error where it was not", {
    file: "src/object/type/attributes.ts",
    find: "throw raise(rt, ATTRIBUTE_ERROR, `'${typeName(object)}' object has no attribute '${name}'`);",
    replace: "throw noAttribute(rt, object, name);",
  }),
  fault("asked-order-of-before", "An object that is given another dict keeps the order of what it had in line", {
    file: "src/object/type/type_creation.ts",
    find: "  self.values = null;\n  self.filled = 0;\n  self.order = null;\n  self.dict = dict;",
    replace: "  self.values = null;\n  self.dict = dict;",
  }),
  fault("asked-slots-of-private-classes", "Private slots of a class with an underscore carry that, too", {
    file: "src/object/type/type_creation.ts",
    find: 'const stripped = className.replace(/^_+/, "");',
    replace: "const stripped = className;",
  }),
  fault("asked-default-for-any-error", "anext() gives its default whatever was raised", {
    file: "src/object/generator/anext_awaitable.ts",
    find: "  if (!exceptionMatches(exception, STOP_ASYNC_ITERATION)) throw rethrow(rt, exception);",
    replace: "  if (exception === null) throw rethrow(rt, exception);",
  }),
  fault("asked-doc-of-the-type", "The text of a module is that of its type", {
    file: "src/object/type/attributes.ts",
    find: '  const isOwn = name === "__doc__" && module.dict.getStr(name) !== undefined;',
    replace: "  const isOwn = false;",
  }),
  fault("asked-class-of-the-class", "A class whose class is the one that was seen is taken for it", {
    file: "src/vm/bodies/attribute.ts",
    find: "return owner instanceof PyType && owner.versionTag === version ? NEXT : DEOPT;",
    replace:
      "return owner instanceof PyType && (owner.versionTag === version || typeOf(owner).versionTag === version) ? NEXT : DEOPT;",
  }),
  fault("asked-self-among-many", "Self does not count where there are three arguments", {
    file: "src/vm/bodies/call.ts",
    find: "(stack[sp - oparg - 1] === undefined ? oparg : oparg + 1) ? NEXT : DEOPT;",
    replace: "(stack[sp - oparg - 1] === undefined || oparg > 2 ? oparg : oparg + 1) ? NEXT : DEOPT;",
  }),
];
