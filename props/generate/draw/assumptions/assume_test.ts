import { assert, assertEquals } from "@std/assert";
import { PrngChoices } from "../../../core/choices.ts";
import type { Draft } from "../../draft/draft.ts";
import { fixup } from "../../fix/fixup.ts";
import { generate } from "../../generate.ts";
import { profileAbout } from "../kinds.ts";
import { ASSUMPTION_NAMES, PLACE_NAMES } from "./assume.ts";

const COUNT = 30_000;
const ABOUT = profileAbout("theme assume");

/** Programs in ten thousand that break an assumption of a row at a place, at least. */
const FLOOR = 0.6;

function draftAt(index: number): Draft {
  return generate(new PrngChoices(5, index), ABOUT);
}

Deno.test("every assumption is broken at every place, often enough", () => {
  const counts = new Map<string, number>();
  for (let index = 0; index < COUNT; index++) {
    const { assumed } = draftAt(index);
    if (assumed === undefined) continue;
    const pair = `${assumed.what} × ${assumed.where}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const pairs = ASSUMPTION_NAMES.flatMap((what) => PLACE_NAMES.map((where) => `${what} × ${where}`));
  const rare = pairs.filter((pair) => ((counts.get(pair) ?? 0) * 10_000) / COUNT < FLOOR);
  assertEquals(rare, []);
  assertEquals([...counts.keys()].filter((pair) => !pairs.includes(pair)), []);
});

Deno.test("programs that break assumptions are valid, and most programs about them do", () => {
  let broken = 0;
  for (let index = 0; index < 600; index++) {
    const draft = draftAt(index);
    assert(fixup(draft) === draft);
    if (draft.assumed !== undefined) broken++;
  }
  assert(broken > 480, `${broken} of 600`);
});
