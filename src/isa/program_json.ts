/**
 * Programs as JSON: reading of unknown documents with exact refusals, migration of older versions, writing.
 *
 * The document is the {@linkcode Program} itself (docs/FORMAT.md). Reading checks its shape and the form of literals; what
 * the program's code must obey is the business of `validateProgram`.
 *
 * @module
 */

import { TierproofError } from "./errors.ts";
import { isHex } from "./hex.ts";
import {
  type CodeObject,
  type ExceptionEntry,
  type FloatText,
  type HostName,
  HOSTS,
  type Literal,
  type Program,
  PROGRAM_VERSION,
} from "./program.ts";
import { validateProgram } from "./validate.ts";

/** A JSON object. */
type JsonObject = { readonly [key: string]: unknown };

/** Rewrites a document of one version as the next. */
export type Migration = (document: JsonObject) => JsonObject;

/** Migrations by the version they start from. Version 1 is the first, so there are none yet. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map();

/** Nesting of literals that is followed before the document is refused. */
const MAX_NESTING = 200;

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function refuse(path: string, found: unknown, expected: string): never {
  throw new TierproofError("program", `${path}: found ${describe(found)}, expected ${expected}`);
}

function objectAt(path: string, value: unknown): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(path, value, "an object");
  return value as JsonObject;
}

/** The value as an object with exactly these fields. */
function fieldsAt<K extends string>(
  path: string,
  value: unknown,
  fields: readonly K[],
): { readonly [N in K]: unknown } {
  const object = objectAt(path, value);
  for (const key of Object.keys(object)) {
    if (!fields.includes(key as K)) {
      refuse(`${path}.${key}`, object[key], `no such field; there are ${fields.join(", ")}`);
    }
  }
  for (const field of fields) {
    if (!Object.hasOwn(object, field)) refuse(`${path}.${field}`, undefined, "this field");
  }
  return object as { readonly [N in K]: unknown };
}

function listAt<T>(path: string, value: unknown, item: (path: string, value: unknown) => T): T[] {
  if (!Array.isArray(value)) refuse(path, value, "an array");
  return value.map((each, i) => item(`${path}[${i}]`, each));
}

function textAt(path: string, value: unknown): string {
  return typeof value === "string" ? value : refuse(path, value, "a string");
}

function hexAt(path: string, value: unknown): string {
  return typeof value === "string" && isHex(value) ? value : refuse(path, value, "lower-case hexadecimal bytes");
}

function boolAt(path: string, value: unknown): boolean {
  return typeof value === "boolean" ? value : refuse(path, value, "true or false");
}

function countAt(path: string, value: unknown, max = 0xffff_ffff): number {
  const good = Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max;
  return good ? value as number : refuse(path, value, `an integer from 0 to ${max}`);
}

function floatAt(path: string, value: unknown): FloatText {
  if (value === "nan" || value === "inf" || value === "-inf" || value === "-0.0") return value;
  const good = Number.isFinite(value) && !Object.is(value, -0);
  return good ? value as number : refuse(path, value, 'a finite number, "nan", "inf", "-inf" or "-0.0"');
}

function intAt(path: string, value: unknown): number | string {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return value as number;
  if (typeof value === "string" && /^-?[1-9][0-9]*$/.test(value) && !Number.isSafeInteger(Number(value))) return value;
  return refuse(path, value, "a safe integer as number, any other as decimal string");
}

function literalAt(path: string, value: unknown, nesting = 0): Literal {
  if (nesting > MAX_NESTING) refuse(path, value, `at most ${MAX_NESTING} nested literals`);
  const t = objectAt(path, value)["t"];
  const at = `${path}.v`;
  const field = (): unknown => fieldsAt(path, value, ["t", "v"]).v;
  const item = (where: string, each: unknown): Literal => literalAt(where, each, nesting + 1);
  switch (t) {
    case "None":
    case "Ellipsis":
      fieldsAt(path, value, ["t"]);
      return { t };
    case "bool":
      return { t, v: boolAt(at, field()) };
    case "int":
      return { t, v: intAt(at, field()) };
    case "float":
      return { t, v: floatAt(at, field()) };
    case "complex": {
      const { re, im } = fieldsAt(path, value, ["t", "re", "im"]);
      return { t, re: floatAt(`${path}.re`, re), im: floatAt(`${path}.im`, im) };
    }
    case "str":
      return { t, v: textAt(at, field()) };
    case "bytes":
      return { t, v: hexAt(at, field()) };
    case "tuple":
    case "frozenset":
    case "list":
    case "set":
      return { t, v: listAt(at, field(), item) };
    case "dict":
      return {
        t,
        v: listAt(at, field(), (where, pair): [Literal, Literal] => {
          if (!Array.isArray(pair) || pair.length !== 2) refuse(where, pair, "a pair of key and value");
          return [item(`${where}[0]`, pair[0]), item(`${where}[1]`, pair[1])];
        }),
      };
    case "code":
      return { t, v: countAt(at, field()) };
    default:
      return refuse(
        `${path}.t`,
        t,
        "None, Ellipsis, bool, int, float, complex, str, bytes, tuple, frozenset, list, set, dict or code",
      );
  }
}

function exceptionEntryAt(path: string, value: unknown): ExceptionEntry {
  const entry = fieldsAt(path, value, ["start", "length", "target", "depth", "lasti"]);
  return {
    start: countAt(`${path}.start`, entry.start),
    length: countAt(`${path}.length`, entry.length),
    target: countAt(`${path}.target`, entry.target),
    depth: countAt(`${path}.depth`, entry.depth),
    lasti: boolAt(`${path}.lasti`, entry.lasti),
  };
}

const CODE_FIELDS = [
  "name",
  "qualname",
  "argcount",
  "posonlyargcount",
  "kwonlyargcount",
  "flags",
  "stacksize",
  "firstlineno",
  "varnames",
  "cellvars",
  "freevars",
  "names",
  "consts",
  "code",
  "exceptionTable",
  "lineTable",
] as const satisfies readonly (keyof CodeObject)[];

function codeAt(path: string, value: unknown): CodeObject {
  const code = fieldsAt(path, value, CODE_FIELDS);
  return {
    name: textAt(`${path}.name`, code.name),
    qualname: textAt(`${path}.qualname`, code.qualname),
    argcount: countAt(`${path}.argcount`, code.argcount),
    posonlyargcount: countAt(`${path}.posonlyargcount`, code.posonlyargcount),
    kwonlyargcount: countAt(`${path}.kwonlyargcount`, code.kwonlyargcount),
    flags: countAt(`${path}.flags`, code.flags),
    stacksize: countAt(`${path}.stacksize`, code.stacksize),
    firstlineno: countAt(`${path}.firstlineno`, code.firstlineno),
    varnames: listAt(`${path}.varnames`, code.varnames, textAt),
    cellvars: listAt(`${path}.cellvars`, code.cellvars, textAt),
    freevars: listAt(`${path}.freevars`, code.freevars, textAt),
    names: listAt(`${path}.names`, code.names, textAt),
    consts: listAt(`${path}.consts`, code.consts, literalAt),
    code: listAt(`${path}.code`, code.code, (at, unit) => countAt(at, unit, 0xffff)),
    exceptionTable: listAt(`${path}.exceptionTable`, code.exceptionTable, exceptionEntryAt),
    lineTable: hexAt(`${path}.lineTable`, code.lineTable),
  };
}

function hostAt(path: string, value: unknown): HostName {
  const good = typeof value === "string" && Object.hasOwn(HOSTS, value);
  return good ? value as HostName : refuse(path, value, `a host function: ${Object.keys(HOSTS).join(", ")}`);
}

/** Brings a document up to `current` step by step; refuses versions from the future and those without a migration. */
export function migrate(
  document: JsonObject,
  migrations: ReadonlyMap<number, Migration> = MIGRATIONS,
  current: number = PROGRAM_VERSION,
): JsonObject {
  let migrated = document;
  for (;;) {
    const version = migrated["version"];
    if (version === current) return migrated;
    const migration = typeof version === "number" ? migrations.get(version) : undefined;
    if (migration === undefined) {
      refuse(
        "program.version",
        version,
        `${[...migrations.keys(), current].join(" or ")}; a newer release may read it`,
      );
    }
    const next = migration(migrated);
    // A migration that does not step up would loop for ever.
    if (!(Number(next["version"]) > Number(version))) refuse("program.version", next["version"], `above ${version}`);
    migrated = next;
  }
}

/** Program of a JSON document of any known version; a wrong shape is a `TierproofError("program")` naming the path. */
export function programFromJson(value: unknown): Program {
  const raw = objectAt("program", value);
  if (raw["format"] !== "tierproof-program") refuse("program.format", raw["format"], '"tierproof-program"');
  const program = fieldsAt(
    "program",
    migrate(raw),
    ["format", "version", "moduleName", "hosts", "codes", "entry", "args", "calls"],
  );
  return {
    format: "tierproof-program",
    version: PROGRAM_VERSION,
    moduleName: textAt("program.moduleName", program.moduleName),
    hosts: listAt("program.hosts", program.hosts, hostAt),
    codes: listAt("program.codes", program.codes, codeAt),
    entry: textAt("program.entry", program.entry),
    args: listAt("program.args", program.args, literalAt),
    calls: countAt("program.calls", program.calls),
  };
}

/** Reads and validates a program; everything wrong with it is a `TierproofError("program")`. */
export function parseProgram(text: string): Program {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    const why = (error as Error).message.replaceAll(/\s+/g, " ");
    throw new TierproofError("program", `program: found no JSON document: ${why}`);
  }
  const program = programFromJson(document);
  validateProgram(program);
  return program;
}

/** JSON text of a program on one line; `parseProgram` gives an equal program back. */
export function stringifyProgram(program: Program): string {
  return JSON.stringify(program);
}
