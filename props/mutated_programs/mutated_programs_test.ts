import { assert, assertEquals } from "@std/assert";
import { validateProgram } from "../../src/isa/validate.ts";
import { CORNER_RECORDINGS, loadRecords, RECORDINGS } from "../golden/load.ts";
import { checkMutated, type Fate } from "./check.ts";
import { MutatedPrograms } from "./programs.ts";

const programs = await MutatedPrograms.load(false);

/** Programs of the gate; the task has as many as one likes. */
const CHECKS = 2_000;

Deno.test(`of ${CHECKS} mutated programs, those that are accepted run on every engine`, () => {
  const kinds: Record<string, number> = {};
  const failures: Fate[] = [];
  for (let i = 0; i < CHECKS; i++) {
    const fate = checkMutated(programs.at(2, i), () => performance.now());
    const kind = fate.kind === "ran" ? fate.end : fate.kind;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (fate.kind === "failed") failures.push(fate);
  }
  assertEquals(failures, []);
  // It is not that nearly nothing is accepted, or that nothing goes wrong.
  assert((kinds["finished"] ?? 0) > CHECKS / 4, JSON.stringify(kinds));
  assert((kinds["refused"] ?? 0) > CHECKS / 4, JSON.stringify(kinds));
  assert((kinds["undefined"] ?? 0) > 0, JSON.stringify(kinds));
});

Deno.test("programs that engines once parted on: a format of too many letters, None sent to a list, an entry that is deleted", () => {
  for (const number of [17_678, 69_950, 82_269]) {
    assertEquals(checkMutated(programs.at(1, number), () => performance.now()).kind, "ran", String(number));
  }
});

Deno.test("a seed and a number say which program it is, and one mutation more or less is not seen in the original", () => {
  for (let i = 0; i < 50; i++) {
    const { original, mutated } = programs.at(3, i);
    assertEquals(JSON.stringify(programs.at(3, i).mutated), JSON.stringify(mutated));
    validateProgram(original);
  }
  const changed = Array.from({ length: 200 }, (_, i) => programs.at(3, i))
    .filter(({ original, mutated }) => JSON.stringify(original) !== JSON.stringify(mutated));
  assert(changed.length > 150, `${changed.length} of 200 changed`);
});

Deno.test("the validator accepts what the pin's compiler made: every recorded program", async () => {
  let count = 0;
  for (const file of [...RECORDINGS, ...CORNER_RECORDINGS]) {
    for (const { program } of await loadRecords(file)) {
      validateProgram(program);
      count++;
    }
  }
  assert(count > 2600, `${count} programs`);
});
