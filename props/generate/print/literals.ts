/**
 * Literals as Python source.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";

/** A literal as Python source. */
export function literalSource(value: Literal): string {
  switch (value.t) {
    case "None":
      return "None";
    case "Ellipsis":
      return "...";
    case "bool":
      return value.v ? "True" : "False";
    case "int":
      return String(value.v);
    case "float":
      if (typeof value.v === "number") return Number.isInteger(value.v) ? value.v.toFixed(1) : String(value.v);
      return value.v === "-0.0" ? "-0.0" : `float(${JSON.stringify(value.v)})`;
    case "complex":
      return `complex(${literalSource({ t: "float", v: value.re })}, ${literalSource({ t: "float", v: value.im })})`;
    case "str":
      return JSON.stringify(value.v);
    case "bytes":
      return `bytes.fromhex("${value.v}")`;
    case "tuple":
      return value.v.length === 1 ? `(${literalSource(value.v[0] as Literal)},)` : `(${list(value.v)})`;
    case "list":
      return `[${list(value.v)}]`;
    case "set":
      return value.v.length === 0 ? "set()" : `{${list(value.v)}}`;
    case "frozenset":
      return `frozenset([${list(value.v)}])`;
    case "dict":
      return `{${value.v.map(([key, item]) => `${literalSource(key)}: ${literalSource(item)}`).join(", ")}}`;
    case "code":
      return "<code>";
  }
}

function list(items: readonly Literal[]): string {
  return items.map(literalSource).join(", ");
}
