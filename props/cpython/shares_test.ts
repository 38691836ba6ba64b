import { assert, assertEquals } from "@std/assert";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { sharesText } from "../cli/shares_text.ts";
import { runBatch } from "../core/batch.ts";
import { PrngChoices } from "../core/choices.ts";
import { SAMPLE_EVERY } from "../core/program_subject.ts";
import { reachesFloor, sharesOf as sharesWith } from "../core/shares.ts";
import { newTally, type Tally } from "../core/tally.ts";
import { SHARE_FLOORS } from "../distribution/floors.ts";
import { plain } from "../report/paint.ts";
import { CPYTHON_LANGUAGE } from "./language.ts";
import { pinPlug } from "./plug.ts";
import { Vm } from "./vm.ts";

const { floors } = pinPlug();
const sharesOf = (tally: Tally) => sharesWith(tally, floors);
const VM = new Vm(ALL_REPAIRS);

/** What is true of the programs of a seed's first checks. */
function tallyOf(seed: number, count: number): Tally {
  const choices = new PrngChoices(0);
  const tally = newTally();
  for (let index = 0; index < count; index++) {
    choices.reseed(seed, index);
    const draft = CPYTHON_LANGUAGE.generate(choices);
    tally.sampled++;
    VM.sample(draft, CPYTHON_LANGUAGE.lower(draft), tally);
  }
  return tally;
}

Deno.test("the generator reaches the floor of every share", () => {
  const tally = tallyOf(2, 2000);
  assertEquals(sharesOf(tally).filter(({ share, floor }) => share < floor), []);
  assertEquals(sharesOf(tally).length, Object.keys(SHARE_FLOORS).length);
  for (const { what, percent } of floors) assert(percent > 0 && (tally.shares[what] ?? 0) > 0, what);
});

Deno.test("of one program nearly nothing is true, and the same each time", () => {
  const tally = tallyOf(3, 1);
  assert(sharesOf(tally).filter(({ share, floor }) => share < floor).length > 10);
  assertEquals(tallyOf(3, 1), tally);
});

Deno.test("a hunt samples one program in so many, whatever its batches are", () => {
  const batch = (from: number, to: number, claim = "equivalence"): Tally =>
    runBatch(pinPlug(), { claim, seed: 1, from, to }, ALL_REPAIRS).tally;
  const tally = batch(0, SAMPLE_EVERY + 1);
  assertEquals([tally.checks, tally.sampled], [SAMPLE_EVERY + 1, 2]);
  assertEquals(batch(1, 10).sampled, 0);
  assertEquals(batch(0, 3, "determinism").sampled, 0, "the programs of one claim are enough");
});

Deno.test("a share below its floor is told from chance, and shown", () => {
  const share = (share: number) => ({ what: "deopts", floor: 0.5, share }) as const;
  assert(reachesFloor(share(0.5), 10_000) && reachesFloor(share(0.49), 10_000) && reachesFloor(share(0.4), 100));
  assert(!reachesFloor(share(0.48), 10_000) && !reachesFloor(share(0.3), 100));
  const tally = { ...newTally(), sampled: 400 };
  for (const { what } of floors) tally.shares[what] = 400;
  assert(sharesText(tally, floors, plain).includes("400 sampled, every floor met"));
  tally.shares["deopts"] = 200;
  const lines = sharesText(tally, floors, plain).split("\n").filter((line) => line.includes("BELOW"));
  assertEquals(lines.length, 1);
  assert((lines[0] ?? "").includes("deopts"));
  assertEquals(sharesText({ ...tally, sampled: 3 }, floors, plain), "");
});
