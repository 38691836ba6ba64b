import { assert, assertEquals, assertRejects } from "@std/assert";
import { UOPS } from "../src/isa/uops.ts";
import type { Pass } from "../src/optimizer/passes.ts";
import { checkPass } from "./check.ts";
import { checkModule, isLate } from "./check_module.ts";
import type { CheckReport } from "./check_plug.ts";

function moduleOf(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

Deno.test("checkModule() finds what checkPass() finds, tells what was attacked, and of a pass that never ends where it was", async () => {
  const [guard, nop] = [UOPS._GUARD_NOT_EXHAUSTED_RANGE.id, UOPS.NOP.id];
  const dropping = `{ name: "own", run: (t) => t.map((u) => u.uop === ${guard} ? { ...u, uop: ${nop} } : u) }`;
  const reports: CheckReport[] = [];
  const [failure] = await Promise.all([
    checkModule(moduleOf(`export const pass = ${dropping};`), { seed: 1, onReport: (report) => reports.push(report) }),
    assertRejects(
      () =>
        checkModule(moduleOf("export const pass = { name: 'p', run() { for (;;); } };"), { seed: 7, patience: 500 }),
      Error,
      "claim equivalence, seed 7: check 0 has not ended after 0.5 s: what is attacked may run for ever",
    ),
    assertRejects(
      () => checkModule(moduleOf("export const pass = { name: 'p', run() { Deno.exit(0); } };"), { seed: 7 }),
      Error,
      "Deno.exit(0): what is attacked may not end its thread",
    ),
    assertRejects(
      () => checkModule(moduleOf("export const other = 1;"), { seed: 1 }),
      Error,
      "expected an export named",
    ),
    assertRejects(() => checkModule("own.ts", { seed: 1 }), Error, 'found "own.ts", expected the absolute URL'),
    assertRejects(() => checkModule("file:///own.ts", { seed: 1, patience: 0 }), Error, "found patience 0, expected"),
  ]);
  const own: Pass = { name: "own", run: (t) => t.map((u) => u.uop === guard ? { ...u, uop: nop } : u) };
  assertEquals(failure?.finding.token, checkPass(own, { seed: 1 })?.finding.token);
  assert(failure?.text.includes(`${failure.finding.token} --module `));
  assert(reports[0] !== undefined && reports[0].changedTraces > 0);
});

Deno.test("what a module imports may come slowly: loading is counted in the time of the processor, and waiting has an end", () => {
  const cases = [[61, 1, false], [479, 59, false], [61, 61, true], [481, 1, true], [10, 120, false]] as const;
  for (const [waited, worked, late] of cases) assertEquals(isLate(waited, worked, 60), late, `${waited} ${worked}`);
});
