/**
 * The import graph of this project, read from the sources.
 *
 * @module
 */

/** Root of the project, with a slash at its end. */
export const ROOT: URL = new URL("../../", import.meta.url);

/** A source file with what it imports. */
export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Specifiers as written: static imports, re-exports, dynamic imports of literals, types included. */
  readonly imports: readonly string[];
}

/** Paths of all files under a folder of the project, sorted; nothing where the folder is missing. */
export async function filesUnder(folder: string): Promise<string[]> {
  const paths: string[] = [];
  const walk = async (path: string): Promise<void> => {
    for await (const entry of Deno.readDir(new URL(path, ROOT))) {
      if (entry.isDirectory) await walk(`${path}${entry.name}/`);
      else paths.push(`${path}${entry.name}`);
    }
  };
  await walk(folder);
  return paths.sort();
}

/** The source with blanks for comments; strings and line numbers stay. */
export function withoutComments(text: string): string {
  const tokens = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(tokens, (token) => token.startsWith("/") ? token.replace(/[^\n]/g, " ") : token);
}

/** Specifiers that a module imports. */
export function importsOf(text: string): string[] {
  const found: string[] = [];
  const code = withoutComments(text);
  // The word may be a text of its own, as in `kind === "import"`.
  for (const match of code.matchAll(/(?<!["'`])\b(?:import|export)\b[^"'`;]*?\bfrom\s*["']([^"']+)["']/g)) {
    found.push(match[1] ?? "");
  }
  for (const match of code.matchAll(/^\s*import\s*["']([^"']+)["']/gm)) found.push(match[1] ?? "");
  for (const match of code.matchAll(/\bimport\s*\(\s*["']([^"']+)["']/g)) found.push(match[1] ?? "");
  return found;
}

/** A file of the project with its imports. */
export async function readSource(path: string): Promise<SourceFile> {
  const text = await Deno.readTextFile(new URL(path, ROOT));
  return { path, text, imports: importsOf(text) };
}

/** Path from the root of a relative import. */
export function resolveImport(from: string, specifier: string): string {
  return new URL(specifier, new URL(from, "file:///")).pathname.slice(1);
}

/** Everything that is loaded with a module: files by path, and what is not of this project by specifier. */
export async function reachableFrom(entry: string): Promise<{ files: SourceFile[]; foreign: Map<string, string[]> }> {
  const files = new Map<string, SourceFile>();
  const foreign = new Map<string, string[]>();
  const work = [entry];
  for (let path = work.pop(); path !== undefined; path = work.pop()) {
    if (files.has(path)) continue;
    const file = await readSource(path);
    files.set(path, file);
    for (const specifier of file.imports) {
      if (specifier.startsWith(".")) work.push(resolveImport(path, specifier));
      else foreign.set(specifier, [...(foreign.get(specifier) ?? []), path]);
    }
  }
  return { files: [...files.values()], foreign };
}

/** Which files import which, types included, as far as both are among the given ones. */
export async function importsAmong(paths: readonly string[]): Promise<Map<string, readonly string[]>> {
  const known = new Set(paths);
  const graph = new Map<string, readonly string[]>();
  for (const path of paths) {
    const { imports } = await readSource(path);
    const targets = imports.filter((specifier) => specifier.startsWith(".")).map((to) => resolveImport(path, to));
    graph.set(path, targets.filter((target) => known.has(target)));
  }
  return graph;
}

/** Sets of files each of which reaches all others of its set (Tarjan's strongly connected components), those of one left out. */
export function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const visit = (path: string): number => {
    const own = order.size;
    order.set(path, own);
    lowest.set(path, own);
    open.push(path);
    for (const target of graph.get(path) ?? []) {
      const reached = order.has(target) ? (open.includes(target) ? order.get(target) as number : own) : visit(target);
      lowest.set(path, Math.min(lowest.get(path) as number, reached));
    }
    if (lowest.get(path) === own) {
      const members = open.splice(open.indexOf(path));
      if (members.length > 1) found.push(members.sort());
    }
    return lowest.get(path) as number;
  };
  for (const path of graph.keys()) if (!order.has(path)) visit(path);
  return found;
}
