/**
 * Plugs for the tests of hunts that must not hang or crash: the claim `loops` never ends, `refused` is bad input, `hoards` never ends and holds ever more,
 * `rejects` leaves a promise behind that is rejected, `empty`
 * fails for a program without numbers, and never ends for others.
 *
 * @module
 */

import { AGREE, disagree, type ProgramClaim, type Verdict } from "../claim.ts";
import { CoreError } from "../errors.ts";
import { type Plug, plugOf, type PlugSource } from "../plug.ts";
import { type Numbers, TOY_LANGUAGE, TOY_TARGET, type ToyMachine } from "./toy.ts";

function claim(name: string, check: (numbers: Numbers) => Verdict): ProgramClaim<Numbers, ToyMachine> {
  return { kind: "program", name, what: `it ${name}`, check };
}

/** Milliseconds until the other worker has begun. */
const OTHER_MS = 500;

/** Times 16 MiB. */
const HOARD = 40;

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
      claim("hoards", () => {
        // No machine is to be short of memory for a test.
        for (const kept: Uint8Array[] = [];;) if (kept.length < HOARD) kept.push(new Uint8Array(2 ** 24).fill(1));
      }),
      claim("rejects", () => {
        Promise.reject(new Error("left behind"));
        return AGREE;
      }),
      claim("empty", failIfEmpty),
    ],
  });
}

/** Where workers find it. */
export const STUBBORN: PlugSource = { host: import.meta.url, module: null };
