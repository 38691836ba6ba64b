import { assert, assertEquals } from "@std/assert";
import { mutatedFiles, PROJECT, readSources } from "../run/copy.ts";
import { EQUIVALENT } from "./equivalent.ts";
import { mutantOf, projectMutations } from "./generated.ts";
import { applyMutation } from "./mutation.ts";
import { OPERATORS } from "./operators.ts";
import { sampleMutations } from "./sites.ts";

const { mutations, textOf } = await projectMutations(PROJECT);

Deno.test("projectMutations() finds thousands of slips, of every operator, none in tests", () => {
  assert(mutations.length > 5000, `${mutations.length}`);
  const used = new Set(mutations.map(({ operator }) => operator));
  assertEquals(OPERATORS.map(({ name }) => name).filter((name) => !used.has(name)), []);
  assertEquals(mutations.filter(({ file }) => /_test\.ts$|testdata/.test(file)), []);
  assertEquals(new Set(mutations.map(({ id }) => id)).size, mutations.length, "ids are unique");
});

Deno.test("mutantOf() gives edits that the runner applies to the same text", async () => {
  const sources = await readSources(PROJECT);
  for (const mutation of sampleMutations(mutations, 200, 1)) {
    const text = textOf.get(mutation.file) as string;
    const files = mutatedFiles(mutantOf(mutation, text), sources);
    assertEquals(files.get(mutation.file), applyMutation(text, mutation), mutation.id);
  }
});

Deno.test("every mutant that is argued equivalent is one that the operators make", () => {
  const ids = new Set(mutations.map(({ id }) => id));
  assertEquals(Object.keys(EQUIVALENT).filter((id) => !ids.has(id)), []);
  assertEquals(Object.values(EQUIVALENT).filter((reason) => reason.length < 20), []);
});

Deno.test("projectMutations() leaves alone the operand that bodies without one are handed", () => {
  const operands = mutations.filter(({ file, operator, original, start }) =>
    file === "src/vm/tier1/loop.ts" && operator === "off-by-one" && original === "0" &&
    textOf.get(file)?.slice(start - 11, start) === "(m, oparg, "
  );
  assertEquals(operands, []);
});
