/**
 * Bodies of uops do what their rows say.
 *
 * @module
 */

import { type Flag, hasFlag } from "../../src/isa/flags.ts";
import { UOP_EFFECTS } from "../../src/isa/stack_effect.ts";
import { isTier2Uop, type Tier2UopName, UOP_NAMES, uopRow } from "../../src/isa/uops.ts";
import type { Choices } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";
import { runUop, type UopRun } from "./uop_rows/run_uop.ts";
import { drawState, type UopState } from "./uop_rows/states.ts";
import { World } from "./uop_rows/world.ts";
import { WRONG_ROWS, type WrongRow } from "./uop_rows/wrong_rows.ts";

const TIER2_UOPS: readonly Tier2UopName[] = UOP_NAMES.filter(isTier2Uop);

/** Checks to one look at the list of wrong rows. */
const LISTED_EVERY = 8;

/** Flags without which a body may not do something, and what that is. */
const NEEDED: readonly (readonly [flag: Flag, did: (run: UopRun) => boolean, what: string])[] = [
  ["ERROR", ({ end }) => end === "raised", "raises"],
  ["DEOPT", ({ end }) => end === "deopt", "leaves the trace by a guard"],
  ["ESCAPES", ({ ranProgram }) => ranProgram, "runs code of the program"],
];

function isListed(name: Tier2UopName, flag: Flag): boolean {
  return WRONG_ROWS.some((row) => row.uop === name && row.flag === flag);
}

/** Compares what a body did with the row of its uop. */
function judgeRun(name: Tier2UopName, { oparg, inputs }: UopState, run: UopRun): Verdict {
  if (run.end === "poisoned") return { kind: "poisoned", reason: "given up" };
  for (const [flag, did, what] of NEEDED) {
    if (!hasFlag(uopRow(name).flags, flag) && did(run) && !isListed(name, flag)) {
      return disagree({ what: "flags", of: name }, `never ${what} without ${flag}`, `${what} with oparg ${oparg}`);
    }
  }
  const { popped, pushed } = UOP_EFFECTS[name];
  if (popped(oparg) !== inputs.length) {
    return disagree({ what: "inputs", of: name }, `${popped(oparg)} for oparg ${oparg}`, String(inputs.length));
  }
  if (run.end === "raised") return AGREE;
  const declared = run.end === "deopt" ? 0 : pushed(oparg) - popped(oparg);
  if (run.depth !== declared) {
    return disagree(
      { what: "depth", of: name },
      `changes by ${declared} (${run.end}, oparg ${oparg})`,
      String(run.depth),
    );
  }
  if (!run.untouched) return disagree({ what: "stack", of: name }, "what is not for it stays", `changed (${run.end})`);
  const steers = name === "_EXIT_TRACE" ? "exit" : name === "_JUMP_TO_TOP" ? "top" : "next";
  if (run.end !== "deopt" && run.end !== steers) return disagree({ what: "end", of: name }, steers, run.end);
  return AGREE;
}

/** A row that is said to be wrong must show it. */
function judgeListed({ uop, flag, state }: WrongRow, world: World): Verdict {
  if (hasFlag(uopRow(uop).flags, flag)) {
    return disagree({ what: "list of wrong rows", of: uop }, `a row without ${flag}`, "has it");
  }
  const run = runUop(uop, world, state(world));
  const [, did, what] = NEEDED.find(([each]) => each === flag) as (typeof NEEDED)[number];
  return did(run)
    ? AGREE
    : disagree({ what: "list of wrong rows", of: uop }, `${what} although without ${flag}`, "does not");
}

/** One uop on one state, and one row of the list of wrong ones. */
export const uopRows: ModelClaim = {
  kind: "choices",
  name: "uop-rows",
  what:
    "the body of every uop changes the stack as its row says, and without ERROR, DEOPT or ESCAPES never raises, leaves the " +
    "trace or runs program code, but for a list of the pin's own wrong flags",
  unfit: needsPin,
  check(choices: Choices, { mended }: Vm): Verdict {
    const name = TIER2_UOPS[choices.below(TIER2_UOPS.length)] as Tier2UopName;
    const world = new World(choices, mended);
    const state = drawState(name, world);
    const verdict = judgeRun(name, state, runUop(name, world, state));
    if (verdict.kind === "disagree" || !choices.chance(1, LISTED_EVERY)) return verdict;
    const listed = WRONG_ROWS[choices.below(WRONG_ROWS.length)] as WrongRow;
    const second = judgeListed(listed, new World(choices, mended));
    return second.kind === "agree" ? verdict : second;
  },
};
