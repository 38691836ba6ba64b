import { assert, assertEquals } from "@std/assert";
import { REPAIR_IDS } from "../../../src/isa/repairs.ts";
import { CLAIMS } from "../../claims/registry.ts";
import { COMPONENTS } from "../mutant.ts";
import { mutatedFiles, PROJECT, readSources } from "../run/copy.ts";
import { ARGUED } from "./argued.ts";
import { FAULT_IDS } from "./fault_ids.ts";
import { MUTANTS } from "./index.ts";
import { NOT_PLANTED } from "./not_planted.ts";

const sources = await readSources(PROJECT);

Deno.test("every edit finds its place exactly once, and changes something", () => {
  for (const mutant of MUTANTS) {
    const files = mutatedFiles(mutant, sources);
    for (const [path, text] of files) {
      assert(text !== new TextDecoder().decode(sources.get(path)), `${mutant.id} leaves ${path} as it is`);
    }
    assert(files.size > 0 || mutant.without !== null, `${mutant.id} changes nothing`);
  }
});

Deno.test("every fault of the list is planted, or says why it is not; at most 12 are not", () => {
  const listed = MUTANTS.filter(({ origin }) => origin === "listed").map(({ id }) => id);
  assertEquals([...listed, ...NOT_PLANTED.map(({ id }) => id)].sort(), [...FAULT_IDS].sort());
  assertEquals(FAULT_IDS.length, 103);
  assert(NOT_PLANTED.length <= 12);
  assert(NOT_PLANTED.every(({ reason }) => reason.length > 20));
});

Deno.test("ids are unique, and what a mutant names exists", () => {
  assertEquals(new Set(MUTANTS.map(({ id }) => id)).size, MUTANTS.length);
  const components: readonly string[] = COMPONENTS;
  const claims = CLAIMS.map(({ name }) => name);
  for (const { id, component, claims: named, without, title } of MUTANTS) {
    assert(/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id), id);
    assert(components.includes(component), `${id}: ${component}`);
    assert(title.length > 5, id);
    for (const claim of named) assert(claims.includes(claim), `${id}: ${claim}`);
    assert(without === null || REPAIR_IDS.includes(without), id);
  }
});

Deno.test("every component has faults, and there are own ones and harmless ones", () => {
  for (const component of COMPONENTS) {
    assert(MUTANTS.filter((mutant) => mutant.component === component && mutant.origin === "listed").length >= 6);
  }
  assert(MUTANTS.filter(({ origin }) => origin === "own").length >= 20);
  assert(MUTANTS.filter(({ origin }) => origin === "harmless").length >= 30);
});

Deno.test("at most 5 survivors are argued about, each of them a listed mutant", () => {
  const ids = Object.keys(ARGUED);
  assert(ids.length <= 5);
  for (const id of ids) assert(MUTANTS.some((mutant) => mutant.id === id && mutant.origin === "listed"), id);
});
