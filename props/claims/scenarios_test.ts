import { assert, assertEquals } from "@std/assert";
import { assemble } from "../../src/isa/assembler.ts";
import { ALL_REPAIRS, NO_REPAIRS, REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import { PrngChoices } from "../core/choices.ts";
import { Vm } from "../cpython/vm.ts";
import { scenarios } from "./scenarios.ts";
import { drawScenario, SCENARIO_NAMES } from "./scenarios/draw.ts";

const choices = new PrngChoices(0);

Deno.test("every scenario is a valid program, and each kind is drawn", () => {
  const kinds = new Set<string>();
  for (let index = 0; index < 300; index++) {
    choices.reseed(3, index);
    const { name, text } = drawScenario(choices);
    validateProgram(assemble(text));
    kinds.add(name);
  }
  assertEquals(kinds, SCENARIO_NAMES);
});

Deno.test("all engines agree on the scenarios, and the pin's own defects show in them", () => {
  const [repairedVm, pinnedVm] = [new Vm(ALL_REPAIRS), new Vm(NO_REPAIRS)];
  let pinned = 0;
  let givenUp = 0;
  for (let index = 0; index < 300; index++) {
    choices.reseed(4, index);
    const verdict = scenarios.check(choices, repairedVm);
    // A power or a shift of edge numbers may be too large.
    if (verdict.kind === "poisoned" && verdict.reason === "size") givenUp++;
    else assertEquals(verdict, { kind: "agree" }, `index ${index}`);
    choices.reseed(4, index);
    if (scenarios.check(choices, pinnedVm).kind === "disagree") pinned++;
  }
  assert(givenUp <= 3, `${givenUp} given up`);
  assert(pinned > 0, "expected the pinned engines to part somewhere");
});

Deno.test("scenarios of classes show the pin's defects of class calls, each by itself", () => {
  for (const defect of ["metaclass-call", "init-code-swap"] satisfies RepairId[]) {
    const vm = new Vm(new Set(REPAIR_IDS.filter((id) => id !== defect)));
    const shown = new Set<string>();
    for (let index = 0; index < 300; index++) {
      const { name } = (choices.reseed(4, index), drawScenario(choices));
      choices.reseed(4, index);
      if (scenarios.check(choices, vm).kind === "disagree") shown.add(name);
    }
    assertEquals([...shown], [defect === "metaclass-call" ? "metaclass call" : "changed init"]);
  }
});
