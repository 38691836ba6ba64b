/**
 * The one place where third-party code is named in full, so that `props/mod.ts` works when imported by URL, without this
 * project's import map. Everything in props imports fast-check from here.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- the import map does not travel with modules imported by URL
import * as fc from "npm:fast-check@4.10.2";

export { fc };
