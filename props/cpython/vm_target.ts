/**
 * The virtual machine as what claims attack.
 *
 * @module
 */

import { REPAIR_IDS, REPAIRS } from "../../src/isa/repairs.ts";
import { attackedBySet, type LeftOut, type Mended, type Target } from "../core/target.ts";
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
    without: (mended) => leftOut(mended, parts),
    ...(parts.engines === undefined ? { probe: (mended: Mended) => new CoverageProbe(mended, parts) } : {}),
  };
}

/** The machine without one of the passes, or with the pin's optimizer in place of the user's. */
function* leftOut(mended: Mended, parts: VmParts): Iterable<LeftOut<Vm>> {
  const { passes = [], optimizer, ...others } = parts;
  for (const pass of passes) {
    const rest = passes.filter((other) => other !== pass);
    yield { part: `pass ${pass.name}`, attacked: new Vm(mended, { ...parts, passes: rest }) };
  }
  if (optimizer !== undefined) {
    yield { part: `optimizer ${optimizer.name}`, attacked: new Vm(mended, { ...others, passes }) };
  }
}
