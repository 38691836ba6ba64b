import { assertEquals, assertRejects } from "@std/assert";
import { InvariantError } from "../../../src/isa/errors.ts";
import { sampleMutant, sampleResult, sampleSeed } from "../report/sample_report.ts";
import type { MutantResult } from "../run/types.ts";
import { failedTest, testCommand, testSurvivors, UNIT_TESTS } from "./unit_tests.ts";

/** A project of one source, and the files that copies of projects hold. */
async function project(): Promise<URL> {
  const folder = await Deno.makeTempDir();
  for (const part of ["src", "reference", "props"]) await Deno.mkdir(`${folder}/${part}`);
  for (const file of ["deno.json", "deno.lock", "mod.ts"]) await Deno.writeTextFile(`${folder}/${file}`, "{}");
  await Deno.writeTextFile(`${folder}/src/a.ts`, "one();\ntwo();\nthree();\n");
  return new URL(`file://${folder}/`);
}

function survivor(id: string, find: string): MutantResult {
  const edits = [{ file: "src/a.ts", find, replace: ";" }];
  return sampleResult({ ...sampleMutant(id, "generated"), edits }, [sampleSeed(1, "survived", 10, 500)]);
}

Deno.test("testSurvivors() lets the tests judge machine-made survivors alone, one after another", async () => {
  const root = await project();
  const results = [
    survivor("dropped-one", "one()"),
    survivor("dropped-two", "two()"),
    sampleResult(sampleMutant("listed", "listed"), [sampleSeed(1, "survived", 10, 500)]),
    sampleResult(sampleMutant("found", "generated"), [sampleSeed(1, "disagree", 1, 5)]),
  ];
  const commandFor = (): string => "test -d src && grep -q 'two()' src/a.ts && grep -q 'three()' src/a.ts";
  const after = await testSurvivors(results, { root, jobs: 1, commandFor });
  assertEquals(after.map(({ seeds: [seed] }) => `${seed?.ending} ${seed?.claim}`), [
    "survived null",
    `disagree ${UNIT_TESTS}`,
    "survived null",
    "disagree equivalence",
  ]);
  await Deno.remove(root, { recursive: true });
});

Deno.test("testSurvivors() refuses tests that fail on the unchanged sources", async () => {
  const root = await project();
  const run = () => testSurvivors([survivor("a", "one()")], { root, jobs: 1, commandFor: () => "echo oh; exit 1" });
  await assertRejects(run, InvariantError, "unchanged sources, found oh");
  await Deno.remove(root, { recursive: true });
});

Deno.test("failedTest() reads the name from the end of what deno test prints", () => {
  const output =
    "ok\n\n FAILURES \n\nadd() adds => ./a_test.ts:3:6\n\nFAILED | 1 passed | 1 failed (2s)\n\nerror: Test failed\n";
  assertEquals(failedTest(output), "add() adds");
  assertEquals(failedTest("error: no such file\n"), "error: no such file");
  assertEquals(failedTest(""), "no word");
});

Deno.test("testCommand() runs the nearest tests first: of the file, of its folder, of its part, then all others", () => {
  const tests = new Set(["src/vm/bodies/name_test.ts", "src/vm/enter_test.ts", "src/isa/hex_test.ts"]);
  const order = (file: string): string[] =>
    testCommand({ ...sampleMutant("a", "generated"), edits: [{ file, find: "a", replace: "b" }] }, tests)
      .replaceAll("deno test -A --no-check --fail-fast ", "").split(" && ");
  const others = "src/isa/ src/object/ src/optimizer/ src/oracle/ props/golden/";
  assertEquals(order("src/vm/bodies/name.ts"), ["src/vm/bodies/name_test.ts", "src/vm/bodies/", "src/vm/", others]);
  assertEquals(order("src/vm/bodies/call.ts"), ["src/vm/bodies/", "src/vm/", others]);
  assertEquals(order("src/vm/tier1/calls.ts"), ["src/vm/", others]);
  assertEquals(order("src/vm/enter.ts"), ["src/vm/enter_test.ts", "src/vm/", others]);
  assertEquals(testCommand(null, tests).includes("src/vm/ props/golden/"), true);
});
