/**
 * Claims by whether the programs of a strategy are what they judge.
 *
 * @module
 */

import { CLAIMS } from "../../claims/registry.ts";

/** Names of the claims that are about any program; the inputs of all others no strategy and no policy changes. */
export const PROGRAM_CLAIMS: readonly string[] = CLAIMS.filter((claim) =>
  claim.kind === "program" && claim.making === undefined && claim.mustFail !== true
).map(({ name }) => name);
