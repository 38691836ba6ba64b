/**
 * Whatever is written over bytecode while it runs can be seen through.
 *
 * @module
 */

import { codeUnit, opargOf, opcodeOf } from "../../src/isa/code_unit.ts";
import { type OpcodeName, opcodeNameOf, OPCODES } from "../../src/isa/opcodes.ts";
import type { CodeObject, Program } from "../../src/isa/program.ts";
import type { PyCode } from "../../src/object/values/code.ts";
import { plainUnits } from "../../src/optimizer/code_view.ts";
import type { AttemptEvent } from "../../src/vm/tier2/observe.ts";
import { type ProgramCase, TieredMachine, type Vm } from "../cpython/vm.ts";
import { AGREE, disagree, needsTiers, onRig, type ProgramClaim, type Verdict } from "./claim.ts";

/** What the names of monitored instructions begin with. */
const MONITORED = "INSTRUMENTED_";

/** A machine that looks at the code whenever the optimizer was asked. */
interface Rig {
  readonly tiers: TieredMachine;
  program: Program | null;
  failure: Verdict | null;
}

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
    return disagree({ what: "unit of the running code", index: wide }, "16 bits", right);
  }
  const plain = plainUnits(code);
  for (let unit = 0; unit < Math.max(plain.length, compiled.code.length); unit++) {
    if (plain[unit] === compiled.code[unit] || unmonitored(plain[unit] as number) === compiled.code[unit]) continue;
    const left = `${compiled.code[unit]} in ${code.name}`;
    return disagree({ what: "unit of the compiled code", index: unit }, left, `${plain[unit]}`);
  }
  return null;
}

function lookingOn(vm: Vm): Rig {
  const rig: Rig = { tiers: new TieredMachine(vm), program: null, failure: null };
  rig.tiers.machine.observer = {
    attempt({ code }: AttemptEvent): void {
      rig.failure ??= defectOf(code, rig.program?.codes[code.index]);
    },
  };
  return rig;
}

/** Executors, specialized forms, monitoring and inline caches all leave the compiled instructions to be read. */
export const bytecode: ProgramClaim = {
  kind: "program",
  name: "bytecode",
  what:
    "seen through executors, specialized forms, monitoring and inline caches, running code is what was compiled, and " +
    "every unit has 16 bits",
  unfit: needsTiers,
  check: ({ program, limits }: ProgramCase, vm: Vm): Verdict =>
    onRig(vm, lookingOn, (rig) => {
      rig.program = program;
      rig.failure = null;
      const { outcome, codes } = rig.tiers.run(program, limits);
      vm.observe(outcome);
      for (const code of codes) rig.failure ??= defectOf(code, program.codes[code.index]);
      return rig.failure ?? AGREE;
    }),
};
