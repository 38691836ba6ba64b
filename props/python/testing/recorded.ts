/**
 * For tests of the compiler: recorded sources with what the pin's compiler made of them, and where two compilers part.
 *
 * @module
 */

import { loadLines, parseRecord } from "../../golden/load.ts";
import { decodeAll } from "../../../src/isa/code_unit.ts";
import { opcodeNameOf } from "../../../src/isa/opcodes.ts";
import type { CodeObject, Literal } from "../../../src/isa/program.ts";

/** A recorded source. */
export interface RecordedSource {
  readonly id: string;
  readonly source: string;
  /** The pin's, the module first. */
  readonly codes: readonly CodeObject[];
}

/** All sources of a recording. */
export async function recordedSources(url: URL): Promise<RecordedSource[]> {
  return (await loadLines(url)).map((line) => {
    const { id, source } = JSON.parse(line) as { readonly id: string; readonly source: string };
    return { id, source, codes: parseRecord(line, id).program.codes };
  });
}

/** Instructions as text, for people. */
function instructionTexts(code: readonly number[]): string[] {
  return decodeAll(code).map(({ at, opcode, oparg }) => `${at} ${opcodeNameOf(opcode)} ${oparg}`);
}

/** Sets have no order, and nested code objects are compared on their own. */
function comparable(value: Literal): unknown {
  switch (value.t) {
    case "code":
      return "code";
    case "tuple":
      return ["tuple", ...value.v.map(comparable)];
    case "frozenset":
      return ["frozenset", ...value.v.map((item) => JSON.stringify(comparable(item))).sort()];
    default:
      return value;
  }
}

const FIELDS: { readonly [what: string]: (code: CodeObject) => unknown } = {
  instructions: ({ code }) => instructionTexts(code),
  "exception table": (code) => code.exceptionTable,
  "stack size": (code) => code.stacksize,
  constants: ({ consts }) => consts.map(comparable),
  names: ({ names }) => names,
  variables: (code) => [code.varnames, code.cellvars, code.freevars],
  "name, arguments and flags": (
    code,
  ) => [
    code.name,
    code.qualname,
    code.argcount,
    code.posonlyargcount,
    code.kwonlyargcount,
    code.flags,
    code.firstlineno,
  ],
  "line table": ({ lineTable }) => lineTable,
};

/** Where two code objects part, those that they hold included; null where they are equal. */
export function partingOf(
  a: readonly CodeObject[],
  b: readonly CodeObject[],
  fields: readonly string[] = Object.keys(FIELDS),
  i = 0,
  j = 0,
): { readonly what: string; readonly code: string } | null {
  const left = a[i] as CodeObject;
  const right = b[j] as CodeObject;
  for (const what of fields) {
    const read = FIELDS[what] as (code: CodeObject) => unknown;
    if (JSON.stringify(read(left)) !== JSON.stringify(read(right))) return { what, code: left.name };
  }
  const inner = (code: CodeObject): number[] => code.consts.flatMap((each) => each.t === "code" ? [each.v] : []);
  const rights = inner(right);
  for (const [n, index] of inner(left).entries()) {
    const parting = partingOf(a, b, fields, index, rights[n] as number);
    if (parting !== null) return parting;
  }
  return null;
}
