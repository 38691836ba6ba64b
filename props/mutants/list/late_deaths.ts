/**
 * Faults of lifetimes: an object whose end nobody notices, or not before some instructions later.
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

const unseen = faults("own", {
  component: "tier1-exec",
  difficulty: "hard",
  claims: ["slip-sources"],
  file: "src/object/type/type_bases.ts",
});

/** One for each uop, and two for objects that come to have a destructor. */
export const LATE_DEATHS: readonly Mutant[] = [
  ...LET_GO.map(([id, uop]) =>
    fault(`late-${id}`, `In a trace, what ${uop} lets go of dies some instructions later`, {
      find: '"_CHECK_FUNCTION_EXACT_ARGS _CHECK_STACK_SPACE',
      replace: `"${uop} _CHECK_FUNCTION_EXACT_ARGS _CHECK_STACK_SPACE`,
    })
  ),
  unseen("late-destructor-of-a-new-class", "An object that is given a class with a destructor ends without it", {
    file: "src/object/members/object_members.ts",
    find: "  rt.destructorsChanged(self as PyObject);\n",
    replace: "",
  }),
  unseen("late-destructor-of-a-new-base", "Objects whose class is given a base with a destructor end without it", {
    find: "  rt.destructorsChanged(null);\n",
    replace: "",
  }),
];
