/**
 * Looking through instances of subclasses of builtin types to the builtin value that they hold. Exactness tests (`instanceof`,
 * `typeof`) need none of this: such instances are {@linkcode PyInstance}s.
 *
 * @module
 */

import { PyDict } from "../dict/dict.ts";
import { PyInstance } from "../type/instance.ts";
import { PyFloat } from "./number_values.ts";
import { PyList, PyTuple } from "./sequence_values.ts";
import { PyAnySet } from "../set/set.ts";
import type { PyInt, Value } from "./value.ts";

/** The builtin value in an instance of a subclass of a builtin type; any other value as it is. */
export function unwrap(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  return value instanceof PyInstance && value.payload !== undefined ? value.payload : value;
}

/** An int, a bool or an instance of a subclass as an int; undefined for others. */
export function intOf(value: Value): PyInt | undefined {
  switch (typeof value) {
    case "number":
    case "bigint":
      return value;
    case "boolean":
      return value ? 1 : 0;
    default:
      return value instanceof PyInstance && (typeof value.payload === "number" || typeof value.payload === "bigint")
        ? value.payload
        : undefined;
  }
}

/** A float, or an instance of a subclass. */
export function floatOf(value: Value): number | undefined {
  if (value instanceof PyFloat) return value.value;
  return value instanceof PyInstance && value.payload instanceof PyFloat ? value.payload.value : undefined;
}

/** A str, or an instance of a subclass. */
export function strOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return value instanceof PyInstance && typeof value.payload === "string" ? value.payload : undefined;
}

/** A list, or an instance of a subclass. */
export function listOf(value: Value): PyList | undefined {
  if (value instanceof PyList) return value;
  return value instanceof PyInstance && value.payload instanceof PyList ? value.payload : undefined;
}

/** A tuple, or an instance of a subclass. */
export function tupleOf(value: Value): PyTuple | undefined {
  if (value instanceof PyTuple) return value;
  return value instanceof PyInstance && value.payload instanceof PyTuple ? value.payload : undefined;
}

/** A dict, or an instance of a subclass. */
export function dictOf(value: Value): PyDict | undefined {
  if (value instanceof PyDict) return value;
  return value instanceof PyInstance && value.payload instanceof PyDict ? value.payload : undefined;
}

/** A set or frozenset, or an instance of a subclass. */
export function anySetOf(value: Value): PyAnySet | undefined {
  if (value instanceof PyAnySet) return value;
  return value instanceof PyInstance && value.payload instanceof PyAnySet ? value.payload : undefined;
}
