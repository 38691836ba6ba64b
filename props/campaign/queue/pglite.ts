/**
 * An embedded PostgreSQL for one process. The one file that names that library; it is loaded where somebody asks for it.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- in full, as in props/deps.ts; no code of the library imports this file
import { PGlite } from "npm:@electric-sql/pglite@0.5.17";

/** Opens the database of a folder, or makes it. */
export async function openPglite(folder: string): Promise<PGlite> {
  return await PGlite.create(folder);
}
