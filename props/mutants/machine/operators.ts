/**
 * Operators: the slips that machine-made mutants consist of. Each looks at one node of the syntax tree and proposes changes of
 * the text below it.
 *
 * @module
 */

import { calledName } from "./skip.ts";
import { swapRows } from "./table_rows.ts";
import { ts } from "./typescript.ts";
import { otherConstants } from "./wrong_constant.ts";

/** Replaces the text from `start` to `end`. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** A sort of slip. */
export interface Operator {
  readonly name: string;
  /** For the help text. */
  readonly what: string;
  /** Changes at a node, in the order of the text. */
  propose(node: ts.Node, source: ts.SourceFile): Iterable<Change>;
}

function replaceNode(node: ts.Node, source: ts.SourceFile, replacement: string): Change {
  return { start: node.getStart(source), end: node.end, replacement };
}

/** The operator token of a binary expression becomes another where the table has one. */
function binaryTokens(name: string, what: string, table: ReadonlyMap<ts.SyntaxKind, string>): Operator {
  return {
    name,
    what,
    *propose(node, source) {
      if (!ts.isBinaryExpression(node)) return;
      const other = table.get(node.operatorToken.kind);
      if (other === undefined || (other === "-" || other === "-=") && isText(node)) return;
      yield replaceNode(node.operatorToken, source, other);
    },
  };
}

/** Whether a `+` joins texts, as far as the tree shows. */
function isText(node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return true;
  return ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right));
}

const { SyntaxKind } = ts;

const BITWISE = binaryTokens(
  "bitwise",
  "& for |, ^ for |, << for >>>, signed for unsigned shift",
  new Map([
    [SyntaxKind.AmpersandToken, "|"],
    [SyntaxKind.BarToken, "&"],
    [SyntaxKind.CaretToken, "|"],
    [SyntaxKind.LessThanLessThanToken, ">>>"],
    [SyntaxKind.GreaterThanGreaterThanToken, "<<"],
    [SyntaxKind.GreaterThanGreaterThanGreaterThanToken, "<<"],
    [SyntaxKind.AmpersandEqualsToken, "|="],
    [SyntaxKind.BarEqualsToken, "&="],
    [SyntaxKind.CaretEqualsToken, "|="],
    [SyntaxKind.LessThanLessThanEqualsToken, ">>>="],
    [SyntaxKind.GreaterThanGreaterThanEqualsToken, "<<="],
    [SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken, "<<="],
  ]),
);

const RELATION = binaryTokens(
  "relation",
  "< for <=, > for >=, === for !==",
  new Map([
    [SyntaxKind.LessThanToken, "<="],
    [SyntaxKind.LessThanEqualsToken, "<"],
    [SyntaxKind.GreaterThanToken, ">="],
    [SyntaxKind.GreaterThanEqualsToken, ">"],
    [SyntaxKind.EqualsEqualsEqualsToken, "!=="],
    [SyntaxKind.ExclamationEqualsEqualsToken, "==="],
    [SyntaxKind.EqualsEqualsToken, "!="],
    [SyntaxKind.ExclamationEqualsToken, "=="],
  ]),
);

const ARITHMETIC = binaryTokens(
  "arithmetic",
  "+ for -, * for /, % for *",
  new Map([
    [SyntaxKind.PlusToken, "-"],
    [SyntaxKind.MinusToken, "+"],
    [SyntaxKind.AsteriskToken, "/"],
    [SyntaxKind.SlashToken, "*"],
    [SyntaxKind.PercentToken, "*"],
    [SyntaxKind.PlusEqualsToken, "-="],
    [SyntaxKind.MinusEqualsToken, "+="],
  ]),
);

const LOGIC = binaryTokens(
  "logic",
  "&& for ||",
  new Map([[SyntaxKind.AmpersandAmpersandToken, "||"], [SyntaxKind.BarBarToken, "&&"]]),
);

const OFF_BY_ONE: Operator = {
  name: "off-by-one",
  what: "a number one more or less",
  *propose(node, source) {
    if (!ts.isNumericLiteral(node) && !ts.isBigIntLiteral(node)) return;
    const { parent } = node;
    // A name of a property, or a size in an allocation: one element more is no difference.
    if (ts.isPropertyAssignment(parent) && parent.name === node) return;
    const isSize = ts.isNewExpression(parent) && /Array$|ArrayBuffer$/.test(calledName(parent) ?? "");
    const text = node.getText(source).replaceAll("_", "");
    const suffix = text.endsWith("n") ? "n" : "";
    const value = BigInt(Number.isInteger(Number(text.replace("n", ""))) ? text.replace("n", "") : "-1");
    if (value < 0n) return;
    if (!isSize) yield replaceNode(node, source, `${value + 1n}${suffix}`);
    if (value > 0n) yield replaceNode(node, source, `${value - 1n}${suffix}`);
  },
};

/** The expression that decides a statement or a choice; null for other nodes. */
function conditionOf(node: ts.Node): ts.Expression | null {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) return node.expression;
  if (ts.isConditionalExpression(node)) return node.condition;
  return null;
}

const NEGATED_CONDITION: Operator = {
  name: "negated-condition",
  what: "the condition of if, while or ?: turned around",
  *propose(node, source) {
    const condition = conditionOf(node);
    if (condition === null) return;
    // One comparison alone is turned around by the operator for relations already, or nearly so.
    if (ts.isBinaryExpression(condition) && /^[!=]==?$/.test(condition.operatorToken.getText(source))) return;
    const dropped = ts.isPrefixUnaryExpression(condition) && condition.operator === SyntaxKind.ExclamationToken;
    yield replaceNode(
      condition,
      source,
      dropped ? condition.operand.getText(source) : `!(${condition.getText(source)})`,
    );
  },
};

const DROPPED_NOT: Operator = {
  name: "dropped-not",
  what: "a value without its !",
  *propose(node, source) {
    if (!ts.isPrefixUnaryExpression(node) || node.operator !== SyntaxKind.ExclamationToken) return;
    if (conditionOf(node.parent) === node) return;
    yield replaceNode(node, source, node.operand.getText(source));
  },
};

/** Functions whose arguments can be exchanged without a difference. */
const COMMUTATIVE = /^Math\.(?:imul|min|max|hypot)$/;

const SWAPPED_ARGUMENTS: Operator = {
  name: "swapped-arguments",
  what: "two neighbouring arguments exchanged",
  *propose(node, source) {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
    if (COMMUTATIVE.test(node.expression.getText(source))) return;
    const list = node.arguments ?? [];
    for (let i = 0; i + 1 < list.length; i++) {
      const left = list[i] as ts.Expression;
      const right = list[i + 1] as ts.Expression;
      if (ts.isSpreadElement(left) || ts.isSpreadElement(right)) continue;
      yield* swapped(left, right, source);
    }
  },
};

/** Two nodes exchanged, the text between them kept; nothing when they are alike. */
function* swapped(left: ts.Node, right: ts.Node, source: ts.SourceFile): Iterable<Change> {
  const [first, second] = [left.getText(source), right.getText(source)];
  if (first === second) return;
  const between = source.text.slice(left.end, right.getStart(source));
  yield { start: left.getStart(source), end: right.end, replacement: second + between + first };
}

const DROPPED_STATEMENT: Operator = {
  name: "dropped-statement",
  what: "a call, an assignment or an update left out",
  *propose(node, source) {
    if (!ts.isExpressionStatement(node)) return;
    const { expression } = node;
    if (ts.isCallExpression(expression) && expression.expression.kind === SyntaxKind.SuperKeyword) return;
    // "use strict" and its like.
    if (ts.isStringLiteral(expression)) return;
    yield replaceNode(node, source, ";");
  },
};

/** Whether control goes where the jump leads without it: out of the last case of a switch, or off the end of a function. */
function goesThereAnyway(jump: ts.Statement): boolean {
  const { parent } = jump;
  if (ts.isBreakStatement(jump) && ts.isCaseOrDefaultClause(parent)) {
    return parent.parent.clauses.at(-1) === parent && parent.statements.at(-1) === jump;
  }
  if (!ts.isReturnStatement(jump) || !ts.isBlock(parent) || !ts.isFunctionLike(parent.parent)) return false;
  const given = jump.expression;
  const nothing = given === undefined || ts.isIdentifier(given) && given.text === "undefined";
  return nothing && parent.statements.at(-1) === jump;
}

const DROPPED_JUMP: Operator = {
  name: "dropped-jump",
  what: "a return, continue, break or throw left out",
  *propose(node, source) {
    if (
      ts.isReturnStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node) ||
      ts.isThrowStatement(node)
    ) {
      if (!goesThereAnyway(node)) yield replaceNode(node, source, ";");
    }
  },
};

const FLIPPED_BOOLEAN: Operator = {
  name: "flipped-boolean",
  what: "true for false",
  *propose(node, source) {
    if (node.kind === SyntaxKind.TrueKeyword) yield replaceNode(node, source, "false");
    if (node.kind === SyntaxKind.FalseKeyword) yield replaceNode(node, source, "true");
  },
};

const UPDATE: Operator = {
  name: "update",
  what: "++ for --",
  *propose(node, source) {
    if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return;
    const other = node.operator === SyntaxKind.PlusPlusToken
      ? "--"
      : node.operator === SyntaxKind.MinusMinusToken
      ? "++"
      : null;
    if (other === null) return;
    const start = ts.isPrefixUnaryExpression(node) ? node.getStart(source) : node.end - 2;
    yield { start, end: start + 2, replacement: other };
  },
};

const EXTREME: Operator = {
  name: "extreme",
  what: "Math.min for Math.max",
  *propose(node, source) {
    if (!ts.isPropertyAccessExpression(node) || node.expression.getText(source) !== "Math") return;
    if (node.name.text === "min") yield replaceNode(node.name, source, "max");
    if (node.name.text === "max") yield replaceNode(node.name, source, "min");
  },
};

const WRONG_CONSTANT: Operator = {
  name: "wrong-constant",
  what: "a named constant for its neighbour",
  *propose(node, source) {
    for (const { constant, other } of otherConstants(node, source)) yield replaceNode(constant, source, other);
  },
};

const WRONG_ROW: Operator = {
  name: "wrong-row",
  what: "a field of a table exchanged with the next row's, a case with the next one's",
  *propose(node, source) {
    for (const [left, right] of swapRows(node, source)) yield* swapped(left, right, source);
  },
};

/** All operators, by the order of their names in reports. */
export const OPERATORS: readonly Operator[] = [
  OFF_BY_ONE,
  NEGATED_CONDITION,
  DROPPED_NOT,
  RELATION,
  LOGIC,
  BITWISE,
  ARITHMETIC,
  UPDATE,
  EXTREME,
  SWAPPED_ARGUMENTS,
  DROPPED_STATEMENT,
  DROPPED_JUMP,
  FLIPPED_BOOLEAN,
  WRONG_CONSTANT,
  WRONG_ROW,
];
