/**
 * A subject without engines, for the tests of the campaign: lists of numbers, wrong where one is a multiple of 1009. A
 * claim `toy-crash` throws instead, `toy-flaky` fails only the first time that it meets an input.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { PrngChoices } from "./choices.ts";
import type { Failure, Subject, SubjectSpec, Tally } from "./subject.ts";

/** The divisor whose multiples fail. */
export const TOY_DIVISOR = 1009;

type Numbers = readonly number[];

function* simplerNumbers(numbers: Numbers): Iterable<Numbers> {
  for (let i = 0; i < numbers.length; i++) yield numbers.toSpliced(i, 1);
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as number;
    if (number >= TOY_DIVISOR) yield numbers.with(i, number - TOY_DIVISOR);
    if (number > 0) yield numbers.with(i, number - 1);
  }
}

/** Makes the subject; each worker calls it. */
export function makeSubject(spec: SubjectSpec): Subject<unknown> {
  const seen = new Set<string>();
  const subject: Subject<Numbers> = {
    claim: spec.claim,
    canary: false,
    generate(seed, index) {
      const choices = new PrngChoices(seed, index);
      return Array.from({ length: choices.length(0, 12) }, () => choices.below(100_000));
    },
    check(numbers: Numbers, repairs: Repairs, tally: Tally): Failure | null {
      tally.work += numbers.length;
      const wrong = numbers.find((number) => number % TOY_DIVISOR === 0);
      if (wrong !== undefined && spec.claim === "toy-crash") throw new TypeError(`toy crash on ${wrong}`);
      if (wrong === undefined || repairs.has("handler-lookup")) return null;
      const key = numbers.join();
      if (spec.claim === "toy-flaky" && seen.has(key)) return null;
      seen.add(key);
      const where = `number ${numbers.indexOf(wrong) + 1}`;
      return {
        kind: "disagree",
        where,
        sort: "number",
        left: { name: "expected", text: "none" },
        right: { name: "found", text: `${wrong}` },
      };
    },
    shrink: simplerNumbers,
    stored: () => null,
    restore: () => null,
    choices: () => null,
    restoreChoices: () => null,
    python: () => null,
    describe: (numbers) => numbers.join(" "),
    form: () => "",
    diverge: () => null,
    inspect: () => [],
  };
  return subject as Subject<unknown>;
}
