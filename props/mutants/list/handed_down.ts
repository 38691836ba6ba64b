/**
 * Faults in what a class has from further up, and in ends that are not the usual ones.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["hot-sources"],
  file: "src/vm/specialize/operators.ts",
});

/** Faults of what is handed down. */
export const HANDED_DOWN: readonly Mutant[] = [
  fault("down-truth-of-a-base", "A __bool__ that comes from a base is not asked", {
    find: 'if (lookupSpecial(cls, "__bool__") !== undefined ||',
    replace: 'if (cls.dict.getStr("__bool__") !== undefined ||',
  }),
  fault("down-length-of-a-base", "A __len__ that comes from a base does not decide what is true", {
    find: 'lookupSpecial(cls, "__len__") !== undefined) return null;',
    replace: 'cls.dict.getStr("__len__") !== undefined) return null;',
  }),
  fault("down-new-of-a-base", "A __new__ that comes from a base is passed by", {
    file: "src/vm/specialize/call.ts",
    find: 'lookupSpecial(cls, "__new__") !== lookupSpecial(OBJECT, "__new__")',
    replace: 'cls.dict.findStr("__new__") >= 0',
  }),
  fault("down-method-of-the-metaclass", "What the metaclass has is bound to the class as its owner", {
    file: "src/object/type/attributes.ts",
    find: "if (metaFound !== undefined) return descriptorGet(rt, metaFound, type, meta);\n  refuse",
    replace: "if (metaFound !== undefined) return descriptorGet(rt, metaFound, type, type);\n  refuse",
  }),
  fault("down-claim-of-an-object", "An object is not asked which class it says it has", {
    file: "src/object/type/isinstance.ts",
    find: "return isInstance(value, cls) || claimsClass(rt, value, cls);",
    replace: "return isInstance(value, cls);",
  }),
  fault("down-class-of-itself", "A metaclass is not asked whether a class is below itself", {
    file: "src/object/type/isinstance.ts",
    find: "if (cls instanceof PyType && cls.cls === TYPE) {",
    replace: "if (cls instanceof PyType && (cls.cls === TYPE || cls === value)) {",
  }),
  fault(
    "down-plain-equals",
    "A key whose class derives from a builtin one and compares by itself is not looked for among plain keys",
    {
      file: "src/object/dict/dict_ops.ts",
      find: "if (!everywhere || !(key instanceof PyInstance)) return -1;",
      replace: "if (!everywhere || !(key instanceof PyInstance) || key.payload !== undefined) return -1;",
    },
  ),
  fault("down-field-among-slots", "A field of a builtin base is stored among the slots of the class", {
    file: "src/vm/bodies/attribute.ts",
    find: "const field = slots?.[index] === undefined ? fieldOf(owner, offset) : undefined;",
    replace: "const field = slots === null || slots === undefined ? fieldOf(owner, offset) : undefined;",
  }),
  fault("down-callable-stops", "An iterator whose callable stopped goes on", {
    file: "src/object/iterator/composed_iterators.ts",
    find: "  iterator.end();\n  // What the callable",
    replace: "  if (item !== undefined) iterator.end();\n  // What the callable",
  }),
  fault("down-callable-ends-itself", "An iterator that its own callable brought to the end gives one item more", {
    file: "src/object/iterator/composed_iterators.ts",
    find: "item !== undefined && iterator.sentinel !== undefined && !valuesEqual(rt, iterator.sentinel, item)",
    replace: "item !== undefined && !valuesEqual(rt, iterator.sentinel ?? null, item)",
  }),
  fault("down-tuple-held", "A loop that came to the end of a tuple leaves it with its iterator", {
    file: "src/vm/tier1/jumps.ts",
    find: "    (m.stack[m.sp - 1] as TupleIterator).end();\n",
    replace: "",
  }),
  fault("down-text-of-a-class", "A class that is given another text keeps its version", {
    file: "src/object/members/type_members.ts",
    find: 'dict.setStr("__doc__", value);\n  typeModified(self as PyType);',
    replace: 'dict.setStr("__doc__", value);',
  }),
  fault("down-annotations-of-a-class", "A class that is given annotations keeps its version", {
    file: "src/object/members/type_members.ts",
    find: 'throw raise(rt, ATTRIBUTE_ERROR, "__annotations__");\n  typeModified(type);',
    replace: 'throw raise(rt, ATTRIBUTE_ERROR, "__annotations__");',
  }),
  fault(
    "down-annotations-that-are-made",
    "A class whose annotations are made when they are asked for keeps its version",
    {
      file: "src/object/members/type_members.ts",
      find: 'type.dict.setStr("__annotations__", made);\n  typeModified(type);',
      replace: 'type.dict.setStr("__annotations__", made);',
    },
  ),
  fault("down-module-of-a-class", "A class that is given another module keeps its version", {
    file: "src/object/members/type_members.ts",
    find: "  type.module = value;\n  typeModified(type);",
    replace: "  type.module = value;",
  }),
  fault("down-type-parameters", "A class that is given type parameters keeps its version", {
    file: "src/object/members/type_members.ts",
    find: 'dict.setStr("__type_params__", value);\n    typeModified(self as PyType);',
    replace: 'dict.setStr("__type_params__", value);',
  }),
  fault("down-fewer-free-variables", "A function takes code with fewer free variables", {
    file: "src/object/members/function_members.ts",
    find: "if (needed !== given) {",
    replace: "if (needed > given) {",
  }),
  fault(
    "down-missing-behind-a-given-one",
    "A parameter that is missing behind one that was given by name is not missed",
    {
      file: "src/vm/frame/binding.ts",
      find: "for (let i = given; i < required; i++) if (locals[i] === undefined) missing++;",
      replace: "for (let i = given; i < required; i++) if (locals[i] === undefined && i === given) missing++;",
    },
  ),
];
