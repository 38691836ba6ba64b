/**
 * Claims about the pin's virtual machine, and what such a claim may say that it is not about.
 *
 * @module
 */

import type { Outcome } from "../../src/isa/engine.ts";
import { compareOutcomes, type Difference, type Verdict as Compared } from "../../src/oracle/compare.ts";
import * as core from "../core/claim.ts";
import type { ProgramCase, Vm } from "../cpython/vm.ts";

export { AGREE, disagree, type Place, type Verdict } from "../core/claim.ts";

/** A statement about every program, on the engines and machines of the target that it is handed. */
export type ProgramClaim = core.ProgramClaim<ProgramCase, Vm>;

/** A statement about every sequence of choices. Equal choices give equal verdicts. */
export type ModelClaim = core.ChoicesClaim<Vm>;

/** A claim: one file each, listed in `registry.ts`. */
export type Claim = core.Claim<ProgramCase, Vm>;

/** For claims that look into a machine: not about engines of a user's own. */
export function needsTiers(vm: Vm): string | null {
  return vm.hasTiers ? null : "it looks into the machine of the pin's tiers, and the engine is one of its own";
}

/** For claims about the pin's passes and those behind them: not about another optimizer. */
export function needsPasses(vm: Vm): string | null {
  return needsTiers(vm) ?? (vm.parts.optimizer === undefined ? null : "its optimizer runs no passes of the pin");
}

/** For claims about parts of the pin that nobody replaces here. */
export function needsPin(vm: Vm): string | null {
  return vm.isPin ? null : "it is about parts of the pin alone";
}

/** A difference of outcomes as a place. */
function placeOf({ part, index, aspect }: Difference): core.Place {
  switch (part) {
    case "end":
      return { what: "end of the run" };
    case "module":
      return { what: "module code", of: aspect };
    case "result":
      return { what: "call", of: aspect, index };
    case "log":
      return { what: "log entry", of: aspect, index };
    case "global":
      return { what: "global", of: aspect, index };
    case "argument":
      return { what: "argument after the last call", of: aspect, index };
  }
}

/** A comparison of outcomes as a verdict that blames an engine. `note` says more for people. */
export function verdictOf(compared: Compared, engine: string | null, note?: string): core.Verdict {
  if (compared.kind !== "disagree") return compared.kind === "agree" ? core.AGREE : compared;
  const place = placeOf(compared.where);
  return core.disagree(note === undefined ? place : { ...place, note }, compared.left, compared.right, engine);
}

/** The verdict on two outcomes of one program. */
export function compare(expected: Outcome, found: Outcome, engine: string | null, note?: string): core.Verdict {
  return verdictOf(compareOutcomes(expected, found), engine, note);
}

/** Runs a check on a rig of the target's, and forgets the rig when it did not agree: it may be broken. */
export function onRig<R>(vm: Vm, make: (vm: Vm) => R, check: (rig: R) => core.Verdict): core.Verdict {
  let verdict: core.Verdict | null = null;
  try {
    return verdict = check(vm.rig(make));
  } finally {
    if (verdict !== core.AGREE) vm.forget(make);
  }
}
