/**
 * Constants and arguments of programs as values.
 *
 * @module
 */

import { InvariantError } from "../../isa/errors.ts";
import { bytesOfHex } from "../../isa/hex.ts";
import { floatOf, type Literal } from "../../isa/program.ts";
import { PyDict } from "../dict/dict.ts";
import { dictSet } from "../dict/dict_ops.ts";
import { PyComplex, PyFloat } from "./number_values.ts";
import type { Runtime } from "../runtime.ts";
import { makeTuple, PyBytes, PyList } from "./sequence_values.ts";
import { makeFrozenSet, makeSet } from "../set/set_ops.ts";
import { ELLIPSIS } from "./singletons.ts";
import { normalizeInt, type Value } from "./value.ts";

/** The value of a literal; containers are made afresh. `codes` gives code objects by their index in the program. */
export function decodeLiteral(rt: Runtime, literal: Literal, codes: (index: number) => Value = noCodes): Value {
  switch (literal.t) {
    // The commonest first: the cases are texts, compared one after the other.
    case "int":
      return typeof literal.v === "number" ? literal.v : normalizeInt(BigInt(literal.v));
    case "str":
    case "bool":
      return literal.v;
    case "None":
      return null;
    case "code":
      return codes(literal.v);
    case "float":
      return new PyFloat(floatOf(literal.v));
    case "complex":
      return new PyComplex(floatOf(literal.re), floatOf(literal.im));
    case "bytes":
      return new PyBytes(bytesOfHex(literal.v));
    case "tuple":
      return makeTuple(decodeAll(rt, literal.v, codes));
    case "list":
      return new PyList(decodeAll(rt, literal.v, codes));
    case "set":
      return makeSet(rt, decodeAll(rt, literal.v, codes));
    case "frozenset":
      return makeFrozenSet(rt, decodeAll(rt, literal.v, codes));
    case "dict": {
      const dict = new PyDict();
      for (const [key, value] of literal.v) {
        dictSet(rt, dict, decodeLiteral(rt, key, codes), decodeLiteral(rt, value, codes));
      }
      return dict;
    }
    case "Ellipsis":
      return ELLIPSIS;
  }
}

/** A function of its own: one closure for each literal was a twelfth of the garbage of a run. */
function decodeAll(rt: Runtime, literals: readonly Literal[], codes: (index: number) => Value): Value[] {
  return literals.map((literal) => decodeLiteral(rt, literal, codes));
}

function noCodes(index: number): Value {
  throw new InvariantError(`expected a literal without code objects, found code object ${index}`);
}
