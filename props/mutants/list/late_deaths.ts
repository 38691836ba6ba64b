/**
 * Faults of lifetimes: a uop of a trace that lets go of an object, and nobody notices before some instructions later.
 *
 * @module
 */

import type { Tier2UopName } from "../../../src/isa/uops.ts";
import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("own", {
  component: "tier2-exec",
  difficulty: "hard",
  claims: ["finalizers", "equivalence"],
  file: "src/vm/lifetime/let_go.ts",
});

const LET_GO: readonly (readonly [id: string, uop: Tier2UopName])[] = [
  ["variable", "STORE_FAST"],
  ["cell", "STORE_DEREF"],
  ["slot", "_STORE_ATTR_SLOT"],
  ["frame", "_POP_FRAME"],
  ["comparison", "_COMPARE_OP"],
  ["length", "CALL_LEN"],
  ["truth", "TO_BOOL_ALWAYS_TRUE"],
];

/** One for each uop. */
export const LATE_DEATHS: readonly Mutant[] = LET_GO.map(([id, uop]) =>
  fault(`late-${id}`, `In a trace, what ${uop} lets go of dies some instructions later`, {
    find: '"_CHECK_FUNCTION_EXACT_ARGS _CHECK_STACK_SPACE',
    replace: `"${uop} _CHECK_FUNCTION_EXACT_ARGS _CHECK_STACK_SPACE`,
  })
);
