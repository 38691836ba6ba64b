/**
 * The names and operators that Drafts may use; nodes name them or hold their index.
 *
 * @module
 */

import type { HostName } from "../../../src/isa/program.ts";

/** Whether a host function that is an event is given a function. */
export function takesFunction(host: HostName): boolean {
  return host === "host_invalidate" || host === "host_monitor" || host === "host_lines";
}

/** Binary operators; the index is the oparg of BINARY_OP, its in-place form lies 13 higher. */
export const BINARY_OPERATORS = ["+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^"] as const;

/** Comparison operators; the index is the oparg of COMPARE_OP shifted right by five. */
export const COMPARISONS = ["<", "<=", "==", "!=", ">", ">="] as const;

/** Builtins that a Draft may call; all are deterministic and cheap. */
export const BUILTINS = [
  "len",
  "abs",
  "min",
  "max",
  "bool",
  "int",
  "float",
  "str",
  "sum",
  "isinstance",
  "type",
  "next",
  "iter",
  "list",
  "tuple",
  "set",
  "dict",
  "range",
  "sorted",
  "enumerate",
  "zip",
  "repr",
  "hash",
  "callable",
  "divmod",
  "ExceptionGroup",
  "setattr",
  "getattr",
  "delattr",
  "globals",
  "map",
  "property",
  "reversed",
  "bytes",
  "pow",
  "round",
  "staticmethod",
  "classmethod",
] as const;

/** Name of a builtin function that a Draft may call. */
export type BuiltinName = (typeof BUILTINS)[number];

/** Exception types that a Draft may raise or catch. */
export const EXCEPTIONS = [
  "ValueError",
  "ZeroDivisionError",
  "NameError",
  "UnboundLocalError",
  "TypeError",
  "IndexError",
  "KeyError",
  "LookupError",
  "ArithmeticError",
  "RuntimeError",
  "Exception",
  "StopIteration",
  "AttributeError",
  "ImportError",
  "StopAsyncIteration",
  "ExceptionGroup",
] as const;

/** Methods of builtin types that a Draft may call; all are deterministic and cheap. */
export const METHODS = [
  "append",
  "pop",
  "count",
  "copy",
  "get",
  "upper",
  "strip",
  "startswith",
  "find",
  "bit_length",
  "m",
  "n",
  "p",
  "__next__",
  "send",
  "throw",
  "close",
  "add",
  "index",
  "sort",
  "reverse",
  "with_traceback",
  "floor",
  "gcd",
  "asend",
  "__await__",
  "__anext__",
  "popitem",
  "update",
  "setdefault",
  "clear",
  "use_tool_id",
  "register_callback",
  "set_events",
  "set_local_events",
  "setrecursionlimit",
  "_getframe",
  "extend",
  "insert",
] as const;

/** Name of a method that a Draft may call. */
export type MethodName = (typeof METHODS)[number];

/** Index into {@linkcode EXCEPTIONS}. */
export type ExceptionIndex = number;
