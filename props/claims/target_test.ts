import { assert, assertEquals, assertThrows } from "@std/assert";
import { reference } from "../../reference/engine.ts";
import type { Engine } from "../../src/isa/engine.ts";
import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { type UopName, UOPS } from "../../src/isa/uops.ts";
import type { Executor } from "../../src/optimizer/executor.ts";
import type { Optimizer, OptimizeRequest } from "../../src/optimizer/optimizer.ts";
import type { Pass } from "../../src/optimizer/passes.ts";
import { uop } from "../../src/optimizer/trace.ts";
import { uopOptimizer } from "../../src/optimizer/uop_optimizer.ts";
import { tier2 } from "../../src/vm/engine.ts";
import { runBatch } from "../core/batch.ts";
import { vmPlug, vmTarget } from "../cpython/plug.ts";
import type { VmParts } from "../cpython/vm.ts";
import { CLAIMS } from "./registry.ts";

/** A pass that makes one uop into another. */
function making(from: UopName, to: UopName): Pass {
  const { id } = UOPS[from];
  return { name: `${from} to ${to}`, run: (trace) => trace.map((each) => each.uop === id ? uop(to) : each) };
}

/** A pass that makes reads of globals those of the name that stands next. */
const NEXT_GLOBAL: Pass = {
  name: "next global",
  run: (trace) =>
    trace.map((each) =>
      each.uop === UOPS._LOAD_GLOBAL_MODULE.id ? { ...each, operand: Number(each.operand) + 1 } : each
    ),
};

const UNGUARDED = making("_GUARD_NOT_EXHAUSTED_TUPLE", "NOP");
const THRESHOLD = 16;

/** An optimizer that does something to what the pin's one is asked, or to what it made. */
function meddling(name: string, meddle: (executor: Executor, request: OptimizeRequest) => void): Optimizer {
  const pin = uopOptimizer({ backedgeThreshold: THRESHOLD });
  return {
    name,
    backedgeThreshold: THRESHOLD,
    resumeThreshold: pin.resumeThreshold,
    optimize(request) {
      const result = pin.optimize(request);
      if (result.kind === "executor") meddle(result.executor, request);
      return result;
    },
  };
}

/** An engine whose second run of a program says something else. */
function forgetful(): Engine {
  let runs = 0;
  return {
    name: "forgetful",
    run: (program, limits) => ({ ...reference.run(program, limits), log: runs++ % 2 === 0 ? [] : ["again"] }),
  };
}

/** What is wrong in the way that a claim is about: a pass, an optimizer, an engine. */
const WRONG: Readonly<Record<string, VmParts>> = {
  "equivalence": { engines: (repairs) => [tier2({ repairs, passes: [UNGUARDED] })] },
  "exits": { passes: [UNGUARDED] },
  "boundaries": { passes: [UNGUARDED] },
  "traces": { passes: [making("STORE_FAST", "NOP")] },
  "determinism": { engines: () => [forgetful()] },
  "executor-references": { optimizer: meddling("never lets go", (executor) => executor.retain()) },
  "invalidation": { optimizer: meddling("depends on nothing", ({ bloom }) => bloom.clear()) },
  "running-executors": { passes: [making("_JUMP_TO_TOP", "_EXIT_TRACE"), making("_SET_IP", "NOP")] },
  "assumptions": { passes: [making("_GUARD_BUILTINS_VERSION", "NOP")] },
  "fuel": { passes: [UNGUARDED] },
  "without-passes": { passes: [UNGUARDED] },
  "recursion-limit": { passes: [UNGUARDED] },
  "pass-context": { passes: [NEXT_GLOBAL] },
  "hot-sites": { passes: [making("_GUARD_TYPE_VERSION", "NOP")] },
  "hot-sources": { passes: [UNGUARDED] },
  "slip-sources": { passes: [making("_GUARD_BOTH_INT", "NOP")] },
  "belief-sources": { passes: [making("_GUARD_TYPE_VERSION", "NOP")] },
  "assumption-sources": { passes: [making("_GUARD_BOTH_INT", "NOP")] },
  "bytecode": {
    optimizer: meddling("writes over code", (_executor, { code }) => {
      (code.units as number[])[code.units.length - 1] = 0x0101;
    }),
  },
};

/** Claims about programs that are not about what a user brings, and why. */
const OF_THE_PIN: ReadonlySet<string> = new Set(["counting", "canary"]);

const CHECKS = 1500;

Deno.test("every claim about programs fails on a target that is wrong in the way that it is about", () => {
  const names = CLAIMS.filter(({ kind }) => kind === "program").map(({ name }) => name);
  assertEquals(new Set(Object.keys(WRONG)), new Set(names.filter((name) => !OF_THE_PIN.has(name))));
  for (const [claim, parts] of Object.entries(WRONG)) {
    const plug = vmPlug({ target: vmTarget("wrong", parts) });
    const { failedAt } = runBatch(plug, { claim, seed: 1, from: 0, to: CHECKS }, ALL_REPAIRS);
    assert(failedAt !== -1, `${claim} does not fail within ${CHECKS} checks`);
  }
});

Deno.test("claims about parts of the pin alone refuse what is a user's own, and say why", () => {
  const own = vmPlug({ target: vmTarget("own", { passes: [UNGUARDED] }) });
  const engine = vmPlug({ target: vmTarget("engine", { engines: () => [reference] }) });
  for (const name of ["recordings", "translation", "bloom-filter", "counting"]) {
    assertThrows(
      () => own.subject(name),
      Error,
      `the claim ${name} says nothing about own: it is about parts of the pin`,
    );
  }
  for (const name of ["traces", "exits", "invalidation"]) {
    assertThrows(() => engine.subject(name), Error, `the claim ${name} says nothing about engine: it looks into`);
  }
});
