/**
 * Vectors of what CPython answers to calls of functions and methods. The test of `builtins.ts`, and of `arguments.ts`, `bytes_source.ts`, `bytes_type.ts`, `item_search.ts`,
 * `len.ts`, `protocols.ts`, `search.ts`, `set_type.ts`, `tuple_type.ts`, `../text/format.ts` and `../text/str_format.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { Literal } from "../../isa/program.ts";
import { getAttr } from "../type/attributes.ts";
import { call } from "../call/call.ts";
import { METH, METH_FASTCALL_KEYWORDS, type PyBuiltin, type PyMethodDescriptor } from "../values/callable_values.ts";
import { itemsOf } from "../iterator/iteration.ts";
import { importModule } from "../modules/import.ts";
import { decodeLiteral } from "../values/program_values.ts";
import type { Runtime } from "../runtime.ts";
import { PyList } from "../values/sequence_values.ts";
import vectors from "../testdata/builtins.json" with { type: "json" };
import { raisedBy, TestRuntime } from "../test_runtime.ts";
import { repr } from "../text/repr.ts";
import { str } from "../text/str.ts";
import { LIST, STR } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { makeBuiltins, restoreBuiltins } from "./builtins.ts";

/** One call and what CPython made of it. */
interface Vector {
  /** `name` of a builtin, `math.name`, or `.name` of a method. */
  readonly call: string;
  readonly self?: Literal;
  readonly args?: readonly Literal[];
  readonly keywords?: Readonly<Record<string, Literal>>;
  /** The result is an iterator: its items count. */
  readonly listed?: boolean;
  /** Repr of the result. */
  readonly gives?: string;
  /** Type and text of the exception. */
  readonly raises?: string;
  /** Repr of self afterwards. */
  readonly leaves?: string;
}

function callee(rt: Runtime, builtins: ReturnType<typeof makeBuiltins>, name: string, self: Value): Value {
  if (name.startsWith(".")) return getAttr(rt, self, name.slice(1));
  if (name.startsWith("math.")) return getAttr(rt, importModule(rt, "math", null, 0), name.slice(5));
  return builtins.getStr(name);
}

function perform(rt: TestRuntime, builtins: ReturnType<typeof makeBuiltins>, vector: Vector): Vector {
  const { gives: _gives, raises: _raises, leaves: _leaves, ...input } = vector;
  const self = vector.self === undefined ? undefined : decodeLiteral(rt, vector.self);
  const names = Object.keys(vector.keywords ?? {});
  const values = [...(vector.args ?? []), ...Object.values(vector.keywords ?? {})];
  const args = values.map((literal) => decodeLiteral(rt, literal));
  let result: Value;
  const raised = raisedBy(rt, () => {
    result = call(rt, callee(rt, builtins, vector.call, self), args, names.length === 0 ? null : names);
    if (vector.listed === true) result = new PyList(itemsOf(rt, result));
  });
  const end = raised === null ? { gives: repr(rt, result) } : { raises: `${raised[0]}: ${textOf(rt, raised)}` };
  return { ...input, ...end, ...(vector.leaves === undefined ? {} : { leaves: repr(rt, self) }) };
}

/** `str` of the exception: a KeyError shows its key by repr. */
function textOf(rt: Runtime, [type, args]: readonly [string, readonly Value[]]): string {
  if (args.length === 0) return "";
  if (args.length > 1) return `(${args.map((arg) => repr(rt, arg)).join(", ")})`;
  return type === "KeyError" ? repr(rt, args[0]) : str(rt, args[0]);
}

Deno.test("builtin functions, methods and math answer and refuse as CPython does", () => {
  const rt = new TestRuntime();
  const builtins = makeBuiltins(rt);
  for (const vector of vectors as readonly Vector[]) assertEquals(perform(rt, builtins, vector), vector);
});

Deno.test("the builtins namespace lies in CPython's order", () => {
  const builtins = makeBuiltins(new TestRuntime());
  const places = ["__name__", "abs", "len", "print", "vars", "None", "bool", "range", "zip", "BaseException"]
    .map((name) => builtins.findStr(name));
  assertEquals(places, [0, 7, 33, 42, 48, 49, 54, 70, 79, 81]);
});

Deno.test("restoreBuiltins() takes back names added, changed and removed", () => {
  const rt = new TestRuntime();
  const builtins = makeBuiltins(rt);
  const pristine = makeBuiltins(rt);
  builtins.setStr("extra", 1);
  builtins.setStr("len", 2);
  builtins.deleteStr("abs");
  builtins.version = 7;
  restoreBuiltins(builtins);
  assertEquals(builtins.entryKeys, pristine.entryKeys);
  assertEquals(builtins.entryValues.every((value, i) => value === pristine.entryValues[i]), true);
  assertEquals(builtins.version, 0);
});

Deno.test("calling conventions are those that the specializer looks at", () => {
  const builtins = makeBuiltins(new TestRuntime());
  const flagsOf = (name: string): number => (builtins.getStr(name) as PyBuiltin).flags;
  assertEquals(["len", "abs", "ord", "chr", "repr"].map(flagsOf), [8, 8, 8, 8, 8]);
  assertEquals(["isinstance", "getattr", "hasattr", "next"].map(flagsOf), Array(4).fill(METH.FASTCALL));
  assertEquals(["sorted", "sum", "print", "pow"].map(flagsOf), Array(4).fill(METH_FASTCALL_KEYWORDS));
  assertEquals(["globals", "vars"].map(flagsOf), [METH.NOARGS, METH.VARARGS]);
  assertEquals(["min", "max"].map(flagsOf), Array(2).fill(METH.VARARGS | METH.KEYWORDS));
  assertEquals((LIST.dict.getStr("append") as PyMethodDescriptor).flags, METH.O);
  assertEquals((STR.dict.getStr("startswith") as PyMethodDescriptor).flags, METH.VARARGS);
});
