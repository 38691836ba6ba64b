/**
 * Makes `props/claims/scenarios/sources/compiled.ts` from what is written as Python there and of edge values:
 * `deno run -A props/tools/compile_sources.ts`. A claim need not load a compiler then.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { BELIEVED_SITES } from "../claims/scenarios/sources/believed.ts";
import { toColumns } from "../claims/scenarios/sources/columns.ts";
import { DEATH_SITES } from "../claims/scenarios/sources/deaths.ts";
import { ENDING_SITES } from "../claims/scenarios/sources/endings.ts";
import { LEFT_SITES } from "../claims/scenarios/sources/left.ts";
import { MONITORED_SITES } from "../claims/scenarios/sources/monitored.ts";
import { REWRITTEN_SITES } from "../claims/scenarios/sources/rewritten.ts";
import { SOURCE_SITES } from "../claims/scenarios/sources/sites.ts";
import { SLIP_SITES } from "../claims/scenarios/sources/slips.ts";
import { sourceOf, type SourceSite } from "../claims/scenarios/sources/source_site.ts";
import { TRACED_SITES } from "../claims/scenarios/sources/traced.ts";
import { STEADY_LOOPS, steadySource } from "../claims/scenarios/sources/steady.ts";
import { withoutCaches } from "../claims/scenarios/sources/cacheless.ts";
import { type CompiledSite, type CompiledSources, programOf } from "../claims/scenarios/sources/unpack.ts";
import { EDGE_OPERATIONS, edgeSource } from "../golden/edges.ts";
import { programOfSource } from "../python/program.ts";

function compiledSite(source: SourceSite): CompiledSite {
  return { source, program: programOfSource(sourceOf(source)) };
}

/** The sites, loops and operations as claims read them. */
export function compiledSources(): CompiledSources {
  return {
    sites: SOURCE_SITES.map(compiledSite),
    watched: [...MONITORED_SITES, ...TRACED_SITES, ...LEFT_SITES].map(compiledSite),
    slips: SLIP_SITES.map(compiledSite),
    believed: BELIEVED_SITES.map(compiledSite),
    rewritten: REWRITTEN_SITES.map(compiledSite),
    deaths: [...DEATH_SITES, ...ENDING_SITES].map(compiledSite),
    steady: STEADY_LOOPS.map((loop) => {
      const { body, general = [] } = loop;
      return { body, general, program: programOfSource(steadySource(loop)) };
    }),
    edges: EDGE_OPERATIONS.map((operation) => programOfSource(edgeSource(operation))),
  };
}

/** JSON in ASCII, which is read quickest. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

if (import.meta.main) {
  // Half a minute for a seventh less than gzip's best: the playground holds all of it. Tests need no such packer.
  // deno-lint-ignore no-import-prefix -- this tool is the only user of it
  const { gzipAsync } = await import("npm:@gfx/zopfli@1.0.15");
  const packed: string[] = [];
  for (const [list, entries] of Object.entries(compiledSources())) {
    for (const { codes } of entries.map(programOf)) {
      for (const code of codes) (code as { code: readonly number[] }).code = withoutCaches(code.code);
    }
    const text = new TextEncoder().encode(asciiJson(toColumns(entries)));
    const bytes = await gzipAsync(text, { numiterations: 15 });
    packed.push(`  ${list}: "${Buffer.from(bytes).toString("base64")}",\n`);
  }
  Deno.writeTextFileSync(
    new URL("../claims/scenarios/sources/compiled.ts", import.meta.url),
    `// deno-fmt-ignore-file: made by props/tools/compile_sources.ts; not to be edited.
/**
 * The sites, loops and operations that are written as Python, as programs: JSON a list in ASCII, by columns, code without its caches,
 * packed by gzip, in base64.
 *
 * @module
 */

/** The lists of what \`compiledSources()\` gave. */
export const COMPILED_SOURCES = {
${packed.join("")}};
`,
  );
}
