/**
 * The one place where the TypeScript compiler is named in full. A tool for development: nothing that users import reaches it.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- named in full and with its version, as all third-party code is
import ts from "npm:typescript@6.0.3";

export { ts };
