/**
 * Named constants, and which other one a slip of the pen would put in their place.
 *
 * @module
 */

import { ts } from "./typescript.ts";

/** A use of a constant and the name that could stand there instead. */
export interface ConstantUse {
  readonly constant: ts.Node;
  readonly other: string;
}

const CONSTANT_NAME = /^_?[A-Z][A-Z0-9_]+$/;

/** Groups of constants of one file: names that came in together; by name. */
type Groups = ReadonlyMap<string, readonly string[]>;

/** Of each file, made once. */
const groupsOf = new WeakMap<ts.SourceFile, Groups>();

/** What the constant at a node, or below it for `TABLE.ROW`, could be mistaken for. */
export function* otherConstants(node: ts.Node, source: ts.SourceFile): Iterable<ConstantUse> {
  if (!ts.isIdentifier(node) || !CONSTANT_NAME.test(node.text) || !isUse(node)) return;
  const groups = groupsOf.get(source) ?? collect(source);
  const { parent } = node;
  const isRow = ts.isPropertyAccessExpression(parent) && parent.name === node;
  const key = isRow ? `${parent.expression.getText(source)}.${node.text}` : node.text;
  const group = groups.get(key);
  if (group === undefined || group.length < 2) return;
  const other = group[(group.indexOf(node.text) + 1) % group.length] as string;
  if (other !== node.text) yield { constant: node, other };
}

/** Whether an identifier is read there, not declared, imported or part of a type. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
    // A table is read by row; the row is the constant.
    return false;
  }
  return !ts.isBindingElement(parent) && !ts.isVariableDeclaration(parent) && !ts.isImportSpecifier(parent) &&
      !ts.isExportSpecifier(parent) && !ts.isPropertyAssignment(parent) && !ts.isShorthandPropertyAssignment(parent) &&
      !ts.isTypeNode(parent) && !ts.isFunctionDeclaration(parent) && !ts.isCallExpression(parent) ||
    ts.isPropertyAssignment(parent) && parent.initializer === node ||
    ts.isVariableDeclaration(parent) && parent.initializer === node ||
    ts.isCallExpression(parent) && parent.expression !== node;
}

/** Names by the import or the destructuring that brought them, and rows by the table that they are read from. */
function collect(source: ts.SourceFile): Groups {
  const groups = new Map<string, readonly string[]>();
  const rows = new Map<string, Set<string>>();
  const put = (names: readonly string[]): void => {
    const constants = names.filter((name) => CONSTANT_NAME.test(name));
    for (const name of constants) groups.set(name, constants);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      if (bindings !== undefined && ts.isNamedImports(bindings)) {
        put(bindings.elements.filter((each) => !each.isTypeOnly).map((each) => each.name.text));
      }
      return;
    }
    if (ts.isObjectBindingPattern(node)) put(node.elements.map((each) => each.name.getText(source)));
    if (ts.isPropertyAccessExpression(node) && CONSTANT_NAME.test(node.name.text)) {
      const table = node.expression.getText(source);
      const names = rows.get(table) ?? new Set();
      rows.set(table, names.add(node.name.text));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const [table, names] of rows) {
    const list = [...names];
    for (const name of list) groups.set(`${table}.${name}`, list);
  }
  groupsOf.set(source, groups);
  return groups;
}
