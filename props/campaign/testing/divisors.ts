/**
 * A module for tests of campaigns: lists of numbers, and a claim for each of some divisors that no number is a multiple of it. More
 * claims hang, eat memory, or end their process, on multiples of theirs.
 *
 * @module
 */

import { AGREE, disagree, type ProgramClaim } from "../../core/claim.ts";
import { type Plug, plugOf } from "../../core/plug.ts";
import { attackedBySet, type Target } from "../../core/target.ts";
import { type Numbers, TOY_LANGUAGE, ToyMachine } from "../../core/testing/toy.ts";

const TARGET: Target<Numbers, ToyMachine> = {
  name: "divisors",
  defects: [],
  variants: { none: "as-is", all: "as-is" },
  attacked: attackedBySet([], (mended) => new ToyMachine(mended)),
};

type Divisors = ProgramClaim<Numbers, ToyMachine>;

/** No number is a multiple; several divisors are several root causes of one claim. */
function multiples(name: string, divisors: readonly number[]): Divisors {
  return {
    kind: "program",
    name,
    what: `no number is a multiple of ${divisors.join(" or ")}`,
    check(numbers) {
      for (const divisor of divisors) {
        const index = numbers.findIndex((number) => number % divisor === 0);
        if (index !== -1) return disagree({ what: `multiple-of-${divisor}`, index }, "none", `${numbers[index]}`);
      }
      return AGREE;
    },
  };
}

/** Something happens to the process on a multiple. */
function costly(name: string, divisor: number, happen: () => void): Divisors {
  return {
    kind: "program",
    name,
    what: `nothing happens on multiples of ${divisor}`,
    check(numbers) {
      if (numbers.some((number) => number % divisor === 0)) happen();
      return AGREE;
    },
  };
}

function hang(): void {
  for (;;);
}

function eat(): void {
  const held: Float64Array[] = [];
  for (;;) held.push(new Float64Array(1 << 20).fill(1));
}

/** Divisors of the claims. */
export const DIVISORS: Readonly<Record<string, readonly number[]>> = {
  first: [1009, 4001],
  second: [20_011, 30_011],
  third: [45_007, 60_013, 75_011],
};

/** What is attacked. */
export const plug: Plug = plugOf({
  language: TOY_LANGUAGE,
  target: TARGET,
  claims: [
    ...Object.entries(DIVISORS).map(([name, divisors]) => multiples(name, divisors)),
    costly("hangs", 9973, hang),
    costly("eats", 9973, eat),
    costly("dies", 9973, () => Deno.kill(Deno.pid, "SIGKILL")),
  ],
  slices: [{ claim: "first", checks: 64 }, { claim: "second", checks: 64 }, { claim: "third", checks: 64 }],
});

/** Workers call it. */
export function loadPlug(): Plug {
  return plug;
}
