/**
 * The engines that recordings are compared with.
 *
 * @module
 */

import { reference } from "../../reference/engine.ts";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { inspect, tier1, tier2 } from "../../src/vm/engine.ts";
import type { GoldenEngines } from "./check.ts";

/** All engines of the report. */
export const engines: GoldenEngines = {
  reference,
  tier1: tier1(),
  repaired: tier2({ repairs: ALL_REPAIRS }),
  inspect: (program, limits) => inspect(program, {}, limits),
};
