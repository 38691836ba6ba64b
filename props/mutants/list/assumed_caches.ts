/**
 * Faults of what stands behind guards: versions and look-ups of types, keys of dicts, values kept in line, versions of functions,
 * what classes keep for their sites, cells, generators and iterators.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["equivalence", "hot-sites", "scenarios"],
  file: "src/object/type/lookup.ts",
});

/** Faults of what stands behind guards. */
export const ASSUMED_CACHES: readonly Mutant[] = [
  fault("assumed-subclass-lookups-kept", "What was found through a subclass is not forgotten when its base changes", {
    find: "    each.lookups.clear();\n",
    replace: "",
  }),
  fault("assumed-grandchild-lookups-kept", "Look-ups are forgotten one class down only", {
    find: "    for (const subclass of each.subclasses) below.add(subclass);\n",
    replace: "",
  }),
  fault("assumed-subclass-tag-kept", "A subclass keeps its version when its base changes", {
    find: "for (const subclass of type.subclasses) resetTag(subclass);",
    replace: "",
  }),
  fault("assumed-grandchild-tag-kept", "Versions are taken away one class down only", {
    find: "for (const subclass of type.subclasses) resetTag(subclass);",
    replace: "for (const subclass of type.subclasses) subclass.versionTag = 0;",
  }),
  fault(
    "assumed-base-without-tag",
    "A class gets a version and its bases get none, which ends every walk over subclasses",
    {
      find: "for (const base of type.bases.items) if (!assignVersionTag(rt, base as PyType)) return false;",
      replace: "",
    },
  ),
  fault("assumed-second-base-without-tag", "Of the bases of a class the first one alone gets a version with it", {
    find: "for (const base of type.bases.items) if (!assignVersionTag(rt, base as PyType)) return false;",
    replace: "if (type.base !== null && !assignVersionTag(rt, type.base)) return false;",
  }),
  fault("assumed-tag-kept-on-delete", "A class keeps its version when an attribute is deleted", {
    edits: [
      {
        file: "src/object/type/attributes.ts",
        find: "changedClassWork(typeModified(type)));\n}",
        replace: "changedClassWork(typeModified(type, value !== undefined)));\n}",
      },
      {
        find:
          "export function typeModified(type: PyType): number {\n  const below = forgetLookups(type);\n  resetTag(type);",
        replace:
          "export function typeModified(type: PyType, tag = true): number {\n  const below = forgetLookups(type);\n  if (tag) resetTag(type);",
      },
    ],
  }),
  fault("assumed-getitem-kept", "What a class keeps for subscripts stays when the class changes", {
    find: "  type.cachedGetitem = null;\n",
    replace: "",
  }),
  fault("assumed-second-base-unaware", "The first base alone learns of a new class", {
    file: "src/object/type/type_creation.ts",
    find: "for (const parent of bases) if (parent.isHeap) parent.subclasses.push(type);",
    replace: "if ((bases[0] as PyType).isHeap) (bases[0] as PyType).subclasses.push(type);",
  }),
  fault("assumed-new-base-unaware", "A base that is assigned later does not learn of the class", {
    file: "src/object/type/type_bases.ts",
    find: "  for (const base of bases) if (base.isHeap) base.subclasses.push(type);\n",
    replace: "",
  }),
  fault("assumed-bases-below-old-order", "Classes below one whose bases are assigned keep their order of look-up", {
    file: "src/object/type/type_bases.ts",
    find: "  for (const subclass of type.subclasses) renewMro(rt, subclass, changed);\n",
    replace: "",
  }),
  fault("assumed-class-keeps-values", "An instance that changes its class keeps the values laid out by the old one", {
    file: "src/object/members/object_members.ts",
    find: '  if (self instanceof PyInstance && old.dictMode !== "none") instanceDict(self);\n',
    replace: "",
  }),
  fault("assumed-new-key-keeps-version", "A dict keeps its keys' version when a key is added", {
    file: "src/object/dict/dict.ts",
    find: "    this.usable--;\n    this.version = 0;",
    replace: "    this.usable--;",
  }),
  fault("assumed-roomy-dict-keeps-version", "A dict keeps its keys' version unless a new key fills the table", {
    file: "src/object/dict/dict.ts",
    find: "    this.usable--;\n    this.version = 0;",
    replace: "    this.usable--;\n    if (this.usable === 0) this.version = 0;",
  }),
  fault("assumed-shared-keys-keep-version", "Shared keys keep their version when a name is added", {
    file: "src/object/dict/shared_keys.ts",
    find: "    this.usable--;\n    this.version = 0;\n",
    replace: "    this.usable--;\n",
  }),
  fault("assumed-held-dict-inline", "A dict that others hold moves back in line", {
    file: "src/vm/machine.ts",
    find: "return !held && reinline(instance);",
    replace: "return reinline(instance);",
  }),
  fault("assumed-inline-delete-order", "A value that is deleted in line keeps its place in the order", {
    file: "src/object/type/instance.ts",
    find: "  order.splice(order.indexOf(index), 1);\n",
    replace: "",
  }),
  fault("assumed-inline-order-by-index", "A dict made of values in line has them in the order of the class", {
    file: "src/object/type/instance.ts",
    find: "export function inlineOrder(instance: PyInstance): readonly number[] {\n  return instance.order ??",
    replace:
      "export function inlineOrder(instance: PyInstance): readonly number[] {\n  return instance.order?.slice().sort((a, b) => a - b) ??",
  }),
  fault(
    "assumed-code-keeps-version",
    "A function keeps its version when its code is replaced by one with as many parameters",
    {
      file: "src/object/members/function_members.ts",
      find: "  rt.resetFunctionVersion(func(self));\n  func(self).code = value;",
      replace:
        "  if (func(self).code.argcount !== value.argcount) rt.resetFunctionVersion(func(self));\n  func(self).code = value;",
    },
  ),
  fault("assumed-getitem-of-base", "A class takes over what its base keeps for subscripts", {
    file: "src/vm/tier1/calls.ts",
    find:
      "const getitem = cls.isHeap ? cls.cachedGetitem : null;\n  if (getitem === null || getitem.version !== cls.cachedGetitemVersion ||",
    replace:
      "const getitem = cls.isHeap ? cls.cachedGetitem ?? cls.base?.cachedGetitem ?? null : null;\n  if (getitem === null || getitem.version === 0 ||",
  }),
  fault("assumed-init-of-any-class", "The version of a class is not compared where its __init__ is entered", {
    file: "src/vm/tier1/calls.ts",
    find: "  if (cls.versionTag !== read32(m.frame.code.units, unit + 2)) return DEOPT;\n  const init",
    replace: "  const init",
  }),
  fault("assumed-init-result-unchecked", "What an inlined __init__ returns is not looked at", {
    file: "src/vm/bodies/exception.ts",
    find: "  if (value !== null) {\n    throw raise(m, TYPE_ERROR, `__init__() should return None",
    replace: "  if (value === undefined) {\n    throw raise(m, TYPE_ERROR, `__init__() should return None",
  }),
  fault("assumed-call-stale-locals", "Locals of a called function are not cleared where all arguments are given", {
    file: "src/vm/frame/frame_stack.ts",
    find: "    for (let i = count; i < code.localCount; i++) stack[i] = undefined;\n",
    replace: "",
  }),
  fault("assumed-running-generator-resumed", "A loop resumes a generator that is running", {
    file: "src/vm/tier1/generators.ts",
    find: "return generator.state < GENERATOR_STATE.EXECUTING;",
    replace: "return generator.state <= GENERATOR_STATE.EXECUTING;",
  }),
];
