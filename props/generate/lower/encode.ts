/**
 * The last pass: code units with prefixes and inline caches, and the exception table.
 *
 * @module
 */

import { CACHE_UNITS_OF } from "../../../src/isa/opcodes.ts";
import type { ExceptionEntry } from "../../../src/isa/program.ts";
import type { Twist } from "../draft/statement.ts";
import { type Assembly, realOpcode } from "./assembly.ts";
import { CAPACITY } from "./code_section.ts";
import { JUMP, OP, STORE_FAST_MAYBE_NULL, TAKES_PREFIX } from "../../python/compile/opcode_facts.ts";
import { instructionMeant } from "./twisting.ts";

/** Unit at which each instruction starts, its prefixes first, and how many of those it has. */
const unitAt = new Int32Array(CAPACITY);
const prefixes = new Uint8Array(CAPACITY);

/** Code units of the assembled instructions. */
export function encodeUnits(asm: Assembly): number[] {
  const { code, twists, labelAt } = asm;
  const { op, arg, label, count } = code;
  for (let i = 0; i < count; i++) {
    const opcode = op[i] as number;
    if (opcode === JUMP || opcode === STORE_FAST_MAYBE_NULL) op[i] = realOpcode(asm, i);
    prefixes[i] = 0;
  }
  for (let t = 0; t < twists.length; t++) {
    for (const twist of twists[t] as readonly Twist[]) {
      if (twist.k !== "prefix") continue;
      const at = instructionMeant(asm, twist, t + 1);
      if (at >= 0 && TAKES_PREFIX[op[at] as number] === 1) prefixes[at] = twist.n;
    }
  }
  // Sizes grow monotonically, so this ends.
  for (let again = true; again;) {
    again = false;
    let unit = 0;
    for (let i = 0; i < count; i++) {
      unitAt[i] = unit;
      unit += (prefixes[i] as number) + 1 + (CACHE_UNITS_OF[op[i] as number] as number);
    }
    unitAt[count] = unit;
    for (let i = 0; i < count; i++) {
      const target = label[i] as number;
      if (target >= 0) {
        const next = unitAt[i + 1] as number;
        arg[i] = Math.abs((unitAt[labelAt[target] as number] as number) - next);
      }
      const value = arg[i] as number;
      const needed = value > 0xff_ffff ? 3 : value > 0xffff ? 2 : value > 0xff ? 1 : 0;
      if (needed > (prefixes[i] as number)) {
        prefixes[i] = needed;
        again = true;
      }
    }
  }
  const units = new Array<number>(unitAt[count] as number);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const value = arg[i] as number;
    const real = op[i] as number;
    for (let shift = prefixes[i] as number; shift > 0; shift--) {
      units[at++] = OP.EXTENDED_ARG | (((value >>> (8 * shift)) & 255) << 8);
    }
    units[at++] = real | ((value & 255) << 8);
    for (let cache = CACHE_UNITS_OF[real] as number; cache > 0; cache--) units[at++] = 0;
  }
  return units;
}

/** The exception table of code that {@linkcode encodeUnits} has encoded. */
export function exceptionTable(asm: Assembly): ExceptionEntry[] {
  const { code, labelAt, scopeHandler, scopeDepth, scopeLasti } = asm;
  const entries: ExceptionEntry[] = [];
  const { scope, count } = code;
  for (let i = 0; i < count;) {
    const current = scope[i] as number;
    const start = i;
    while (i < count && scope[i] === current) i++;
    if (current === 0) continue;
    entries.push({
      start: unitAt[start] as number,
      length: (unitAt[i] as number) - (unitAt[start] as number),
      target: unitAt[labelAt[scopeHandler[current] as number] as number] as number,
      depth: scopeDepth[current] as number,
      lasti: scopeLasti[current] === 1,
    });
  }
  return entries;
}
