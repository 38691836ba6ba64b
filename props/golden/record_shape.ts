/**
 * The shape of a record, checked before anything is made of it: what is wrong is named by its path.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { isHex } from "../../src/isa/hex.ts";
import { UOP_NAMES } from "../../src/isa/uops.ts";

/** Refuses a value that is not of its shape. */
type Shape = (value: unknown, path: string) => void;

/** Nesting of constants that is followed. */
const MAX_NESTING = 200;

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function refuse(path: string, value: unknown, expected: string): never {
  throw new TierproofError("recording", `${path}: found ${show(value)}, expected ${expected}`);
}

function shape(expected: string, fits: (value: unknown) => boolean): Shape {
  return (value, path) => {
    if (!fits(value)) refuse(path, value, expected);
  };
}

const TEXT = shape("a string", (value) => typeof value === "string");
const FLAG = shape("true or false", (value) => typeof value === "boolean");
const HEX = shape("lower-case hexadecimal bytes", (value) => typeof value === "string" && isHex(value));
const ADDRESS = shape(
  "an address such as 0x7f00",
  (value) => typeof value === "string" && /^0x[0-9a-f]{1,16}$/.test(value),
);
const ANY: Shape = () => {};
const ZERO_OR_ONE = shape("0 or 1", (value) => value === 0 || value === 1);
const UOPS_BY_NAME: ReadonlySet<unknown> = new Set(UOP_NAMES);
const UOP = shape("the name of a uop", (value) => UOPS_BY_NAME.has(value));

function count(most = 0xffff_ffff): Shape {
  return shape(
    `a whole number from 0 to ${most}`,
    (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most,
  );
}

function list(item: Shape): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) refuse(path, value, "an array");
    value.forEach((each, at) => item(each, `${path}[${at}]`));
  };
}

/** Fields that must be there, and others that may be. */
function fields(needed: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape {
  return (value, path) => {
    const object = objectOf(value, path);
    for (const [name, each] of Object.entries(needed)) {
      each(Object.hasOwn(object, name) ? object[name] : undefined, `${path}.${name}`);
    }
    for (const [name, each] of Object.entries(optional)) {
      if (Object.hasOwn(object, name) && object[name] !== undefined) each(object[name], `${path}.${name}`);
    }
  };
}

function objectOf(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(path, value, "an object");
  return value as Readonly<Record<string, unknown>>;
}

/** An object used as a table: every value has one shape. */
function table(item: Shape): Shape {
  return (value, path) => {
    for (const [name, each] of Object.entries(objectOf(value, path))) item(each, `${path}.${name}`);
  };
}

/** The value, or null. */
function orNull(item: Shape): Shape {
  return (value, path) => value === null ? undefined : item(value, path);
}

const constant = (nesting: number): Shape => (value, path) => {
  if (nesting > MAX_NESTING) refuse(path, value, `at most ${MAX_NESTING} nested constants`);
  const { t, v, hex, index } = objectOf(value, path);
  switch (t) {
    case "None":
    case "Ellipsis":
      return;
    case "bool":
      return FLAG(v, `${path}.v`);
    case "str":
      return TEXT(v, `${path}.v`);
    case "int":
      if (!/^-?\d+$/.test(String(v))) refuse(`${path}.v`, v, "an int in decimal");
      return;
    case "float":
    case "complex":
      if (typeof v !== "string" && typeof v !== "number") refuse(`${path}.v`, v, "a number as text");
      return;
    case "bytes":
      return HEX(hex, `${path}.hex`);
    case "tuple":
    case "frozenset":
      return list(constant(nesting + 1))(v, `${path}.v`);
    case "code":
      return count()(index, `${path}.index`);
    default:
      refuse(`${path}.t`, t, "None, Ellipsis, bool, int, float, complex, str, bytes, tuple, frozenset or code");
  }
};

const operand: Shape = (value, path) => {
  if (typeof value === "number") return;
  const { kind } = objectOf(value, path);
  if (kind === "version") return fields({ value: count() })(value, path);
  if (kind === "pointer") return fields({ hex: ADDRESS, target: TEXT })(value, path);
  refuse(`${path}.kind`, kind, "version or pointer");
};

const uop: Shape = (value, path) => {
  if (!Array.isArray(value) || value.length !== 3) refuse(path, value, "a uop: name, oparg, operand");
  UOP(value[0], `${path}[0]`);
  count()(value[1], `${path}[1]`);
  operand(value[2], `${path}[2]`);
};

const saved = fields({ opcode: count(255), oparg: count(255), valid: FLAG, linked: FLAG });
const executor = fields({ offset: count(), valid: FLAG, trace: list(uop), vm: saved });

const code = fields({
  name: TEXT,
  qualname: TEXT,
  co_code: HEX,
  co_consts: list(constant(0)),
  co_names: list(TEXT),
  co_varnames: list(TEXT),
  co_cellvars: list(TEXT),
  co_freevars: list(TEXT),
  co_stacksize: count(),
  argcount: count(),
  posonlyargcount: count(),
  kwonlyargcount: count(),
  co_flags: count(),
  firstlineno: count(),
  co_exceptiontable: HEX,
  co_linetable: HEX,
}, { address: ADDRESS, final_adaptive: HEX, executors: list(executor) });

const result: Shape = (value, path) =>
  Object.hasOwn(objectOf(value, path), "repr")
    ? fields({ repr: TEXT, type: TEXT })(value, path)
    : fields({ exception: TEXT, message: TEXT }, { frames: list(list(ANY)) })(value, path);

const log: Shape = (value, path) =>
  Array.isArray(value)
    ? list(TEXT)(value, path)
    : fields({ n: count(), head: list(TEXT), tail: list(TEXT), crc32: ANY })(value, path);

const run = fields({ results: list(result) }, { log, globals: table(TEXT), args_after: list(TEXT) });

/** What a call of the optimizer says of code objects, by their index; those must exist. */
function attempt(codes: number): Shape {
  const index = count(codes - 1);
  const byCode = (item: Shape): Shape => (value, path) => {
    table(item)(value, path);
    for (const key of Object.keys(value as object)) index(/^\d+$/.test(key) ? Number(key) : key, `${path}.${key}`);
  };
  return fields({
    code: index,
    dest_unit: count(),
    stack_entries: count(),
    adaptive: byCode(HEX),
    executor_tables: byCode(list(saved)),
    co_versions: byCode(count()),
    func_versions: list(fields({ slot: count(), func_version: count(), code: index })),
    result: ZERO_OR_ONE,
    trace_before_analysis: orNull(list(uop)),
    trace: orNull(list(uop)),
  }, { bloom: list(count()) });
}

/** Refuses a record that lacks something or has something of the wrong kind; `where` is its file and line. */
export function checkRecordShape(value: unknown, where: string): void {
  fields({ id: TEXT, calls: count(), codes: list(code), args: list(ANY) }, {
    category: TEXT,
    results: list(result),
    tier1_only_results: list(result),
    tier1: run,
    uops: (each, path) => Object.hasOwn(objectOf(each, path), "same") ? undefined : run(each, path),
    uops_in_traces: TEXT,
    executors: count(),
  })(value, where);
  const { codes, attempts, results, tier1 } = value as Readonly<Record<string, unknown>>;
  if (results === undefined && tier1 === undefined) refuse(where, undefined, '"results" or "tier1"');
  if (attempts !== undefined) list(attempt((codes as unknown[]).length))(attempts, `${where}.attempts`);
}
