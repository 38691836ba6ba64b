import { assertEquals } from "@std/assert";
import { PrngChoices } from "../generate/choices.ts";
import { bloomFilter } from "./bloom_filter.ts";
import type { ModelClaim } from "./claim.ts";
import { drivers } from "./drivers.ts";
import { executorList } from "./executor_list.ts";
import { validity } from "./validity.ts";

function holds(claim: ModelClaim, checks: number): void {
  const choices = new PrngChoices(0);
  for (let index = 0; index < checks; index++) {
    choices.reseed(20231114, index);
    assertEquals(claim.check(choices), { kind: "agree" }, `${claim.name}, index ${index}`);
  }
}

Deno.test("the bloom filter holds the bits of the pin's hash and denies no member", () => holds(bloomFilter, 1500));
Deno.test("the executor list behaves as plain sets do under any commands", () => holds(executorList, 1500));
Deno.test("every generated program and what it shrinks to is valid", () => holds(validity, 150));
Deno.test("all drivers draw the same Draft from the same words, and fixup leaves it alone", () => holds(drivers, 1500));
