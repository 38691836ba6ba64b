/**
 * Tables in source text: rows of object literals with the same fields, plain lists of values, the cases of a switch.
 *
 * @module
 */

import { DEFAULT_RULES } from "./skip.ts";
import { ts } from "./typescript.ts";

/** Fewer rows than this are not a table. */
const FEWEST_ROWS = 3;

/** Pairs of nodes of neighbouring rows that a slip could exchange. */
export function* swapRows(node: ts.Node, source: ts.SourceFile): Iterable<readonly [ts.Node, ts.Node]> {
  if (ts.isObjectLiteralExpression(node)) {
    if (isRow(node)) return;
    yield* neighbours(node.properties.filter(ts.isPropertyAssignment).map((row) => row.initializer));
  } else if (ts.isArrayLiteralExpression(node)) {
    if (isSetContent(node)) return;
    yield* neighbours([...node.elements]);
  } else if (ts.isCaseBlock(node)) {
    yield* cases(node, source);
  }
}

/** Whether a list is what a set is made of: its order tells nothing. */
function isSetContent({ parent }: ts.ArrayLiteralExpression): boolean {
  return ts.isNewExpression(parent) && /^(?:Weak)?Set$/.test(parent.expression.getText());
}

/** Whether an object is itself a row: its fields do not stand for each other. */
function isRow({ parent }: ts.ObjectLiteralExpression): boolean {
  return ts.isArrayLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) && ts.isObjectLiteralExpression(parent.parent);
}

function* neighbours(rows: readonly ts.Expression[]): Iterable<readonly [ts.Node, ts.Node]> {
  if (rows.length < FEWEST_ROWS) return;
  for (let i = 0; i + 1 < rows.length; i++) {
    const left = rows[i] as ts.Expression;
    const right = rows[i + 1] as ts.Expression;
    if (ts.isObjectLiteralExpression(left) && ts.isObjectLiteralExpression(right)) yield* sameFields(left, right);
    else if (isValue(left) && isValue(right) && left.kind === right.kind) yield [left, right];
  }
}

/** Fields that both rows have, but for texts for people. */
function* sameFields(
  left: ts.ObjectLiteralExpression,
  right: ts.ObjectLiteralExpression,
): Iterable<readonly [ts.Node, ts.Node]> {
  for (const field of left.properties) {
    if (!ts.isPropertyAssignment(field) || !ts.isIdentifier(field.name)) continue;
    const name = field.name.text;
    if (DEFAULT_RULES.texts.test(name)) continue;
    const other = right.properties.find((each): each is ts.PropertyAssignment =>
      ts.isPropertyAssignment(each) && ts.isIdentifier(each.name) && each.name.text === name
    );
    if (other !== undefined) yield [field.initializer, other.initializer];
  }
}

/** A value that is no function and no row of its own. */
function isValue(node: ts.Expression): boolean {
  return ts.isLiteralExpression(node) || ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
}

/** Labels of neighbouring cases that do something different each. */
function* cases(block: ts.CaseBlock, source: ts.SourceFile): Iterable<readonly [ts.Node, ts.Node]> {
  const { clauses } = block;
  if (clauses.length < FEWEST_ROWS) return;
  for (let i = 0; i + 1 < clauses.length; i++) {
    const left = clauses[i] as ts.CaseOrDefaultClause;
    const right = clauses[i + 1] as ts.CaseOrDefaultClause;
    if (!ts.isCaseClause(left) || !ts.isCaseClause(right)) continue;
    if (left.statements.length === 0 || bodyText(left, source) === bodyText(right, source)) continue;
    yield [left.expression, right.expression];
  }
}

function bodyText(clause: ts.CaseClause, source: ts.SourceFile): string {
  return clause.statements.map((statement) => statement.getText(source)).join("\n");
}
