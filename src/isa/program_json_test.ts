import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { assemble } from "./assembler.ts";
import { TierproofError } from "./errors.ts";
import type { Program } from "./program.ts";
import { migrate, type Migration, parseProgram, programFromJson, stringifyProgram } from "./program_json.ts";
import { RICH_TEXT } from "./testdata/programs.ts";

const rich = assemble(RICH_TEXT);

/** The rich program as JSON with one value replaced, by path. */
function edited(path: (string | number)[], value: unknown): unknown {
  const document = JSON.parse(stringifyProgram(rich));
  let holder = document;
  for (const key of path.slice(0, -1)) holder = holder[key];
  const last = path[path.length - 1] as string | number;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return document;
}

Deno.test("a program survives JSON exactly", () => {
  assertEquals(parseProgram(stringifyProgram(rich)), rich);
});

Deno.test("refusals name the path, what was found and what was expected", () => {
  const cases: [path: (string | number)[], value: unknown, message: string][] = [
    [["format"], "tierproof", 'program.format: found "tierproof", expected "tierproof-program"'],
    [["version"], 7, "program.version: found 7, expected 1"],
    [["calls"], -1, "program.calls: found -1, expected an integer from 0"],
    [["entry"], undefined, "program.entry: found nothing, expected this field"],
    [["extra"], 1, "program.extra: found 1, expected no such field"],
    [["hosts", 0], "print", 'program.hosts[0]: found "print", expected a host function'],
    [["codes", 1, "code", 3], 65536, "program.codes[1].code[3]: found 65536"],
    [["codes", 1, "code", 3], "x", 'program.codes[1].code[3]: found "x"'],
    [["codes", 1, "names"], {}, "program.codes[1].names: found an object, expected an array"],
    [["codes", 1, "lineTable"], "ABC", 'program.codes[1].lineTable: found "ABC", expected lower-case hexadecimal'],
    [["codes", 1, "exceptionTable", 0, "lasti"], 1, "exceptionTable[0].lasti: found 1, expected true or false"],
    [["args", 0], { t: "int", v: 1.5 }, "program.args[0].v: found 1.5, expected a safe integer"],
    [["args", 0], { t: "int", v: "12" }, 'program.args[0].v: found "12", expected a safe integer'],
    [["args", 0], { t: "int", v: "-0" }, 'program.args[0].v: found "-0"'],
    [["args", 0], { t: "float", v: null }, "program.args[0].v: found null, expected a finite number"],
    [["args", 0], { t: "bytes", v: "f" }, "program.args[0].v"],
    [["args", 0], { t: "dict", v: [[{ t: "None" }]] }, "program.args[0].v[0]: found an array of 1, expected a pair"],
    [["args", 0], { t: "tuple", v: [{ t: "list", v: [{ t: "nil" }] }] }, 'program.args[0].v[0].v[0].t: found "nil"'],
    [["args", 0], { t: "None", v: 1 }, "program.args[0].v: found 1, expected no such field"],
  ];
  for (const [path, value, message] of cases) {
    const error = assertThrows(() => programFromJson(edited(path, value)), TierproofError);
    assertStringIncludes(error.message, message);
    assertEquals(error.code, "program");
  }
});

Deno.test("refusals of a field name the fields there are, in their order", () => {
  const cases: [path: (string | number)[], fields: string][] = [
    [[], "format, version, moduleName, hosts, codes, entry, args, calls"],
    [
      ["codes", 1],
      "name, qualname, argcount, posonlyargcount, kwonlyargcount, flags, stacksize, firstlineno, varnames, cellvars, " +
      "freevars, names, consts, code, exceptionTable, lineTable",
    ],
    [["codes", 1, "exceptionTable", 0], "start, length, target, depth, lasti"],
    [["args", 0], "t, v"],
    [["codes", 1, "consts", 0], "t"],
    [["codes", 1, "consts", 1, "v", 3], "t, re, im"],
  ];
  for (const [path, fields] of cases) {
    const error = assertThrows(() => programFromJson(edited([...path, "extra"], 1)), TierproofError);
    assertStringIncludes(error.message, `.extra: found 1, expected no such field; there are ${fields}`);
    assertEquals(error.message.endsWith(fields), true);
  }
});

Deno.test("every field must be there and of its kind", () => {
  const kinds: Readonly<Record<string, readonly unknown[]>> = {
    text: [1, null, ["a"]],
    count: [-1, 1.5, 2 ** 32, "1", null, NaN],
    list: ["a", { length: 0 }, null],
  };
  const tried = (path: (string | number)[], values: readonly unknown[]): void => {
    const where = path.map((key) => typeof key === "number" ? `[${key}]` : `.${key}`).join("");
    const refusal = (value: unknown): string =>
      assertThrows(() => programFromJson(edited(path, value)), TierproofError).message;
    assertStringIncludes(refusal(undefined), `program${where}: found nothing, expected this field`);
    for (const value of values) assertStringIncludes(refusal(value), `program${where}: found `);
  };
  for (const field of ["moduleName", "entry"]) tried([field], kinds["text"]!);
  for (const field of ["hosts", "codes", "args"]) tried([field], kinds["list"]!);
  tried(["calls"], kinds["count"]!);
  for (const field of ["name", "qualname", "lineTable"]) tried(["codes", 1, field], kinds["text"]!);
  for (const field of ["argcount", "posonlyargcount", "kwonlyargcount", "flags", "stacksize", "firstlineno"]) {
    tried(["codes", 1, field], kinds["count"]!);
  }
  for (const field of ["varnames", "cellvars", "freevars", "names", "consts", "code", "exceptionTable"]) {
    tried(["codes", 1, field], kinds["list"]!);
  }
  for (const field of ["start", "length", "target", "depth"]) {
    tried(["codes", 1, "exceptionTable", 0, field], kinds["count"]!);
  }
  for (const field of ["varnames", "cellvars", "names"]) {
    assertThrows(() => programFromJson(edited(["codes", 1, field, 0], 1)), TierproofError, `${field}[0]: found 1`);
  }
});

Deno.test("literals of every kind survive, and those of a wrong form are refused", () => {
  const first = (literal: unknown): unknown => programFromJson(edited(["args", 0], literal)).args[0];
  const refusal = (literal: unknown): string => assertThrows(() => first(literal), TierproofError).message;
  const one = { t: "int", v: 1 };
  for (const v of [0, -1, Number.MAX_SAFE_INTEGER, "9007199254740992", "-9007199254740992"]) {
    assertEquals(first({ t: "int", v }), { t: "int", v });
  }
  for (const v of [0.5, "1", "0", "09007199254740992", "x", null, true, 2 ** 53]) {
    assertStringIncludes(refusal({ t: "int", v }), "args[0].v: found");
  }
  for (const v of [0, 1.5, "nan", "inf", "-inf", "-0.0"]) {
    assertEquals(first({ t: "float", v }), { t: "float", v });
    assertEquals(first({ t: "complex", re: v, im: 1 }), { t: "complex", re: v, im: 1 });
    assertEquals(first({ t: "complex", re: 1, im: v }), { t: "complex", re: 1, im: v });
  }
  for (const v of ["0", "infinity", "NaN", null, true]) {
    assertStringIncludes(refusal({ t: "float", v }), "args[0].v: found");
    assertStringIncludes(refusal({ t: "complex", re: v, im: 1 }), "args[0].re: found");
    assertStringIncludes(refusal({ t: "complex", re: 1, im: v }), "args[0].im: found");
  }
  for (const v of [true, false]) assertEquals(first({ t: "bool", v }), { t: "bool", v });
  assertStringIncludes(refusal({ t: "bool", v: 0 }), "args[0].v: found 0, expected true or false");
  assertStringIncludes(refusal({ t: "str", v: 0 }), "args[0].v: found 0, expected a string");
  for (const t of ["tuple", "frozenset", "list", "set"]) {
    assertEquals(first({ t, v: [one, one] }), { t, v: [one, one] });
    assertStringIncludes(refusal({ t, v: [one, { t: "int" }] }), "args[0].v[1].v: found nothing");
    assertStringIncludes(refusal({ t, v: 1 }), "args[0].v: found 1, expected an array");
  }
  assertEquals(first({ t: "dict", v: [[one, one]] }), { t: "dict", v: [[one, one]] });
  for (const pair of [[one], [one, one, one], one]) {
    assertStringIncludes(refusal({ t: "dict", v: [pair] }), "args[0].v[0]: found");
  }
  assertStringIncludes(refusal({ t: "dict", v: [[one, 1]] }), "args[0].v[0][1]: found 1, expected an object");
  assertStringIncludes(refusal({ t: "dict", v: [[null, one]] }), "args[0].v[0][0]: found null, expected an object");
  assertEquals(first({ t: "code", v: 2 }), { t: "code", v: 2 });
  assertStringIncludes(refusal({ t: "code", v: -1 }), "args[0].v: found -1, expected an integer from 0 to 4294967295");
  for (const t of ["Ellipsis", "None"]) assertEquals(first({ t }), { t });
  assertStringIncludes(refusal([one]), "args[0]: found an array of 1, expected an object");
});

Deno.test("literals may be nested 200 deep, and what is found is cut after 60 characters", () => {
  const nested = (depth: number): unknown => {
    let value: unknown = { t: "None" };
    for (let i = 0; i < depth; i++) {
      value = i % 2 === 0 ? { t: "list", v: [value] } : { t: "dict", v: [[{ t: "None" }, value]] };
    }
    return value;
  };
  programFromJson(edited(["args", 0], nested(200)));
  assertThrows(() => programFromJson(edited(["args", 0], nested(201))), TierproofError, "at most 200 nested");
  const found = (length: number): string =>
    /found (".*), expected/.exec(
      assertThrows(() => programFromJson(edited(["calls"], "x".repeat(length))), TierproofError).message,
    )?.[1] ?? "";
  assertEquals(found(58), `"${"x".repeat(58)}"`);
  assertEquals(found(59), `"${"x".repeat(56)}...`);
});

Deno.test("what is no JSON, no object or nested without end is refused as bad input", () => {
  assertThrows(() => parseProgram("{"), TierproofError, "no JSON document");
  assertThrows(() => parseProgram("[]"), TierproofError, "program: found an array of 0, expected an object");
  let deep: unknown = { t: "None" };
  for (let i = 0; i < 1000; i++) deep = { t: "tuple", v: [deep] };
  assertThrows(() => programFromJson(edited(["args", 0], deep)), TierproofError, "at most 200 nested literals");
});

Deno.test("parseProgram() validates what the shape cannot say", () => {
  const document = edited(["codes", 1, "stacksize"], 1) as Program;
  assertEquals(programFromJson(document).codes[1]?.stacksize, 1);
  assertThrows(() => parseProgram(JSON.stringify(document)), TierproofError, "code 1 (f)");
});

Deno.test("documents of older versions are migrated step by step", () => {
  const steps = new Map<number, Migration>([
    [1, (document) => ({ ...document, version: 2, a: 1 })],
    [2, (document) => ({ ...document, version: 3, b: document["a"] })],
  ]);
  assertEquals(migrate({ version: 1 }, steps, 3), { version: 3, a: 1, b: 1 });
  assertThrows(() => migrate({ version: 0 }, steps, 3), TierproofError, "found 0, expected 1 or 2 or 3");
  const stuck = new Map<number, Migration>([[1, (document) => document]]);
  assertThrows(() => migrate({ version: 1 }, stuck, 3), TierproofError, "expected above 1");
});
