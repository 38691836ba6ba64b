/**
 * Programs that rely on something in a hot loop, which is then broken on purpose: a row of the table, crossed with a place.
 *
 * @module
 */

import { type Weights, weights } from "../../../core/choices.ts";
import type { Block, Stmt } from "../../draft/draft.ts";
import type { Drawing, Loop } from "../drawing.ts";
import { augment } from "../variables.ts";
import { type Assumption, reserve } from "./assumption.ts";
import { arranged, type Place, type PlaceName, PLACES } from "./places.ts";
import { type AssumptionName, ASSUMPTIONS } from "./table.ts";

/** Names of all rows. */
export const ASSUMPTION_NAMES: readonly AssumptionName[] = Object.keys(ASSUMPTIONS) as AssumptionName[];

/** Names of all places. */
export const PLACE_NAMES: readonly PlaceName[] = Object.keys(PLACES) as PlaceName[];

const ROWS: Weights = weights(...ASSUMPTION_NAMES.map((name) => ASSUMPTIONS[name][0]));

const WHERE: Weights = weights(...PLACE_NAMES.map((name) => PLACES[name].weight));

/** Relies on something and breaks it. */
export function assume(d: Drawing, out: Stmt[]): void {
  const { choices, program } = d;
  const loop = d.rounds.loops.at(-1);
  if (loop === undefined || d.here.index !== 0 || d.rounds.loops.length > 1 || program.assumed !== null) {
    return augment(d, out);
  }
  const what = ASSUMPTION_NAMES[choices.weighted(ROWS)] as AssumptionName;
  const where = PLACE_NAMES[choices.weighted(WHERE)] as PlaceName;
  const draw: Assumption = ASSUMPTIONS[what][1];
  const place = PLACES[where];
  const far = choices.chance(1, 4);
  const block = reserve(d, place.functions + (far ? 1 : 0)) ? drawn(d, loop, draw, place, far) : null;
  program.reserved.length = 0;
  if (block === null) return augment(d, out);
  program.assumed = { what, where };
  out.push(...block);
}

function drawn(d: Drawing, loop: Loop, draw: Assumption, place: Place, far: boolean): Block | null {
  const assumed = draw(d);
  return assumed === null ? null : arranged(d, loop, assumed, place, far);
}
