import { assert, assertEquals } from "@std/assert";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { sharesText } from "../cli/shares_text.ts";
import { plain } from "../cli/options.ts";
import { PrngChoices } from "../generate/choices.ts";
import { runBatch } from "./batch.ts";
import { countShares, reachesFloor, SAMPLE_EVERY, SHARES, sharesOf } from "./shares.ts";
import { makeSubject, PROGRAM_KIT } from "./subjects.ts";
import { newTally, SHARE_NAMES } from "./types.ts";

Deno.test("the generator reaches the floor of every share", () => {
  const choices = new PrngChoices(0);
  const tally = newTally();
  for (let index = 0; index < 1200; index++) {
    choices.reseed(20231114, index);
    const draft = PROGRAM_KIT.generate(choices);
    countShares(PROGRAM_KIT.lower(draft), ALL_REPAIRS, PROGRAM_KIT.limits(draft), tally);
  }
  const below = sharesOf(tally).filter((each) => !reachesFloor(each, tally.sampled));
  assertEquals(below, []);
  for (const name of SHARE_NAMES) assert(SHARES[name].floor > 0 && tally[name] > 0, name);
});

Deno.test("a hunt samples one program in so many, whatever its batches are", () => {
  const subject = makeSubject({ claim: "equivalence" });
  const { tally } = runBatch(subject, 1, 0, SAMPLE_EVERY + 1, ALL_REPAIRS);
  assertEquals([tally.checks, tally.sampled], [SAMPLE_EVERY + 1, 2]);
  assertEquals(runBatch(subject, 1, 1, 10, ALL_REPAIRS).tally.sampled, 0);
});

Deno.test("a share below its floor is told from chance, and shown", () => {
  const share = (share: number) => ({ what: "", floor: 0.5, share });
  assert(reachesFloor(share(0.5), 10_000) && reachesFloor(share(0.49), 10_000) && reachesFloor(share(0.4), 100));
  assert(!reachesFloor(share(0.48), 10_000) && !reachesFloor(share(0.3), 100));
  const tally = { ...newTally(), sampled: 400 };
  for (const name of SHARE_NAMES) tally[name] = 400;
  assert(sharesText(tally, plain).includes("400 sampled, every floor met"));
  tally.sharesDeopt = 200;
  const lines = sharesText(tally, plain).split("\n").filter((line) => line.includes("BELOW"));
  assertEquals(lines.length, 1);
  assert((lines[0] ?? "").includes("leave a trace by a guard"));
  assertEquals(sharesText({ ...tally, sampled: 3 }, plain), "");
});
