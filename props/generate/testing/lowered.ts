/**
 * For tests of lowering: Drafts in few words, what they are lowered to, and what the pin's compiler made of recorded sources.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { decodeAll } from "../../../src/isa/code_unit.ts";
import { opcodeNameOf } from "../../../src/isa/opcodes.ts";
import type { CodeObject, Literal } from "../../../src/isa/program.ts";
import { loadLines, parseRecord, RECORDINGS } from "../../golden/load.ts";
import type { ClassDraft, MemberName } from "../draft/classes.ts";
import {
  BINARY_OPERATORS,
  type Block,
  COMPARISONS,
  type Draft,
  type Expr,
  type FunctionDraft,
  local as v,
  type Stmt,
  type Target,
} from "../draft/draft.ts";
import { fixup } from "../fix/fixup.ts";
import { lower } from "../lower/lower.ts";

const lines = await loadLines(RECORDINGS[1] as URL);

export type Shape = Pick<CodeObject, "code" | "exceptionTable">;

function shapeOf({ code, exceptionTable }: CodeObject): Shape {
  return { code, exceptionTable };
}

/** What the pin's compiler made of a recorded function. */
export function recorded(id: string, name: string): Shape {
  const line = lines.find((each) => each.includes(`"${id}"`));
  const codes = line === undefined ? [] : parseRecord(line, id).program.codes;
  const code = codes.find((each) => each.name === name);
  if (code === undefined) throw new Error(`no record ${id}`);
  return shapeOf(code);
}

export const set = (at: number, e: Expr): Stmt => ({ k: "assign", t: v(at) as Target, e });
export const ret = (e: Expr): Stmt => ({ k: "return", e });
export const bin = (l: Expr, op: (typeof BINARY_OPERATORS)[number], r: Expr): Expr => ({
  k: "binary",
  op: BINARY_OPERATORS.indexOf(op),
  l,
  r,
});
export const equal = (l: Expr, r: Expr): Expr => ({ k: "compare", op: COMPARISONS.indexOf("=="), l, r });
export const str = (text: string): Expr => ({ k: "const", v: { t: "str", v: text } });

export function range(at: number, start: number, count: number, body: Block, step = 1): Stmt {
  return { k: "for", v: at, over: { k: "range", start, count, step }, body, orelse: [], tight: false };
}

export function fn(params: number, locals: number, body: Block, more: Partial<FunctionDraft> = {}): FunctionDraft {
  return { parent: null, params, defaults: [], locals, recursive: null, body, ...more };
}

export function lowered(
  functions: readonly FunctionDraft[],
  classes: readonly ClassDraft[] = [],
): readonly CodeObject[] {
  const args: Literal[] = Array.from({ length: functions[0]?.params ?? 0 }, () => ({ t: "int", v: 0 }));
  const plain: Draft = { functions, globals: [{ init: null }], args, calls: 1, warm: 16 };
  const draft = classes.length === 0 ? plain : { ...plain, classes };
  assertEquals(fixup(draft), draft);
  return lower(draft).codes;
}

export function codeNamed(codes: readonly CodeObject[], name: string): Shape {
  const code = codes.find((each) => each.name === name);
  if (code === undefined) throw new Error(`no code ${name}`);
  return shapeOf(code);
}

export function classWith(
  members: readonly (readonly [MemberName, number])[],
  more: Partial<ClassDraft> = {},
): ClassDraft {
  return {
    base: null,
    builtin: null,
    meta: null,
    slots: null,
    attributes: [],
    members: members.map(([name, f]) => ({ name, f, wrap: 0 })),
    ...more,
  };
}

export function opcodeNames(code: readonly number[]): string[] {
  return decodeAll(code).map(({ opcode }) => opcodeNameOf(opcode) ?? "none");
}
