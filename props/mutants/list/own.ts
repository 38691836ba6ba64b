/**
 * Faults that the list of the field lacks.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { AS_IT_WAS } from "./as_it_was.ts";
import { ASKED_AND_TOLD } from "./asked_and_told.ts";
import { ASSUMED_CACHES } from "./assumed_caches.ts";
import { ASSUMED_GUARDS } from "./assumed_guards.ts";
import { ASSUMED_SITES } from "./assumed_sites.ts";
import { ASSUMED_SIZES } from "./assumed_sizes.ts";
import { ASSUMED_WORK } from "./assumed_work.ts";
import { CORNERS } from "./corners.ts";
import { ENDS_AND_ORDER } from "./ends_and_order.ts";
import { HANDED_DOWN } from "./handed_down.ts";
import { IN_PASSING } from "./in_passing.ts";
import { LATE_DEATHS } from "./late_deaths.ts";
import { OWN_BODIES } from "./own_bodies.ts";
import { OWN_MACHINE } from "./own_machine.ts";
import { SECOND_WAYS } from "./second_ways.ts";
import { SELDOM_DONE } from "./seldom_done.ts";
import { STALE_GROUND } from "./stale_ground.ts";
import { TOLD_MEANWHILE } from "./told_meanwhile.ts";

/** Faults that the list of the field lacks. */
export const OWN: readonly Mutant[] = [
  ...OWN_BODIES,
  ...OWN_MACHINE,
  ...ASSUMED_GUARDS,
  ...ASSUMED_CACHES,
  ...ASSUMED_SITES,
  ...ASSUMED_SIZES,
  ...ASSUMED_WORK,
  ...STALE_GROUND,
  ...LATE_DEATHS,
  ...ENDS_AND_ORDER,
  ...AS_IT_WAS,
  ...ASKED_AND_TOLD,
  ...SELDOM_DONE,
  ...IN_PASSING,
  ...CORNERS,
  ...SECOND_WAYS,
  ...HANDED_DOWN,
  ...TOLD_MEANWHILE,
];
