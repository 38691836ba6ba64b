import { assert, assertEquals, assertThrows } from "@std/assert";
import { assemble } from "../../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Engine, type Outcome } from "../../src/isa/engine.ts";
import { InvariantError, TierproofError } from "../../src/isa/errors.ts";
import type { CodeObject, Program } from "../../src/isa/program.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { compareOutcomes, differenceText } from "../../src/oracle/compare.ts";
import type { ProgramClaim } from "../claims/claim.ts";
import { runBatch } from "./batch.ts";
import { investigate } from "./finding.ts";
import { parseFinding, stringifyFinding } from "./finding_file.ts";
import { programSize } from "../cpython/program_size.ts";
import { type ProgramKit, programSubject } from "./program_subject.ts";
import { newTally, repairsFor, type StoredInput } from "./subject.ts";

/** `f` loads each number of the draft and drops it, and announces an event for each multiple of ten. */
function lowerNumbers(numbers: readonly number[]): Program {
  const body = numbers.flatMap((number, i) => [
    `LOAD_CONST ${i + 1}`,
    "POP_TOP",
    ...(number % 10 === 0 ? ["LOAD_GLOBAL 1", "CALL 0", "POP_TOP"] : []),
  ]);
  return assemble([
    "tierproof-assembly 1",
    "hosts emit host_invalidate_all",
    "code <module>",
    "  stacksize 1",
    "  names f",
    "  const code(1)",
    "  const None",
    "  begin",
    ...["RESUME 0", "LOAD_CONST 0", "MAKE_FUNCTION", "STORE_NAME 0", "RETURN_CONST 1"].map((line) => `    ${line}`),
    "  end",
    "code f",
    "  flags 0x3",
    "  stacksize 3",
    "  names host_invalidate_all",
    "  const None",
    ...numbers.map((number) => `  const ${number}`),
    "  begin",
    ...["RESUME 0", ...body, "RETURN_CONST 0"].map((line) => `    ${line}`),
    "  end",
    "",
  ].join("\n"));
}

function numbersOf(program: Program): number[] {
  return (program.codes[1]?.consts ?? []).flatMap((literal) => literal.t === "int" ? [Number(literal.v)] : []);
}

/** "Runs" a program: its result is the sum of its numbers, plus what is wrong with the engine. */
function fakeEngine(name: string, wrong: (numbers: readonly number[]) => number): Engine {
  return {
    name,
    run(program): Outcome {
      const numbers = numbersOf(program);
      const sum = numbers.reduce((total, number) => total + number, 0) + wrong(numbers);
      const tiers = name === "tier2" ? 1 : 0;
      return {
        status: numbers.length > 20 ? "poisoned" : "finished",
        reason: numbers.length > 20 ? "size" : null,
        detail: "",
        module: { kind: "returned", text: "None", type: "NoneType" },
        results: [{ kind: "returned", text: String(sum), type: "int" }],
        log: [],
        globals: [],
        argsAfter: [],
        statistics: {
          instructions: 10,
          uops: 5,
          attempts: 0,
          executors: 2 * tiers,
          entered: tiers,
          deopts: 3 * tiers,
          errors: 0,
        },
      };
    },
  };
}

/**
 * The second engine is one off where 7 is followed by 3 later on, and two off for a single 3, which another repair mends.
 */
const KIT: ProgramKit<readonly number[]> = {
  generate: (choices) => Array.from({ length: choices.length(0, 24) }, () => choices.below(12)),
  lower: lowerNumbers,
  *shrink(numbers) {
    for (let i = 0; i < numbers.length; i++) yield numbers.toSpliced(i, 1);
    for (let i = 0; i < numbers.length; i++) {
      if ((numbers[i] as number) > 0) yield numbers.with(i, (numbers[i] as number) - 1);
    }
  },
  limits: () => DEFAULT_LIMITS,
  engines: (repairs) => [
    fakeEngine("reference", () => 0),
    fakeEngine("tier2", (numbers) => {
      if (numbers.length === 1 && numbers[0] === 3 && !repairs.has("invalid-executor")) return 2;
      const wrong = numbers.includes(7) && numbers.lastIndexOf(3) > numbers.indexOf(7);
      return wrong && !repairs.has("version-collision") ? 1 : 0;
    }),
  ],
  inspect: () => [{ code: 1, unit: 0, valid: true, trace: [] }],
};

const CLAIM: ProgramClaim = {
  name: "equivalence",
  what: "engines give the same sum",
  kind: "program",
  check(program, { engines, limits, observe }) {
    const [left, right] = engines.map((engine) => {
      const outcome = engine.run(program, limits);
      observe?.(engine, outcome);
      return outcome;
    });
    const verdict = compareOutcomes(left as Outcome, right as Outcome);
    return verdict.kind === "disagree" ? { ...verdict, where: `tier2: ${differenceText(verdict.where)}` } : verdict;
  },
};

function firstFinding() {
  const subject = programSubject(CLAIM, KIT);
  const { failedAt } = runBatch(subject, 1, 0, 10_000, NO_REPAIRS);
  const finding = investigate({ subject, generator: 1, seed: 1, index: failedAt, repairs: NO_REPAIRS });
  assert(finding !== null);
  return { subject, finding };
}

Deno.test("a wrong engine is found, shrunk to the core of its mistake and healed by its repair", () => {
  const { finding } = firstFinding();
  assertEquals(numbersOf(finding.stored?.program as Program), [7, 3]);
  assertEquals(finding.healedBy, ["version-collision"]);
  assertEquals(finding.failure.left, { name: "reference", text: "10" });
  assertEquals(finding.failure.right, { name: "tier2", text: "11" });
  assertEquals(finding.failure.where, "call 1 (value)");
  assertEquals(finding.failure.sort, "tier2: call (value)");
  assertEquals([finding.units, finding.events], [6, 0]);
  assertEquals(finding.traces.length, 1);
});

Deno.test("shrinking never slips from one defect to another", () => {
  const { subject, finding } = firstFinding();
  const three = subject.restore({ program: lowerNumbers([3]), limits: DEFAULT_LIMITS });
  assert(three !== null);
  assert(subject.check(three, NO_REPAIRS, newTally()) !== null, "a smaller input fails, for another reason");
  assertEquals(numbersOf(finding.stored?.program as Program), [7, 3]);
});

Deno.test("nothing is found once the repair is on, and the tally counts what the engines did", () => {
  const subject = programSubject(CLAIM, KIT);
  const { failedAt, tally } = runBatch(
    subject,
    1,
    0,
    500,
    repairsFor("pinned", ["version-collision", "invalid-executor"]),
  );
  assertEquals(failedAt, -1);
  assertEquals([tally.checks, tally.reachedTier2, tally.executors, tally.deopts, tally.entered], [
    500,
    500,
    1000,
    1500,
    500,
  ]);
  assert(tally.poisoned > 0 && tally.poisoned < 100 && tally.discarded === 0);
  assertEquals(tally.work, 500 * (2 * 15 + 500));
});

Deno.test("a finding survives its file and fails again from it", () => {
  const { subject, finding } = firstFinding();
  const read = parseFinding(stringifyFinding(finding), "finding.json");
  assertEquals(read.stored, finding.stored);
  const input = subject.restore(read.stored as StoredInput);
  assert(input !== null);
  assertEquals(
    subject.check(input, read.repairs, newTally()),
    finding.failure,
  );
  assertEquals([...subject.shrink(input)], [], "a stored program has no draft to shrink");
});

Deno.test("a finding file that is damaged is refused with what was expected", () => {
  const { finding } = firstFinding();
  const text = stringifyFinding(finding);
  const cases: [string, string][] = [
    ["{", "expected JSON"],
    ["{}", 'expected format "tierproof-finding" version 1 or 2, found undefined'],
    [text.replace('"version": 2', '"version": 9'), 'found "tierproof-finding" version 9'],
    [text.replace('"claim": "equivalence"', '"claim": 3'), "expected a claim"],
    [text.replace('"fuel":', '"fool":'), "expected limits with the fields fuel"],
    [text.replace('"repairs": []', '"repairs": ["magic"]'), "expected repairs among"],
    [text.replace('"cause": {', '"cause": {"key": 1, "was": '), "expected JSON"],
    [text.replace('"key":', '"kay":'), "expected a cause"],
    [text.replace(/"program": [^]*/, '"program": null}'), "expected a program, or choices"],
  ];
  for (const [damaged, message] of cases) assertThrows(() => parseFinding(damaged, "x.json"), TierproofError, message);
  assertThrows(() => parseFinding(text.replace('"codes": [', '"codes": [3,'), "x.json"), TierproofError);
});

Deno.test("an engine that breaks an invariant is a finding, not the end of the hunt", () => {
  const broken: ProgramKit<readonly number[]> = {
    ...KIT,
    engines: () => [
      fakeEngine("reference", (numbers) => {
        if (numbers.includes(5)) throw new InvariantError("expected no five");
        return 0;
      }),
      fakeEngine("tier2", () => 0),
    ],
  };
  const subject = programSubject(CLAIM, broken);
  const { failedAt } = runBatch(subject, 1, 0, 1000, NO_REPAIRS);
  const finding = investigate({ subject, generator: 1, seed: 1, index: failedAt, repairs: NO_REPAIRS });
  assertEquals(finding?.failure.kind, "crash");
  assertEquals(numbersOf(finding?.stored?.program as Program), [5]);
});

Deno.test("the size of a program counts the instructions that the entry can reach, and its events", () => {
  assertEquals(programSize(lowerNumbers([1, 2])), { units: 6, events: 0 });
  assertEquals(programSize(lowerNumbers([10, 20])), { units: 12, events: 2 });
  const { codes, ...rest } = lowerNumbers([1]);
  const callee = { ...(codes[1] as CodeObject), name: "host_invalidate_all" };
  assertEquals(
    programSize({ ...rest, codes: [...codes, callee] }),
    { units: 8, events: 0 },
    "code that a name leads to",
  );
  assertEquals(programSize({ ...rest, codes: [...codes, { ...callee, name: "g" }] }), { units: 4, events: 0 });
  const wide = { ...rest, codes: codes.map((code, i) => i === 0 ? code : { ...code, code: [0x0047, ...code.code] }) };
  assertEquals(programSize(wide), { units: 4, events: 0 }, "EXTENDED_ARG and unreachable codes do not count");
});
