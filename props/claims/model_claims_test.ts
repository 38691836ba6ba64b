import { assert, assertEquals } from "@std/assert";
import { ALL_REPAIRS, NO_REPAIRS } from "../../src/isa/repairs.ts";
import { type UopName, UOPS } from "../../src/isa/uops.ts";
import { type Trace, uop } from "../../src/optimizer/trace.ts";
import { runBatch } from "../core/batch.ts";
import { PrngChoices } from "../core/choices.ts";
import { Vm } from "../cpython/vm.ts";
import { claimsPlug } from "../cpython/vm_plug.ts";
import { vmTarget } from "../cpython/vm_target.ts";
import { analysis } from "./analysis.ts";
import { bloomFilter } from "./bloom_filter.ts";
import type { ModelClaim } from "./claim.ts";
import { compaction } from "./compaction.ts";
import { drivers } from "./drivers.ts";
import { executorCommands } from "./executor_commands.ts";
import { executorIndex } from "./executor_index.ts";
import { executorList } from "./executor_list.ts";
import { finalizers } from "./finalizers.ts";
import { edgeValues } from "./edge_values.ts";
import { hotSites } from "./hot_sites.ts";
import { recordings } from "./recordings.ts";
import { steadyLoops } from "./steady_loops.ts";
import { translation } from "./translation.ts";
import { validity } from "./validity.ts";

const REPAIRED = new Vm(ALL_REPAIRS);

function holds(claim: ModelClaim, checks: number): void {
  const choices = new PrngChoices(0);
  for (let index = 0; index < checks; index++) {
    choices.reseed(20231114, index);
    assertEquals(claim.check(choices, REPAIRED), { kind: "agree" }, `${claim.name}, index ${index}`);
  }
}

Deno.test("the bloom filter holds the bits of the pin's hash and denies no member", () => holds(bloomFilter, 1500));
Deno.test("the executor list behaves as plain sets do under any commands", () => holds(executorList, 400));
Deno.test("the tree of filters invalidates what the list does", () => holds(executorIndex, 100));
Deno.test("executors and optimizers stay as a model says under 200 commands and those given while one runs", () => {
  holds(executorCommands, 400);
});

Deno.test("a lost instruction and a revived executor are found on the pin, and each is mended by its repair", () => {
  const choices = new PrngChoices(0);
  const places = new Set<string>();
  for (
    const repairs of [NO_REPAIRS, new Set(["self-replacement"] as const), new Set(["depends-on-revives"] as const)]
  ) {
    const vm = new Vm(repairs);
    for (let index = 0; index < 20; index++) {
      choices.reseed(20231114, index);
      const verdict = executorCommands.check(choices, vm);
      if (verdict.kind === "disagree") places.add(`${[...repairs]} ${verdict.place.what}, ${verdict.right}`);
    }
  }
  assert(places.has("self-replacement dependsOn, valid: true"));
  assert(places.has("depends-on-revives replaceExecutor, opcode: 0"));
  assert([...places].every((place) => !/self-replacement .*opcode: 0|revives .*valid: true/.test(place)));
});

Deno.test("every generated program and what it shrinks to is valid", () => holds(validity, 150));
Deno.test("all drivers draw the same Draft from the same words, and fixup leaves it alone", () => holds(drivers, 1500));
Deno.test("the pinned engines do with recorded programs what the real interpreter did", () => holds(recordings, 60));

Deno.test("random code is projected as a plain model says", () => holds(translation, 2000));
Deno.test("the pass keeps what something needs in any trace", () => holds(analysis, 2000));
Deno.test("packing keeps what can be reached, and jumps where they went", () => holds(compaction, 2000));

Deno.test("a jump to a NOP goes astray on the pin and is mended by its repair", () => {
  const choices = new PrngChoices(0);
  const [pinned, mended] = [new Vm(NO_REPAIRS), new Vm(new Set(["nop-jump-target"]))];
  let astray = 0;
  for (let index = 0; index < 200; index++) {
    choices.reseed(20231114, index);
    if (compaction.check(choices, pinned).kind === "disagree") astray++;
    choices.reseed(20231114, index);
    assertEquals(compaction.check(choices, mended).kind, "agree");
  }
  assert(astray > 0);
});
Deno.test("destructors that run in traces see where the program is", () => holds(finalizers, 40));

Deno.test("hot sites behave as the reference says, whatever changes under them", () => {
  assertEquals(hotSiteThatFails(vmTarget(), 300), -1);
});

/** The first of so many hot sites on which engines part or a trace breaks down, -1 for none. */
function hotSiteThatFails(target: ReturnType<typeof vmTarget>, checks: number): number {
  const plug = claimsPlug([hotSites], { target });
  return runBatch(plug, { claim: "hot-sites", seed: 1, from: 0, to: checks }, ALL_REPAIRS).failedAt;
}

Deno.test("operations on edge values give what was recorded, at hot sites", () => holds(edgeValues, 300));

Deno.test("loops under which nothing changes stay in their traces", () => holds(steadyLoops, 200));
Deno.test("hot sites show dropped guards of types, keys, globals and classes", () => {
  const guards: readonly UopName[] = [
    "_GUARD_TYPE_VERSION",
    "_GUARD_KEYS_VERSION",
    "_GUARD_GLOBALS_VERSION",
    "_CHECK_ATTR_CLASS",
  ];
  for (const guard of guards) {
    const drop = {
      name: "drop",
      run: (trace: Trace) => trace.map((each) => each.uop === UOPS[guard].id ? uop("NOP") : each),
    };
    assert(hotSiteThatFails(vmTarget("drop", { passes: [drop] }), 400) !== -1, guard);
  }
});
