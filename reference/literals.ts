/**
 * Constants and arguments of programs as values.
 *
 * @module
 */

import type { Literal, Program } from "../src/isa/program.ts";
import { bytesOf, floatFrom } from "./decoders.ts";
import { ELLIPSIS, float, tuple, types } from "./types.ts";
import { PyBytes, PyCode, PyComplex, PyDict, PyList, PySet, type Value } from "./values.ts";
import type { Runtime } from "./runtime.ts";

/** Most ints in programs are some of these, and making one of a number takes V8 long. */
const SMALL_INTS: readonly bigint[] = Array.from({ length: 257 }, (_, i) => BigInt(i));

function intFrom(v: number | string): bigint {
  return typeof v === "number" && v >= 0 && v < SMALL_INTS.length ? SMALL_INTS[v] as bigint : BigInt(v);
}

/** Code objects of a program as values, by index, made when first asked. */
export class CodeTable {
  private readonly made: (PyCode | undefined)[] = [];

  constructor(private readonly rt: Runtime, private readonly program: Program) {}

  /** The code object with this index. */
  get(index: number): PyCode {
    let code = this.made[index];
    if (code === undefined) {
      const source = this.program.codes[index] as Program["codes"][number];
      code = new PyCode(types.code, source, source.consts.map((constant) => this.value(constant)));
      this.made[index] = code;
    }
    return code;
  }

  /** A literal as a fresh value. */
  value(literal: Literal): Value {
    switch (literal.t) {
      case "None":
        return null;
      case "Ellipsis":
        return ELLIPSIS;
      case "bool":
      case "str":
        return literal.v;
      case "int":
        return intFrom(literal.v);
      case "float":
        return float(floatFrom(literal.v));
      case "complex":
        return new PyComplex(types.complex, floatFrom(literal.re), floatFrom(literal.im));
      case "bytes":
        return new PyBytes(types.bytes, bytesOf(literal.v));
      case "tuple":
        return tuple(literal.v.map((item) => this.value(item)));
      case "list":
        return new PyList(types.list, literal.v.map((item) => this.value(item)));
      case "set":
      case "frozenset": {
        const set = new PySet(literal.t === "set" ? types.set : types.frozenset);
        for (const item of literal.v) set.add(this.rt, this.value(item));
        return set;
      }
      case "dict": {
        const dict = new PyDict(types.dict);
        for (const [key, value] of literal.v) dict.set(this.rt, this.value(key), this.value(value));
        return dict;
      }
      case "code":
        return this.get(literal.v);
    }
  }
}
