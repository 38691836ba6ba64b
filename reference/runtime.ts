/**
 * What the parts of the reference interpreter ask of each other at run time. The interpreter implements it (core:
 * arithmetic, comparison, attributes, calls, iteration, exceptions); built-in functions, methods and texts use it.
 *
 * Who owns what:
 * - core (`reference/*.ts`, `reference/rules/`, `reference/core/`): values, types, operators and their wrappers
 *   (`__add__`, `__eq__`, `__lt__`, `__hash__`, `__len__`, `__getitem__`, `__setitem__`, `__delitem__`, `__contains__`,
 *   `__iter__`, `__next__`, `__bool__`, `__neg__`, `__index__`, ... of built-in types), attributes, type creation,
 *   `object`, `type`, `property`, `staticmethod`, `classmethod`, `super`, `module`, exceptions, generators, frames,
 *   tracebacks, `__build_class__`, `__import__`, `globals`, `locals`.
 * - `reference/text/`: `repr`, `str`, `ascii`, `format`, `%`, canonical text; and `__repr__`, `__str__`, `__format__` of
 *   all built-in types.
 * - `reference/builtins/`: all other built-in functions, `__new__` and `__init__` of int, float, complex, bool, str, bytes,
 *   bytearray, tuple, list, dict, set, frozenset, slice, range, enumerate, zip, map, filter, reversed; named methods of
 *   built-in types (`append`, `keys`, `split`, ...); their attributes (`real`, `start`, ...); modules `math`, `sys`, ....
 *
 * What the core imports from the other two, all plain functions:
 * - `reference/text/mod.ts`: `repr(rt, v)`, `str(rt, v)`, `reprValue`, `strValue`, `ascii(rt, v)`, `format(rt, v, spec)`,
 *   `percent(rt, format, args)` (str % args), `canonical(rt, v)`; importing it installs the text methods of the types.
 * - `reference/builtins/mod.ts`: `BUILTIN_FUNCTIONS`, a `ReadonlyMap<string, PyBuiltin>` of the functions by name, and
 *   `createModule(rt, name): PyModule | null`; importing it installs constructors and methods on the types.
 *
 * Iterators over list, tuple, range, str, bytes, dict, set and over `__getitem__` are the core's (`reference/iterators.ts`).
 *
 * @module
 */

import type { Limits } from "../src/isa/engine.ts";
import type { ExceptionName } from "./exceptions.ts";
import type {
  Kwargs,
  PyDict,
  PyException,
  PyGeneratorBase,
  PyModule,
  PyObject,
  PyType,
  Slot,
  Value,
} from "./values.ts";

/** Index into the operators of BINARY_OP without their in-place forms. */
export type BinaryOperator = "+" | "&" | "//" | "<<" | "@" | "*" | "%" | "|" | "**" | ">>" | "-" | "/" | "^";

/** Operators of COMPARE_OP. */
export type CompareOperator = "<" | "<=" | "==" | "!=" | ">" | ">=";

/** What values can do, each in one file of `reference/core` or `reference/text`; `reference/operations.ts` says where. */
export interface ValueOperations {
  // ---- calls ------------------------------------------------------------------------------------------------------
  /** Calls attribute `name` of `self`, like `self.name(*args)`. */
  callMethod(self: Value, name: string, args: readonly Value[], kwargs?: Kwargs): Value;
  isCallable(v: Value): boolean;
  /** The special method `name` found on the type of `v`, bound to `v`; undefined when it has none. */
  special(v: Value, name: string): Slot;
  /** Runs that method with `args`; undefined when the type has none. */
  callSpecial(v: Value, name: string, args: readonly Value[]): Slot;

  // ---- iteration --------------------------------------------------------------------------------------------------
  /** `iter(v)`. */
  iter(v: Value): Value;
  /** The next item of an iterator, undefined at its end (StopIteration is swallowed). */
  next(iterator: Value): Slot;
  /** All items of an iterable; bounded by `limits.maxSize`. With `hinted`, it is asked for its length first, as for room. */
  toArray(iterable: Value, hinted?: boolean): Value[];
  /** Calls `visit` with each item until it gives false. */
  forEach(iterable: Value, visit: (item: Value) => void | false): void;

  // ---- attributes -------------------------------------------------------------------------------------------------
  /** `getattr(v, name)`. */
  getattr(v: Value, name: string): Value;
  /** `getattr(v, name)`, undefined on AttributeError. */
  getattrOptional(v: Value, name: string): Slot;
  setattr(v: Value, name: string, value: Value): void;
  delattr(v: Value, name: string): void;
  /** The `__dict__` of an object, created when it may have one; null when it has none. */
  dictOf(v: Value): PyDict | null;
  /** Runs `__get__` of a value found on a type; `self` undefined when there is no instance. */
  bind(attribute: Value, self: Slot, owner: PyType): Value;
  isInstance(v: Value, classOrTuple: Value): boolean;
  isSubclass(cls: Value, classOrTuple: Value): boolean;

  // ---- operators --------------------------------------------------------------------------------------------------
  truth(v: Value): boolean;
  hash(v: Value): bigint;
  /** `a is b or a == b`, as containers compare their items. */
  equal(a: Value, b: Value): boolean;
  /** `a is b`: ints, floats and strs of equal value are the same object here only when they are one JavaScript value. */
  is(a: Value, b: Value): boolean;
  /** `a op b` as COMPARE_OP gives it. */
  compare(op: CompareOperator, a: Value, b: Value): Value;
  /** True when instances of this type compare and hash by identity. */
  hasIdentityEquality(type: PyType): boolean;
  binary(op: BinaryOperator, a: Value, b: Value): Value;
  inplace(op: BinaryOperator, a: Value, b: Value): Value;
  /** `divmod(a, b)`. */
  divmod(a: Value, b: Value): Value;
  /** `pow(a, b, m)` with three arguments. */
  powMod(a: Value, b: Value, m: Value): Value;
  negative(v: Value): Value;
  positive(v: Value): Value;
  invert(v: Value): Value;
  /** `abs(v)`. */
  absolute(v: Value): Value;
  contains(container: Value, item: Value): boolean;
  getitem(container: Value, key: Value): Value;
  setitem(container: Value, key: Value, value: Value): void;
  delitem(container: Value, key: Value): void;
  /** `len(v)`. */
  length(v: Value): bigint;
  /** `operator.length_hint(v, fallback)`. */
  lengthHint(v: Value, fallback: number): number;
  /** `operator.index(v)`: TypeError `'T' object cannot be interpreted as an integer`. */
  index(v: Value): bigint;
  /** The same, undefined when the type has no `__index__`. */
  indexOptional(v: Value): bigint | undefined;
  /** Bounds of a slice over `length` items, as `slice.indices`. */
  sliceIndices(slice: Value, length: number): { start: number; stop: number; step: number; count: number };

  // ---- texts and names --------------------------------------------------------------------------------------------
  /** `repr(v)`. */
  repr(v: Value): string;
  /** `str(v)`. */
  str(v: Value): string;
  /** `format(v, spec)`. */
  format(v: Value, spec: string): Value;
  /** The address-free text of a value. */
  canonical(v: Value): string;
  /** `type(v).__name__`. */
  typeName(v: Value): string;

  // ---- containers -------------------------------------------------------------------------------------------------
  list(items: Value[]): Value;
  dict(): PyDict;
  /** A dict with str keys. */
  dictFrom(items: Iterable<readonly [string, Value]>): PyDict;
  set(items: Iterable<Value>): Value;
  frozenset(items: Iterable<Value>): Value;

  // ---- lifetimes ---------------------------------------------------------------------------------------------------
  /** Native code lets go of something before it is done: it may die. */
  letGo(value: Slot | PyException): void;
  /** Catches a Python exception of one of these classes, which ends (C: `PyErr_Clear`); anything else is thrown again. */
  catchOnly(thrown: unknown, ...names: readonly ExceptionName[]): void;
  /** What `attempt` gives; undefined where it raises a Python exception of this class, which ends as in {@linkcode catchOnly}. */
  unlessRaised<T>(name: ExceptionName, attempt: () => T): T | undefined;
  /** Native code holds what nothing else may, until it is done. */
  hold(values: readonly Value[]): void;
  /** The instruction is about to fail, and lets go of some of what it takes in this order, before the rest. */
  failsWith(first: readonly Slot[]): void;
  /** Instances of a class may have come to have a destructor. */
  destructorsChanged(): void;
  /** Whether anything but an iterator has what it gave last, where a program could tell. */
  isShared(given: PyObject, iterator: PyObject): boolean;
}

/** The interpreter as the operations of values see it. */
export interface Runtime extends ValueOperations {
  readonly limits: Limits;
  /** Digits that an int may have to be converted to or from decimal text; 0 for any number. */
  maxDigits: number;
  /** Texts that `emit` received. */
  readonly log: string[];
  /** The builtins namespace of this run. */
  readonly builtins: PyDict;
  /** `sys.modules` of this run: modules imported so far. */
  readonly modules: Map<string, PyModule>;

  // ---- exceptions -------------------------------------------------------------------------------------------------
  /**
   * Makes an exception of a built-in class with one str argument, its context set to the one being handled:
   * `throw rt.error("IndexError", "...")`.
   */
  error(name: ExceptionName, message: string): PyException;
  /** The two that most complaints are. */
  typeError(message: string): PyException;
  valueError(message: string): PyException;
  /** The same with any arguments: `throw rt.errorWith("KeyError", [key])`. */
  errorWith(name: ExceptionName, args: readonly Value[]): PyException;
  /** True for a Python exception of (a subclass of) that built-in class; JavaScript errors are none. */
  isError(thrown: unknown, name: ExceptionName): thrown is PyException;

  // ---- bounds -----------------------------------------------------------------------------------------------------
  /** Ends the run as poisoned when `count` items (characters, bytes) are more than `limits.maxSize`. */
  checkSize(count: number | bigint): void;
  /** The same for something new of that size, which takes work to make. */
  checkNew(count: number | bigint): void;
  /** Takes units of work inside of an instruction (`src/isa/work.ts`); ends the run as poisoned when none are left. */
  spend(units: number): void;
  /** Ends the run as poisoned when an int has more 30-bit digits than `limits.maxSize`; gives it back. */
  checkInt(value: bigint): bigint;
  /** Ends the run as poisoned: the program does something that the reference does not know. */
  unsupported(what: string): never;

  // ---- calls ------------------------------------------------------------------------------------------------------
  call(callable: Value, args: readonly Value[], kwargs?: Kwargs): Value;
  /** Resumes a generator; the interpreter says more. */
  resume(generator: PyGeneratorBase, sent: Value): Slot;

  // ---- identity ---------------------------------------------------------------------------------------------------
  /** A number that stays with an object: `id(v)`. */
  identity(v: Value): bigint;
  /** Runs `work` unless `v` is already being written further out; then gives undefined (C: `Py_ReprEnter`). */
  guardRepr<T>(v: Value, work: () => T): T | undefined;

  // ---- frames -----------------------------------------------------------------------------------------------------
  /** The frame object `depth` levels above the running one, as `sys._getframe` gives it; null when there is none. */
  frameAt(depth: number): Value | null;
  /** Attributes or bases of a class of the program were set. */
  classChanged(): void;
  /** Imports a module as `import name` would. */
  importModule(name: string): PyModule;
  /** Makes a class as a class statement would: `type(name, bases, namespace)`. */
  makeType(metatype: PyType, name: string, bases: readonly Value[], namespace: PyDict, kwargs: Kwargs): PyType;
  /** Frames that may be running from now on; RecursionError when there are as many already. */
  setRecursionLimit(limit: number): void;
}
