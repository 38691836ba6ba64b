/**
 * The constants of one code object: each once, equal ones of different type apart, as the pin's `_PyCode_ConstantKey` tells them.
 *
 * @module
 */

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
    default: {
      let key = `${value.t}(`;
      for (const item of value.v) {
        const inner = constKey(item);
        key += `${inner.length}:${inner}`;
      }
      return key;
    }
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
    default:
      return value.v.length > 0;
  }
}

/** Constants by their index. */
export class ConstTable {
  list: Literal[] = [];
  readonly #index = new Map<string, number>();

  /** Forgets the last code object; its list is not touched any more. */
  reset(): void {
    this.list = [];
    this.#index.clear();
  }

  /** Index of a constant. */
  add(value: Literal): number {
    const key = constKey(value);
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    const index = this.list.push(value) - 1;
    this.#index.set(key, index);
    return index;
  }
}
