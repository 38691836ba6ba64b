/**
 * What programs are made of: code, functions, methods, descriptors, modules, exceptions, generators, type parameters.
 *
 * @module
 */

import type { CodeObject } from "../../src/isa/program.ts";
import { firstResume } from "../decoders.ts";
import type { Runtime } from "../runtime.ts";
import {
  type NativeFunction,
  type NativeMethod,
  PyIterator,
  PyObject,
  type PyTuple,
  type PyType,
  type Slot,
  type Value,
} from "./base.ts";
import type { PyDict } from "./dict.ts";

/** Live view of a dict: what `keys()`, `values()`, `items()` give, by its class. */
export class PyDictView extends PyObject {
  readonly dict: PyDict;
  readonly what: "keys" | "values" | "items";

  constructor(cls: PyType, dict: PyDict, what: "keys" | "values" | "items") {
    super(cls);
    this.dict = dict;
    this.what = what;
  }
}

/** `type.__dict__`. */
export class PyMappingProxy extends PyObject {
  readonly owner: PyType;

  constructor(cls: PyType, owner: PyType) {
    super(cls);
    this.owner = owner;
  }
}

/** A code object with its constants made once. */
export class PyCode extends PyObject {
  readonly code: CodeObject;
  readonly consts: readonly Value[];
  /** Number of entries of the array of fast locals. */
  readonly localCount: number;
  /** Names of the fast locals: varnames, other cells, free variables. */
  readonly localNames: readonly string[];
  /** Unit of the first RESUME; of code without, its length. */
  readonly firstResume: number;

  constructor(cls: PyType, code: CodeObject, consts: readonly Value[]) {
    super(cls);
    this.code = code;
    this.consts = consts;
    const ownCells = code.cellvars.filter((name) => !code.varnames.includes(name));
    this.localNames = [...code.varnames, ...ownCells, ...code.freevars];
    this.localCount = this.localNames.length;
    this.firstResume = firstResume(code.code);
  }
}

/** A cell of a closure. */
export class PyCell extends PyObject {
  content: Slot;

  constructor(cls: PyType, content: Slot) {
    super(cls);
    this.content = content;
  }
}

/** A function made by a program. */
export class PyFunction extends PyObject {
  code: PyCode;
  readonly globals: PyDict;
  name: string;
  qualname: string;
  module: Value = null;
  doc: Value = null;
  /** Defaults of the last positional parameters. */
  defaults: PyTuple | null = null;
  kwdefaults: PyDict | null = null;
  closure: PyTuple | null = null;
  /** A dict, or the flat tuple that the compiler made. */
  annotations: PyDict | PyTuple | null = null;
  typeParams: PyTuple | null = null;

  constructor(cls: PyType, code: PyCode, globals: PyDict) {
    super(cls);
    this.code = code;
    this.globals = globals;
    this.name = code.code.name;
    this.qualname = code.code.qualname;
  }
}

/** A bound method. */
export class PyMethod extends PyObject {
  readonly func: Value;
  readonly self: Value;

  constructor(cls: PyType, func: Value, self: Value) {
    super(cls);
    this.func = func;
    this.self = self;
  }
}

/** A function written here: `len`, or a method of a built-in type bound to its object (`self` set). */
export class PyBuiltin extends PyObject {
  readonly name: string;
  readonly body: NativeFunction;
  /** What it is bound to, undefined for a plain function. */
  readonly self: Slot;

  constructor(cls: PyType, name: string, body: NativeFunction, self?: Value) {
    super(cls);
    this.name = name;
    this.body = body;
    this.self = self;
  }
}

/**
 * A method of a built-in type before binding, by its class: method_descriptor (`list.append`), wrapper_descriptor
 * (`list.__len__`) or classmethod_descriptor (`dict.fromkeys`: `self` is then the class).
 */
export class PyMethodDescriptor extends PyObject {
  readonly owner: PyType;
  readonly name: string;
  readonly body: NativeMethod;
  /** Concatenation or repetition of a sequence: asked only after the number protocol of both operands. */
  sequence = false;

  constructor(cls: PyType, owner: PyType, name: string, body: NativeMethod) {
    super(cls);
    this.owner = owner;
    this.name = name;
    this.body = body;
  }
}

/** A computed attribute of a built-in type (getset_descriptor), or the descriptor of a slot (member_descriptor). */
export class PyGetSet extends PyObject {
  readonly owner: PyType;
  readonly name: string;
  /** Undefined from a getter: the attribute is missing (an empty slot). */
  readonly getter: (rt: Runtime, self: Value) => Slot;
  /** Null: read-only. Undefined as value deletes. */
  readonly setter: ((rt: Runtime, self: Value, value: Slot) => void) | null;

  constructor(
    cls: PyType,
    owner: PyType,
    name: string,
    getter: (rt: Runtime, self: Value) => Slot,
    setter: ((rt: Runtime, self: Value, value: Slot) => void) | null,
  ) {
    super(cls);
    this.owner = owner;
    this.name = name;
    this.getter = getter;
    this.setter = setter;
  }
}

/** A property. */
export class PyProperty extends PyObject {
  getter: Value;
  setter: Value;
  deleter: Value;
  doc: Value;
  /** Set by `__set_name__`; for error texts. */
  name: string | null = null;

  constructor(cls: PyType, getter: Value, setter: Value, deleter: Value, doc: Value) {
    super(cls);
    this.getter = getter;
    this.setter = setter;
    this.deleter = deleter;
    this.doc = doc;
  }
}

/** A staticmethod or classmethod, by the layout of its class. */
export class PyMethodWrapper extends PyObject {
  func: Value;

  constructor(cls: PyType, func: Value) {
    super(cls);
    this.func = func;
  }
}

/** A super object. */
export class PySuper extends PyObject {
  thisClass: PyType;
  /** The object or class it stands for, undefined when unbound. */
  self: Slot;
  /** Where the search starts: `type(self)`, or `self` when that is a class. */
  selfClass: PyType | null;

  constructor(cls: PyType, thisClass: PyType, self: Slot, selfClass: PyType | null) {
    super(cls);
    this.thisClass = thisClass;
    this.self = self;
    this.selfClass = selfClass;
  }
}

/** A module; its `attrs` is its namespace. */
export class PyModule extends PyObject {
  readonly name: string;

  constructor(cls: PyType, name: string, attrs: PyDict) {
    super(cls);
    this.name = name;
    this.attrs = attrs;
  }
}

/** One entry of a traceback. */
export interface TracebackItem {
  readonly code: PyCode;
  /** The failing instruction, in code units. */
  readonly offsetUnits: number;
  /** The frame that failed, which its traceback keeps alive. */
  readonly frame: unknown;
}

/** A traceback: an entry and the ones further in. Unwinding puts new ones in front. */
export class PyTraceback extends PyObject {
  readonly item: TracebackItem;
  /** Towards the place that failed. */
  next: PyTraceback | null;

  constructor(cls: PyType, item: TracebackItem, next: PyTraceback | null) {
    super(cls);
    this.item = item;
    this.next = next;
  }
}

/** An exception. Thrown as it is. */
export class PyException extends PyObject {
  args: PyTuple;
  cause: PyException | null = null;
  context: PyException | null = null;
  suppressContext = false;
  /** Outermost entry first. */
  traceback: PyTraceback | null = null;
  /** Members of an exception group: the message and the exceptions. */
  group: { readonly message: string; readonly exceptions: readonly PyException[] } | null = null;

  constructor(cls: PyType, args: PyTuple) {
    super(cls);
    this.args = args;
  }
}

/** A generator, coroutine or async generator, by its class; how it runs is the interpreter's business. */
export abstract class PyGeneratorBase extends PyIterator {
  name: string;
  qualname: string;

  constructor(cls: PyType, name: string, qualname: string) {
    super(cls);
    this.name = name;
    this.qualname = qualname;
  }
}

/** Type parameter: TypeVar, ParamSpec or TypeVarTuple, by its class. */
export class PyTypeParameter extends PyObject {
  readonly name: string;
  /** None, a bound's lazy function or a constraints' lazy function. */
  readonly evaluate: Value;
  readonly constrained: boolean;

  constructor(cls: PyType, name: string, evaluate: Value, constrained: boolean) {
    super(cls);
    this.name = name;
    this.evaluate = evaluate;
    this.constrained = constrained;
  }
}

/** `type X = ...`: evaluated when first asked. */
export class PyTypeAlias extends PyObject {
  readonly name: string;
  readonly typeParams: Value;
  readonly compute: Value;
  value: Slot;

  constructor(cls: PyType, name: string, typeParams: Value, compute: Value) {
    super(cls);
    this.name = name;
    this.typeParams = typeParams;
    this.compute = compute;
  }
}

/** `list[int]`, `Generic[T]`: an origin with arguments. */
export class PyGenericAlias extends PyObject {
  readonly origin: Value;
  readonly args: PyTuple;

  constructor(cls: PyType, origin: Value, args: PyTuple) {
    super(cls);
    this.origin = origin;
    this.args = args;
  }
}
