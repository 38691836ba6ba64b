/**
 * A module for tests of campaigns: lists of numbers, and a claim for each of some divisors that no number is a multiple of it. More
 * claims hang, eat memory, leave a rejected promise or a timer that throws, print, are used wrongly, or end their process, on multiples of theirs; one fails on lists that are longer than any that is drawn.
 *
 * @module
 */

import { AGREE, disagree, type ProgramClaim } from "../../core/claim.ts";
import { CoreError } from "../../core/errors.ts";
import type { Language } from "../../core/language.ts";
import { type Plug, plugOf } from "../../core/plug.ts";
import { attackedBySet, type Feature, type Probe, type Target } from "../../core/target.ts";
import { type Numbers, TOY_LANGUAGE, ToyMachine } from "../../core/testing/toy.ts";

const TARGET: Target<Numbers, ToyMachine> = {
  name: "divisors",
  defects: [],
  variants: { none: "as-is", all: "as-is" },
  attacked: attackedBySet([], (mended) => new ToyMachine(mended)),
  probe: () => new LengthProbe(),
};

/** Tells how long lists are, and what their numbers end with. */
class LengthProbe implements Probe<Numbers> {
  readonly #told = new Set<string>();

  run(numbers: Numbers): readonly Feature[] {
    const features = [
      { sort: "length", name: `${numbers.length}` },
      ...numbers.map((number): Feature => ({ sort: "ends", name: `${number % 100}` })),
    ];
    return features.filter(({ sort, name }) => {
      const key = `${sort} ${name}`;
      if (this.#told.has(key)) return false;
      this.#told.add(key);
      return true;
    });
  }
}

/** Lists that are made of others: one changed, or both in a row. */
const LANGUAGE: Language<Numbers, Numbers> = {
  ...TOY_LANGUAGE,
  variation: {
    vary: (numbers, other, choices) =>
      choices.bool()
        ? [...numbers, ...other].slice(0, MOST)
        : numbers.map((number) => choices.chance(1, 3) ? choices.below(100_000) : number),
    codec: TOY_LANGUAGE.codec,
  },
};

/** Numbers of a list that is made of others. */
const MOST = 40;
/** Numbers of the longest list that the claim `long` allows; those that are drawn have 12. */
const LONG = 20;

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

const LONG_CLAIM: Divisors = {
  kind: "program",
  name: "long",
  what: `no list has more than ${LONG} numbers`,
  check: (numbers) => numbers.length > LONG ? disagree("length", "short", "long") : AGREE,
};

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
  language: LANGUAGE,
  target: TARGET,
  claims: [
    ...Object.entries(DIVISORS).map(([name, divisors]) => multiples(name, divisors)),
    LONG_CLAIM,
    costly("hangs", 9973, hang),
    costly("eats", 9973, eat),
    costly("rejects", 9973, () => void Promise.reject(new Error("left behind"))),
    costly("throws-late", 9973, () => {
      setTimeout(() => {
        throw new Error("later");
      }, 50);
    }),
    costly("dies", 9973, () => Deno.kill(Deno.pid, "SIGKILL")),
    costly("dies-often", 1, () => Deno.kill(Deno.pid, "SIGKILL")),
    costly("prints", 9973, () => void Deno.stdout.writeSync(new TextEncoder().encode("half a line"))),
    costly("mistakes", 9973, () => {
      throw new CoreError("plug", "a mistake");
    }),
    costly("exits", 9973, () => Deno.exit(0)),
  ],
  slices: [{ claim: "first", checks: 64 }, { claim: "second", checks: 64 }, { claim: "third", checks: 64 }],
});

/** Workers call it. */
export function loadPlug(): Plug {
  return plug;
}
