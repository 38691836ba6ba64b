/**
 * The second entry point: random programs, claims and campaigns, with fast-check.
 *
 * ```ts
 * import { fc } from "./mod.ts";
 * import { assemble, validateProgram } from "../mod.ts";
 *
 * // Any number of NOPs is a valid program.
 * fc.assert(fc.property(fc.nat({ max: 300 }), (nops) => {
 *   const text = `tierproof-assembly 1\ncode m\nconst None\nbegin\n${"NOP\n".repeat(nops)}RETURN_CONST 0\nend`;
 *   validateProgram(assemble(text));
 * }));
 * ```
 *
 * @module
 */

export { fc } from "./deps.ts";
export * from "./campaign/campaign.ts";
export * from "./campaign/finding.ts";
export * from "./claims/claim.ts";
export * from "./generate/choices.ts";
