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
  constructor(cls: PyType, readonly dict: PyDict, readonly what: "keys" | "values" | "items") {
    super(cls);
  }
}

/** `type.__dict__`, or a proxy of any other mapping. */
export class PyMappingProxy extends PyObject {
  /** The class whose dict it is, or the mapping. */
  constructor(cls: PyType, readonly owner: Value) {
    super(cls);
  }
}

/** A code object with its constants made once. */
export class PyCode extends PyObject {
  /** Number of entries of the array of fast locals. */
  readonly localCount: number;
  /** Names of the fast locals: varnames, other cells, free variables. */
  readonly localNames: readonly string[];
  /** Unit of the first RESUME; of code without, its length. */
  readonly firstResume: number;
  /** RESUMEs that reported nothing when they ran last: their line counts as seen. */
  readonly quietResumes: Set<number> = new Set();

  constructor(cls: PyType, readonly code: CodeObject, readonly consts: readonly Value[]) {
    super(cls);
    const { varnames, cellvars, freevars } = code;
    const ownCells = cellvars.length === 0 ? cellvars : cellvars.filter((name) => !varnames.includes(name));
    this.localNames = ownCells.length + freevars.length === 0 ? varnames : [...varnames, ...ownCells, ...freevars];
    this.localCount = this.localNames.length;
    this.firstResume = firstResume(code.code);
  }
}

/** A cell of a closure. */
export class PyCell extends PyObject {
  constructor(cls: PyType, public content: Slot) {
    super(cls);
  }
}

/** A function made by a program. */
export class PyFunction extends PyObject {
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
  /** Where names are looked up that its globals do not have, any value that those name; undefined for the builtins of the run. */
  builtins: Slot = undefined;

  constructor(cls: PyType, public code: PyCode, readonly globals: PyDict) {
    super(cls);
    this.name = code.code.name;
    this.qualname = code.code.qualname;
  }
}

/** A bound method. */
export class PyMethod extends PyObject {
  constructor(cls: PyType, readonly func: Value, readonly self: Value) {
    super(cls);
  }
}

/** A function written here: `len`, or a method of a built-in type bound to its object (`self` set). */
export class PyBuiltin extends PyObject {
  /** What it is bound to, undefined for a plain function. */
  readonly self: Slot;
  /** What it was before binding, of a method that was found on a class. */
  method: PyMethodDescriptor | undefined = undefined;

  constructor(cls: PyType, readonly name: string, readonly body: NativeFunction, self?: Value) {
    super(cls);
    this.self = self;
  }
}

/**
 * A method of a built-in type before binding, by its class: method_descriptor (`list.append`), wrapper_descriptor
 * (`list.__len__`) or classmethod_descriptor (`dict.fromkeys`: `self` is then the class).
 */
export class PyMethodDescriptor extends PyObject {
  /** Concatenation or repetition of a sequence: asked only after the number protocol of both operands. */
  sequence = false;

  constructor(cls: PyType, readonly owner: PyType, readonly name: string, readonly body: NativeMethod) {
    super(cls);
  }
}

/** A computed attribute of a built-in type (getset_descriptor), or the descriptor of a slot (member_descriptor). */
export class PyGetSet extends PyObject {
  constructor(
    cls: PyType,
    readonly owner: PyType,
    readonly name: string,
    /** Undefined from a getter: the attribute is missing (an empty slot). */
    readonly getter: (rt: Runtime, self: Value) => Slot,
    /** Null: read-only. Undefined as value deletes. */
    readonly setter: ((rt: Runtime, self: Value, value: Slot) => void) | null,
  ) {
    super(cls);
  }
}

/** A property. */
export class PyProperty extends PyObject {
  /** Set by `__set_name__`; for error texts. */
  name: string | null = null;
  /** Whether its text is that of its getter. */
  docOfGetter = false;

  constructor(cls: PyType, public getter: Value, public setter: Value, public deleter: Value, public doc: Value) {
    super(cls);
  }
}

/** A staticmethod or classmethod, by the layout of its class. */
export class PyMethodWrapper extends PyObject {
  constructor(cls: PyType, public func: Value) {
    super(cls);
  }
}

/** A super object. */
export class PySuper extends PyObject {
  constructor(
    cls: PyType,
    public thisClass: PyType,
    /** The object or class it stands for, undefined when unbound. */
    public self: Slot,
    /** Where the search starts: `type(self)`, or `self` when that is a class. */
    public selfClass: PyType | null,
  ) {
    super(cls);
  }
}

/** A module; its `attrs` is its namespace. */
export class PyModule extends PyObject {
  constructor(cls: PyType, readonly name: string, attrs: PyDict) {
    super(cls);
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
  /** What a program that made the traceback says instead. */
  readonly given?: { readonly lasti: bigint; readonly lineno: bigint };
}

/** A traceback: an entry and the ones further in. Unwinding puts new ones in front. */
export class PyTraceback extends PyObject {
  constructor(
    cls: PyType,
    readonly item: TracebackItem,
    /** Towards the place that failed. */
    public next: PyTraceback | null,
  ) {
    super(cls);
  }
}

/** An exception. Thrown as it is. */
export class PyException extends PyObject {
  /** `__cause__`: an exception, None, or whatever a class called by `raise ... from` gave. */
  cause: Value = null;
  context: PyException | null = null;
  suppressContext = false;
  /** Outermost entry first. */
  traceback: PyTraceback | null = null;
  /** Members of an exception group: the message and the exceptions. */
  group: { readonly message: string; readonly exceptions: readonly PyException[] } | null = null;

  constructor(cls: PyType, public args: PyTuple) {
    super(cls);
  }

  /** Puts it at the head of the chain of another one, which must not lead back to it. */
  setContext(context: PyException): void {
    const seen = new Set<PyException>();
    for (let link = context; link.context !== null && !seen.has(link); link = link.context) {
      seen.add(link);
      if (link.context === this) {
        link.context = null;
        break;
      }
    }
    this.context = context;
  }
}

/** A generator, coroutine or async generator, by its class; how it runs is the interpreter's business. */
export abstract class PyGeneratorBase extends PyIterator {
  constructor(cls: PyType, public name: string, public qualname: string) {
    super(cls);
  }
}

/** Type parameter: TypeVar, ParamSpec or TypeVarTuple, by its class. */
export class PyTypeParameter extends PyObject {
  constructor(
    cls: PyType,
    readonly name: string,
    /** None, a bound's lazy function or a constraints' lazy function. */
    readonly evaluate: Value,
    readonly constrained: boolean,
  ) {
    super(cls);
  }
}

/** `type X = ...`: evaluated when first asked. */
export class PyTypeAlias extends PyObject {
  value: Slot;

  constructor(cls: PyType, readonly name: string, readonly typeParams: Value, readonly compute: Value) {
    super(cls);
  }
}

/** `list[int]`, `Generic[T]`: an origin with arguments. */
export class PyGenericAlias extends PyObject {
  constructor(cls: PyType, readonly origin: Value, readonly args: PyTuple) {
    super(cls);
  }
}
