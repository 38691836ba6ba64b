/**
 * Whatever is written over bytecode while it runs can be seen through.
 *
 * @module
 */

import { codeUnit, opargOf, opcodeOf } from "../../src/isa/code_unit.ts";
import type { Limits, Outcome, Repairs } from "../../src/isa/engine.ts";
import { type OpcodeName, opcodeNameOf, OPCODES } from "../../src/isa/opcodes.ts";
import type { CodeObject, Program } from "../../src/isa/program.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import type { PyCode } from "../../src/object/values/code.ts";
import { plainUnits } from "../../src/optimizer/code_view.ts";
import { counterOptimizer } from "../../src/optimizer/counter_optimizer.ts";
import { type UopOptimizer, uopOptimizer } from "../../src/optimizer/uop_optimizer.ts";
import { Machine } from "../../src/vm/machine.ts";
import type { AttemptEvent } from "../../src/vm/tier2/observe.ts";
import { runProgram } from "../../src/vm/program_run.ts";
import { AGREE, type ClaimEngines, type ProgramClaim, type Verdict } from "./claim.ts";

/** What the names of monitored instructions begin with. */
const MONITORED = "INSTRUMENTED_";

/** A machine that looks at the code whenever the optimizer was asked. */
interface Rig {
  readonly machine: Machine;
  program: Program | null;
  uops: UopOptimizer;
  failure: Verdict | null;
}

const rigs = new Map<Repairs, Rig>();

/** A unit with the opcode that monitoring covers; what no compiler writes is no other instruction. */
function unmonitored(unit: number): number {
  const name = opcodeNameOf(opcodeOf(unit));
  if (name === undefined || !name.startsWith(MONITORED)) return unit;
  return codeUnit(OPCODES[name.slice(MONITORED.length) as OpcodeName].opcode, opargOf(unit));
}

/** The first thing wrong with a code object: a unit of more than 16 bits, or one that shows something else than was compiled. */
function defectOf(code: PyCode, compiled: CodeObject | undefined): Verdict | null {
  // Frames below __init__ run code of the machine's own.
  if (compiled === undefined) return null;
  const wide = code.units.findIndex((unit) => unit < 0 || unit > 0xffff || !Number.isInteger(unit));
  if (wide !== -1) {
    const right = `${code.units[wide]} in ${code.name}`;
    return { kind: "disagree", where: `unit ${wide} of the running code`, left: "16 bits", right };
  }
  const plain = plainUnits(code);
  for (let unit = 0; unit < Math.max(plain.length, compiled.code.length); unit++) {
    if (plain[unit] === compiled.code[unit] || unmonitored(plain[unit] as number) === compiled.code[unit]) continue;
    const left = `${compiled.code[unit]} in ${code.name}`;
    return { kind: "disagree", where: `unit ${unit} of the compiled code`, left, right: `${plain[unit]}` };
  }
  return null;
}

function rigFor(repairs: Repairs, backedgeThreshold: number): Rig {
  let rig = rigs.get(repairs);
  if (rig === undefined) {
    const made: Rig = {
      machine: new Machine(repairs),
      program: null,
      uops: uopOptimizer({ backedgeThreshold }),
      failure: null,
    };
    made.machine.observer = {
      attempt({ code }: AttemptEvent): void {
        made.failure ??= defectOf(code, made.program?.codes[code.index]);
      },
    };
    rigs.set(repairs, rig = made);
  }
  if (rig.uops.backedgeThreshold !== backedgeThreshold) rig.uops = uopOptimizer({ backedgeThreshold });
  return rig;
}

function run(rig: Rig, program: Program, limits: Limits): Outcome {
  const { machine, uops } = rig;
  rig.program = program;
  rig.failure = null;
  machine.optimizers = { 1: () => uops, 2: () => counterOptimizer() };
  machine.reset(limits);
  machine.installOptimizer(1);
  const { outcome, codes } = runProgram(machine, program);
  for (const code of codes) rig.failure ??= defectOf(code, program.codes[code.index]);
  return outcome;
}

/** Executors, specialized forms, monitoring and inline caches all leave the compiled instructions to be read. */
export const bytecode: ProgramClaim = {
  kind: "program",
  name: "bytecode",
  what:
    "seen through executors, specialized forms, monitoring and inline caches, running code is what was compiled, and " +
    "every unit has 16 bits",
  check(program: Program, { engines, limits, repairs = NO_REPAIRS, observe }: ClaimEngines): Verdict {
    const rig = rigFor(repairs, limits.backedgeThreshold);
    let verdict: Verdict | null = null;
    try {
      const outcome = run(rig, program, limits);
      const engine = engines.at(-1);
      if (engine !== undefined) observe?.(engine, outcome);
      return verdict = rig.failure ?? AGREE;
    } finally {
      // What a failed check left behind must not fail the next one.
      if (verdict !== AGREE) rigs.clear();
    }
  },
};
