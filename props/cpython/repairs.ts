/**
 * Sets of repairs by the name of a target.
 *
 * @module
 */

import type { Repairs, Target } from "../../src/isa/engine.ts";
import { ALL_REPAIRS, NO_REPAIRS, REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import type { Mended } from "../core/target.ts";

/** The repairs of a target, plus those named. */
export function repairsFor(target: Target, extra: readonly RepairId[] = []): Repairs {
  if (target === "repaired") return ALL_REPAIRS;
  return extra.length === 0 ? NO_REPAIRS : new Set(extra);
}

/** The repairs among the defects that a hunt mends. */
export function repairsOf(mended: Mended): Repairs {
  const ids = REPAIR_IDS.filter((id) => mended.has(id));
  if (ids.length === 0) return NO_REPAIRS;
  return ids.length === REPAIR_IDS.length ? ALL_REPAIRS : new Set(ids);
}
