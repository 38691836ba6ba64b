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

/**
 * Whether a list is used in a way that its order tells nothing: a set is made of it, it is asked for a member or for what holds of
 * all or of some, or a loop over it sets an element of its own for each.
 */
function isSetContent(list: ts.ArrayLiteralExpression): boolean {
  let node: ts.Node = list;
  while (ts.isAsExpression(node.parent) || ts.isParenthesizedExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent)) {
    if (/^(?:every|includes|some)$/.test(parent.name.text)) return true;
    return parent.name.text === "map" && isNewSet(parent.parent.parent);
  }
  if (ts.isForOfStatement(parent)) return marksOnly(parent);
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return isOnlyMarking(parent, parent.name.text);
  return isNewSet(parent);
}

function isNewSet(node: ts.Node): boolean {
  return ts.isNewExpression(node) && /^(?:Weak)?Set$/.test(node.expression.getText());
}

/** Whether a loop does nothing but give the same value to an element for each member. */
function marksOnly({ statement }: ts.ForOfStatement): boolean {
  return ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression) &&
    statement.expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isElementAccessExpression(statement.expression.left) &&
    /^-?\d+$/.test(statement.expression.right.getText());
}

/** Whether a local list is named once more only, as what such a loop walks. */
function isOnlyMarking(declaration: ts.VariableDeclaration, name: string): boolean {
  const uses: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name && node !== declaration.name) uses.push(node);
    ts.forEachChild(node, visit);
  };
  const block = declaration.parent.parent.parent;
  if (!ts.isBlock(block)) return false;
  visit(block);
  const [use] = uses;
  return uses.length === 1 && use !== undefined && ts.isForOfStatement(use.parent) && use.parent.expression === use &&
    marksOnly(use.parent);
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
