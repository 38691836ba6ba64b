import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { assemble } from "./assembler.ts";
import { TierproofError } from "./errors.ts";
import type { Literal, Program } from "./program.ts";
import { validateProgram } from "./validate.ts";
import { functionText, refusal } from "./testing/refusals.ts";

Deno.test("malformed heads are refused", () => {
  const body = "RESUME 0\nRETURN_CONST 0";
  const cases: [head: string, body: string, message: string][] = [
    ["params 2 0 0", body, "code 1 (f): found 2 parameters, expected at most the 1 local names"],
    ["params 1 2 0", body, "found 2 positional-only parameters, expected at most 1"],
    ["flags 0x7", body, "found 2 parameters"],
    ["varnames x x", body, "found x twice among the local names, expected distinct names"],
    ["flags 0x23", body, "found no RETURN_GENERATOR, expected one, as the flags say generator"],
    ["flags 0xa3", body, "expected at most one of generator, coroutine, asynchronous generator"],
    ["freevars y", body, "found no COPY_FREE_VARS, expected one at the start"],
    ["freevars y", `COPY_FREE_VARS 2\n${body}`, "expected the number of free variables, 1"],
    ["cellvars y", body, "found no MAKE_CELL 1, expected one at the start for the cell y"],
    [
      "cellvars y",
      `L: MAKE_CELL 1\nRESUME 0\nJUMP_BACKWARD L`,
      "found a jump to unit 0, expected a target after the prologue, unit 1",
    ],
    ["lines f8", body, "found a line table of 1 units, expected as many as the code has, 2, or none"],
    ["lines 00", body, "byte 0 is 0, expected an entry"],
    ["const [1]", body, "constant 2: found"],
    ["const code(2)", body, "expected one of 2 code objects"],
    ["const (code(1),)", body, "expected code only directly among the constants"],
  ];
  for (const [head, text, message] of cases) assertStringIncludes(refusal(functionText(head, text)), message);
});

Deno.test("malformed programs and literals are refused", () => {
  const good = assemble(functionText("", "RESUME 0\nRETURN_CONST 0"));
  const literal = (value: unknown): Partial<Program> => ({ args: [value as Literal] });
  const cases: [change: { readonly [K in keyof Program]?: unknown }, message: string][] = [
    [{ version: 2 }, "expected tierproof-program version 1"],
    [{ entry: 5 }, "entry: found 5, expected the name of a global"],
    [{ calls: -1 }, "calls: found -1"],
    [{ calls: 1.5 }, "calls: found 1.5"],
    [{ hosts: ["emit", "emit"] }, "hosts[1]: found emit again"],
    [{ hosts: ["print"] }, "hosts[0]: found print, expected a host function"],
    [{ codes: [] }, "codes: found none, expected at least the module"],
    [{ codes: [good.codes[1]] }, "code 0 (f): found 1 parameters, flags 0x3"],
    [literal({ t: "int", v: "7" }), "args[0]: found"],
    [literal({ t: "int", v: "007000000000000000000000" }), "canonical decimal string"],
    [literal({ t: "int", v: 2 ** 53 }), "canonical decimal string"],
    [literal({ t: "float", v: Infinity }), "a finite float"],
    [literal({ t: "float", v: -0 }), "a finite float"],
    [literal({ t: "bytes", v: "F0" }), "lower-case hexadecimal"],
    [literal({ t: "code", v: 0 }), "code only directly among the constants"],
    [literal({ t: "set", v: [{ t: "list", v: [] }] }), "no list"],
    [literal({ t: "dict", v: [[{ t: "dict", v: [] }, { t: "None" }]] }), "no dict"],
    [literal({ t: "nil" }), "expected a literal"],
  ];
  for (const [change, message] of cases) {
    const error = assertThrows(() => validateProgram({ ...good, ...change } as Program), TierproofError);
    assertStringIncludes(error.message, message);
  }
});

Deno.test("literals of the right form are accepted where they may stand", () => {
  const good = assemble(functionText("", "RESUME 0\nRETURN_CONST 0"));
  const none: Literal = { t: "None" };
  const tried = (literal: Literal): void => validateProgram({ ...good, args: [literal] });
  const refused = (literal: unknown, expected: string): void => {
    const error = assertThrows(() => tried(literal as Literal), TierproofError);
    assertEquals(error.message, `args[0]: found ${JSON.stringify(literal)}, expected ${expected}`);
  };
  for (const t of ["tuple", "frozenset", "list", "set"] as const) {
    tried({ t, v: [] });
    tried({ t, v: [none, { t: "tuple", v: [none] }, { t: "frozenset", v: [none] }] });
  }
  tried({ t: "list", v: [{ t: "list", v: [] }, { t: "dict", v: [] }, { t: "set", v: [] }] });
  tried({ t: "tuple", v: [{ t: "list", v: [] }] });
  tried({ t: "dict", v: [[none, { t: "list", v: [{ t: "dict", v: [[none, none]] }] }]] });
  for (const v of [0, -1, Number.MIN_SAFE_INTEGER, "9007199254740992", "-9007199254740993"]) tried({ t: "int", v });
  const floats = [0, 1.5, "nan", "inf", "-inf", "-0.0"] as const;
  for (const v of floats) {
    tried({ t: "float", v });
    tried({ t: "complex", re: v, im: 0 });
    tried({ t: "complex", re: 0, im: v });
  }
  const strange = [-0, NaN, Infinity, "0", "Infinity"];
  for (const v of strange) {
    refused({ t: "float", v }, "a finite float, or nan, inf, -inf, -0.0 by name");
    refused({ t: "complex", re: v, im: 0 }, "two floats as float literals hold them");
    refused({ t: "complex", re: 0, im: v }, "two floats as float literals hold them");
  }
  const int = "a safe integer as number, any other as canonical decimal string";
  for (const v of [-0, 0.5, 2 ** 53, "9007199254740991", "1e30", "09007199254740992"]) refused({ t: "int", v }, int);
  refused({ t: "bool", v: 1 }, "true or false");
  refused({ t: "str", v: 1 }, "a string");
  for (const v of [1, "0", "0g"]) refused({ t: "bytes", v }, "lower-case hexadecimal bytes");
  const immutable = "constants and members of sets are immutable";
  const inner = (outer: unknown, literal: unknown, expected: string): void => {
    const error = assertThrows(() => tried(outer as Literal), TierproofError);
    assertEquals(error.message, `args[0]: found ${JSON.stringify(literal)}, expected ${expected}`);
  };
  for (const t of ["list", "set"] as const) {
    const literal = { t, v: [] };
    inner({ t: "frozenset", v: [literal] }, literal, `no ${t}: ${immutable}`);
    inner({ t: "set", v: [{ t: "tuple", v: [literal] }] }, literal, `no ${t}: ${immutable}`);
    inner({ t: "dict", v: [[literal, none]] }, literal, `no ${t}: ${immutable}`);
  }
  const code = { t: "code", v: 0 };
  const direct = "code only directly among the constants of a code object";
  for (const t of ["tuple", "list", "set", "frozenset"]) inner({ t, v: [code] }, code, direct);
  inner({ t: "dict", v: [[code, none]] }, code, direct);
  inner({ t: "dict", v: [[none, code]] }, code, direct);
});

Deno.test("constants are immutable, and name code objects that there are", () => {
  const body = "RESUME 0\nRETURN_CONST 0";
  for (const literal of ["code(0)", "code(1)", "(1, (2,))", "frozenset(1)", "1.5"]) {
    validateProgram(assemble(functionText(`const ${literal}`, body)));
  }
  for (const literal of ["[]", "set()", "{}", "([],)", "frozenset((set(),))"]) {
    assertStringIncludes(refusal(functionText(`const ${literal}`, body)), "code 1 (f), constant 2: found");
  }
  assertStringIncludes(refusal(functionText("const code(2)", body)), "expected one of 2 code objects");
  const good = assemble(functionText("const code(1)", body));
  const codes = good.codes.map((each) => ({ ...each, consts: [...each.consts, { t: "code", v: 0.5 } as const] }));
  assertThrows(() => validateProgram({ ...good, codes }), TierproofError, "expected one of 2 code objects");
});

Deno.test("parameters of every kind count towards the local names", () => {
  const body = "RESUME 0\nRETURN_CONST 0";
  const head = (params: string, flags: string, names: string): string =>
    functionText(`params ${params}\nflags ${flags}\nvarnames ${names}`, body);
  validateProgram(assemble(head("1 1 1", "0xf", "a b c d")));
  validateProgram(assemble(head("0 0 2", "0x3", "a b")));
  assertStringIncludes(
    refusal(head("1 1 1", "0xf", "a b c")),
    "found 4 parameters, expected at most the 3 local names",
  );
  assertStringIncludes(refusal(head("1 0 1", "0x7", "a b")), "found 3 parameters, expected at most the 2 local names");
  assertStringIncludes(refusal(head("1 0 1", "0xb", "a b")), "found 3 parameters, expected at most the 2 local names");
  assertStringIncludes(refusal(head("0 1 1", "0x3", "a b")), "found 1 positional-only parameters, expected at most 0");
  for (const [list, what] of [["cellvars", "cells"], ["freevars", "free variables"]]) {
    assertStringIncludes(refusal(functionText(`${list} y z y`, body)), `found y twice among the ${what}`);
  }
});

Deno.test("counts of a head are whole numbers below 2**32", () => {
  const good = assemble(functionText("", "RESUME 0\nRETURN_CONST 0"));
  const fields = ["argcount", "posonlyargcount", "kwonlyargcount", "flags", "stacksize", "firstlineno"] as const;
  for (const field of fields) {
    for (const value of [-1, 0.5, 2 ** 32]) {
      const codes = good.codes.map((code, i) => i === 1 ? { ...code, [field]: value } : code);
      const error = assertThrows(() => validateProgram({ ...good, codes }), TierproofError);
      assertEquals(error.message, `code 1 (f), ${field}: found ${value}, expected a count below 2**32`);
    }
  }
  validateProgram({ ...good, calls: 0xffff_ffff });
  assertThrows(() => validateProgram({ ...good, calls: 2 ** 32 }), TierproofError, "calls: found 4294967296");
  validateProgram({ ...good, calls: 0 });
  assertThrows(() => validateProgram({ ...good, entry: "" }), TierproofError, "the name of a global");
});

Deno.test("a module takes nothing and is no function", () => {
  const good = assemble(functionText("", "RESUME 0\nRETURN_CONST 0"));
  const refusal = (change: Partial<Program["codes"][number]>): string =>
    assertThrows(() =>
      validateProgram({ ...good, codes: good.codes.map((code, i) => i === 0 ? { ...code, ...change } : code) })
    ).message;
  const expected = "expected a module: no parameters, no free variables, neither optimized nor a generator";
  const varnames = ["a", "b"];
  const cases: [Partial<Program["codes"][number]>, string][] = [
    [{ argcount: 1, varnames }, "1 parameters, flags 0x0, 0 free variables"],
    [{ kwonlyargcount: 2, varnames }, "2 parameters, flags 0x0, 0 free variables"],
    [{ flags: 0x4, varnames }, "0 parameters, flags 0x4, 0 free variables"],
    [{ flags: 0x8, varnames }, "0 parameters, flags 0x8, 0 free variables"],
  ];
  for (const [change, found] of cases) assertEquals(refusal(change), `code 0 (<module>): found ${found}, ${expected}`);
  const optimized = assemble(
    "tierproof-assembly 1\ncode m\nflags 0x1\nconst None\nbegin\nRESUME 0\nRETURN_CONST 0\nend\n",
  );
  assertThrows(
    () => validateProgram(optimized),
    TierproofError,
    `found 0 parameters, flags 0x1, 0 free variables, ${expected}`,
  );
});

Deno.test("unreachable code has no stack depth, but must still be well-formed", () => {
  validateProgram(assemble(functionText("", "RETURN_CONST 0\nPOP_TOP\nNOP")));
  assert(refusal(functionText("", "RETURN_CONST 0\nLOAD_FAST 9")).includes("one of 1 locals"));
});

Deno.test("loops of for, send and generators have one depth on all their paths", () => {
  const loop = "RESUME 0\nLOAD_FAST 0\nGET_ITER\nL: FOR_ITER M\nPOP_TOP\nJUMP_BACKWARD L\nM: END_FOR\nRETURN_CONST 0";
  validateProgram(assemble(functionText("", loop)));
  const delegate =
    "RETURN_GENERATOR\nPOP_TOP\nRESUME 0\nLOAD_FAST 0\nGET_YIELD_FROM_ITER\nLOAD_CONST 0\nL: SEND M\nYIELD_VALUE 1\n" +
    "RESUME 2\nJUMP_BACKWARD_NO_INTERRUPT L\nM: END_SEND\nRETURN_VALUE";
  validateProgram(assemble(functionText("flags 0x23", delegate)));
});
