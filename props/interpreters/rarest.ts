/**
 * Failures of a real interpreter have no cause that anybody could look up. What their shrunk programs are told apart by is the rarest
 * instruction that they still need: shrinking has taken away what is not to blame, and what is left besides is in most programs.
 *
 * @module
 */

import { decodeAll } from "../../src/isa/code_unit.ts";
import { OPCODE_NAMES, type OpcodeName, opcodeNameOf } from "../../src/isa/opcodes.ts";
import type { Program } from "../../src/isa/program.ts";
import { PrngChoices } from "../core/choices.ts";
import { reachableCodes } from "../cpython/program_size.ts";
import { generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";

/** Programs that instructions are counted in. */
const COUNTED = 300;
const SEED = 1;

/** Instructions of a program. */
function instructionsOf(program: Program): ReadonlySet<OpcodeName> {
  const names = new Set<OpcodeName>();
  for (const { code } of reachableCodes(program)) {
    for (const { opcode } of decodeAll(code)) {
      const name = opcodeNameOf(opcode);
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

let common: ReadonlyMap<OpcodeName, number> | null = null;

/** In how many programs each instruction is. */
function commonness(): ReadonlyMap<OpcodeName, number> {
  if (common !== null) return common;
  const counts = new Map<OpcodeName, number>();
  const choices = new PrngChoices(SEED, 0);
  for (let index = 0; index < COUNTED; index++) {
    choices.reseed(SEED, index);
    for (const name of instructionsOf(lower(generateDraft(choices)))) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return common = counts;
}

/** The instruction of a program that the fewest programs have; of equal ones the first of the table. */
export function rarestInstruction(program: Program): string {
  const counts = commonness();
  const names = instructionsOf(program);
  let rarest: OpcodeName | null = null;
  for (const name of OPCODE_NAMES) {
    if (!names.has(name)) continue;
    if (rarest === null || (counts.get(name) ?? 0) < (counts.get(rarest) ?? 0)) rarest = name;
  }
  return rarest ?? "nothing";
}

/** Whether a program has an instruction. */
export function hasInstruction(program: Program, name: string): boolean {
  return OPCODE_NAMES.some((each) => each === name && instructionsOf(program).has(each));
}
