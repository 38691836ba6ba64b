/**
 * Hunts in the plug of `stubborn.ts` and prints how that ended, as a process of its own: workers that never end would hold that of a
 * test. Arguments: claim, patience (or `none`) and time, both in milliseconds, jobs.
 *
 * @module
 */

import { hunt } from "../hunt.ts";
import { noneMended } from "../target.ts";
import { STUBBORN } from "./stubborn.ts";

if (import.meta.main) {
  const [claim = "", patience, time, jobs] = Deno.args;
  const patient = patience === "none" ? {} : { patienceMs: Number(patience), memoryBytes: 400 * 2 ** 20 };
  const limits = {
    checks: 10,
    jobs: Number(jobs),
    timeMs: Number(time),
    budget: { candidates: 0, work: 0 },
    ...patient,
  };
  const told = await hunt({ plug: STUBBORN, claim, seed: 1, mended: noneMended(), ...limits }).then(
    ({ ended, tally }) => `${ended} after ${tally.checks}`,
    (error: Error) => `${error.name}: ${error.message}`,
  );
  console.log(told);
  Deno.exit(0);
}
