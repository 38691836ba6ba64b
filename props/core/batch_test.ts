import { assertEquals, assertThrows } from "@std/assert";
import { runBatch, runWholeBatch } from "./batch.ts";
import { batchSize } from "./batch_size.ts";
import { AGREE, disagree, type ProgramClaim } from "./claim.ts";
import type { Language } from "./language.ts";
import { plugOf } from "./plug.ts";
import type { Attacked } from "./target.ts";

Deno.test("batches double from 4 checks up to 64", () => {
  const sizes: number[] = [];
  for (let done = 0; sizes.length < 8; done += sizes.at(-1) as number) sizes.push(batchSize(done));
  assertEquals(sizes, [4, 8, 16, 32, 64, 64, 64, 64]);
});

/** What claims about numbers are handed. */
interface Steps extends Attacked<number> {
  /** What was done, in order. */
  readonly steps: string[];
}

/** Programs are numbered in the order in which they are first made; one of them cannot be. */
function numbersPlug(claim: Pick<ProgramClaim<number, Steps>, "check" | "begin">, unmade = -1) {
  const steps: string[] = [];
  const numbers = new Map<number, number>();
  const language: Language<number, number> = {
    name: "numbers",
    version: 1,
    generate: (choices) => {
      const key = choices.below(2 ** 31);
      const number = numbers.get(key) ?? numbers.size;
      if (number === unmade) throw new RangeError("no such number");
      numbers.set(key, number);
      return number;
    },
    lower: (draft) => {
      steps.push(`lower ${draft}`);
      return draft;
    },
    codec: { encode: (program) => program, decode: (value) => value as number },
    size: () => ({ units: 1, events: 0 }),
    print: (program) => `${program}`,
  };
  const attacked: Steps = { mended: new Set(), expected: "right", steps };
  const target = { name: "numbers", defects: [], variants: { none: "as-is", all: "as-is" }, attacked: () => attacked };
  const plug = plugOf({
    language,
    target,
    claims: [{ kind: "program", name: "numbers", what: "numbers are right", ...claim }],
  });
  return { plug, steps };
}

Deno.test("a batch lowers all programs, begins all checks, then ends them, one in eight whole", () => {
  const { plug, steps } = numbersPlug({
    check: () => AGREE,
    begin: (program, { steps }) => {
      steps.push(`begin ${program}`);
      return (whole) => {
        steps.push(`end ${program}${whole ? " whole" : ""}`);
        return AGREE;
      };
    },
  });
  runBatch(plug, { claim: "numbers", seed: 1, from: 7, to: 10 }, new Set());
  assertEquals(steps, [
    "lower 0",
    "lower 1",
    "lower 2",
    "begin 0",
    "begin 1",
    "begin 2",
    "end 0",
    "end 1 whole",
    "end 2",
  ]);
});

Deno.test("what a check finds that was begun is what the whole check says, and stands where that finds nothing", () => {
  const results = (check: ProgramClaim<number, Steps>["check"]) => {
    const { plug } = numbersPlug({
      check,
      begin: (program) => () => program === 2 ? disagree("begun", "", "") : AGREE,
    });
    return runBatch(plug, { claim: "numbers", seed: 1, from: 1, to: 7 }, new Set()).failures.map(
      ({ index, failure }) => [index, failure.place.what],
    );
  };
  assertEquals(results(() => disagree("whole", "", "")), [[3, "whole"]]);
  assertEquals(results(() => AGREE), [[3, "begun"]], "it did not repeat");
  assertEquals(results(() => ({ kind: "poisoned", reason: "size" })), []);
});

Deno.test("what breaks down while checks are begun or inputs are made shows in its turn", () => {
  const throws = (program: number) => {
    if (program === 3) throw new TypeError("three");
    return AGREE;
  };
  const { plug } = numbersPlug({
    check: throws,
    begin: (program) => {
      throws(program);
      return () => program === 1 ? disagree("one", "", "") : AGREE;
    },
  });
  const { failures } = runWholeBatch(plug, { claim: "numbers", seed: 1, from: 0, to: 5 }, new Set());
  assertEquals(failures.map(({ index, failure }) => [index, failure.kind]), [[1, "disagree"], [3, "crash"]]);
  const { plug: unmade, steps } = numbersPlug({ check: () => AGREE }, 3);
  const batch = { claim: "numbers", seed: 1, from: 0, to: 5 };
  assertThrows(() => runBatch(unmade, batch, new Set()), RangeError, "no such number");
  assertEquals(steps, ["lower 0", "lower 1", "lower 2"]);
});
