/**
 * Builtin functions that write, format, import, build classes or reach for the outside.
 *
 * @module
 */

import type { NativeImpl } from "../values/callable_values.ts";
import { KEY_ERROR, TYPE_ERROR } from "../exception/exception_types.ts";
import { importModule } from "../modules/import.ts";
import { dictOf, strOf } from "../values/payload.ts";
import { raise, raiseValue } from "../exception/raise.ts";
import { poison } from "../runtime.ts";
import { format } from "../text/format.ts";
import { ascii, reprValue } from "../text/repr.ts";
import { str } from "../text/str.ts";
import { buildClass } from "../type/type_creation.ts";
import { typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { bindArguments, checkCount, strArgument } from "./arguments.ts";
import { toSize } from "../sequence/indexing.ts";

/** Functions that take one argument (O). */
export const TEXT_FUNCTIONS_O: Readonly<Record<string, NativeImpl>> = {
  ascii: (rt, _self, args) => ascii(rt, args[0]),
  repr: (rt, _self, args) => reprValue(rt, args[0]),
};

/** Functions that take positional arguments (FASTCALL). */
export const TEXT_FUNCTIONS_FAST: Readonly<Record<string, NativeImpl>> = {
  format: (rt, _self, args) => {
    checkCount(rt, "format", args.length, 1, 2);
    if (args.length === 1) return format(rt, args[0], "");
    return format(rt, args[0], strArgument(rt, "format", "argument 2", args[1]));
  },
};

/** A function of the outside world: the run is given up. */
function unsupported(name: string): NativeImpl {
  return (rt) => {
    throw poison(rt, "unsupported", `${name}()`);
  };
}

/** Functions that read or run what no program has (FASTCALL). */
export const INPUT_FUNCTIONS_FAST: Readonly<Record<string, NativeImpl>> = {
  eval: unsupported("eval"),
  input: unsupported("input"),
};

const PRINT_KEYWORDS: ReadonlySet<string> = new Set(["sep", "end", "file", "flush"]);

const print: NativeImpl = (rt, _self, args, kwnames) => {
  const given = args.length - (kwnames?.length ?? 0);
  let separator = " ";
  for (const keyword of kwnames ?? []) {
    if (!PRINT_KEYWORDS.has(keyword)) {
      throw raise(rt, TYPE_ERROR, `'${keyword}' is an invalid keyword argument for print()`);
    }
  }
  kwnames?.forEach((keyword, i) => {
    const value = args[given + i];
    if (keyword === "file" || keyword === "flush") {
      if (keyword === "file" && value !== null) throw poison(rt, "unsupported", "print() to a file");
      return;
    }
    if (value !== null && strOf(value) === undefined) {
      throw raise(rt, TYPE_ERROR, `${keyword} must be None or a string, not ${typeName(value)}`);
    }
    if (keyword === "sep" && value !== null) separator = strOf(value) as string;
  });
  // What is printed goes nowhere, but writing it runs the program's own methods.
  args.slice(0, given).map((value) => str(rt, value)).join(separator);
  return null;
};

/** Functions that take keyword arguments, too (FASTCALL | KEYWORDS). */
export const MACHINE_FUNCTIONS_KEYWORDS: Readonly<Record<string, NativeImpl>> = {
  __build_class__: (rt, _self, args, kwnames) => {
    const names = kwnames ?? [];
    const given = args.length - names.length;
    if (given < 2) throw raise(rt, TYPE_ERROR, "__build_class__: not enough arguments");
    const keywords = names.map((name, i): readonly [string, Value] => [name, args[given + i]]);
    return buildClass(rt, args[0], args[1], args.slice(2, given), keywords);
  },
  __import__: (rt, _self, args, kwnames) => {
    const [name, globals, , fromlist, level] = bindArguments(
      rt,
      { name: "__import__", names: ["name", "globals", "locals", "fromlist", "level"], required: 1, positional: 5 },
      args,
      kwnames,
    );
    const text = strOf(name);
    if (text === undefined) throw raise(rt, TYPE_ERROR, "module name must be a string");
    const from = fromlist === undefined || fromlist === null ? null : fromlist;
    if (level !== undefined && toSize(rt, level) > 0 && dictOf(globals)?.getStr("__name__") === undefined) {
      throw raiseValue(rt, KEY_ERROR, "'__name__' not in globals");
    }
    return importModule(rt, text, from, level === undefined ? 0 : toSize(rt, level));
  },
  breakpoint: unsupported("breakpoint"),
  compile: unsupported("compile"),
  exec: unsupported("exec"),
  open: unsupported("open"),
  print,
};
