/**
 * Functions, methods, descriptors and cells.
 *
 * @module
 */

import type { PyCode } from "./code.ts";
import type { PyDict } from "../dict/dict.ts";
import type { Runtime } from "../runtime.ts";
import type { PyTuple } from "./sequence_values.ts";
import type { PyType } from "../type/type.ts";
import { PyObject, type Value } from "./value.ts";

/** A cell: a variable that functions share; undefined while unbound. */
export class PyCell extends PyObject {
  contents: Value;

  constructor(contents: Value) {
    super();
    this.contents = contents;
  }
}

/** A Python function (`PyFunctionObject`). */
export class PyFunction extends PyObject {
  /** Replace it through `setFunctionCode` of the machine only, which resets the version. */
  code: PyCode;
  readonly globals: PyDict;
  readonly builtins: PyDict;
  name: string;
  qualname: string;
  module: Value;
  doc: Value = null;
  defaults: PyTuple | null = null;
  kwdefaults: PyDict | null = null;
  closure: PyTuple | null = null;
  /** A dict, or the flat tuple of names and values that SET_FUNCTION_ATTRIBUTE left, or null. */
  annotations: PyDict | PyTuple | null = null;
  typeParams: Value = undefined;
  /** `func_version`; 0 means none. */
  version = 0;
  /** Attributes; made at the first store. */
  dict: PyDict | null = null;

  constructor(code: PyCode, globals: PyDict, builtins: PyDict, qualname: string = code.qualname) {
    super();
    this.code = code;
    this.globals = globals;
    this.builtins = builtins;
    this.name = code.name;
    this.qualname = qualname;
    this.module = globals.getStr("__name__") ?? null;
  }
}

/** A bound method. */
export class PyMethod extends PyObject {
  readonly func: Value;
  readonly self: Value;

  constructor(func: Value, self: Value) {
    super();
    this.func = func;
    this.self = self;
  }
}

/** Calling conventions of builtin functions (`ml_flags`). */
export const METH = {
  VARARGS: 0x1,
  KEYWORDS: 0x2,
  NOARGS: 0x4,
  O: 0x8,
  CLASS: 0x10,
  STATIC: 0x20,
  COEXIST: 0x40,
  FASTCALL: 0x80,
} as const;

/** `METH_FASTCALL | METH_KEYWORDS`. */
export const METH_FASTCALL_KEYWORDS: number = METH.FASTCALL | METH.KEYWORDS;

/**
 * Body of a builtin. `self` is the bound object (of methods), the module (of functions) or the class (of `__new__`, class methods). With
 * `kwnames`, the last `kwnames.length` of `args` are keyword arguments. The caller has checked the number of arguments
 * against the calling convention.
 */
export type NativeImpl = (
  rt: Runtime,
  self: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null,
) => Value;

/** A builtin function, or a builtin method bound to `self` (`builtin_function_or_method`). */
export class PyBuiltin extends PyObject {
  readonly name: string;
  /** {@linkcode METH} bits. */
  readonly flags: number;
  readonly impl: NativeImpl;
  readonly self: Value;
  /** The type that a method was found on; null for functions. */
  readonly owner: PyType | null;

  constructor(name: string, flags: number, impl: NativeImpl, self: Value, owner: PyType | null) {
    super();
    this.name = name;
    this.flags = flags;
    this.impl = impl;
    this.self = self;
    this.owner = owner;
  }
}

/** An unbound method of a builtin type (`method_descriptor`). */
export class PyMethodDescriptor extends PyObject {
  readonly owner: PyType;
  readonly name: string;
  readonly flags: number;
  readonly impl: NativeImpl;

  constructor(owner: PyType, name: string, flags: number, impl: NativeImpl) {
    super();
    this.owner = owner;
    this.name = name;
    this.flags = flags;
    this.impl = impl;
  }
}

/** A class method of a builtin type (`classmethod_descriptor`). */
export class PyClassMethodDescriptor extends PyObject {
  readonly owner: PyType;
  readonly name: string;
  readonly flags: number;
  readonly impl: NativeImpl;

  constructor(owner: PyType, name: string, flags: number, impl: NativeImpl) {
    super();
    this.owner = owner;
    this.name = name;
    this.flags = flags;
    this.impl = impl;
  }
}

/** A dunder of a builtin type, unbound (`wrapper_descriptor`, also called slot wrapper). */
export class PySlotWrapper extends PyObject {
  readonly owner: PyType;
  readonly name: string;
  readonly impl: NativeImpl;

  constructor(owner: PyType, name: string, impl: NativeImpl) {
    super();
    this.owner = owner;
    this.name = name;
    this.impl = impl;
  }
}

/** A slot wrapper bound to an object (`method-wrapper`). */
export class PyMethodWrapper extends PyObject {
  readonly descriptor: PySlotWrapper;
  readonly self: Value;

  constructor(descriptor: PySlotWrapper, self: Value) {
    super();
    this.descriptor = descriptor;
    this.self = self;
  }
}

/** A computed attribute of a builtin type (`getset_descriptor`). */
export class PyGetSet extends PyObject {
  readonly owner: PyType;
  readonly name: string;
  readonly get: (rt: Runtime, self: Value) => Value;
  /** Undefined deletes; null when the attribute is read-only. */
  readonly set: ((rt: Runtime, self: Value, value: Value) => void) | null;

  constructor(owner: PyType, name: string, get: PyGetSet["get"], set: PyGetSet["set"]) {
    super();
    this.owner = owner;
    this.name = name;
    this.get = get;
    this.set = set;
  }
}

/** A slot made by `__slots__`, or an object member of a builtin type (`member_descriptor` of kind object). */
export class PySlotMember extends PyObject {
  readonly owner: PyType;
  readonly name: string;
  /** Index into {@linkcode PyInstance.slots}. */
  readonly slot: number;
  readonly readOnly: boolean;

  constructor(owner: PyType, name: string, slot: number, readOnly = false) {
    super();
    this.owner = owner;
    this.name = name;
    this.slot = slot;
    this.readOnly = readOnly;
  }

  /** Byte offset as the specializer writes it: 16 for the first slot of a plain class. */
  get byteOffset(): number {
    return 16 + 8 * this.slot;
  }
}

/** `property`. */
export class PyProperty extends PyObject {
  readonly fget: Value;
  readonly fset: Value;
  readonly fdel: Value;
  doc: Value;
  /** The name it was given by a class body. */
  name: Value = undefined;

  constructor(fget: Value, fset: Value, fdel: Value, doc: Value) {
    super();
    this.fget = fget;
    this.fset = fset;
    this.fdel = fdel;
    this.doc = doc;
  }
}

/** `classmethod`. */
export class PyClassMethod extends PyObject {
  readonly callable: Value;

  constructor(callable: Value) {
    super();
    this.callable = callable;
  }
}

/** `staticmethod`. */
export class PyStaticMethod extends PyObject {
  readonly callable: Value;

  constructor(callable: Value) {
    super();
    this.callable = callable;
  }
}

/** `super`; `objectType` is where the search starts. */
export class PySuper extends PyObject {
  readonly type: PyType;
  readonly object: Value;
  readonly objectType: PyType | null;

  constructor(type: PyType, object: Value, objectType: PyType | null) {
    super();
    this.type = type;
    this.object = object;
    this.objectType = objectType;
  }
}
