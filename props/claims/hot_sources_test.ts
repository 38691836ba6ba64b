import { assert, assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { Vm } from "../cpython/vm.ts";
import { programOfSource } from "../python/program.ts";
import { SOURCE_SITES } from "./scenarios/sources/sites.ts";
import { sourceOf } from "./scenarios/sources/source_site.ts";

const WARM = 2;
const LIMITS = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * WARM };

Deno.test("every site that is written as Python gets hot, and most changes of it show", () => {
  const tier2 = new Vm(ALL_REPAIRS).tier2();
  const cold: string[] = [];
  let changes = 0;
  let shown = 0;
  for (const site of SOURCE_SITES) {
    const program = programOfSource(sourceOf(site));
    const logOf = (which: number): string => {
      const args = [WARM + 5, WARM + 2, which].map((v) => ({ t: "int", v }) as const);
      const flags = [true, false].map((v) => ({ t: "bool", v }) as const);
      const { status, log, statistics } = tier2.run({ ...program, args: [...args, ...flags] }, LIMITS);
      assertEquals(status, "finished", site.name);
      if (which < 0 && statistics.entered === 0) cold.push(site.name);
      return log.join("\n");
    };
    const unchanged = logOf(-1);
    site.breaks.forEach((_, which) => {
      changes++;
      if (logOf(which) !== unchanged) shown++;
    });
  }
  assertEquals(cold, []);
  assert(shown > changes * 0.8, `expected most of ${changes} changes to show, found ${shown}`);
});
