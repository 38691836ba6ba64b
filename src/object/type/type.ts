/**
 * Types: the classes of values, builtin and made by programs.
 *
 * @module
 */

import type { NativeImpl } from "../values/callable_values.ts";
import { PyDict } from "../dict/dict.ts";
import type { PyFunction, PyObjectMember } from "../values/callable_values.ts";
import type { SharedKeys } from "../dict/shared_keys.ts";
import type { PyTuple } from "../values/sequence_values.ts";
import { PyObject, type Value } from "../values/value.ts";

/** How instances keep their attributes. */
export type DictMode =
  /** No instance dictionary. */
  | "none"
  /** Inline values, a dict, or nothing (`Py_TPFLAGS_MANAGED_DICT`). */
  | "managed"
  /** A dict made at the first store, at a positive offset (builtin exceptions and their subclasses, functions). */
  | "lazy";

/** What a class is built from: decides which JavaScript class its instances have. */
export type Layout =
  | "object"
  | "exception"
  | "type"
  /** Instances of subclasses hold the builtin value in {@linkcode PyInstance.payload}. */
  | "payload";

/** A class (`PyTypeObject`). */
export class PyType extends PyObject {
  /** Metaclass. */
  override cls: PyType;
  qualname: string;
  module: Value = "builtins";
  /** Method resolution order, this type first. */
  mro: readonly PyType[] = [];
  /** Own attributes. */
  readonly dict: PyDict = new PyDict();
  /** Version tag, 0 for none (`tp_version_tag`). */
  versionTag = 0;
  dictMode: DictMode = "none";
  layout: Layout = "object";
  /** Number of own and inherited object slots, with as many unused ones as fit the struct of a builtin base; 0 when there are none. */
  slotCount = 0;
  /** Bytes of the struct of a builtin type's instance (`tp_basicsize`), for a heap type that of its builtin base. */
  size = 16;
  /** Fields of that struct by byte offset; null when there are none. */
  objectMembers: ReadonlyMap<number, PyObjectMember> | null = null;
  /** Key table of instances with inline values; null unless `dictMode` is managed and the type is a heap type. */
  sharedKeys: SharedKeys | null = null;
  /** May be a base. */
  isBaseType = true;
  /** Live subclasses, to reset their tags and caches. */
  subclasses: PyType[] = [];
  /** `tp_vectorcall` of a builtin class. */
  vectorcall = false;
  /** Makes an instance of a builtin type: its `__new__`; `self` is the type. Null when it cannot be made. */
  construct: NativeImpl | null = null;
  /** Kept by the specializer for CALL_ALLOC_AND_ENTER_INIT. */
  cachedInit: PyFunction | null = null;
  /** Kept by the specializer for BINARY_SUBSCR_GETITEM. */
  cachedGetitem: PyFunction | null = null;
  cachedGetitemVersion = 0;
  /** Results of look-ups along the MRO; emptied when this class or a base changes. */
  readonly lookups: Map<string, Value> = new Map();
  /** Which pattern kind instances match (`Py_TPFLAGS_SEQUENCE`, `Py_TPFLAGS_MAPPING`). */
  patternKind: "sequence" | "mapping" | null = null;
  /** A positional class pattern captures the subject itself (`_Py_TPFLAGS_MATCH_SELF`). */
  matchesSelf = false;
  doc: Value = null;

  constructor(
    metaclass: PyType | null,
    public name: string,
    public bases: PyTuple,
    /** The base that decides the layout (`tp_base`); null for object. */
    public base: PyType | null,
    /** Made by a class statement: mutable, gets tags from the interpreter's counter. */
    readonly isHeap: boolean,
  ) {
    super();
    this.cls = metaclass ?? this;
    this.qualname = isHeap ? name : name.slice(name.lastIndexOf(".") + 1);
  }

  /** `__name__`: that of a static type without its module. */
  get shortName(): string {
    return this.isHeap ? this.name : this.qualname;
  }

  /** True when `other` is this type or one of its bases (`PyType_IsSubtype`). */
  isSubtype(other: PyType): boolean {
    return this === other || this.mro.includes(other);
  }
}
