/**
 * Limits of the runs of a hunt.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";

/** Small enough that a runaway program costs no more than a hundred ordinary ones. */
export const HUNT_LIMITS: Limits = { ...DEFAULT_LIMITS, fuel: 20_000, maxSize: 20_000 };
