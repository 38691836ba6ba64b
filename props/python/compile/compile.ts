/**
 * Compiles a module to code objects, as the pin's compiler does: instructions, constants, names, tables.
 *
 * @module
 */

import type { CodeObject, Literal } from "../../../src/isa/program.ts";
import type { Module } from "../syntax/nodes.ts";
import { Compiler } from "./compiler.ts";
import { foldModule } from "./fold.ts";
import { classBody } from "./statements.ts";
import { symbolTable } from "./symbol_table.ts";

/** Code objects of a module: its own first, then those that it holds, each before what it holds itself. Folds the nodes in place. */
export function compileModule(module: Module): CodeObject[] {
  foldModule(module);
  const { top, scopes } = symbolTable(module);
  const c = new Compiler(top, scopes);
  c.enter("<module>", "module", null, 1);
  classBody(c, { line: 1, endLine: 1, col: 0, endCol: 0 }, module.body);
  return inPreorder(c.codes, c.exit(true));
}

/** The code objects that `root` reaches, numbered anew. */
function inPreorder(codes: readonly CodeObject[], root: number): CodeObject[] {
  const numbers = new Map<number, number>();
  const order: number[] = [];
  const visit = (index: number): void => {
    if (numbers.has(index)) return;
    numbers.set(index, order.push(index) - 1);
    for (const value of (codes[index] as CodeObject).consts) if (value.t === "code") visit(value.v);
  };
  visit(root);
  return order.map((index) => {
    const code = codes[index] as CodeObject;
    const consts = code.consts.map((value): Literal =>
      value.t === "code" ? { t: "code", v: numbers.get(value.v) as number } : value
    );
    return { ...code, consts };
  });
}
