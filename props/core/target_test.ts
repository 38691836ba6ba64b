import { assertEquals, assertStrictEquals } from "@std/assert";
import { attackedBySet } from "./target.ts";

Deno.test("equal sets of mended defects give one object; of many sets the last ones are kept", () => {
  const ids = Array.from({ length: 20 }, (_, i) => `defect-${i}`);
  let made = 0;
  const attacked = attackedBySet(ids, (mended) => ({ number: made++, mended }));
  const first = attacked(new Set(["defect-1", "defect-0"]));
  assertStrictEquals(attacked(new Set(["defect-0", "defect-1", "unknown"])), first);
  assertEquals([...first.mended], ["defect-0", "defect-1"]);
  for (const id of ids.slice(2, 17)) attacked(new Set([id]));
  assertStrictEquals(attacked(new Set(["defect-0", "defect-1"])), first, "16 are kept");
  attacked(new Set());
  assertStrictEquals(attacked(new Set(["defect-0", "defect-1"])), first, "it was asked for last");
  assertEquals(made, 17);
  attacked(new Set(["defect-2"]));
  assertEquals(made, 18, "the oldest had to go");
});
