import { assert } from "@std/assert";
import { tier1Loop, tier2Loop } from "./generate_dispatch.ts";

/** Compares without a diff of hundreds of lines. */
function assertSame(path: string, made: string): void {
  const committed = Deno.readTextFileSync(new URL(path, import.meta.url));
  assert(committed === made, `${path} is not what props/tools/generate_dispatch.ts makes; run it`);
}

Deno.test("the committed loop of tier 1 is what the tool makes of the table of opcodes", () => {
  assertSame("../../src/vm/tier1/loop.ts", tier1Loop());
});

Deno.test("the committed loop of tier 2 is what the tool makes of the table of uops", () => {
  assertSame("../../src/vm/tier2_loop.ts", tier2Loop());
});
