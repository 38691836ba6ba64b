/**
 * Docstrings: the first statement of a body, with its indentation taken off.
 *
 * @module
 */

import type { Stmt } from "../syntax/nodes.ts";

/** The docstring of a body, or null. */
export function docstringOf(body: readonly Stmt[]): string | null {
  const [first] = body;
  if (first?.k !== "Expr" || first.value.k !== "Constant" || first.value.value.t !== "str") return null;
  return first.value.value.v;
}

/** `_PyCompile_CleanDoc` */
export function cleanDocstring(doc: string): string {
  const lines = expandTabs(doc).split("\n");
  const [first, ...rest] = lines as [string, ...string[]];
  let margin = Infinity;
  for (const line of rest) {
    const indent = line.length - line.replace(/^ +/, "").length;
    if (indent < line.length) margin = Math.min(margin, indent);
  }
  if (margin === Infinity) margin = 0;
  // A first line without leading spaces and no margin leave the rest as it is.
  const cut = (line: string): string => line.slice(Math.min(margin, line.length - line.replace(/^ +/, "").length));
  return [first.replace(/^ +/, ""), ...rest.map(cut)].join("\n");
}

function expandTabs(text: string): string {
  let column = 0;
  let out = "";
  for (const c of text) {
    if (c === "\t") {
      const spaces = 8 - (column % 8);
      out += " ".repeat(spaces);
      column += spaces;
    } else {
      out += c;
      column = c === "\n" || c === "\r" ? 0 : column + 1;
    }
  }
  return out;
}
