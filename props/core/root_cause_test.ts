import { assertEquals } from "@std/assert";
import type { Repairs } from "../../src/isa/engine.ts";
import { NO_REPAIRS, REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import { healingSet } from "./root_cause.ts";
import { repairsFor } from "./subject.ts";

/** Fails unless one of the sets is on as a whole. */
function failsWithout(...sets: readonly (readonly RepairId[])[]): (repairs: Repairs) => boolean {
  return (repairs) => !sets.some((ids) => ids.every((id) => repairs.has(id)));
}

Deno.test("the first single repair that heals is the root cause", () => {
  assertEquals(healingSet(NO_REPAIRS, failsWithout(["current-ip"])), ["current-ip"]);
  assertEquals(healingSet(NO_REPAIRS, failsWithout(["current-ip"], ["handler-lookup"])), ["handler-lookup"]);
  assertEquals(healingSet(NO_REPAIRS, failsWithout(["current-ip"], ["handler-lookup", "metaclass-call"])), [
    "current-ip",
  ]);
});

Deno.test("where no single repair heals, the smallest set that does is the root cause", () => {
  assertEquals(healingSet(NO_REPAIRS, failsWithout(["metaclass-call", "handler-lookup"])), [
    "handler-lookup",
    "metaclass-call",
  ]);
  const three: RepairId[] = ["invalid-executor", "version-collision", "extended-arg-ip"];
  assertEquals(healingSet(NO_REPAIRS, failsWithout(three)), three);
});

Deno.test("repairs that are on already are not tried, and what none heals has none", () => {
  const tried: Repairs[] = [];
  const repairs = repairsFor("pinned", ["handler-lookup"]);
  const healing = healingSet(repairs, (active) => {
    tried.push(active);
    return true;
  });
  assertEquals(healing, []);
  assertEquals(tried.length, REPAIR_IDS.length, "each of the others, and all of them together");
  assertEquals(healingSet(repairs, failsWithout(["handler-lookup", "current-ip"])), ["current-ip"]);
});
