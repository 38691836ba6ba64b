/**
 * Bodies of the uops that build, read and change containers.
 *
 * @module
 */

import { unpackWork } from "../../isa/work.ts";
import { contains, lengthValue } from "../../object/sequence/containers.ts";
import { delItem, getItem, getSlice, setItem, setSlice } from "../../object/sequence/subscripts.ts";
import { dictGet, dictSet, dictUpdate } from "../../object/dict/dict_ops.ts";
import { dictMerge } from "../../object/dict/keyword_merge.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { KEY_ERROR, SYSTEM_ERROR, TYPE_ERROR } from "../../object/exception/exception_types.ts";
import { listExtend, unpackIterable } from "../../object/iterator/unpacking.ts";
import { raise, raiseValue } from "../../object/exception/raise.ts";
import { checkNew, checkSize } from "../../object/runtime.ts";
import { makeTuple, PyList, PySlice, PyTuple } from "../../object/values/sequence_values.ts";
import { setAdd, setUpdate } from "../../object/set/set_ops.ts";
import { PySet } from "../../object/set/set.ts";
import { isCompactInt, type Value } from "../../object/values/value.ts";
import { strOf } from "../../object/values/payload.ts";
import { typeName } from "../../object/type/types.ts";
import { expectDict, expectList, expectSet } from "./expect.ts";
import type { Body } from "./uop_body.ts";
import type { Machine } from "../machine.ts";
import { DEOPT, NEXT } from "../status.ts";

/** Pops the upper `count` values, bottom first. */
function popMany(m: Machine, count: number): Value[] {
  const end = m.sp;
  m.sp -= count;
  return m.stack.slice(m.sp, end);
}

/** Replaces the upper `count` values by one, which was made from them without popping. */
function replaceTop(m: Machine, count: number, value: Value): void {
  m.sp -= count - 1;
  m.stack[m.sp - 1] = value;
}

export const BUILD_TUPLE: Body = (m, oparg) => {
  const tuple = makeTuple(popMany(m, oparg));
  m.stack[m.sp++] = tuple;
  return NEXT;
};

export const BUILD_LIST: Body = (m, oparg) => {
  const list = new PyList(popMany(m, oparg));
  m.stack[m.sp++] = list;
  return NEXT;
};

export const BUILD_SET: Body = (m, oparg) => {
  const set = new PySet();
  const { stack, sp } = m;
  for (let i = sp - oparg; i < sp; i++) setAdd(m, set, stack[i]);
  m.sp -= oparg;
  m.stack[m.sp++] = set;
  return NEXT;
};

export const BUILD_MAP: Body = (m, oparg) => {
  const dict = new PyDict();
  const { stack, sp } = m;
  for (let i = sp - 2 * oparg; i < sp; i += 2) dictSet(m, dict, stack[i], stack[i + 1]);
  m.sp -= 2 * oparg;
  m.stack[m.sp++] = dict;
  return NEXT;
};

export const BUILD_CONST_KEY_MAP: Body = (m, oparg) => {
  const dict = new PyDict();
  const { stack, sp } = m;
  const keys = stack[sp - 1] instanceof PyTuple ? (stack[sp - 1] as PyTuple).items : [];
  if (keys.length !== oparg) throw raise(m, SYSTEM_ERROR, "bad BUILD_CONST_KEY_MAP keys argument");
  for (let i = 0; i < oparg; i++) dictSet(m, dict, keys[i], stack[sp - 1 - oparg + i]);
  replaceTop(m, oparg + 1, dict);
  return NEXT;
};

export const BUILD_STRING: Body = (m, oparg) => {
  let text = "";
  for (let i = m.sp - oparg; i < m.sp; i++) {
    const piece = m.stack[i];
    text += typeof piece === "string" ? piece : pieceText(m, piece, i - m.sp + oparg);
  }
  m.sp -= oparg;
  checkNew(m, text.length);
  m.stack[m.sp++] = text;
  return NEXT;
};

/** Text of a piece that is no plain str: that of an instance of a class that derives from str. */
function pieceText(m: Machine, piece: Value, index: number): string {
  const text = strOf(piece);
  if (text !== undefined) return text;
  throw raise(m, TYPE_ERROR, `sequence item ${index}: expected str instance, ${typeName(piece)} found`);
}

export const BUILD_SLICE: Body = (m, oparg) => {
  const parts = popMany(m, oparg === 3 ? 3 : 2);
  m.stack[m.sp++] = new PySlice(parts[0], parts[1], oparg === 3 ? parts[2] : null);
  return NEXT;
};

export const LIST_APPEND: Body = (m, oparg) => {
  const value = m.stack[--m.sp];
  const { items } = expectList(m, m.stack[m.sp - oparg], "LIST_APPEND");
  checkSize(m, items.length);
  items.push(value);
  return NEXT;
};

export const LIST_EXTEND: Body = (m, oparg) => {
  listExtend(m, expectList(m, m.stack[m.sp - 1 - oparg], "LIST_EXTEND"), m.stack[m.sp - 1]);
  m.sp--;
  return NEXT;
};

export const SET_ADD: Body = (m, oparg) => {
  setAdd(m, expectSet(m, m.stack[m.sp - 1 - oparg], "SET_ADD"), m.stack[m.sp - 1]);
  m.sp--;
  return NEXT;
};

export const SET_UPDATE: Body = (m, oparg) => {
  setUpdate(m, expectSet(m, m.stack[m.sp - 1 - oparg], "SET_UPDATE"), m.stack[m.sp - 1]);
  m.sp--;
  return NEXT;
};

export const MAP_ADD: Body = (m, oparg) => {
  const { stack, sp } = m;
  dictSet(m, expectDict(m, stack[sp - 2 - oparg], "MAP_ADD"), stack[sp - 2], stack[sp - 1]);
  m.sp -= 2;
  return NEXT;
};

export const DICT_UPDATE: Body = (m, oparg) => {
  const { stack, sp } = m;
  dictUpdate(m, expectDict(m, stack[sp - 1 - oparg], "DICT_UPDATE"), stack[sp - 1]);
  m.sp--;
  return NEXT;
};

export const DICT_MERGE: Body = (m, oparg) => {
  const { stack, sp } = m;
  dictMerge(m, expectDict(m, stack[sp - 1 - oparg], "DICT_MERGE"), stack[sp - 1], stack[sp - 4 - oparg]);
  m.sp--;
  return NEXT;
};

export const _BINARY_SUBSCR: Body = (m) => {
  const { stack, sp } = m;
  stack[sp - 2] = getItem(m, stack[sp - 2], stack[sp - 1]);
  m.sp--;
  return NEXT;
};

export const BINARY_SUBSCR_LIST_INT: Body = (m) => {
  const { stack, sp } = m;
  const index = stack[sp - 1];
  const list = stack[sp - 2];
  if (!isCompactInt(index) || !(list instanceof PyList)) return DEOPT;
  const { items } = list;
  if (index < 0 || index >= items.length) return DEOPT;
  stack[sp - 2] = items[index];
  m.sp--;
  return NEXT;
};

export const BINARY_SUBSCR_TUPLE_INT: Body = (m) => {
  const { stack, sp } = m;
  const index = stack[sp - 1];
  const tuple = stack[sp - 2];
  if (!isCompactInt(index) || !(tuple instanceof PyTuple)) return DEOPT;
  const { items } = tuple;
  if (index < 0 || index >= items.length) return DEOPT;
  stack[sp - 2] = items[index];
  m.sp--;
  return NEXT;
};

/** Only ASCII characters: those that the pin shares. */
export const BINARY_SUBSCR_STR_INT: Body = (m) => {
  const { stack, sp } = m;
  const index = stack[sp - 1];
  const text = stack[sp - 2];
  if (!isCompactInt(index) || typeof text !== "string" || index < 0) return DEOPT;
  const unit = unitAtCodePoint(text, index);
  if (unit < 0 || unit >= 128) return DEOPT;
  stack[sp - 2] = String.fromCharCode(unit);
  m.sp--;
  return NEXT;
};

/** UTF-16 unit that the code point with this index begins with; -1 past the end. */
function unitAtCodePoint(text: string, index: number): number {
  if (index >= text.length) return -1;
  let at = 0;
  for (let i = 0; i < index; i++) {
    const unit = text.charCodeAt(at);
    at += unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text, at + 1) ? 2 : 1;
  }
  return at < text.length ? text.charCodeAt(at) : -1;
}

function isLowSurrogate(text: string, at: number): boolean {
  return at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

/** A missing key raises; `__missing__` is not asked, as subclasses do not get here. */
export const BINARY_SUBSCR_DICT: Body = (m) => {
  const { stack, sp } = m;
  const dict = stack[sp - 2];
  if (!(dict instanceof PyDict)) return DEOPT;
  const key = stack[sp - 1];
  const value = dictGet(m, dict, key);
  if (value === undefined) throw raiseValue(m, KEY_ERROR, key);
  stack[sp - 2] = value;
  m.sp--;
  return NEXT;
};

export const BINARY_SLICE: Body = (m) => {
  const { stack, sp } = m;
  stack[sp - 3] = getSlice(m, stack[sp - 3], stack[sp - 2], stack[sp - 1]);
  m.sp -= 2;
  return NEXT;
};

export const STORE_SLICE: Body = (m) => {
  const { stack, sp } = m;
  setSlice(m, stack[sp - 3], stack[sp - 2], stack[sp - 1], stack[sp - 4]);
  m.sp -= 4;
  return NEXT;
};

export const _STORE_SUBSCR: Body = (m) => {
  const { stack, sp } = m;
  setItem(m, stack[sp - 2], stack[sp - 1], stack[sp - 3]);
  m.sp -= 3;
  return NEXT;
};

export const STORE_SUBSCR_LIST_INT: Body = (m) => {
  const { stack, sp } = m;
  const index = stack[sp - 1];
  const list = stack[sp - 2];
  if (!isCompactInt(index) || !(list instanceof PyList)) return DEOPT;
  if (index < 0 || index >= list.items.length) return DEOPT;
  list.items[index] = stack[sp - 3];
  m.sp -= 3;
  return NEXT;
};

export const STORE_SUBSCR_DICT: Body = (m) => {
  const { stack, sp } = m;
  const dict = stack[sp - 2];
  if (!(dict instanceof PyDict)) return DEOPT;
  dictSet(m, dict, stack[sp - 1], stack[sp - 3]);
  m.sp -= 3;
  return NEXT;
};

export const DELETE_SUBSCR: Body = (m) => {
  const { stack, sp } = m;
  delItem(m, stack[sp - 2], stack[sp - 1]);
  m.sp -= 2;
  return NEXT;
};

export const CONTAINS_OP: Body = (m, oparg) => {
  const { stack, sp } = m;
  stack[sp - 2] = contains(m, stack[sp - 1], stack[sp - 2]) !== (oparg === 1);
  m.sp--;
  return NEXT;
};

export const GET_LEN: Body = (m) => {
  m.stack[m.sp] = lengthValue(m, m.stack[m.sp - 1]);
  m.sp++;
  return NEXT;
};

/** Puts items over the top of the stack, the first one on top. */
function pushReversed(m: Machine, items: readonly Value[]): void {
  const { stack } = m;
  m.burn(unpackWork(items.length));
  let sp = m.sp - 1;
  for (let i = items.length - 1; i >= 0; i--) stack[sp++] = items[i];
  m.sp = sp;
}

export const _UNPACK_SEQUENCE: Body = (m, oparg) => {
  pushReversed(m, unpackIterable(m, m.stack[m.sp - 1], oparg, -1));
  return NEXT;
};

export const UNPACK_SEQUENCE_TWO_TUPLE: Body = (m, oparg) => {
  const { stack, sp } = m;
  const tuple = stack[sp - 1];
  if (!(tuple instanceof PyTuple) || tuple.items.length !== 2 || oparg !== 2) return DEOPT;
  stack[sp - 1] = tuple.items[1];
  stack[sp] = tuple.items[0];
  m.sp = sp + 1;
  return NEXT;
};

export const UNPACK_SEQUENCE_TUPLE: Body = (m, oparg) => {
  const tuple = m.stack[m.sp - 1];
  if (!(tuple instanceof PyTuple) || tuple.items.length !== oparg) return DEOPT;
  pushReversed(m, tuple.items);
  return NEXT;
};

export const UNPACK_SEQUENCE_LIST: Body = (m, oparg) => {
  const list = m.stack[m.sp - 1];
  if (!(list instanceof PyList) || list.items.length !== oparg) return DEOPT;
  pushReversed(m, list.items);
  return NEXT;
};

export const UNPACK_EX: Body = (m, oparg) => {
  pushReversed(m, unpackIterable(m, m.stack[m.sp - 1], oparg & 0xff, oparg >> 8));
  return NEXT;
};
