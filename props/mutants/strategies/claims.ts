/**
 * Claims by whether the programs of a strategy are what they judge.
 *
 * @module
 */

import { CLAIMS } from "../../claims/registry.ts";

/** Names of the claims that are about programs; the inputs of all others no strategy and no policy changes. */
export const PROGRAM_CLAIMS: readonly string[] = CLAIMS.filter(({ kind, mustFail }) =>
  kind === "program" && mustFail !== true
).map(({ name }) => name);
