/**
 * What a user of the library may write: checks of random programs, run by the test of imports by URL, which replaces the
 * relative roots by URLs.
 *
 * @module
 */

import { formatProgram, reference, tier2, UOPS } from "../../mod.ts";
import { checkPass, fc, program } from "../../props/mod.ts";

const engine = tier2();
let entered = 0;
fc.assert(
  fc.property(program(), (each) => {
    entered += engine.run(each).statistics.entered;
    return reference.run(each).status === "finished" && formatProgram(each).length > 0;
  }),
  { numRuns: 50, seed: 1 },
);
if (entered === 0) throw new Error("no program entered an executor");

const unguarded = checkPass({
  name: "unguarded",
  run: (trace) => trace.map((uop) => uop.uop === UOPS._GUARD_BOTH_INT.id ? { ...uop, uop: UOPS.NOP.id } : uop),
}, { seed: 1 });
if (unguarded === null) throw new Error("a wrong pass was not found");
console.log(`both entry points agree; a wrong pass differs at check ${unguarded.check}`);
