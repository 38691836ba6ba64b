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

/** A class (`PyTypeObject`). The constructor sets the fields, as a field of a class costs more. */
export class PyType extends PyObject {
  /** Metaclass. */
  declare cls: PyType;
  declare qualname: string;
  declare module: Value;
  /** Method resolution order, this type first. */
  declare mro: readonly PyType[];
  /** Own attributes. */
  declare readonly dict: PyDict;
  /** Version tag, 0 for none (`tp_version_tag`). */
  declare versionTag: number;
  declare dictMode: DictMode;
  declare layout: Layout;
  /** Number of own and inherited object slots, with as many unused ones as fit the struct of a builtin base; 0 when there are none. */
  declare slotCount: number;
  /** Bytes of the struct of a builtin type's instance (`tp_basicsize`), for a heap type that of its builtin base. */
  declare size: number;
  /** Fields of that struct by byte offset; null when there are none. */
  declare objectMembers: ReadonlyMap<number, PyObjectMember> | null;
  /** Key table of instances with inline values; null unless `dictMode` is managed and the type is a heap type. */
  declare sharedKeys: SharedKeys | null;
  /** May be a base. */
  declare isBaseType: boolean;
  /** Live subclasses, to reset their tags and caches. */
  declare subclasses: PyType[];
  /** `tp_vectorcall` of a builtin class. */
  declare vectorcall: boolean;
  /** Makes an instance of a builtin type: its `__new__`; `self` is the type. Null when it cannot be made. */
  declare construct: NativeImpl | null;
  /** Kept by the specializer for CALL_ALLOC_AND_ENTER_INIT. */
  declare cachedInit: PyFunction | null;
  /** Kept by the specializer for BINARY_SUBSCR_GETITEM. */
  declare cachedGetitem: PyFunction | null;
  declare cachedGetitemVersion: number;
  /** Results of look-ups along the MRO; emptied when this class or a base changes. */
  declare readonly lookups: Map<string, Value>;
  /** Which pattern kind instances match (`Py_TPFLAGS_SEQUENCE`, `Py_TPFLAGS_MAPPING`). */
  declare patternKind: "sequence" | "mapping" | null;
  /** A positional class pattern captures the subject itself (`_Py_TPFLAGS_MATCH_SELF`). */
  declare matchesSelf: boolean;
  declare doc: Value;
  declare name: string;
  declare bases: PyTuple;
  /** The base that decides the layout (`tp_base`); null for object. */
  declare base: PyType | null;
  /** Made by a class statement: mutable, gets tags from the interpreter's counter. */
  declare readonly isHeap: boolean;

  constructor(metaclass: PyType | null, name: string, bases: PyTuple, base: PyType | null, isHeap: boolean) {
    super();
    this.cls = metaclass ?? this;
    this.name = name;
    this.bases = bases;
    this.base = base;
    this.isHeap = isHeap;
    this.module = "builtins";
    this.mro = [];
    this.dict = new PyDict();
    this.versionTag = 0;
    this.dictMode = "none";
    this.layout = "object";
    this.slotCount = 0;
    this.size = 16;
    this.objectMembers = null;
    this.sharedKeys = null;
    this.isBaseType = true;
    this.subclasses = [];
    this.vectorcall = false;
    this.construct = null;
    this.cachedInit = null;
    this.cachedGetitem = null;
    this.cachedGetitemVersion = 0;
    this.lookups = new Map();
    this.patternKind = null;
    this.matchesSelf = false;
    this.doc = null;
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
