/**
 * Hunts in the plug of `stubborn.ts` and prints how that ended, as a process of its own: workers that never end would hold that of a
 * test. Arguments: claim, patience, time, both in milliseconds.
 *
 * @module
 */

import { hunt } from "../hunt.ts";
import { noneMended } from "../target.ts";
import { STUBBORN } from "./stubborn.ts";

if (import.meta.main) {
  const [claim = "", patience, time] = Deno.args;
  const limits = { checks: 10, jobs: 1, patienceMs: Number(patience), timeMs: Number(time) };
  const told = await hunt({ plug: STUBBORN, claim, seed: 1, mended: noneMended(), ...limits }).then(
    ({ ended, tally }) => `${ended} after ${tally.checks}`,
    (error: Error) => `${error.name}: ${error.message}`,
  );
  console.log(told);
  Deno.exit(0);
}
