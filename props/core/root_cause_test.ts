import { assertEquals } from "@std/assert";
import { healingSet } from "./root_cause.ts";
import { type Mended, noneMended } from "./target.ts";

const KNOWN = ["first", "second", "third", "fourth"];

function healing(mended: Mended, fails: (mended: Mended) => boolean): string[] {
  return healingSet(KNOWN, mended, fails);
}

/** Fails unless one of the sets is on as a whole. */
function failsWithout(...sets: readonly (readonly string[])[]): (mended: Mended) => boolean {
  return (mended) => !sets.some((ids) => ids.every((id) => mended.has(id)));
}

Deno.test("the first single repair that heals is the root cause", () => {
  assertEquals(healing(noneMended(), failsWithout(["second"])), ["second"]);
  assertEquals(healing(noneMended(), failsWithout(["second"], ["first"])), ["first"]);
  assertEquals(healing(noneMended(), failsWithout(["second"], ["first", "third"])), [
    "second",
  ]);
});

Deno.test("where no single repair heals, the smallest set that does is the root cause", () => {
  assertEquals(healing(noneMended(), failsWithout(["third", "first"])), [
    "first",
    "third",
  ]);
  const three = ["second", "third", "fourth"];
  assertEquals(healing(noneMended(), failsWithout(three)), three);
});

Deno.test("repairs that are on already are not tried, and what none heals has none", () => {
  const tried: Mended[] = [];
  const mended: Mended = new Set(["first"]);
  const found = healing(mended, (active) => {
    tried.push(active);
    return true;
  });
  assertEquals(found, []);
  assertEquals(tried.length, KNOWN.length, "each of the others, and all of them together");
  assertEquals(healing(mended, failsWithout(["first", "second"])), ["second"]);
});
