import { assert, assertEquals } from "@std/assert";
import { ALL_REPAIRS, NO_REPAIRS, REPAIR_IDS } from "../../src/isa/repairs.ts";
import { repairsFor, sameRepairs, targetOf } from "./subject.ts";

Deno.test("equal sets of repairs are one object, so that machines kept by it do not pile up", () => {
  const some = sameRepairs(new Set(["current-ip", "handler-lookup"]));
  assert(some === sameRepairs(new Set(["handler-lookup", "current-ip"])));
  assert(some === repairsFor("pinned", ["current-ip", "handler-lookup", "current-ip"]));
  assert(some !== sameRepairs(new Set(["handler-lookup"])));
  assertEquals([...some], ["handler-lookup", "current-ip"]);
  assert(sameRepairs(new Set()) === NO_REPAIRS && sameRepairs(new Set(REPAIR_IDS)) === ALL_REPAIRS);
  assertEquals([targetOf(repairsFor("repaired")), targetOf(some)], ["repaired", "pinned"]);
});
