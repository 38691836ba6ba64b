/**
 * Plugs over programs of the pin, with the claims that are asked for: what hunts for one claim loads no others.
 *
 * @module
 */

import type { Claim } from "../claims/claim.ts";
import type { Target } from "../core/target.ts";
import type { Language } from "../core/language.ts";
import { type Floor, type Plug, plugOf } from "../core/plug.ts";
import type { Slice } from "../core/rounds.ts";
import { SHARE_FLOORS } from "../distribution/floors.ts";
import type { Draft } from "../generate/draft/draft.ts";
import { CPYTHON_LANGUAGE } from "./language.ts";
import { explainFinding } from "./report.ts";
import type { ProgramCase, Vm } from "./vm.ts";
import { vmTarget } from "./vm_target.ts";

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
