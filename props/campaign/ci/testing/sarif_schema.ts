/**
 * The schema of SARIF 2.1.0, as Microsoft's own checks of SARIF carry it, and what a log does wrong by it.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- in full, as in props/deps.ts; no code of the library imports this file
import schema from "npm:@microsoft/jest-sarif@1.0.0-beta.0/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
// deno-lint-ignore no-import-prefix -- the same; the version that reads schemas of that age
import Ajv from "npm:ajv@6.12.6";
// deno-lint-ignore no-import-prefix -- the same
import draft4 from "npm:ajv@6.12.6/lib/refs/json-schema-draft-04.json" with { type: "json" };

/** Path and complaint; nothing for a log that is right. */
export function sarifComplaints(log: unknown): string[] {
  const ajv = new Ajv({ schemaId: "id", allErrors: true, meta: false, format: "full" });
  ajv.addMetaSchema(draft4);
  ajv.validate(schema, log);
  return (ajv.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
}
