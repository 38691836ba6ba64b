/**
 * Python source as a program: a module that defines the function `f`, which is then called. Comments at its top say how:
 * `# args: [1, "two"]` and `# calls: 3`.
 *
 * @module
 */

import {
  type CodeObject,
  type HostName,
  HOSTS,
  type Literal,
  type Program,
  PROGRAM_VERSION,
} from "../../src/isa/program.ts";
import { compileModule } from "./compile/compile.ts";
import { foldExpression } from "./compile/fold.ts";

import type { Expr, Module } from "./syntax/nodes.ts";
import { parseExpression, parseModule } from "./syntax/parse.ts";
import { sourceError } from "./syntax/source_error.ts";

/** The function that is called. */
const ENTRY = "f";
/** Most calls of it: more than any executor needs to get hot. */
const MAX_CALLS = 1000;

/** The program of a module's text. Bad source is a `TierproofError` of code `source` that names line and column. */
export function programOfSource(text: string): Program {
  return programOfModule(parseModule(text), runOf(text));
}

/** How a program is run. */
interface SourceRun {
  readonly args: readonly Literal[];
  readonly calls: number;
}

/** The program of a parsed module, which is used up by it. */
function programOfModule(module: Module, { args, calls }: SourceRun): Program {
  const codes = compileModule(module);
  if (!definesEntry(codes)) {
    throw sourceError({ line: 1, col: 0 }, `no function ${ENTRY}, expected one: it is what is called`);
  }
  const hosts = (Object.keys(HOSTS) as HostName[]).filter((name) => codes.some(({ names }) => names.includes(name)));
  return {
    format: "tierproof-program",
    version: PROGRAM_VERSION,
    moduleName: "m",
    hosts,
    codes,
    entry: ENTRY,
    args,
    calls,
  };
}

function definesEntry(codes: readonly CodeObject[]): boolean {
  return codes[0]?.names.includes(ENTRY) === true;
}

/** What the comments above the first statement say of the run. */
function runOf(text: string): SourceRun {
  let args: readonly Literal[] = [];
  let calls = 1;
  for (const [i, line] of text.split(/\r\n?|\n/).entries()) {
    if (!/^\s*(?:#|$)/.test(line)) break;
    const said = /^\s*#\s*(args|calls):\s*(.*?)\s*$/.exec(line);
    if (said === null) continue;
    const [, word, value = ""] = said;
    const at = { line: i + 1, col: line.indexOf(value) };
    if (word === "calls") {
      calls = Number(value);
      if (!Number.isInteger(calls) || calls < 1 || calls > MAX_CALLS) {
        throw sourceError(at, `${JSON.stringify(value)} calls, expected a number from 1 to ${MAX_CALLS}`);
      }
    } else args = argumentsOf(value, at);
  }
  return { args, calls };
}

function argumentsOf(text: string, at: { readonly line: number; readonly col: number }): readonly Literal[] {
  let list: Expr;
  try {
    list = foldExpression(parseExpression(text));
  } catch (error) {
    throw error instanceof Error
      ? sourceError(at, `arguments: ${error.message.replace(/^.*column \d+: /, "")}`)
      : error;
  }
  if (list.k === "Constant" && list.value.t === "tuple") return list.value.v;
  if (list.k !== "List") throw sourceError(at, `${JSON.stringify(text)}, expected the arguments as a list: [1, "two"]`);
  return list.elts.map((each) => literalOf(each, at));
}

/** A value that is written out. */
function literalOf(e: Expr, at: { readonly line: number; readonly col: number }): Literal {
  switch (e.k) {
    case "Constant":
      return e.value;
    case "List":
    case "Set":
    case "Tuple":
      return {
        t: e.k === "List" ? "list" : e.k === "Set" ? "set" : "tuple",
        v: e.elts.map((each) => literalOf(each, at)),
      };
    case "Dict":
      return {
        t: "dict",
        v: e.values.map((value, i) => {
          const key = e.keys[i] ?? null;
          if (key === null) throw sourceError(at, "an argument is no literal: a dict unpacks another");
          return [literalOf(key, at), literalOf(value, at)] as const;
        }),
      };
    default:
      throw sourceError(at, "an argument is no literal, expected numbers, texts, lists, tuples, sets, dicts");
  }
}
