/**
 * What can be assigned to.
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";
import { binary, tupleOf } from "./expressions.ts";
import type { Expr } from "./nodes.ts";
import { sourceError } from "./source_error.ts";

/** What a `for` assigns to: targets with commas between them. */
export function targets(c: Cursor): Expr {
  const target = tupleOf(c, (inner) => {
    if (!inner.is("*")) return binary(inner, 0);
    const first = inner.next();
    const value = binary(inner, 0);
    return { k: "Starred", value, loc: inner.since(first) };
  });
  checkTarget(target, "assign to");
  return target;
}

/** Refuses what nothing can be assigned to, or deleted. */
export function checkTarget(e: Expr, what: "assign to" | "delete"): void {
  switch (e.k) {
    case "Name":
    case "Attribute":
    case "Subscript":
      return;
    case "List":
    case "Tuple":
      for (const each of e.elts) checkTarget(each, what);
      return;
    case "Starred":
      if (what === "assign to") return checkTarget(e.value, what);
  }
  throw sourceError(e.loc, `cannot ${what} ${EXPRESSION_NAMES[e.k]}, expected a name, an attribute or a subscript`);
}

const EXPRESSION_NAMES: { readonly [K in Expr["k"]]: string } = {
  Constant: "literal",
  Name: "name",
  Attribute: "attribute",
  Subscript: "subscript",
  Slice: "slice",
  Starred: "starred expression",
  List: "list",
  Tuple: "tuple",
  Set: "set display",
  Dict: "dict literal",
  BoolOp: "expression",
  BinOp: "expression",
  UnaryOp: "expression",
  Compare: "comparison",
  Call: "function call",
  IfExp: "conditional expression",
  Lambda: "lambda",
  Comprehension: "comprehension",
  Yield: "yield expression",
  YieldFrom: "yield expression",
  Await: "await expression",
  JoinedStr: "f-string expression",
  FormattedValue: "f-string expression",
  NamedExpr: "named expression",
};
