import { assert, assertEquals, assertThrows } from "@std/assert";
import { runBatch } from "./batch.ts";
import { AGREE, disagree, type ProgramClaim } from "./claim.ts";
import { investigate } from "./finding.ts";
import { parseFinding, stringifyFinding } from "./finding_file.ts";
import { placeText, sortOf } from "./failure.ts";
import type { Language } from "./language.ts";
import { type Plug, plugOf } from "./plug.ts";
import { type Attacked, attackedBySet, type Mended, type Target } from "./target.ts";
import { countIn, newTally, type Tally } from "./tally.ts";
import type { ProgramInput } from "./program_subject.ts";
import { type Numbers, TOY_LANGUAGE } from "./testing/toy.ts";

const LANGUAGE: Language<Numbers, Numbers> = {
  ...TOY_LANGUAGE,
  generate: (choices) => Array.from({ length: choices.length(0, 24) }, () => choices.below(12)),
  *shrink(numbers) {
    for (let i = 0; i < numbers.length; i++) yield numbers.toSpliced(i, 1);
    for (let i = 0; i < numbers.length; i++) {
      if ((numbers[i] as number) > 0) yield numbers.with(i, (numbers[i] as number) - 1);
    }
  },
};

/** Sums; the engine is one off where 7 is followed by 3 later on, and two off for a single 3, which another repair mends. */
class Sums implements Attacked<Numbers> {
  readonly expected = "reference";
  readonly mended: Mended;
  #tally: Tally | null = null;

  constructor(mended: Mended) {
    this.mended = mended;
  }

  begin(tally: Tally): void {
    this.#tally = tally;
  }

  reference(numbers: Numbers): number {
    return numbers.reduce((total, number) => total + number, 0);
  }

  engine(numbers: Numbers): number {
    if (this.#tally !== null) countIn(this.#tally.counts, "runs");
    const sum = this.reference(numbers);
    if (numbers.length === 1 && numbers[0] === 3 && !this.mended.has("single")) return sum + 2;
    const wrong = numbers.includes(7) && numbers.lastIndexOf(3) > numbers.indexOf(7);
    return wrong && !this.mended.has("pair") ? sum + 1 : sum;
  }

  inspect(numbers: Numbers): unknown {
    return numbers.length;
  }
}

const TARGET: Target<Numbers, Sums> = {
  name: "sums",
  defects: ["single", "pair"].map((id) => ({ id, what: id })),
  variants: { none: "broken", all: "whole" },
  attacked: attackedBySet(["single", "pair"], (mended) => new Sums(mended)),
};

const CLAIM: ProgramClaim<Numbers, Sums> = {
  name: "equivalence",
  what: "both give the same sum",
  kind: "program",
  check(numbers, sums) {
    if (numbers.length > 20) return { kind: "poisoned", reason: "size" };
    const [left, right] = [sums.reference(numbers), sums.engine(numbers)];
    return left === right ? AGREE : disagree({ what: "call", of: "value", index: 0 }, `${left}`, `${right}`, "tier2");
  },
};

const PLUG: Plug = plugOf({ language: LANGUAGE, target: TARGET, claims: [CLAIM] });

function firstFinding(plug: Plug = PLUG) {
  const { failedAt } = runBatch(plug, { claim: "equivalence", seed: 1, from: 0, to: 10_000 }, new Set());
  const subject = plug.subject("equivalence");
  const finding = investigate({ plug, subject, seed: 1, index: failedAt, mended: new Set() });
  assert(finding?.input.kind === "program");
  return { subject, finding, numbers: finding.input.program as Numbers };
}

Deno.test("a wrong engine is found, shrunk to the core of its mistake and healed by its repair", () => {
  const { finding, numbers } = firstFinding();
  assertEquals(numbers, [7, 3]);
  assertEquals(finding.healedBy, ["pair"]);
  assertEquals(finding.failure.left, { name: "reference", text: "10" });
  assertEquals(finding.failure.right, { name: "tier2", text: "11" });
  assertEquals(placeText(finding.failure.place), "call 1 (value)");
  assertEquals(sortOf(finding.failure), "tier2:call:value");
  assertEquals([finding.units, finding.events, finding.left], [2, 0, 2]);
});

Deno.test("a language without a shrinker of its own is shrunk by its choices", () => {
  const { shrink: _shrink, ...rest } = LANGUAGE;
  const { numbers, finding } = firstFinding(plugOf({ language: rest, target: TARGET, claims: [CLAIM] }));
  assert(numbers.length <= 3, numbers.join());
  assert(finding.shrinking.steps > 0 && finding.token.includes(".sums.equivalence."));
});

Deno.test("shrinking never slips from one defect to another", () => {
  const { subject, numbers } = firstFinding();
  const three = subject.codec.decode({ kind: "program", program: [3] });
  assert(three !== null);
  assert(subject.check(three, new Set(), newTally()) !== null, "a smaller input fails, for another reason");
  assertEquals(numbers, [7, 3]);
});

Deno.test("nothing is found once both are mended, and the tally counts what the engines did", () => {
  const { failedAt, tally } = runBatch(
    PLUG,
    { claim: "equivalence", seed: 1, from: 0, to: 500 },
    new Set(["pair", "single"]),
  );
  assertEquals([failedAt, tally.checks], [-1, 500]);
  assertEquals(tally.counts["runs"], 500 - tally.poisoned);
  assertEquals(tally.reasons, { size: tally.poisoned });
  assert(tally.poisoned > 0 && tally.poisoned < 100 && tally.discarded === 0);
});

Deno.test("a finding survives its file and fails again from it", () => {
  const { subject, finding } = firstFinding();
  const read = parseFinding(stringifyFinding(finding, PLUG), "finding.json", PLUG);
  assertEquals(read.input, finding.input);
  const input = subject.codec.decode(read.input);
  assert(input !== null);
  assertEquals(subject.check(input, read.mended, newTally()), finding.failure);
  assertEquals([...subject.shrink(input)], [], "a stored program has no Draft to shrink");
});

Deno.test("a finding file that is damaged, or of something else, is refused with what was expected", () => {
  const { finding } = firstFinding();
  const text = stringifyFinding(finding, PLUG);
  const cases: [string, string][] = [
    ["{", "expected JSON"],
    ["{}", 'expected format "tierproof-finding" version 1 or 2 or 3, found nothing'],
    [text.replace('"version": 3', '"version": 9'), 'found "tierproof-finding" version 9'],
    [text.replace('"language": "numbers"', '"language": "words"'), 'written in "words", this is "numbers"'],
    [text.replace('"claim": "equivalence"', '"claim": 3'), "expected a claim"],
    [text.replace('"mended": []', '"mended": ["magic"]'), "expected repairs among"],
    [text.replace('"key":', '"kay":'), "expected a cause"],
    [text.replace('"kind":"program"', '"kind":"nothing"'), "expected a program, or choices"],
  ];
  for (const [damaged, message] of cases) assertThrows(() => parseFinding(damaged, "x.json", PLUG), Error, message);
});

Deno.test("what throws is a finding, not the end of the hunt; what is the user's own mistake is thrown on", () => {
  class Broken extends Sums {
    override engine(numbers: Numbers): number {
      if (numbers.includes(5)) throw new RangeError("expected no five");
      return this.reference(numbers);
    }
  }
  class Own extends Broken {
    crash(): "input" {
      return "input";
    }
  }
  const broken = (attacked: (mended: Mended) => Sums): Plug =>
    plugOf({ language: LANGUAGE, target: { ...TARGET, attacked: attackedBySet([], attacked) }, claims: [CLAIM] });
  const { finding, numbers } = firstFinding(broken((mended) => new Broken(mended)));
  assertEquals([finding.failure.kind, numbers], ["crash", [5]]);
  assertThrows(() => firstFinding(broken((mended) => new Own(mended))), RangeError, "expected no five");
});

Deno.test("a claim that there is not, or that says nothing about the target, is refused", () => {
  const unfit = { ...CLAIM, name: "unfit", unfit: () => "it is about something else" };
  const plug = plugOf({ language: LANGUAGE, target: TARGET, claims: [CLAIM, unfit] });
  assertThrows(() => plug.subject("moon"), Error, 'unknown claim "moon"; sums has equivalence, unfit');
  assertThrows(
    () => plug.subject("unfit"),
    Error,
    "the claim unfit says nothing about sums: it is about something else",
  );
});

Deno.test("an input of a batch is the one of its index, though its Draft is drawn again", () => {
  const subject = PLUG.subject("equivalence");
  const all = subject.generateAll?.(3, 0, 300) as readonly ProgramInput<Numbers, Numbers>[];
  assertEquals(all.length, 300);
  assertEquals(all.filter(({ sampled }) => sampled).length, 3);
  for (let index = 0; index < all.length; index++) {
    const { draft, program, origin, sampled } = all[index] as ProgramInput<Numbers, Numbers>;
    assertEquals({ draft, program, origin, sampled }, subject.generate(3, index));
  }
});
