/**
 * Plugs for the tests of hunts that must not hang or crash: the claim `loops` never ends, `refused` is bad input.
 *
 * @module
 */

import type { ProgramClaim, Verdict } from "../claim.ts";
import { CoreError } from "../errors.ts";
import { type Plug, plugOf, type PlugSource } from "../plug.ts";
import { type Numbers, TOY_LANGUAGE, TOY_TARGET, type ToyMachine } from "./toy.ts";

function claim(name: string, check: () => Verdict): ProgramClaim<Numbers, ToyMachine> {
  return { kind: "program", name, what: `it ${name}`, check };
}

/** What workers call. */
export function loadPlug(): Plug {
  return plugOf({
    language: TOY_LANGUAGE,
    target: TOY_TARGET,
    claims: [
      claim("loops", () => {
        for (;;);
      }),
      claim("refused", () => {
        throw new CoreError("plug", "expected better");
      }),
    ],
  });
}

/** Where workers find it. */
export const STUBBORN: PlugSource = { host: import.meta.url, module: null };
