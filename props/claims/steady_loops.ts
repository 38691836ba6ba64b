/**
 * A loop under which nothing changes has special forms of its instructions, and stays in its trace.
 *
 * @module
 */

import { opcodeOf } from "../../src/isa/code_unit.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import { baseOf, OPCODE_NAMES, type OpcodeName, opcodeNameOf, opcodeRow } from "../../src/isa/opcodes.ts";
import type { PyCode } from "../../src/object/values/code.ts";
import { instructionLength, savedUnit } from "../../src/optimizer/code_view.ts";
import { type Choices, type Weights, weights } from "../core/choices.ts";
import { TieredMachine, type Vm } from "../cpython/vm.ts";
import { AGREE, disagree, type ModelClaim, needsPin, onRig, type Verdict } from "./claim.ts";
import { compiledList, type CompiledLoop } from "./scenarios/sources/unpack.ts";

/** Rounds after which the loop is hot. */
const WARM = [3, 4, 5];

/** What happens once: the loop gets hot, is optimized and entered, and left by the guard that notices its end. */
const ONCE = ["attempts", "executors", "entered", "deopts"] as const;

/** All loops in turn, none more often. */
let evenly: Weights | null = null;

/** What has special forms. */
const FAMILIES: ReadonlySet<string | undefined> = new Set(OPCODE_NAMES.map((name) => opcodeRow(name).base));

/** The instructions of the only loop of a code object that kept their general form, though others of their kind have special ones. */
function generalIn(code: PyCode): OpcodeName[] {
  const loop: OpcodeName[] = [];
  let end = 0;
  let inside = false;
  for (let unit = 0; unit < code.units.length; unit += instructionLength(code, unit)) {
    const opcode = opcodeOf(savedUnit(code, unit));
    const base = opcodeNameOf(baseOf(opcode));
    inside ||= base === "FOR_ITER";
    if (!inside) continue;
    if (base === "JUMP_BACKWARD") end = loop.length;
    loop.push(opcodeNameOf(opcode) as OpcodeName);
  }
  return loop.slice(0, end).filter((name) => FAMILIES.has(name));
}

/**
 * Guards that fail without need and traces that are left too soon change nothing but the time that a program takes, and so do
 * instructions that stay as they were compiled: no comparison of engines sees them.
 */
export const steadyLoops: ModelClaim = {
  kind: "choices",
  name: "steady-loops",
  what:
    "the instructions of a loop under which nothing changes find their special forms; it is optimized once, entered once, and left " +
    "once: at its end",
  unfit: needsPin,
  check: (choices: Choices, vm: Vm): Verdict => onRig(vm, tiersOf, (tiers) => steadyVerdict(choices, tiers)),
};

function tiersOf(vm: Vm): TieredMachine {
  return new TieredMachine(vm);
}

function steadyVerdict(choices: Choices, tiers: TieredMachine): Verdict {
  const steady = compiledList("steady");
  const { body, general, program } = steady[choices.turn(evenly ??= weights(...steady.map(() => 1)))] as CompiledLoop;
  const warm = WARM[choices.below(WARM.length)] as number;
  const rounds = warm + choices.int(4, 30);
  const limits: Limits = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * warm };
  const { outcome, codes } = tiers.run({ ...program, args: [{ t: "int", v: rounds }] }, limits);
  const { status, statistics } = outcome;
  if (status !== "finished") return disagree({ what: "end of the run", note: body }, "finished", status, "tier2");
  for (const what of ONCE) {
    if (statistics[what] === 1) continue;
    return disagree(
      { what: "statistics", of: what, note: `${body}, ${rounds} rounds` },
      "1",
      `${statistics[what]}`,
      "tier2",
    );
  }
  if (statistics.errors !== 0) return disagree("errors in traces", "0", `${statistics.errors}`, "tier2");
  const found = generalIn(codes.find(({ name }) => name === "f") as PyCode).join(" ");
  const expected = general.join(" ");
  return found === expected
    ? AGREE
    : disagree({ what: "general instructions", note: body }, expected || "none", found || "none", "tier2");
}
