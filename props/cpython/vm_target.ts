/**
 * The virtual machine as what claims attack.
 *
 * @module
 */

import { REPAIR_IDS, REPAIRS } from "../../src/isa/repairs.ts";
import { attackedBySet, type Mended, type Target } from "../core/target.ts";
import { CoverageProbe } from "./coverage_probe.ts";
import { type ProgramCase, Vm, type VmParts } from "./vm.ts";

/** The claim that is attacked when none is named. */
export const DEFAULT_CLAIM = "equivalence";

/** Name of the pin itself. */
export const CPYTHON = "cpython";

/** The virtual machine as a target, with parts of a user's own; `name` names what is attacked. */
export function vmTarget(name: string = CPYTHON, parts: VmParts = {}): Target<ProgramCase, Vm> {
  return {
    name,
    defects: REPAIR_IDS.map((id) => ({ id, what: REPAIRS[id].what })),
    variants: { none: "pinned", all: "repaired" },
    attacked: attackedBySet(REPAIR_IDS, (mended) => new Vm(mended, parts)),
    // An engine of somebody's own shows nothing of what it does.
    ...(parts.engines === undefined ? { probe: (mended: Mended) => new CoverageProbe(mended, parts) } : {}),
  };
}
