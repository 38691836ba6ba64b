/**
 * Plugs over programs of the pin, with the claims that are asked for: what hunts for one claim loads no others.
 *
 * @module
 */

import { REPAIR_IDS, REPAIRS } from "../../src/isa/repairs.ts";
import type { Claim } from "../claims/claim.ts";
import { attackedBySet, type Mended, type Target } from "../core/target.ts";
import type { Language } from "../core/language.ts";
import { type Floor, type Plug, plugOf } from "../core/plug.ts";
import type { Slice } from "../core/rounds.ts";
import { SHARE_FLOORS } from "../distribution/floors.ts";
import type { Draft } from "../generate/draft/draft.ts";
import { CPYTHON_LANGUAGE } from "./language.ts";
import { CoverageProbe } from "./coverage_probe.ts";
import { explainFinding } from "./report.ts";
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

const FLOORS: readonly Floor[] = Object.entries(SHARE_FLOORS).map(([what, percent]) => ({ what, percent }));

/** A plug over programs of the pin with some claims. Default: the pin, its generator. */
export function claimsPlug<D = Draft>(
  claims: readonly Claim[],
  { target = vmTarget(), language, floors = FLOORS, slices = [] }: {
    readonly target?: Target<ProgramCase, Vm>;
    readonly language?: Language<D, ProgramCase>;
    readonly floors?: readonly Floor[];
    readonly slices?: readonly Slice[];
  } = {},
): Plug {
  const shared = { target, claims, slices, floors, explain: explainFinding };
  return language === undefined ? plugOf({ ...shared, language: CPYTHON_LANGUAGE }) : plugOf({ ...shared, language });
}
