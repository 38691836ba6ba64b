/**
 * Plugs for the tests of hunts that must not hang or crash: the claim `loops` never ends, `refused` is bad input, `empty`
 * fails for a program without numbers, and never ends for others.
 *
 * @module
 */

import { disagree, type ProgramClaim, type Verdict } from "../claim.ts";
import { CoreError } from "../errors.ts";
import { type Plug, plugOf, type PlugSource } from "../plug.ts";
import { type Numbers, TOY_LANGUAGE, TOY_TARGET, type ToyMachine } from "./toy.ts";

function claim(name: string, check: (numbers: Numbers) => Verdict): ProgramClaim<Numbers, ToyMachine> {
  return { kind: "program", name, what: `it ${name}`, check };
}

/** Milliseconds until the other worker has begun. */
const OTHER_MS = 500;

function failIfEmpty(numbers: Numbers): Verdict {
  const began = performance.now();
  while (numbers.length > 0 || performance.now() - began < OTHER_MS);
  return disagree({ what: "number", index: 0 }, "one", "none");
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
      claim("empty", failIfEmpty),
    ],
  });
}

/** Where workers find it. */
export const STUBBORN: PlugSource = { host: import.meta.url, module: null };
