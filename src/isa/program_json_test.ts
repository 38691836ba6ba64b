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
