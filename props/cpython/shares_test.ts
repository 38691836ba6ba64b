import { assert, assertEquals } from "@std/assert";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { sharesText } from "../cli/shares_text.ts";
import { plain } from "../cli/options.ts";
import { SHARE_FLOORS, TRAITS } from "../distribution/floors.ts";
import { PrngChoices } from "../core/choices.ts";
import { runBatch } from "../core/batch.ts";
import { countShares, reachesFloor, SAMPLE_EVERY, sharesOf } from "./shares.ts";
import { makeSubject, PROGRAM_KIT } from "./plug.ts";
import { newTally, type Tally } from "../core/subject.ts";

/** What is true of the programs of a seed's first checks. */
function tallyOf(seed: number, count: number): Tally {
  const choices = new PrngChoices(0);
  const tally = newTally();
  for (let index = 0; index < count; index++) {
    choices.reseed(seed, index);
    const draft = PROGRAM_KIT.generate(choices);
    countShares(draft, PROGRAM_KIT.lower(draft), ALL_REPAIRS, PROGRAM_KIT.limits(draft), tally);
  }
  return tally;
}

Deno.test("the generator reaches the floor of every share", () => {
  const tally = tallyOf(2, 2000);
  assertEquals(sharesOf(tally).filter(({ share, floor }) => share < floor), []);
  assertEquals(sharesOf(tally).length, TRAITS.length);
  for (const trait of TRAITS) assert(SHARE_FLOORS[trait] > 0 && tally.shares[trait] > 0, trait);
});

Deno.test("of one program nearly nothing is true, and the same each time", () => {
  const tally = tallyOf(3, 1);
  assert(sharesOf(tally).filter(({ share, floor }) => share < floor).length > 10);
  assertEquals(tallyOf(3, 1), tally);
});

Deno.test("a hunt samples one program in so many, whatever its batches are", () => {
  const subject = makeSubject({ claim: "equivalence" });
  const { tally } = runBatch(subject, 1, 0, SAMPLE_EVERY + 1, ALL_REPAIRS);
  assertEquals([tally.checks, tally.sampled], [SAMPLE_EVERY + 1, 2]);
  assertEquals(runBatch(subject, 1, 1, 10, ALL_REPAIRS).tally.sampled, 0);
});

Deno.test("a share below its floor is told from chance, and shown", () => {
  const share = (share: number) => ({ what: "deopts", floor: 0.5, share }) as const;
  assert(reachesFloor(share(0.5), 10_000) && reachesFloor(share(0.49), 10_000) && reachesFloor(share(0.4), 100));
  assert(!reachesFloor(share(0.48), 10_000) && !reachesFloor(share(0.3), 100));
  const tally = { ...newTally(), sampled: 400 };
  for (const trait of TRAITS) tally.shares[trait] = 400;
  assert(sharesText(tally, plain).includes("400 sampled, every floor met"));
  tally.shares.deopts = 200;
  const lines = sharesText(tally, plain).split("\n").filter((line) => line.includes("BELOW"));
  assertEquals(lines.length, 1);
  assert((lines[0] ?? "").includes("deopts"));
  assertEquals(sharesText({ ...tally, sampled: 3 }, plain), "");
});
