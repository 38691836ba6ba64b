/**
 * Members of code objects.
 *
 * @module
 */

import { encodeExceptionTable } from "../../isa/exception_table.ts";
import { bytesOfHex } from "../../isa/hex.ts";
import { decodeLocationTable, type Location } from "../../isa/location_table.ts";
import { CODE_FLAGS, type CodeObject } from "../../isa/program.ts";
import { badArgument, bindArguments } from "../builtins/arguments.ts";
import { CALLS, constructor, getSet, method } from "../builtins/define.ts";
import { iteratorSlots } from "../builtins/protocols.ts";
import { SYSTEM_ERROR, TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { MadeIterator } from "../iterator/iterators.ts";
import { poison, type Runtime } from "../runtime.ts";
import { toSize } from "../sequence/indexing.ts";
import type { PyType } from "../type/type.ts";
import { BYTES, CODE, LINE_ITERATOR, POSITIONS_ITERATOR, STR, TUPLE, typeName, typeOf } from "../type/types.ts";
import { PyCode } from "../values/code.ts";
import { intOf, strOf } from "../values/payload.ts";
import { makeTuple, PyBytes, PyTuple } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";

/** The name that every module is compiled under. */
const FILENAME = "<program>";

const MEMBERS: Readonly<Record<string, (code: PyCode) => Value>> = {
  co_name: (code) => code.name,
  co_qualname: (code) => code.qualname,
  co_filename: () => FILENAME,
  co_argcount: (code) => code.argcount,
  co_posonlyargcount: (code) => code.posonlyargcount,
  co_kwonlyargcount: (code) => code.kwonlyargcount,
  co_nlocals: (code) => code.source.varnames.length,
  co_stacksize: (code) => code.stacksize,
  co_flags: (code) => code.flags,
  co_firstlineno: (code) => code.source.firstlineno,
  co_varnames: (code) => makeTuple(code.source.varnames),
  co_cellvars: (code) => makeTuple(code.source.cellvars),
  co_freevars: (code) => makeTuple(code.source.freevars),
  co_names: (code) => makeTuple(code.names),
  co_consts: (code) => makeTuple(code.consts),
  co_code: (code) => new PyBytes(Uint8Array.from(code.source.code.flatMap((unit) => [unit & 0xff, unit >> 8]))),
  co_linetable: (code) => new PyBytes(bytesOfHex(code.source.lineTable)),
  co_exceptiontable: (code) => new PyBytes(encodeExceptionTable(code.exceptionTable)),
};
for (const [name, read] of Object.entries(MEMBERS)) getSet(CODE, name, (_rt, self) => read(self as PyCode));

function locationsOf(self: Value): Location[] {
  const { lineTable, firstlineno } = (self as PyCode).source;
  return decodeLocationTable(bytesOfHex(lineTable), firstlineno);
}

iteratorSlots(LINE_ITERATOR);
iteratorSlots(POSITIONS_ITERATOR);

/** Stretches of units with one line: first byte, byte behind the last, line (`lineiter_next`). */
method(CODE, "co_lines", CALLS.NOARGS, (_rt, self) => {
  const items: Value[] = [];
  const locations = locationsOf(self);
  for (let start = 0, end = 0; start < locations.length; start = end) {
    const { line } = locations[start] as Location;
    while (end < locations.length && locations[end]?.line === line) end++;
    items.push(new PyTuple([2 * start, 2 * end, line]));
  }
  return new MadeIterator(LINE_ITERATOR, items);
});
method(CODE, "co_positions", CALLS.NOARGS, (_rt, self) => {
  const items = locationsOf(self).map(({ line, endLine, column, endColumn }) =>
    new PyTuple([line, endLine, column, endColumn])
  );
  return new MadeIterator(POSITIONS_ITERATOR, items);
});

/** Reads a field that `code.replace` was given. */
type Read = (rt: Runtime, value: Value, which: string) => Partial<CodeObject> | PyTuple;

/** A field that could make of the code what no engine can run; it is still of one type. */
function refused(field: string, expected?: PyType): Read {
  return (rt, value, which) => {
    if (expected === undefined) toSize(rt, value);
    else if (!typeOf(value).isSubtype(expected)) throw badArgument(rt, "replace", which, expected.name, value);
    throw poison(rt, "unsupported", `code.replace(${field})`);
  };
}

function number(field: "flags" | "firstlineno"): Read {
  return (rt, value, which) => {
    const given = intOf(value);
    if (given === undefined) {
      throw raise(rt, TYPE_ERROR, `'${typeName(value)}' object cannot be interpreted as an integer`);
    }
    if (given !== Number(given) || given !== (given | 0)) throw poison(rt, "unsupported", `code.replace(${which})`);
    return { [field]: given };
  };
}

function text(field: "name" | "qualname"): Read {
  return (rt, value, which) => {
    const given = strOf(value);
    if (given === undefined) throw badArgument(rt, "replace", which, "str", value);
    return { [field]: given };
  };
}

function tupleOf(rt: Runtime, value: Value, which: string): PyTuple {
  if (value instanceof PyTuple) return value;
  throw badArgument(rt, "replace", which, "tuple", value);
}

function namesFrom(rt: Runtime, value: Value, which: string): Partial<CodeObject> {
  const names = tupleOf(rt, value, which).items.map((item) => {
    const name = strOf(item);
    if (name !== undefined) return name;
    throw raise(rt, SYSTEM_ERROR, "non-string found in code slot");
  });
  return { names };
}

/** In the order of the parameters. */
const FIELDS: Readonly<Record<string, Read>> = {
  co_argcount: refused("co_argcount"),
  co_posonlyargcount: refused("co_posonlyargcount"),
  co_kwonlyargcount: refused("co_kwonlyargcount"),
  co_nlocals: refused("co_nlocals"),
  co_stacksize: refused("co_stacksize"),
  co_flags: number("flags"),
  co_firstlineno: number("firstlineno"),
  co_code: refused("co_code", BYTES),
  co_consts: tupleOf,
  co_names: namesFrom,
  co_varnames: refused("co_varnames", TUPLE),
  co_freevars: refused("co_freevars", TUPLE),
  co_cellvars: refused("co_cellvars", TUPLE),
  co_filename: refused("co_filename", STR),
  co_name: text("name"),
  co_qualname: text("qualname"),
  co_linetable: refused("co_linetable", BYTES),
  co_exceptiontable: refused("co_exceptiontable", BYTES),
};
const FIELD_NAMES = Object.keys(FIELDS);

/** Flags that say how a call binds its arguments and what it gives. */
const KEPT_FLAGS = CODE_FLAGS.OPTIMIZED | CODE_FLAGS.NEWLOCALS | CODE_FLAGS.VARARGS | CODE_FLAGS.VARKEYWORDS |
  CODE_FLAGS.GENERATOR | CODE_FLAGS.COROUTINE | CODE_FLAGS.ASYNC_GENERATOR;

/** The same code with other fields, under a version of its own (`code_replace_impl`). */
export function replaceCode(rt: Runtime, code: PyCode, fields: Partial<CodeObject>, consts: readonly Value[]): PyCode {
  const version = rt.nextCodeVersion;
  if (version !== 0) rt.nextCodeVersion = (version + 1) >>> 0;
  return new PyCode({ ...code.source, ...fields }, code.index, consts, rt.nextAddress(), version);
}

method(CODE, "replace", CALLS.FAST_KEYWORDS, (rt, self, args, kwnames) => {
  const code = self as PyCode;
  const bound = bindArguments(rt, { name: "replace", names: FIELD_NAMES, required: 0, positional: 0 }, args, kwnames);
  let fields: Partial<CodeObject> = {};
  let consts = code.consts;
  FIELD_NAMES.forEach((name, i) => {
    const value = bound[i];
    if (value === undefined) return;
    const made = (FIELDS[name] as Read)(rt, value, `argument '${name}'`);
    if (made instanceof PyTuple) consts = made.items;
    else fields = { ...fields, ...made };
  });
  const { flags = code.flags, names = code.names } = fields;
  const reason = ((flags ^ code.flags) & KEPT_FLAGS) !== 0
    ? "co_flags"
    : consts.length < code.consts.length
    ? "co_consts"
    : names.length < code.names.length
    ? "co_names"
    : null;
  if (reason !== null) throw poison(rt, "unsupported", `code.replace(${reason})`);
  return replaceCode(rt, code, fields, consts);
});
constructor(CODE, (rt) => {
  throw poison(rt, "unsupported", "code()");
});
