/**
 * The bodies of all uops that can be executed, one each, used by both tiers.
 *
 * @module
 */

import { type Tier2UopName, UOPS } from "../../isa/uops.ts";
import type { Body } from "./uop_body.ts";
import * as attribute from "./attribute.ts";
import * as call from "./call.ts";
import * as container from "./container.ts";
import * as control from "./control.ts";
import * as exception from "./exception.ts";
import * as iteration from "./iteration.ts";
import * as name from "./name.ts";
import * as number from "./number.ts";
import * as stack from "./stack.ts";
import * as text from "./text.ts";

const { TYPE_OFFSET: _notABody, ...attributeBodies } = attribute;

/** Body of every uop that tier 2 can run; the compiler demands each. */
export const BODIES = {
  ...attributeBodies,
  ...call,
  ...container,
  ...control,
  ...exception,
  ...iteration,
  ...name,
  ...number,
  ...stack,
  ...text,
} as const satisfies Record<Tier2UopName, Body>;

/** The same by id of the uop; undefined where the uop cannot be executed. */
export const BODY_OF: readonly (Body | undefined)[] = (() => {
  const table: (Body | undefined)[] = new Array<Body | undefined>(512).fill(undefined);
  for (const [uop, body] of Object.entries(BODIES)) table[UOPS[uop as Tier2UopName].id] = body;
  return table;
})();
