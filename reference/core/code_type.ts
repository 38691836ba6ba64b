/**
 * Code objects as programs see them.
 *
 * @module
 */

import { CODE_FLAGS, type CodeObject, type ExceptionEntry } from "../../src/isa/program.ts";
import { badArgument } from "../converters.ts";
import { bytesOf, type Position, unitPositions } from "../decoders.ts";
import type { Runtime } from "../runtime.ts";
import { type Convert, keyword, method } from "../signature.ts";
import { defineAttributes, defineMethods, defineNew, tuple, typeOf, types } from "../types.ts";
import { PyBytes, PyCode, PyIterator, PyTuple, type PyType, type Slot, type Value } from "../values.ts";
import { intPayload } from "./numbers.ts";

/** The name that every module is compiled under. */
const FILENAME = "<program>";

/** Attributes that are fields of the code object, by their names there. */
const NUMBERS = ["argcount", "posonlyargcount", "kwonlyargcount", "stacksize", "flags", "firstlineno"] as const;
const TEXTS = ["name", "qualname"] as const;
const NAMES = ["varnames", "cellvars", "freevars", "names"] as const;

/** Bytes of code units, lower half first. */
function codeBytes({ code }: CodeObject): Uint8Array {
  return Uint8Array.from(code.flatMap((unit) => [unit % 256, Math.floor(unit / 256)]));
}

/** A number in groups of six bits, the highest first; all but the last have bit 64, the first of an entry has bit 128. */
function groupsOf(value: number, first: boolean): number[] {
  const groups = [value % 64];
  for (let rest = Math.floor(value / 64); rest > 0; rest = Math.floor(rest / 64)) groups.unshift(rest % 64 + 64);
  if (first) groups[0] = (groups[0] as number) + 128;
  return groups;
}

/** `co_exceptiontable` (`Python/assemble.c`, `assemble_emit_exception_table_entry`). */
function exceptionBytes(entries: readonly ExceptionEntry[]): number[] {
  return entries.flatMap(({ start, length, target, depth, lasti }) => [
    ...groupsOf(start, true),
    ...groupsOf(length, false),
    ...groupsOf(target, false),
    ...groupsOf(depth * 2 + (lasti ? 1 : 0), false),
  ]);
}

function bytes(data: ArrayLike<number>): PyBytes {
  return new PyBytes(types.bytes, Uint8Array.from(data));
}

defineAttributes<PyCode>(types.code, {
  ...Object.fromEntries(TEXTS.map((name) => [`co_${name}`, (_rt: Runtime, v: PyCode) => v.code[name]])),
  ...Object.fromEntries(NUMBERS.map((name) => [`co_${name}`, (_rt: Runtime, v: PyCode) => BigInt(v.code[name])])),
  ...Object.fromEntries(NAMES.map((name) => [`co_${name}`, (_rt: Runtime, v: PyCode) => tuple(v.code[name])])),
  co_nlocals: (_rt, { code }) => BigInt(code.varnames.length),
  co_consts: (_rt, { consts }) => tuple(consts),
  co_filename: () => FILENAME,
  co_code: (_rt, { code }) => bytes(codeBytes(code)),
  co_linetable: (_rt, { code }) => bytes(bytesOf(code.lineTable)),
  co_exceptiontable: (_rt, { code }) => bytes(exceptionBytes(code.exceptionTable)),
});

/** Over what has been made before. */
class MadeIterator extends PyIterator {
  private at = 0;

  constructor(cls: PyType, private readonly items: readonly Value[]) {
    super(cls);
  }

  override next(): Slot {
    return this.items[this.at++];
  }
}

function numberOrNone(value: number | null): Value {
  return value === null ? null : BigInt(value);
}

/** Stretches of units with the same line: first byte, byte behind the last, line (C: `lineiter_next`). */
function lineStretches(positions: readonly Position[]): Value[] {
  const stretches: { start: number; end: number; line: number | null }[] = [];
  positions.forEach(([line], unit) => {
    const last = stretches.at(-1);
    if (last !== undefined && last.line === line) last.end = unit + 1;
    else stretches.push({ start: unit, end: unit + 1, line });
  });
  return stretches.map(({ start, end, line }) => tuple([BigInt(start * 2), BigInt(end * 2), numberOrNone(line)]));
}

/** Fields that `replace` takes as they are, with what they must be. */
const whole: Convert<number> = (rt, v, { which }) => {
  const number = intPayload(v);
  if (number === undefined) throw rt.typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  if (BigInt.asIntN(32, number) !== number) rt.unsupported(`code.replace(${which})`);
  return Number(number);
};
const text: Convert<string> = (rt, v, argument) => {
  if (typeof v === "string") return v;
  throw badArgument(rt, argument, "str", v);
};
const constants: Convert<PyTuple> = (rt, v, argument) => {
  if (v instanceof PyTuple) return v;
  throw badArgument(rt, argument, "tuple", v);
};
const names: Convert<readonly string[]> = (rt, v, argument) => {
  const { items } = constants(rt, v, argument);
  if (items.every((item) => typeof item === "string")) return items as string[];
  throw rt.error("SystemError", "non-string found in code slot");
};
/** Fields that could make of a code object one that no engine can run; they are still of one type each. */
const refused = (name: string, expected?: PyType): Convert<Value> => (rt, v, argument) => {
  if (expected === undefined) rt.index(v);
  else if (!typeOf(v).isSubtypeOf(expected)) throw badArgument(rt, argument, expected.name, v);
  return rt.unsupported(`code.replace(${name})`);
};

/** Flags that say what a call of the code gives; changing them is for `types.coroutine`. */
const KINDS = CODE_FLAGS.GENERATOR | CODE_FLAGS.COROUTINE | CODE_FLAGS.ASYNC_GENERATOR;

defineMethods<PyCode>(types.code, {
  co_lines: method([], (_rt, { code }) => new MadeIterator(types.lineIterator, lineStretches(unitPositions(code)))),
  co_positions: method([], (_rt, { code }) =>
    new MadeIterator(
      types.positionsIterator,
      unitPositions(code).map((position) => tuple(position.map(numberOrNone))),
    )),
  replace: method(
    [
      keyword("co_argcount", null, refused("co_argcount")),
      keyword("co_posonlyargcount", null, refused("co_posonlyargcount")),
      keyword("co_kwonlyargcount", null, refused("co_kwonlyargcount")),
      keyword("co_nlocals", null, refused("co_nlocals")),
      keyword("co_stacksize", null, refused("co_stacksize")),
      keyword<number | null>("co_flags", null, whole),
      keyword<number | null>("co_firstlineno", null, whole),
      keyword("co_code", null, refused("co_code", types.bytes)),
      keyword<PyTuple | null>("co_consts", null, constants),
      keyword<readonly string[] | null>("co_names", null, names),
      keyword("co_varnames", null, refused("co_varnames", types.tuple)),
      keyword("co_freevars", null, refused("co_freevars", types.tuple)),
      keyword("co_cellvars", null, refused("co_cellvars", types.tuple)),
      keyword("co_filename", null, refused("co_filename", types.str)),
      keyword<string | null>("co_name", null, text),
      keyword<string | null>("co_qualname", null, text),
      keyword("co_linetable", null, refused("co_linetable", types.bytes)),
      keyword("co_exceptiontable", null, refused("co_exceptiontable", types.bytes)),
    ],
    (rt, self, ...given) => {
      const [, , , , , flags, firstlineno, , consts, newNames, , , , , name, qualname] = given;
      const { code } = self;
      if (flags !== null && ((flags ^ code.flags) & ~CODE_FLAGS.ITERABLE_COROUTINE & (KINDS | 0xf)) !== 0) {
        rt.unsupported("code.replace(co_flags)");
      }
      if ((consts?.items.length ?? Infinity) < code.consts.length) rt.unsupported("code.replace(co_consts)");
      if ((newNames?.length ?? Infinity) < code.names.length) rt.unsupported("code.replace(co_names)");
      const changed: CodeObject = {
        ...code,
        flags: flags ?? code.flags,
        firstlineno: firstlineno ?? code.firstlineno,
        names: newNames ?? code.names,
        name: name ?? code.name,
        qualname: qualname ?? code.qualname,
      };
      return new PyCode(types.code, changed, consts?.items ?? self.consts);
    },
  ),
});
defineNew(types.code, (rt) => rt.unsupported("code()"));
