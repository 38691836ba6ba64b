import { assert, assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { vmPlug } from "../cpython/plug.ts";
import { Vm } from "../cpython/vm.ts";
import { runBatch } from "../core/batch.ts";
import { PrngChoices } from "../core/choices.ts";
import { reference } from "../../reference/engine.ts";
import * as compiler from "../tools/compile_sources.ts";
import { drawSite, siteChanges } from "./scenarios/sources/draw_site.ts";
import { type SiteDraft, siteMaking } from "./scenarios/sources/making.ts";
import { compiledList, type CompiledSite } from "./scenarios/sources/unpack.ts";

const WARM = 2;
const LIMITS = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * WARM };

Deno.test("what claims read is what is written as Python; props/tools/compile_sources.ts makes it", () => {
  const made = compiler.compiledSources();
  for (const list of Object.keys(made) as (keyof typeof made)[]) assertEquals(compiledList(list), made[list]);
});

function everySite(): readonly CompiledSite[] {
  return (["sites", "watched", "slips", "believed", "rewritten", "deaths"] as const).flatMap(compiledList);
}

Deno.test("every site that is written as Python gets hot, and most changes of it show", () => {
  const tier2 = new Vm(ALL_REPAIRS).tier2();
  const cold: string[] = [];
  let changes = 0;
  let shown = 0;
  for (const { source: { name, frames, breaks: { length: count } }, program } of everySite()) {
    const limits = { ...LIMITS, recursionLimit: frames ?? LIMITS.recursionLimit };
    const logOf = (which: number): string => {
      const args = [WARM + 5, WARM + 2, which].map((v) => ({ t: "int", v }) as const);
      const flags = [true, false].map((v) => ({ t: "bool", v }) as const);
      const { status, log, statistics } = tier2.run({ ...program, args: [...args, ...flags] }, limits);
      assertEquals(status, "finished", name);
      if (which < 0 && statistics.entered === 0) cold.push(name);
      return log.join("\n");
    };
    const unchanged = logOf(-1);
    for (let which = 0; which < count; which++) if (logOf(which) !== unchanged) shown++;
    changes += count;
  }
  assertEquals(cold, []);
  assert(shown > changes * 0.8, `expected most of ${changes} changes to show, found ${shown}`);
});

Deno.test("a list of sites comes to each of its sites before it comes to any again, short ones first, and to all of its changes before those come again", () => {
  const [sites, watched] = (["sites", "watched"] as const).map(compiledList) as [
    readonly CompiledSite[],
    readonly CompiledSite[],
  ];
  const drawn = siteChanges({ sites, weight: 64 }, { sites: watched, weight: 10 });
  const changesIn = (list: readonly CompiledSite[]): number =>
    list.reduce((n, { source }) => n + source.breaks.length, 0);
  const firsts = new Set<string>();
  for (const seed of [1, 2]) {
    const rounds = Math.max(changesIn(sites) / 64, changesIn(watched) / 10);
    const turns = Array.from({ length: 74 * Math.ceil(rounds) }, (_, index) => {
      const { site, run } = drawSite(new PrngChoices(seed, index), drawn);
      return { site, change: `${site.source.name} ${run.which}` };
    });
    firsts.add(turns.slice(0, sites.length).map(({ site }) => site.source.name).join());
    const unitsOf = ({ site }: typeof turns[number]): number =>
      site.program.codes.reduce((units, { code }) => units + code.length, 0);
    const first = turns.slice(0, 74);
    assert(first.slice(0, 64).every(({ site }) => sites.includes(site)));
    const units = first.slice(0, 64).map(unitsOf);
    // Drawn among those that are about as long.
    assert(units.every((later, i) => units.slice(0, i).every((earlier) => later >= earlier / 2)));
    assert(Math.max(...units.slice(0, 8)) < Math.max(...units) / 2);
    for (const list of [sites, watched]) {
      const ofList = turns.filter(({ site }) => list.includes(site));
      assertEquals(new Set(ofList.slice(0, list.length).map(({ site }) => site)).size, list.length);
      assertEquals(new Set(ofList.slice(0, changesIn(list)).map(({ change }) => change)).size, changesIn(list));
    }
  }
  assertEquals(firsts.size, 2);
});

Deno.test("behind a change there are as many rounds as its site asks for, and at times no more", () => {
  for (const list of ["believed", "sites"] as const) {
    const changes = siteChanges({ sites: compiledList(list), weight: 1 });
    const spare = Array.from({ length: 400 }, (_, index) => {
      const { site, run } = drawSite(new PrngChoices(1, index), changes);
      return run.count - 1 - run.at - (site.source.follow ?? 0);
    });
    assertEquals(Math.min(...spare), 0);
    assert(changes.changes.some(({ site }) => (site.source.follow ?? 0) > 0));
  }
});

Deno.test("loops of Python behave as the reference says, whatever changes under them", () => {
  for (const claim of ["hot-sources", "slip-sources", "belief-sources"]) {
    assertEquals(runBatch(vmPlug(), { claim, seed: 20231114, from: 0, to: 60 }, ALL_REPAIRS).failedAt, -1, claim);
  }
});

/** Sites that log lines, offsets or all variables, and changes that log offsets: those of a shorter function are others. */
const TELL_OF_THEIR_FUNCTION = new Set([
  "lines that errors come from",
  "objects that comprehensions and functions let go of",
  "variables that others see",
  "variables that keep their values when something fails",
]);
const LOGS_OFFSETS = /\bwatch\b/;

Deno.test("the function that shrinking begins with does what its run of the site does", () => {
  const changes = siteChanges(
    ...(["sites", "slips", "believed"] as const).map((list) => ({ sites: compiledList(list), weight: 1 })),
  );
  const making = siteMaking((choices) => drawSite(choices, changes));
  const logOf = (draft: SiteDraft): readonly string[] => {
    const { program, limits } = making.lower(draft);
    return reference.run(program, limits).log;
  };
  let shorter = 0;
  for (let index = 0; index < 40; index++) {
    const drawn = making.generate(new PrngChoices(20231114, index));
    const [, caught, whole] = making.shrink?.(drawn) as Iterable<SiteDraft>;
    assertEquals(logOf(whole as SiteDraft), logOf(drawn));
    const { name, breaks } = drawn.site.source;
    if (TELL_OF_THEIR_FUNCTION.has(name) || LOGS_OFFSETS.test(breaks[drawn.run.which] as string)) continue;
    assertEquals(logOf(caught as SiteDraft), logOf(drawn), name);
    shorter++;
  }
  assert(shorter > 30);
});
