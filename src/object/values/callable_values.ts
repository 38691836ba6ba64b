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
  declare contents: Value;

  constructor(contents: Value) {
    super();
    this.contents = contents;
  }
}

/** A Python function (`PyFunctionObject`). */
export class PyFunction extends PyObject {
  declare name: string;
  declare module: Value;
  declare doc: Value;
  declare defaults: PyTuple | null;
  declare kwdefaults: PyDict | null;
  declare closure: PyTuple | null;
  /** A dict, or the flat tuple of names and values that SET_FUNCTION_ATTRIBUTE left, or null. */
  declare annotations: PyDict | PyTuple | null;
  declare typeParams: Value;
  /** `func_version`; 0 means none. */
  declare version: number;
  /** Attributes; made at the first store. */
  declare dict: PyDict | null;
  /** Replace it through `setFunctionCode` of the machine only, which resets the version. */
  declare code: PyCode;
  declare readonly globals: PyDict;
  declare readonly builtins: PyDict;
  declare qualname: string;

  constructor(code: PyCode, globals: PyDict, builtins: PyDict, qualname: string = code.qualname) {
    super();
    this.code = code;
    this.globals = globals;
    this.builtins = builtins;
    this.qualname = qualname;
    this.doc = null;
    this.defaults = null;
    this.kwdefaults = null;
    this.closure = null;
    this.annotations = null;
    this.typeParams = undefined;
    this.version = 0;
    this.dict = null;
    this.name = code.name;
    this.module = globals.getStr("__name__") ?? null;
  }
}

/** A bound method. */
export class PyMethod extends PyObject {
  declare readonly func: Value;
  declare readonly self: Value;

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
  declare readonly name: string;
  /** {@linkcode METH} bits. */
  declare readonly flags: number;
  declare readonly impl: NativeImpl;
  declare readonly self: Value;
  /** The type that a method was found on; null for functions. */
  declare readonly owner: PyType | null;
  /** Name by which its only argument may be given, too; null for none. */
  declare readonly parameter: string | null;

  constructor(
    name: string,
    flags: number,
    impl: NativeImpl,
    self: Value,
    owner: PyType | null,
    parameter: string | null = null,
  ) {
    super();
    this.name = name;
    this.flags = flags;
    this.impl = impl;
    this.self = self;
    this.owner = owner;
    this.parameter = parameter;
  }
}

/** An unbound method of a builtin type (`method_descriptor`). */
export class PyMethodDescriptor extends PyObject {
  constructor(readonly owner: PyType, readonly name: string, readonly flags: number, readonly impl: NativeImpl) {
    super();
  }
}

/** A class method of a builtin type (`classmethod_descriptor`). */
export class PyClassMethodDescriptor extends PyObject {
  constructor(readonly owner: PyType, readonly name: string, readonly flags: number, readonly impl: NativeImpl) {
    super();
  }
}

/** A dunder of a builtin type, unbound (`wrapper_descriptor`, also called slot wrapper). */
export class PySlotWrapper extends PyObject {
  constructor(readonly owner: PyType, readonly name: string, readonly impl: NativeImpl) {
    super();
  }
}

/** A slot wrapper bound to an object (`method-wrapper`). */
export class PyMethodWrapper extends PyObject {
  constructor(readonly descriptor: PySlotWrapper, readonly self: Value) {
    super();
  }
}

/** A computed attribute of a builtin type (`getset_descriptor`). */
export class PyGetSet extends PyObject {
  readonly get: (rt: Runtime, self: Value) => Value;
  /** Undefined deletes; null when the attribute is read-only. */
  readonly set: ((rt: Runtime, self: Value, value: Value) => void) | null;

  constructor(readonly owner: PyType, readonly name: string, get: PyGetSet["get"], set: PyGetSet["set"]) {
    super();
    this.get = get;
    this.set = set;
  }
}

/** A slot made by `__slots__`, or an object member of a builtin type (`member_descriptor` of kind object). */
export class PySlotMember extends PyObject {
  readonly readOnly: boolean;

  constructor(
    readonly owner: PyType,
    readonly name: string,
    /** Index into {@linkcode PyInstance.slots}. */
    readonly slot: number,
    readOnly = false,
  ) {
    super();
    this.readOnly = readOnly;
  }

  /** Byte offset as the specializer writes it: 16 for the first slot of a plain class. */
  get byteOffset(): number {
    return 16 + 8 * this.slot;
  }
}

/** An attribute of a builtin type that is an object in the C struct: read and written by offset, too, where the code was specialized to it. */
export class PyObjectMember extends PyGetSet {
  /** What the field holds: undefined when it is empty. */
  readonly read: PyGetSet["get"];

  constructor(attribute: PyGetSet, readonly byteOffset: number, read: PyGetSet["get"]) {
    super(attribute.owner, attribute.name, attribute.get, attribute.set);
    this.read = read;
  }

  get readOnly(): boolean {
    return this.set === null;
  }
}

/** `property`. */
export class PyProperty extends PyObject {
  /** The name it was given by a class body. */
  name: Value = undefined;
  /** Whether its text is that of its getter. */
  docOfGetter = false;

  constructor(public fget: Value, public fset: Value, public fdel: Value, public doc: Value) {
    super();
  }
}

/** `classmethod`. */
export class PyClassMethod extends PyObject {
  constructor(public callable: Value) {
    super();
  }
}

/** `staticmethod`. */
export class PyStaticMethod extends PyObject {
  constructor(public callable: Value) {
    super();
  }
}

/** `super`; `objectType` is where the search starts. */
export class PySuper extends PyObject {
  constructor(readonly type: PyType, readonly object: Value, readonly objectType: PyType | null) {
    super();
  }
}
