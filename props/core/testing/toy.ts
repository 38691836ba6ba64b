/**
 * A plug without engines, for the tests of the core: lists of numbers, wrong where one is a multiple of 1009. The claim
 * `toy-crash` throws instead, `toy-flaky` fails only the first time that it meets a program.
 *
 * @module
 */

import { AGREE, disagree, type ProgramClaim, type Verdict } from "../claim.ts";
import type { Language } from "../language.ts";
import { type Plug, plugOf } from "../plug.ts";
import { type Attacked, attackedBySet, type Target } from "../target.ts";
import { countIn, type Tally } from "../tally.ts";

/** The divisor whose multiples fail. */
export const TOY_DIVISOR = 1009;

/** A program. */
export type Numbers = readonly number[];

function* simplerNumbers(numbers: Numbers): Iterable<Numbers> {
  for (let i = 0; i < numbers.length; i++) yield numbers.toSpliced(i, 1);
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as number;
    if (number >= TOY_DIVISOR) yield numbers.with(i, number - TOY_DIVISOR);
    if (number > 0) yield numbers.with(i, number - 1);
  }
}

/** Lists of numbers. */
export const TOY_LANGUAGE: Language<Numbers, Numbers> = {
  name: "numbers",
  version: 1,
  generate: (choices) => Array.from({ length: choices.length(0, 12) }, () => choices.below(100_000)),
  lower: (draft) => draft,
  shrink: simplerNumbers,
  codec: { encode: (numbers) => numbers, decode: (value) => value as Numbers },
  size: (numbers) => ({ units: numbers.length, events: 0 }),
  print: (numbers) => numbers.join(" "),
};

/** What the toy's claims are handed. */
export class ToyMachine implements Attacked<Numbers> {
  readonly expected = "expected";
  readonly mended: ReadonlySet<string>;
  #tally: Tally | null = null;

  constructor(mended: ReadonlySet<string>) {
    this.mended = mended;
  }

  begin(tally: Tally): void {
    this.#tally = tally;
  }

  /** The first multiple, unless the defect is mended; counts numbers. */
  firstWrong(numbers: Numbers): number | undefined {
    if (this.#tally !== null) {
      this.#tally.work += numbers.length;
      countIn(this.#tally.counts, "numbers", numbers.length);
    }
    return numbers.find((number) => number % TOY_DIVISOR === 0);
  }
}

/** Ids of the toy's defects; the first one is real. */
export const TOY_DEFECTS = ["multiples", "second", "third"] as const;

/** The toy's target. */
export const TOY_TARGET: Target<Numbers, ToyMachine> = {
  name: "toy",
  defects: TOY_DEFECTS.map((id) => ({ id, what: `${id} are wrong` })),
  variants: { none: "broken", all: "whole" },
  attacked: attackedBySet(TOY_DEFECTS, (mended) => new ToyMachine(mended)),
};

function check(name: string, seen: Set<string>, numbers: Numbers, machine: ToyMachine): Verdict {
  const wrong = machine.firstWrong(numbers);
  if (wrong !== undefined && name === "toy-crash") throw new TypeError(`toy crash on ${wrong}`);
  if (wrong === undefined || machine.mended.has("multiples")) return AGREE;
  const key = numbers.join();
  if (name === "toy-flaky" && seen.has(key)) return AGREE;
  seen.add(key);
  return disagree({ what: "number", index: numbers.indexOf(wrong) }, "none", `${wrong}`);
}

function toyClaim(name: string): ProgramClaim<Numbers, ToyMachine> {
  const seen = new Set<string>();
  const what = `no number is a multiple of ${TOY_DIVISOR}`;
  return { kind: "program", name, what, check: (numbers, machine) => check(name, seen, numbers, machine) };
}

/** Makes the plug. */
export function toyPlug(): Plug {
  const claims = ["toy", "toy-crash", "toy-flaky"].map(toyClaim);
  return plugOf({ language: TOY_LANGUAGE, target: TOY_TARGET, claims });
}

/** Workers call it. */
export function loadPlug(): Plug {
  return toyPlug();
}

/** Where workers find it. */
export const TOY_SOURCE = { host: import.meta.url, module: null } as const;
