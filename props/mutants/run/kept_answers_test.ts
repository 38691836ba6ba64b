import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "@std/assert";
import { countingReference as wholeCounting, reference as whole } from "../../../reference/engine.ts";
import { newExecutionCounts } from "../../../src/isa/execution_counts.ts";
import { HOLDING_CLAIMS } from "../../claims/loaders.ts";
import { CHECKS_OF_CLAIM, PrngChoices } from "../../core/choices.ts";
import { DRAWN_LANGUAGE } from "../../cpython/drawn_language.ts";
import type { ProgramCase } from "../../cpython/vm.ts";
import type { Making } from "../../core/language.ts";
import { hotSites } from "../../claims/hot_sites.ts";
import { drawnHotSources } from "../../claims/drawn_sources.ts";
import { importZlib } from "../../golden/gunzip.ts";
import { importsOf, readSource, resolveImport, withoutComments } from "../../testing/import_graph.ts";
import { PROJECT } from "./copy.ts";
import { countingReference, reference, useAnswers, writeAnswers } from "./kept_answers.ts";
import { KEPT_LANGUAGE, keptMaking } from "./kept_programs.ts";
import type { AttackJob } from "./protocol.ts";
import { attackCopy } from "./subprocess.ts";

const IMPORTS = "props/mutants/run/kept_answers.json";

/** Changes what was answered first. */
async function doctor(file: string): Promise<void> {
  const kept: [string, string][] = JSON.parse(await Deno.readTextFile(file));
  const first = kept.find(([, text]) => "log" in JSON.parse(text)) as [string, string];
  first[1] = JSON.stringify({ ...JSON.parse(first[1]), log: ["doctored"] });
  await Deno.writeTextFile(file, JSON.stringify(kept));
}

Deno.test("what the reference answered is told again, to the program with its limits alone", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/a`;
  await importZlib();
  const cases = Array.from({ length: 200 }, (_, index) => {
    const { generate, lower } = drawnHotSources.making;
    return lower(generate(new PrngChoices(1, HOLDING_CLAIMS.indexOf("hot-sources") * CHECKS_OF_CLAIM + index)));
  });
  const ask = () => cases.map(({ program, limits }) => reference.run(program, limits));
  const right = cases.map(({ program, limits }) => whole.run(program, limits));
  useAnswers({ path, keep: true });
  assertEquals(ask(), right);
  writeAnswers();
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["a-0.json", "a-1.json"]);
  useAnswers({ path, keep: false });
  assertEquals(ask(), right);
  await doctor(`${path}-0.json`);
  useAnswers({ path, keep: false });
  const [{ program, limits }] = cases as [typeof cases[number]];
  assertEquals(reference.run(program, limits).log, ["doctored"]);
  const others = { ...limits, fuel: limits.fuel - 1 };
  assertEquals(reference.run(program, others), whole.run(program, others));
  useAnswers(null);
  assertEquals(reference.run(program, limits), right[0]);
  await Deno.writeTextFile(`${path}-0.json`, "[[");
  useAnswers({ path, keep: false });
  assertEquals(ask(), right);
  useAnswers(null);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("where there is no room for answers none are kept, and the reference is asked", () => {
  const { generate, lower } = drawnHotSources.making;
  const { program, limits } = lower(generate(new PrngChoices(1, 0)));
  useAnswers({ path: "/dev/null/a", keep: true });
  assertEquals(reference.run(program, limits), whole.run(program, limits));
  writeAnswers();
  useAnswers({ path: "/dev/null/a", keep: false });
  assertEquals(reference.run(program, limits), whole.run(program, limits));
  useAnswers(null);
});

Deno.test("an attack keeps answers, and takes those that were kept for its seed", async () => {
  const folder = await Deno.makeTempDir();
  const job = (keep: boolean): AttackJob => ({
    seeds: [3],
    budgetMs: 60_000,
    maxChecks: 40,
    without: null,
    everySeed: false,
    shrink: "none",
    options: { claims: ["equivalence", "scenarios"] },
    answers: { path: `${folder}/a`, keep },
  });
  const ends = async (keep: boolean) =>
    (await attackCopy(fileURLToPath(PROJECT), job(keep))).seeds.map(({ ending, checks }) => `${ending} ${checks}`);
  assertEquals(await ends(true), ["survived 40"]);
  assertEquals(await ends(false), ["survived 40"]);
  await doctor(`${folder}/a-3-0.json`);
  assertEquals(await ends(false), ["disagree 1"]);
  assertEquals(await ends(true), ["survived 40"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("programs of a seed are kept, and drawn where they are not", async () => {
  const path = `${await Deno.makeTempDir()}/a`;
  const indexes = Array.from({ length: 30 }, (_, index) => index);
  const drawn = () => indexes.map((index) => KEPT_LANGUAGE.lower(KEPT_LANGUAGE.generate(new PrngChoices(1, index))));
  const right = indexes.map((index) => DRAWN_LANGUAGE.lower(DRAWN_LANGUAGE.generate(new PrngChoices(1, index))));
  useAnswers({ path, keep: true });
  assertEquals(drawn(), right);
  writeAnswers();
  const file = `${path}-0.json`;
  const kept: [string, string][] = JSON.parse(await Deno.readTextFile(file));
  assertEquals(kept.map(([key]) => key), indexes.map((index) => `drawn 1.${index}`));
  await Deno.writeTextFile(file, JSON.stringify([[kept[0]?.[0], kept[1]?.[1]], ...kept.slice(1, 20)]));
  useAnswers({ path, keep: false });
  assertEquals(drawn(), [right[1], ...right.slice(1)]);
  useAnswers(null);
  assertEquals(drawn(), right);
  await Deno.remove(path.slice(0, -2), { recursive: true });
});

Deno.test("programs of claims that make their own are kept, and their answers told by what they were drawn from", async () => {
  const folder = await Deno.makeTempDir();
  const indexes = Array.from({ length: 40 }, (_, index) => index);
  for (const making of [drawnHotSources.making, hotSites.making as Making<unknown, ProgramCase>]) {
    const right = indexes.map((index) => making.lower(making.generate(new PrngChoices(1, index))));
    const known = keptMaking(making as Making<unknown, ProgramCase>);
    const drawn = () => indexes.map((index) => known.lower(known.generate(new PrngChoices(1, index))));
    const path = `${folder}/${crypto.randomUUID()}`;
    useAnswers({ path, keep: true });
    for (const { program, limits } of drawn()) reference.run(program, limits);
    writeAnswers();
    const keys: string[] = JSON.parse(await Deno.readTextFile(`${path}-0.json`)).map(([key]: [string]) => key);
    assertEquals(keys.slice(0, 40), indexes.map((index) => `drawn 1.${index}`));
    assertEquals(keys.slice(40), right.map(({ limits }, index) => `1.${index} ${JSON.stringify(limits)}`));
    await doctor(`${path}-0.json`);
    useAnswers({ path, keep: false });
    const told = drawn();
    assertEquals(told, right);
    const [{ program, limits }] = told as [ProgramCase];
    assertEquals(reference.run(program, limits).log, ["doctored"]);
    const others = { ...limits, fuel: limits.fuel - 1 };
    assertEquals(reference.run(program, others), whole.run(program, others));
    assertEquals(reference.run({ ...program }, limits), whole.run(program, limits));
  }
  useAnswers(null);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("what counts is the whole reference, with answers as without", () => {
  const [kept, right] = [newExecutionCounts(256), newExecutionCounts(256)];
  const { generate, lower } = drawnHotSources.making;
  const { program, limits } = lower(generate(new PrngChoices(1, 0)));
  assertEquals(countingReference(kept).run(program, limits), wholeCounting(right).run(program, limits));
  assertEquals(kept, right);
  assert(kept.executed.some((times) => times > 0));
});

Deno.test("whoever asks the reference in an attack asks what was kept", async () => {
  const { scopes } = JSON.parse(await Deno.readTextFile(new URL(IMPORTS, PROJECT)));
  const kept = Object.keys(scopes).map((scope) => resolveImport(IMPORTS, scope));
  for (const targets of Object.values(scopes)) {
    const entries = Object.entries(targets as Record<string, string>);
    assertEquals(entries.map((entry) => entry.map((path) => resolveImport(IMPORTS, path))), [
      ["reference/engine.ts", "props/mutants/run/kept_answers.ts"],
    ]);
  }
  const asking: string[] = [];
  const seen = new Set<string>();
  const walk = async (path: string): Promise<void> => {
    if (seen.has(path) || path.startsWith("reference/")) return;
    seen.add(path);
    const code = withoutComments((await readSource(path)).text).replace(/^import type [^;]*;$/gm, "");
    for (const specifier of importsOf(code).filter((each) => each.startsWith("."))) {
      const target = resolveImport(path, specifier);
      if (target === "reference/engine.ts") asking.push(path);
      await walk(target);
    }
  };
  await walk("props/mutants/run/attack.ts");
  assert(asking.includes("props/cpython/vm.ts"));
  assertEquals(asking.filter((path) => !kept.some((scope) => path.startsWith(scope))), []);
});
