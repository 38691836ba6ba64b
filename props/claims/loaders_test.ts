import { assertEquals } from "@std/assert";
import { CLAIM_LOADERS, HOLDING_CLAIMS } from "./loaders.ts";
import { CLAIMS } from "./registry.ts";
import { vmTarget } from "../cpython/vm_target.ts";

Deno.test("CLAIM_LOADERS loads every claim of the registry, in its order, by its name", async () => {
  assertEquals(Object.keys(CLAIM_LOADERS), CLAIMS.map(({ name }) => name));
  for (const claim of CLAIMS) assertEquals(await CLAIM_LOADERS[claim.name]?.() === claim, true, claim.name);
});

Deno.test("HOLDING_CLAIMS leaves out what is meant to fail or says nothing about the pin, and nothing else", () => {
  const pin = vmTarget().attacked(new Set());
  const holding = CLAIMS.filter((claim) => claim.mustFail !== true && (claim.unfit?.(pin) ?? null) === null);
  assertEquals(HOLDING_CLAIMS, holding.map(({ name }) => name));
});
