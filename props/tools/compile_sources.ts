/**
 * Makes `props/claims/scenarios/sources/compiled.ts` from the sites that are written as Python:
 * `deno run -A props/tools/compile_sources.ts`. A claim need not load a compiler then.
 *
 * @module
 */

import { gzipSync } from "node:zlib";
import type { CompiledSite } from "../claims/hot_sources.ts";
import { SOURCE_SITES } from "../claims/scenarios/sources/sites.ts";
import { sourceOf } from "../claims/scenarios/sources/source_site.ts";
import { programOfSource } from "../python/program.ts";

/** The sites as the claim reads them. */
export function compiledSites(): readonly CompiledSite[] {
  return SOURCE_SITES.map((site) => ({
    name: site.name,
    changes: site.breaks.length,
    program: programOfSource(sourceOf(site)),
  }));
}

if (import.meta.main) {
  const packed = gzipSync(JSON.stringify(compiledSites()), { level: 9 }).toString("base64");
  Deno.writeTextFileSync(
    new URL("../claims/scenarios/sources/compiled.ts", import.meta.url),
    `// deno-fmt-ignore-file: made by props/tools/compile_sources.ts; not to be edited.
/**
 * The sites that are written as Python, as programs: JSON, packed by gzip, as base64.
 *
 * @module
 */

/** What \`compiledSites()\` gave. */
export const COMPILED_SITES = "${packed}";
`,
  );
}
