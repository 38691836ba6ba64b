/**
 * What is not mutated because no run can tell, or no run should: types, imports, texts for people, assertions.
 *
 * @module
 */

import { ts } from "./typescript.ts";

/** What a project's sources hold that only people look at. */
export interface SkipRules {
  /** Calls of functions or methods of these names are left alone, with their arguments. */
  readonly calls: RegExp;
  /** Calls of these can be dropped, but their arguments are texts for people. */
  readonly refusals: RegExp;
  /** What only watches: statements that call it, and ifs that ask whether it is there. */
  readonly watchers: RegExp;
  /** Declarations of these names are left alone as a whole. */
  readonly declarations: RegExp;
  /** `throw new X` of these classes is an assertion: it goes with the condition it stands under. */
  readonly assertions: RegExp;
  /** Values of properties of these names are texts for people. */
  readonly texts: RegExp;
}

/** What most projects have. */
export const DEFAULT_RULES: SkipRules = {
  calls: /^(?:assert\w*|invariant)$/,
  refusals: /^(?:refuse\w*|usageError)$/,
  watchers: /^(?:logger|observer)$/,
  declarations: /^(?:toString|toJSON|inspect)$|Invariants?$/,
  assertions: /^(?:Assertion|Invariant)Error$/,
  texts: /^(?:name|title|what|why|doc|description|evidence|reason|message|help|summary|source|url)$/,
};

/** Name of the function or method that is called; null where it has none. */
export function calledName(call: ts.CallExpression | ts.NewExpression): string | null {
  const { expression } = call;
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return null;
}

/** Name of a declaration, or of the variable or property that a function is given to. */
export function declaredName(node: ts.Node): string | null {
  if (ts.isConstructorDeclaration(node)) return "constructor";
  const named = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isClassDeclaration(node) ||
    ts.isGetAccessorDeclaration(node) || ts.isSetAccessorDeclaration(node) || ts.isVariableDeclaration(node) ||
    ts.isPropertyDeclaration(node) || ts.isPropertyAssignment(node);
  if (!named || node.name === undefined) return null;
  const { name } = node;
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name) ? name.text : null;
}

/** The one statement of a block, or the statement itself. */
function onlyStatement(statement: ts.Statement): ts.Statement {
  return ts.isBlock(statement) && statement.statements.length === 1
    ? statement.statements[0] as ts.Statement
    : statement;
}

function isAssertionThrow(statement: ts.Statement, rules: SkipRules): boolean {
  return ts.isThrowStatement(statement) && ts.isNewExpression(statement.expression) &&
    rules.assertions.test(calledName(statement.expression) ?? "");
}

/** Whether a call only tells people something. */
function isTalk(call: ts.CallExpression, rules: SkipRules): boolean {
  const { expression } = call;
  const onConsole = ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression) &&
    expression.expression.text === "console";
  return onConsole || rules.calls.test(calledName(call) ?? "");
}

/** Whether an expression asks for a watcher: `m.observer !== null`, `this.observer?.observe(...)`. */
function asksWatcher(node: ts.Expression, rules: SkipRules): boolean {
  if (ts.isIdentifier(node)) return rules.watchers.test(node.text);
  if (ts.isBinaryExpression(node)) return asksWatcher(node.left, rules);
  if (ts.isCallExpression(node)) return asksWatcher(node.expression, rules);
  if (ts.isPropertyAccessExpression(node)) {
    return rules.watchers.test(node.name.text) || asksWatcher(node.expression, rules);
  }
  return false;
}

/** Fewest cases of a switch that is a table: each calls what belongs to its number. */
const FEWEST_CASES = 40;

/** Whether a case of a large switch is one row of a table; a case with a body of its own is not. */
function isDispatchRow(node: ts.Node): boolean {
  if (!ts.isCaseClause(node) || node.parent.clauses.length < FEWEST_CASES) return false;
  return node.statements.length <= 2 &&
    node.statements.every((statement) =>
      ts.isBreakStatement(statement) || ts.isReturnStatement(statement) ||
      ts.isExpressionStatement(statement)
    );
}

/** Whether nothing in and below the node is to be mutated. */
export function isSkipped(node: ts.Node, rules: SkipRules): boolean {
  if (
    ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ||
    ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isTypeParameterDeclaration(node)
  ) return true;
  if (ts.isIfStatement(node) && node.elseStatement === undefined) {
    return isAssertionThrow(onlyStatement(node.thenStatement), rules) || asksWatcher(node.expression, rules);
  }
  if (ts.isStatement(node) && isAssertionThrow(node, rules)) return true;
  if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
    return isTalk(node.expression, rules) || asksWatcher(node.expression, rules);
  }
  if (isDispatchRow(node)) return true;
  if (ts.isCallExpression(node)) return isTalk(node, rules) || rules.refusals.test(calledName(node) ?? "");
  // What an error says; that it is thrown at all is the throw statement's matter.
  if (ts.isNewExpression(node) && /(?:Error|Exception)$/.test(calledName(node) ?? "")) return true;
  if (ts.isPropertyAssignment(node) && rules.texts.test(declaredName(node) ?? "")) {
    return ts.isStringLiteralLike(node.initializer) || ts.isTemplateExpression(node.initializer) ||
      ts.isBinaryExpression(node.initializer);
  }
  const name = ts.isPropertyAssignment(node) ? null : declaredName(node);
  return name !== null && rules.declarations.test(name);
}
