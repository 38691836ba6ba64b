/**
 * The constants of one code object: each once, equal ones of different type apart, as the pin's `_PyCode_ConstantKey` tells them.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Literal } from "../../../src/isa/program.ts";

/** Text that equal constants share, and no others. */
export function constKey(value: Literal): string {
  switch (value.t) {
    case "None":
      return "N";
    case "Ellipsis":
      return "E";
    case "bool":
      return value.v ? "T" : "F";
    case "int":
      return `i${value.v}`;
    case "float":
      return `f${value.v}`;
    case "complex":
      return `j${value.re},${value.im}`;
    case "str":
      return `s${value.v}`;
    case "bytes":
      return `b${value.v}`;
    case "code":
      return `c${value.v}`;
    case "dict":
      return `d${JSON.stringify(value.v)}`;
    case "tuple":
    case "frozenset":
    case "list":
    case "set": {
      let key = `${value.t}(`;
      for (const item of value.v) {
        const inner = constKey(item);
        key += `${inner.length}:${inner}`;
      }
      return key;
    }
    default:
      return assertNever(value);
  }
}

/** Whether a constant is true. */
export function isTrue(value: Literal): boolean {
  switch (value.t) {
    case "None":
      return false;
    case "Ellipsis":
    case "code":
      return true;
    case "bool":
      return value.v;
    case "int":
      return value.v !== 0;
    case "float":
      return value.v !== 0 && value.v !== "-0.0";
    case "complex":
      return (value.re !== 0 && value.re !== "-0.0") || (value.im !== 0 && value.im !== "-0.0");
    case "str":
    case "bytes":
    case "tuple":
    case "frozenset":
    case "list":
    case "set":
    case "dict":
      return value.v.length > 0;
    default:
      return assertNever(value);
  }
}

/** Whether two constants are one: equal in type and value. */
function isSame(a: Literal, b: Literal): boolean {
  if (a === b) return true;
  if (a.t !== b.t) return false;
  switch (a.t) {
    case "None":
    case "Ellipsis":
      return true;
    case "bool":
    case "int":
    case "float":
    case "str":
    case "bytes":
    case "code":
      return a.v === (b as typeof a).v;
    case "tuple": {
      const items = (b as typeof a).v;
      if (a.v.length !== items.length) return false;
      for (let i = 0; i < items.length; i++) if (!isSame(a.v[i] as Literal, items[i] as Literal)) return false;
      return true;
    }
    case "complex":
    case "frozenset":
    case "list":
    case "set":
    case "dict":
      return constKey(a) === constKey(b);
    default:
      return assertNever(a);
  }
}

/** Tables up to this size are searched one by one. */
const SMALL = 16;

/** Constants by their index. */
export class ConstTable {
  list: Literal[] = [];
  readonly #index = new Map<string, number>();

  /** Forgets the last code object; its list is not touched any more. */
  reset(): void {
    this.list = [];
    if (this.#index.size > 0) this.#index.clear();
  }

  /** Index of a constant. */
  add(value: Literal): number {
    const { list } = this;
    if (list.length <= SMALL) {
      for (let i = 0; i < list.length; i++) if (isSame(list[i] as Literal, value)) return i;
      if (list.length < SMALL) return list.push(value) - 1;
    }
    if (this.#index.size === 0) list.forEach((each, i) => this.#index.set(constKey(each), i));
    const key = constKey(value);
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    const index = this.list.push(value) - 1;
    this.#index.set(key, index);
    return index;
  }
}
