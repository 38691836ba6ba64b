import { assert, assertEquals } from "@std/assert";
import { InvariantError, TierproofError } from "../../../src/isa/errors.ts";
import { HOLDING_CLAIMS } from "../../claims/loaders.ts";
import { importsOf, readSource, resolveImport, withoutComments } from "../../testing/import_graph.ts";
import { mutantFromJson, mutantsFromFolder } from "../from_folder.ts";
import type { Mutant, MutantOrigin } from "../mutant.ts";
import { applyEdits, mutatedFiles, PROJECT, readSources } from "./copy.ts";
import { plannedClaims, sliceChecks } from "./plan.ts";
import { runAttacks, runMutants } from "./run_mutants.ts";
import { StateFile } from "./state.ts";
import { percentile, summarize, summaryJson } from "./summary.ts";
import type { MutantResult, RunOptions, SeedResult } from "./types.ts";

const ANALYZE = "src/optimizer/passes/analyze.ts";

function mutant(id: string, file: string, find: string, replace: string, origin: MutantOrigin = "given"): Mutant {
  return mutantFromJson({ id, origin, edits: [{ file, find, replace }] }, id, "a test");
}

/** A check that never ends, an optimizer that cannot be loaded, a pass that forgets, and a rewrite that changes nothing. */
const HANGS = mutant(
  "hangs",
  ANALYZE,
  "const result = trace.slice();",
  "for (;;) ;\n    const result = trace.slice();",
);
const DIES = mutant("dies", ANALYZE, "import { FLAG_BITS,", "import { NOT_THERE,");
const FORGETS = mutant("forgets", ANALYZE, "(FLAG_BITS.ERROR | FLAG_BITS.DEOPT)", "FLAG_BITS.DEOPT");
const REWRITES = mutant("rewrites", ANALYZE, "const result = trace.slice();", "const result = [...trace];", "harmless");

const OPTIONS: RunOptions = {
  seeds: [1, 2],
  budgetMs: 300,
  everySeed: false,
  jobs: 1,
  shrink: "first",
  attack: { claims: ["analysis"] },
};

function endings(results: readonly MutantResult[]): string[] {
  return results.map(({ mutant, seeds }) => `${mutant.id}: ${seeds.map(({ ending }) => ending).join(" ")}`);
}

Deno.test("a wrong pass is found, one that cannot be loaded dies, a harmless rewrite survives; again the same", async () => {
  const results = await runMutants([FORGETS, DIES, REWRITES], OPTIONS);
  assertEquals(endings(results), ["forgets: disagree disagree", "dies: died died", "rewrites: survived"]);
  const [forgets] = results as [MutantResult];
  const [first, second] = forgets.seeds as [SeedResult, SeedResult];
  assertEquals(first.claim, "analysis");
  assert(first.checks > 0 && first.shrunk !== null && first.shrunk.size > 0);
  assertEquals(second.shrunk, null);
  const again = await runMutants([FORGETS], OPTIONS);
  const facts = (
    each: SeedResult,
  ): unknown => [each.seed, each.ending, each.claim, each.where, each.checks, each.shrunk?.size];
  assertEquals(again[0]?.seeds.map(facts), forgets.seeds.map(facts));
});

Deno.test("what hangs is killed and counts as found; an aborted run gives what is complete", async () => {
  const abort = new AbortController();
  const options = { ...OPTIONS, seeds: [1], silenceMs: 1500, signal: abort.signal };
  const part = await runMutants([HANGS, FORGETS], { ...options, onResult: () => abort.abort() });
  assertEquals(endings(part), ["hangs: hang"]);
  assert((part[0]?.seeds[0]?.seconds ?? 0) >= 1);
});

Deno.test("each attack has its own claims, and of an aborted run the others have none", async () => {
  const { attack: analysis = {}, ...options } = { ...OPTIONS, seeds: [1], jobs: 2, shrink: "none" as const };
  const attacks = [{ mutant: FORGETS, attack: { claims: ["determinism"] } }, { mutant: FORGETS, attack: analysis }];
  const results = await runAttacks(attacks, options);
  assertEquals(results.map((result) => result?.seeds.map(({ ending }) => ending)), [["survived"], ["disagree"]]);
  const abort = new AbortController();
  const part = await runAttacks(attacks, { ...options, jobs: 1, signal: abort.signal, onResult: () => abort.abort() });
  assertEquals(part.map((result) => result?.seeds.length), [1, undefined]);
});

Deno.test("a detection that the unchanged sources show, too, is an error and no detection", async () => {
  const root = new URL(`file://${await Deno.makeTempDir()}/`);
  const sources = await readSources(PROJECT);
  const broken = mutatedFiles(FORGETS, sources);
  for (const [path, bytes] of sources) {
    const target = new URL(path, root);
    await Deno.mkdir(new URL(".", target), { recursive: true });
    await Deno.writeFile(target, broken.has(path) ? new TextEncoder().encode(broken.get(path)) : bytes);
  }
  const given = { ...REWRITES, origin: "given" } as const;
  const error = await runMutants([given], { ...OPTIONS, root }).then(() => null, (thrown: unknown) => thrown);
  assert(error instanceof InvariantError && /unchanged sources .* found disagree of analysis/.test(error.message));
  await Deno.remove(root, { recursive: true });
});

/** Files that are loaded with one: what is imported later, or as types alone, is not. */
async function loadedWith(path: string, loaded = new Set<string>()): Promise<ReadonlySet<string>> {
  if (loaded.has(path)) return loaded;
  loaded.add(path);
  const { text } = await readSource(path);
  const code = withoutComments(text).replace(/^(?:import|export) type [^;]*;$/gm, "").replace(/\bimport\s*\(/g, "(");
  for (const specifier of importsOf(code)) {
    if (specifier.startsWith(".")) await loadedWith(resolveImport(path, specifier), loaded);
  }
  return loaded;
}

Deno.test("an attack is loaded without what draws, shrinks and explains, and claims about sources without a compiler of Python", async () => {
  const later = [
    "props/generate/generate.ts",
    "props/generate/shrink/candidates.ts",
    "props/generate/print/print.ts",
    "props/generate/vary/vary.ts",
    "props/cpython/report.ts",
    "props/python/syntax/expressions.ts",
    "props/python/compile/compiler.ts",
    "props/python/mutate/sites.ts",
  ];
  for (const path of later) assert((await loadedWith(path)).size > 1, path);
  for (const path of ["props/mutants/run/attack.ts", "props/claims/drawn_sources.ts"]) {
    const loaded = await loadedWith(path);
    assert(loaded.has("src/vm/machine.ts") || loaded.has("props/claims/scenarios/sources/compiled.ts"), path);
    assertEquals(later.filter((each) => loaded.has(each)), [], path);
  }
});

Deno.test("a state file gives back what an unfinished run stored, and nothing of a complete one", async () => {
  const path = await Deno.makeTempFile({ suffix: ".jsonl" });
  const stored = { seeds: [], startSeconds: 1, totalSeconds: 2 };
  await (await StateFile.open(path)).put("k", { mutant: FORGETS, ...stored });
  // A line that was cut off does not count.
  await Deno.writeTextFile(path, `{"key":"l","se`, { append: true });
  const again = await StateFile.open(path);
  assertEquals(again.get("k")?.totalSeconds, 2);
  assertEquals(again.get("l"), undefined);
  await again.complete();
  assertEquals((await StateFile.open(path)).get("k"), undefined);
  assertEquals(await Deno.readTextFile(path), "");
  await Deno.remove(path);
});

Deno.test("a file that further runs use keeps its results when one is complete", async () => {
  const path = await Deno.makeTempFile({ suffix: ".jsonl" });
  const options = { ...OPTIONS, state: path };
  await (await StateFile.open(path)).put("k", { mutant: FORGETS, seeds: [], startSeconds: 1, totalSeconds: 2 });
  await runMutants([], { ...options, keepState: true });
  assertEquals((await StateFile.open(path)).get("k")?.totalSeconds, 2);
  await runMutants([], options);
  assertEquals((await StateFile.open(path)).get("k"), undefined);
  await Deno.remove(path);
});

Deno.test("edits look at the text as it was, and refuse what is not there exactly once", () => {
  const edit = (find: string, replace: string) => ({ file: "f", find, replace });
  assertEquals(applyEdits("a b", [edit("b", "a"), edit("a", "b")], "m"), "b a");
  for (const edits of [[edit("a", "x")], [edit("c", "x")], [edit("ab", "x"), edit("b ", "y")]]) {
    let message = "";
    try {
      applyEdits("ab a", edits, "m");
    } catch (error) {
      assert(error instanceof TierproofError);
      ({ message } = error);
    }
    assert(/exactly once in f, found [02] times|do not overlap in f/.test(message), message);
  }
});

Deno.test("the plan has every claim, only the ones asked for, and ever longer slices", () => {
  assertEquals(plannedClaims(HOLDING_CLAIMS).map(({ claim }) => claim).sort(), [...HOLDING_CLAIMS].sort());
  assertEquals(plannedClaims([...HOLDING_CLAIMS, "new"]).at(-1)?.claim, "new");
  assertEquals(
    plannedClaims(HOLDING_CLAIMS, { claims: ["traces", "fuel"], withoutClaims: ["fuel"] }).map(({ claim }) => claim),
    [
      "traces",
    ],
  );
  const slice = { claim: "traces", checks: 10 };
  assertEquals([0, 1, 2, 100].map((round) => sliceChecks(slice, round)), [10, 15, 23, 240]);
  const some = { ...slice, growth: 2, most: 3 };
  assertEquals([0, 1, 2, 100].map((round) => sliceChecks(some, round)), [10, 20, 30, 30]);
});

Deno.test("mutants from a folder need their edits alone; what is wrong with one is said", async () => {
  const folder = await Deno.makeTempDir();
  const edits = [{ file: "./src/a.ts", find: "x", replace: "y" }];
  await Deno.writeTextFile(`${folder}/one.json`, JSON.stringify({ edits }));
  await Deno.writeTextFile(`${folder}/two.json`, JSON.stringify([{ id: "b", edits }, { origin: "harmless", edits }]));
  const found = await mutantsFromFolder(folder);
  assertEquals(found.map(({ id, origin }) => [id, origin]), [["one", "given"], ["b", "given"], ["two-2", "harmless"]]);
  assertEquals(found[0]?.edits[0]?.file, "src/a.ts");
  for (const wrong of [`{"edits": []}`, `{"edits": [{"file": 1}]}`, `{`, `[3]`]) {
    await Deno.writeTextFile(`${folder}/one.json`, wrong);
    const message = await mutantsFromFolder(folder).then(() => "", (error: Error) => error.message);
    assert(/one\.json: (?:edit 1 of one: )?expected /.test(message), message);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the summary counts what is planted by hand, harmless and made by machine apart", () => {
  const seed = (ending: SeedResult["ending"], checks: number): SeedResult => ({
    seed: 1,
    ending,
    claim: null,
    where: "",
    checks,
    seconds: checks / 100,
    shrunk: null,
  });
  const result = (id: string, origin: MutantOrigin, ...seeds: SeedResult[]): MutantResult => ({
    mutant: mutant(id, ANALYZE, "x", "y", origin),
    seeds,
    startSeconds: 1,
    totalSeconds: 2,
  });
  const summary = summarize([
    result("a", "listed", seed("disagree", 10), seed("crash", 30)),
    result("b", "own", seed("hang", 20), seed("survived", 100)),
    result("c", "harmless", seed("survived", 100)),
    result("d", "harmless", seed("died", 0)),
    result("e", "generated", seed("survived", 100)),
    result("f", "generated", seed("disagree", 1)),
  ], [{ id: "g", component: "bloom", title: "g", reason: "none" }]);
  assertEquals(summary, {
    listed: { total: 2, found: 1, survived: ["b"], notPlanted: ["g"] },
    harmless: { total: 2, flagged: ["d"] },
    generated: { total: 2, killed: 1, survived: ["e"], equivalent: [] },
    secondsToDetect: { median: 0.2, p95: 0.3 },
    checksToDetect: { median: 20, p95: 30 },
  });
  assertEquals(
    JSON.stringify(summaryJson(summary)),
    `{"listed":{"total":2,"found":1,"survived":["b"],"notPlanted":["g"]},"harmless":{"total":2,"flagged":["d"]},` +
      `"generated":{"total":2,"killed":1,"survived":["e"]},"secondsToDetect":{"median":0.2,"p95":0.3},` +
      `"checksToDetect":{"median":20,"p95":30}}`,
  );
  assertEquals([percentile([], 0.5), percentile([3, 1, 2], 0.5), percentile([1, 2], 0.95)], [null, 2, 2]);
});
