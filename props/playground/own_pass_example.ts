/**
 * The example of the README's "Your own pass", word for word.
 *
 * @module
 */

/** Its source. */
export const OWN_PASS = `import { checkPass } from "./props/mod.ts";
import { UOPS } from "./mod.ts";

// A wrong pass: it drops the guards that keep a loop from running past the end of its range.
const failure = checkPass({
  name: "unguarded",
  run: (trace) => trace.map((u) => u.uop === UOPS._GUARD_NOT_EXHAUSTED_RANGE.id ? { ...u, uop: UOPS.NOP.id } : u),
}, { seed: 1 });
console.log(failure?.text); // where the engines part, both sides, the shrunk program
`;
