import { assertEquals } from "@std/assert";
import { runBatch } from "../core/batch.ts";
import { noneMended } from "../core/target.ts";
import { importPlug } from "../core/plug.ts";
import { pinPlug } from "./plug.ts";
import { usualSource } from "./usual_host.ts";
import { DEFAULT_CLAIM } from "./vm_target.ts";

Deno.test("the pin with its usual claim alone is attacked as the whole pin is, and finds the same", async () => {
  const usual = await importPlug(usualSource());
  const whole = pinPlug();
  assertEquals(usual.claims, whole.claims.slice(0, 1));
  assertEquals(whole.claims[0]?.name, DEFAULT_CLAIM);
  const about = ({ name, floors, budget, options, target }: typeof usual) =>
    JSON.stringify([name, floors, budget, options, target.name, target.variants, target.defects]);
  assertEquals(about(usual), about(whole));
  const batch = { claim: DEFAULT_CLAIM, seed: 1, from: 0, to: 64 };
  const found = [usual, whole].map((plug) => runBatch(plug, batch, noneMended()));
  assertEquals(found[0], found[1]);
  assertEquals((found[0]?.failedAt as number) >= 0, true);
});
