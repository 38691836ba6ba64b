/**
 * Stack traces of a bundle as the sources would show them. Where an error was thrown tells crashes apart, and people look there.
 *
 * @module
 */

import type { SourceMap } from "node:module";
import process from "node:process";

/** Where a place of a bundle is in the sources. */
type Mapped = (line: number, column: number) => string | null;

function readMap(file: URL): SourceMap {
  // Loaded here, as it is not asked for in a usual run.
  const { SourceMap } = process.getBuiltinModule("node:module");
  return new SourceMap(JSON.parse(Deno.readTextFileSync(file)));
}

/** Reads the map when somebody first asks: few runs ever look at a trace. */
function lazyMap(file: URL, root: URL): Mapped {
  let map: SourceMap | null = null;
  return (line, column) => {
    map ??= readMap(file);
    const entry = map.findEntry(line - 1, column - 1);
    if (!("originalSource" in entry)) return null;
    return `${new URL(entry.originalSource, root).href}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  };
}

/** Has stack traces name places of the sources in place of those in the script of a name. */
export function mapTraces(script: string, map: URL, root: URL): void {
  const mapped = lazyMap(map, root);
  const shown = (site: NodeJS.CallSite): string => {
    const text = String(site);
    if (site.getFileName() !== script) return text;
    const [line, column] = [site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0];
    return text.replace(`${script}:${line}:${column}`, (found) => mapped(line, column) ?? found);
  };
  Error.prepareStackTrace = (error, sites) => {
    return [Error.prototype.toString.call(error), ...sites.map((site) => `    at ${shown(site)}`)].join("\n");
  };
}
