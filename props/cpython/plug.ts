/**
 * The plug of the pin: its language, its virtual machine, all claims; and the same with parts of a user's own.
 *
 * @module
 */

import { CLAIMS } from "../claims/registry.ts";
import type { Claim } from "../claims/claim.ts";
import type { Target } from "../core/target.ts";
import type { Language } from "../core/language.ts";
import type { Floor, Plug } from "../core/plug.ts";
import type { Draft } from "../generate/draft/draft.ts";
import { SLICES } from "./slices.ts";
import type { ProgramCase, Vm } from "./vm.ts";
import { claimsPlug } from "./vm_plug.ts";

export { CPYTHON, DEFAULT_CLAIM, vmTarget } from "./vm_target.ts";

/** A plug over programs of the pin. Default: the pin, its generator, all claims. */
export function vmPlug<D = Draft>(
  { claims = CLAIMS, ...others }: {
    readonly target?: Target<ProgramCase, Vm>;
    readonly language?: Language<D, ProgramCase>;
    readonly claims?: readonly Claim[];
    readonly floors?: readonly Floor[];
  } = {},
): Plug {
  return claimsPlug(claims, { ...others, slices: SLICES });
}

let pin: Plug | null = null;

/** The plug of the pin; one for all. */
export function pinPlug(): Plug {
  return pin ??= vmPlug();
}
