/**
 * Faults of caches and versions: what was specialized stays although what it stands on has changed.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "medium",
  claims: ["hot-sites", "equivalence", "scenarios"],
  file: "src/vm/specialize/attribute.ts",
});

/** Faults of caches and versions: what was specialized stays although what it stands on has changed. */
export const ASSUMED_CACHES: readonly Mutant[] = [
  fault("assumed-shadowed-method-specialized", "A method is specialized although an instance may shadow it", {
    find: "if (keys.find(name) >= 0) return null;",
    replace: "if (keys.find(name) > 64) return null;",
  }),
  fault("assumed-metaclass-attribute", "A class attribute is specialized without asking its metaclass", {
    find: "if (cls.cls !== TYPE || typeLookup(m, TYPE, name) !== undefined) return null;",
    replace: "if (typeLookup(m, TYPE, name) !== undefined) return null;",
  }),
  fault("assumed-store-hook-skipped", "Storing is specialized although the class looks at stores itself", {
    find: "if (overridesStore(cls)) return null;",
    replace: 'if (overridesStore(cls) && name === "") return null;',
  }),
  fault("assumed-load-hook-skipped", "Loading is specialized although the class looks attributes up itself", {
    find: "if (getattribute !== undefined && !(getattribute instanceof PySlotWrapper)) {",
    replace: "if (getattribute === null) {",
  }),
  fault("assumed-property-with-fallback", "A property is specialized although a fallback may take its place", {
    find: 'return found.kind === "property" && hasGetattr ? OTHER : found;',
    replace: 'return hasGetattr && name === "" ? OTHER : found;',
  }),
  fault("assumed-static-method-as-value", "A static method is specialized as a plain value", {
    find: "descriptor instanceof PyClassMethod || descriptor instanceof PyStaticMethod ||",
    replace: "descriptor instanceof PyClassMethod ||",
  }),
  fault("assumed-class-method-as-value", "A class method is specialized as a plain value", {
    find: "descriptor instanceof PyClassMethod || descriptor instanceof PyStaticMethod ||",
    replace: "descriptor instanceof PyStaticMethod ||",
  }),
  fault("assumed-descriptor-of-program", "A descriptor that the program defines is specialized as a plain value", {
    find: "if (typeOf(descriptor).isHeap) return OTHER;",
    replace: 'if (typeOf(descriptor).isHeap && name === "") return OTHER;',
  }),
  fault("assumed-getter-parameters", "A getter is specialized whatever its parameters", {
    find:
      "if (!(func instanceof PyFunction) || !func.code.isSimple || func.code.argcount !== parameters) return false;",
    replace: "if (!(func instanceof PyFunction) || !func.code.isSimple) return false;",
  }),
  fault("assumed-getter-code-kind", "A getter is specialized whatever its kind of code", {
    find:
      "if (!(func instanceof PyFunction) || !func.code.isSimple || func.code.argcount !== parameters) return false;",
    replace: "if (!(func instanceof PyFunction) || func.code.argcount !== parameters) return false;",
  }),
  fault("assumed-property-in-call", "A property is specialized where it is called", {
    find: "if ((oparg & 1) !== 0) return false;\n",
    replace: "if ((oparg & 1) > 1) return false;\n",
  }),
  fault("assumed-values-index-shifted", "The index of an inline value is one too high", {
    find: "units[unit + 4] = index;\n  return form;",
    replace: "units[unit + 4] = index + 1;\n  return form;",
  }),
  fault("assumed-too-few-arguments", "A call with too few arguments is specialized", {
    file: "src/vm/specialize/call.ts",
    find: "if (required < 0 || nargs > code.argcount || nargs < required) return null;",
    replace: "if (required < 0 || nargs > code.argcount) return null;",
  }),
  fault("assumed-call-of-stars", "A call of a function that takes stars is specialized", {
    file: "src/vm/specialize/call.ts",
    find: "const { code } = func;\n  if (!code.isSimple) return null;",
    replace: "const { code } = func;\n  if (code.argcount < 0) return null;",
  }),
  fault("assumed-defaults-as-exact", "A call that leaves defaults out is specialized as exact", {
    file: "src/vm/specialize/call.ts",
    find: "if (nargs === code.argcount) return bound",
    replace: "if (nargs <= code.argcount && func.defaults !== null) return bound",
  }),
  fault("assumed-own-new-skipped", "A class with its own __new__ is specialized", {
    file: "src/vm/specialize/call.ts",
    find: 'if (lookupSpecial(cls, "__new__") !== lookupSpecial(OBJECT, "__new__")) return null;',
    replace: "",
  }),
  fault("assumed-init-count-unchecked", "A class is specialized whatever its __init__ takes", {
    file: "src/vm/specialize/call.ts",
    find: "if (init.code.argcount !== nargs + 1) return null;",
    replace: "if (init.code.argcount < 0) return null;",
  }),
  fault("assumed-append-with-result", "list.append is specialized although its result is used", {
    file: "src/vm/specialize/call.ts",
    find: "(units[unit] as number) >>> 8 === 1 && isStatement;",
    replace: "(units[unit] as number) >>> 8 === 1 && (isStatement || unit > 0);",
  }),
  fault("assumed-isinstance-of-any", "Every builtin function of two arguments is specialized as isinstance", {
    file: "src/vm/specialize/call.ts",
    find: "return nargs === 2 && builtin === m.builtinIsinstance ?",
    replace: "return nargs === 2 ?",
  }),
  fault("assumed-len-of-any", "Every builtin function of one argument is specialized as len", {
    file: "src/vm/specialize/call.ts",
    find: 'return builtin === m.builtinLen ? "CALL_LEN" : "CALL_BUILTIN_O";',
    replace: 'return builtin.flags > 0 && builtin.name.length === 3 ? "CALL_LEN" : "CALL_BUILTIN_O";',
  }),
  fault("assumed-global-behind-builtin", "A builtin is specialized without the version of the globals", {
    file: "src/vm/specialize/name.ts",
    find: "units[unit + 2] = globalsVersion;\n  units[unit + 3] = builtinsVersion;",
    replace: "units[unit + 2] = globalsVersion;\n  units[unit + 3] = globalsVersion;",
  }),
  fault("assumed-function-code-keeps-version", "A function that is given other code keeps its version", {
    file: "src/object/members/function_members.ts",
    find: "  rt.resetFunctionVersion(func(self));\n  func(self).code = value;",
    replace: "  func(self).code = value;",
  }),
  fault("assumed-defaults-keep-version", "A function that is given other defaults keeps its version", {
    file: "src/object/members/function_members.ts",
    find: "  rt.resetFunctionVersion(func(self));\n  func(self).defaults",
    replace: "  func(self).defaults",
  }),
  fault("assumed-new-key-keeps-version", "A new key leaves the version of a table as it is", {
    file: "src/object/dict/dict.ts",
    find: "    this.usable--;\n    this.version = 0;\n",
    replace: "    this.usable--;\n",
  }),
  fault("assumed-lost-key-keeps-version", "A key that goes leaves the version of a table as it is", {
    file: "src/object/dict/dict.ts",
    find: "    this.used--;\n    this.version = 0;\n",
    replace: "    this.used--;\n",
  }),
  fault("assumed-new-name-keeps-version", "A new name leaves the version of the shared keys as it is", {
    file: "src/object/dict/shared_keys.ts",
    find: "    this.usable--;\n    this.version = 0;\n",
    replace: "    this.usable--;\n",
  }),
  fault("assumed-keys-version-reused", "The version of shared keys is given again", {
    file: "src/object/dict/shared_keys.ts",
    find: "    versions.nextKeysVersion = (versions.nextKeysVersion + 1) >>> 0;\n",
    replace: "",
  }),
  fault("assumed-dict-version-reused", "The version of a table is given again", {
    file: "src/object/dict/dict.ts",
    find:
      "    this.version = versions.nextKeysVersion;\n    versions.nextKeysVersion = (versions.nextKeysVersion + 1) >>> 0;",
    replace: "    this.version = versions.nextKeysVersion;",
  }),
  fault("assumed-subclass-keeps-version", "A changed class leaves the versions of its subclasses as they are", {
    file: "src/object/type/lookup.ts",
    find: "  for (const subclass of type.subclasses) resetTag(subclass);\n",
    replace: "",
  }),
  fault("assumed-subclass-keeps-lookups", "A changed class leaves what its subclasses found as it is", {
    file: "src/object/type/lookup.ts",
    find: "  for (const subclass of type.subclasses) forgetLookups(subclass);\n",
    replace: "",
  }),
  fault("assumed-class-keeps-version", "A changed class keeps its version", {
    file: "src/object/type/lookup.ts",
    find: "  type.versionTag = 0;\n",
    replace: "",
  }),
  fault("assumed-class-keeps-lookups", "A changed class keeps what was found through it", {
    file: "src/object/type/lookup.ts",
    find: "  type.lookups.clear();\n",
    replace: "",
  }),
  fault("assumed-class-change-keeps-values", "An instance that is given another class keeps its inline values", {
    file: "src/object/members/object_members.ts",
    find: "  if (self instanceof PyInstance && self.values !== null) instanceDict(self);\n",
    replace: "",
  }),
  fault("assumed-type-versions-of-all", "Every class gets the version of the one before", {
    file: "src/object/type/lookup.ts",
    find: "type.versionTag = rt.nextHeapTypeTag++;",
    replace: "type.versionTag = rt.nextHeapTypeTag;",
  }),
  fault("assumed-generator-state-unchecked", "A generator that is not suspended is resumed in place", {
    file: "src/vm/tier1/generators.ts",
    find: "return generator.state < GENERATOR_STATE.EXECUTING;",
    replace: "return generator.state <= GENERATOR_STATE.EXECUTING;",
  }),
  fault("assumed-yield-keeps-running", "A generator that yields counts as running", {
    file: "src/vm/tier1/generators.ts",
    find: "(frame.generator as PyAnyGenerator).state = GENERATOR_STATE.SUSPENDED;\n  popHandling",
    replace: "popHandling",
  }),
  fault("assumed-yield-keeps-depth", "A generator that yields does not give its recursion budget back", {
    file: "src/vm/tier1/generators.ts",
    find: "  popHandling(m);\n  m.depth--;\n",
    replace: "  popHandling(m);\n",
  }),
  fault("assumed-default-call-version", "A call with defaults does not compare the function's version", {
    file: "src/vm/tier1/calls.ts",
    find:
      "if (!(callable instanceof PyFunction) || callable.version !== read32(m.frame.code.units, unit + 2)) return DEOPT;\n  const first",
    replace: "if (!(callable instanceof PyFunction) || unit < 0) return DEOPT;\n  const first",
  }),
  fault("assumed-init-class-version", "A call of a class does not compare the class's version", {
    file: "src/vm/tier1/calls.ts",
    find: "  if (cls.versionTag !== read32(m.frame.code.units, unit + 2)) return DEOPT;\n  const init",
    replace: "  const init",
  }),
  fault("assumed-monitoring-keeps-executors", "Events for all code leave executors valid", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find: "    this.#machine.evalBreaker++;\n    this.#machine.optimizer.index.invalidateAll();\n",
    replace: "    this.#machine.evalBreaker++;\n",
  }),
  fault("assumed-monitoring-keeps-running", "Events for all code reach running code at its next start", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find: "    this.#machine.optimizer.index.invalidateAll();\n    this.#instrumentRunning();\n",
    replace: "    this.#machine.optimizer.index.invalidateAll();\n",
  }),
  fault("assumed-monitoring-keeps-version", "Events for all code make no new version", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find: "    this.#machine.evalBreaker++;\n    this.#machine.optimizer",
    replace: "    this.#machine.optimizer",
  }),
  fault("assumed-local-events-keep-executors", "Events for one code object leave what depends on it valid", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find: "version - 1 : LAST_VERSION;\n    this.#machine.optimizer.index.invalidateDependency(code.address);\n",
    replace: "version - 1 : LAST_VERSION;\n",
  }),
  fault("assumed-instrumented-keeps-executors", "Code that is instrumented keeps its executors", {
    component: "invalidation",
    file: "src/vm/monitor/instrument.ts",
    find: "    removeExecutors(code);\n    this.#machine.optimizer",
    replace: "    this.#machine.optimizer",
  }),
];
