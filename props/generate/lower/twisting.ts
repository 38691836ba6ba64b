/**
 * Twists of the bytecode that no compiler would write: moved edges of handler ranges, NOPs, prefixes.
 *
 * @module
 */

import type { Twist } from "../draft/statement.ts";
import { type Assembly, realOpcode } from "./assembly.ts";
import { CAPACITY } from "./code_section.ts";
import { depthOnFailure, OP } from "../../python/compile/opcode_facts.ts";

/** Moves an edge of the range of a `try` body, as far as the stack stays right. */
export function moveRange(asm: Assembly, twist: Twist & { readonly k: "range" }, scope: number): void {
  const { code, scopeDepth, scopeOuter } = asm;
  if (scope === 0) return;
  const scopes = code.scope;
  let start = 0;
  while (start < code.count && scopes[start] !== scope) start++;
  if (start === code.count) return;
  let end = start;
  while (end < code.count && scopes[end] === scope) end++;
  const outer = scopeOuter[scope] as number;
  const depth = scopeDepth[scope] as number;
  const keeps = (i: number): boolean =>
    depthOnFailure(code.op[i] as number, code.arg[i] as number, code.depth[i] as number) >= depth;
  const by = Math.abs(twist.by);
  const grow = (twist.by > 0) === (twist.edge === "end");
  for (let step = 0; step < by; step++) {
    if (!grow) {
      // The last instruction stays covered: a handler that nothing reaches would be dead code.
      if (end - start <= 1) return;
      if (twist.edge === "start") {
        // The instruction before the range may be looked up in it.
        if (!keeps(start)) return;
        scopes[start++] = outer;
      } else scopes[--end] = outer;
    } else {
      const i = twist.edge === "start" ? start - 1 : end;
      if (i < 0 || i >= code.count || scopes[i] !== outer || !keeps(i)) return;
      if (i + 1 < code.count && !keeps(i + 1)) return;
      if (code.op[i] === OP.RESUME || code.op[i] === OP.MAKE_CELL || code.op[i] === OP.COPY_FREE_VARS) return;
      scopes[i] = scope;
      if (twist.edge === "start") start--;
      else end++;
    }
  }
}

/** Puts NOPs behind an instruction of twisted statement `twisted`. */
export function insertNops(asm: Assembly, twist: Twist & { readonly k: "nop" }, twisted: number): void {
  const { code, spare, labelAt } = asm;
  const after = instructionMeant(asm, twist, twisted);
  if (after < 0 || code.count + twist.n > CAPACITY || code.op[after] === OP.YIELD_VALUE) return;
  spare.count = 0;
  for (let i = 0; i < code.count; i++) {
    spare.copy(code, i);
    if (i !== after) continue;
    for (let n = 0; n < twist.n; n++) {
      const at = spare.count;
      spare.copy(code, i);
      spare.op[at] = OP.NOP;
      spare.arg[at] = 0;
      spare.label[at] = -1;
    }
  }
  for (let label = 0; label < asm.labels; label++) {
    if ((labelAt[label] as number) > after) labelAt[label] = (labelAt[label] as number) + twist.n;
  }
  asm.swap();
}

/** Index of the instruction of a twisted statement that a twist means, -1 for none. */
export function instructionMeant(
  asm: Assembly,
  { op, at }: Exclude<Twist, { readonly k: "range" }>,
  twisted: number,
): number {
  const { code } = asm;
  const { count } = code;
  const opcode = op === null ? -1 : OP[op];
  let candidates = 0;
  for (let i = 0; i < count; i++) {
    if (code.twisted[i] === twisted && (opcode < 0 || realOpcode(asm, i) === opcode)) candidates++;
  }
  if (candidates === 0) return -1;
  let left = at % candidates;
  for (let i = 0; i < count; i++) {
    if (code.twisted[i] !== twisted || (opcode >= 0 && realOpcode(asm, i) !== opcode)) continue;
    if (left-- === 0) return i;
  }
  return -1;
}
