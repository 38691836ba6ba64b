/**
 * Exports that nobody uses: neither an import of another file nor an entry point gives them.
 *
 * @module
 */

import { ts } from "../mutants/machine/typescript.ts";
import { filesUnder, readSource, resolveImport } from "./import_graph.ts";

/** What one file gives and takes. */
interface Module {
  /** Names that it exports; true for a type that another export of the file mentions, which is used as long as that one is. */
  readonly exports: ReadonlyMap<string, boolean>;
  /** What it takes from others: `path name`, or `path *` for all of it. */
  readonly takes: readonly string[];
  /** Files all of whose exports it exports, too. */
  readonly passesOn: readonly string[];
}

/** Entry points: what they export is public. */
const ENTRY_POINTS: readonly string[] = ["mod.ts", "props/mod.ts"];

function isExported(node: ts.Statement): boolean {
  return ts.canHaveModifiers(node) &&
    (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
}

function namesDeclared(node: ts.Statement): string[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap(({ name }) => ts.isIdentifier(name) ? [name.text] : []);
  }
  const { name } = node as { readonly name?: ts.Identifier };
  return name === undefined ? [] : [name.text];
}

/** Reads what a module gives and takes. */
export function moduleOf(path: string, text: string): Module {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const exports = new Map<string, boolean>();
  const takes: string[] = [];
  const passesOn: string[] = [];
  // Each text is taken apart once: files with hundreds of exports have as many names to ask for.
  const wordsOf = new Map(
    source.statements.filter(isExported).map((each) => [each, new Set(each.getText(source).match(/[\w$]+/g))]),
  );
  const isMentioned = (name: string, but: ts.Statement): boolean =>
    wordsOf.entries().some(([each, words]) => each !== but && words.has(name));
  for (const node of source.statements) {
    if (ts.isImportDeclaration(node) || (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)) {
      const specifier = (node.moduleSpecifier as ts.StringLiteral).text;
      if (!specifier.startsWith(".")) continue;
      const target = resolveImport(path, specifier);
      const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : node.exportClause;
      if (bindings === undefined) {
        if (ts.isExportDeclaration(node)) passesOn.push(target);
      } else if (ts.isNamespaceImport(bindings) || ts.isNamespaceExport(bindings)) {
        takes.push(`${target} *`);
      } else {
        for (const each of bindings.elements) {
          takes.push(`${target} ${(each.propertyName ?? each.name).text}`);
          if (ts.isExportDeclaration(node)) exports.set(each.name.text, false);
        }
      }
    } else if (isExported(node)) {
      const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
      for (const name of namesDeclared(node)) exports.set(name, isType && isMentioned(name, node));
    }
  }
  for (const [, specifier = ""] of text.matchAll(/\bimport\(\s*"(\.[^"]+)"/g)) {
    takes.push(`${resolveImport(path, specifier)} *`);
  }
  return { exports, takes, passesOn };
}

/** `path name` of each export that nobody uses, in order. */
export function unusedExports(modules: ReadonlyMap<string, Module>, entries: readonly string[]): string[] {
  const used = new Set([...modules.values()].flatMap(({ takes }) => takes));
  for (const entry of entries) used.add(`${entry} *`);
  // What is taken from a file that passes others on is taken from those.
  for (let before = -1; before !== used.size;) {
    before = used.size;
    for (const [path, { passesOn }] of modules) {
      if (passesOn.length === 0) continue;
      for (const key of [...used]) {
        if (!key.startsWith(`${path} `)) continue;
        for (const target of passesOn) used.add(`${target}${key.slice(path.length)}`);
      }
    }
  }
  const unused: string[] = [];
  for (const [path, { exports }] of modules) {
    if (used.has(`${path} *`)) continue;
    for (const [name, isMentioned] of exports) {
      if (!isMentioned && !used.has(`${path} ${name}`)) unused.push(`${path} ${name}`);
    }
  }
  return unused;
}

/** Exports of this project that nobody uses. */
export async function unusedExportsOfProject(): Promise<string[]> {
  const paths = [...ENTRY_POINTS];
  for (const folder of ["src/", "reference/", "props/", "examples/"]) paths.push(...await filesUnder(folder));
  const modules = new Map<string, Module>();
  for (const path of new Set(paths)) {
    if (!path.endsWith(".ts") || path.endsWith(".d.ts")) continue;
    modules.set(path, moduleOf(path, (await readSource(path)).text));
  }
  return unusedExports(modules, ENTRY_POINTS);
}
