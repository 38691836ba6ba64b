/**
 * What passes took out of a trace: guards that are gone, loads that became constants.
 *
 * @module
 */

import { FLAG_BITS, flagBits } from "../../../src/isa/flags.ts";
import { type UopName, uopNameOf, uopRow, UOPS } from "../../../src/isa/uops.ts";
import type { PyCode } from "../../../src/object/values/code.ts";
import type { Trace, UopInstruction } from "../../../src/optimizer/trace.ts";

/** Something that a trace relies on, and no longer looks at itself. */
export interface Assumption {
  /** The uop that went. */
  readonly uop: UopName;
  /** Its place in the trace as it was translated. */
  readonly index: number;
  /** Its operand: the version that it compared, where it did; else 0. */
  readonly version: number;
  /** The name that its instruction is about; empty where there is none. */
  readonly name: string;
  /** Where that instruction stands. */
  readonly unit: number;
  readonly code: string;
  /** The uop that relies on it: the next one of the instruction that is no guard, or the one itself. */
  readonly reliedOnBy: UopName;
}

/** How far a uop is looked for behind its place: passes add few. */
const WINDOW = 8;

function isSame(left: UopInstruction | undefined, right: UopInstruction): boolean {
  return left !== undefined && left.uop === right.uop && left.oparg === right.oparg && left.operand === right.operand;
}

/** Which uops of a trace are not in what passes made of it. */
function goneFrom(before: Trace, after: Trace): readonly boolean[] {
  let at = 0;
  return before.map((each) => {
    for (let ahead = 0; ahead < WINDOW && at + ahead < after.length; ahead++) {
      if (!isSame(after[at + ahead], each)) continue;
      at += ahead + 1;
      return false;
    }
    // What is not found leaves a NOP or nothing behind.
    if (at < after.length && (after[at] as UopInstruction).uop === UOPS.NOP.id) at++;
    return true;
  });
}

function isGuard(name: UopName): boolean {
  return /^_(GUARD|CHECK|ITER_CHECK)/.test(name);
}

/** The name in an instruction's oparg. */
function nameIn(code: PyCode, uop: UopName, oparg: number): string {
  const shift = /^_?(STORE|DELETE)_|_NAME$/.test(uop) ? 0 : uop.startsWith("LOAD_SUPER") ? 2 : 1;
  return code.names[oparg >> shift] ?? "";
}

const ARG = FLAG_BITS.ARG;

/** The uops of one instruction. */
interface Group {
  readonly from: number;
  to: number;
  readonly unit: number;
  readonly code: PyCode;
}

/** Instructions of a trace, each in the code that it belongs to. `calleeOf` finds the code of a function by its version. */
function groupsOf(trace: Trace, code: PyCode, unit: number, calleeOf: (version: number) => PyCode | null): Group[] {
  const groups: Group[] = [];
  const frames: PyCode[] = [code];
  let version = 0;
  trace.forEach(({ uop, oparg, operand }, index) => {
    const current = frames.at(-1) ?? code;
    if (uop === UOPS._SET_IP.id) groups.push({ from: index, to: index + 1, unit: oparg, code: current });
    else if (groups.length === 0) groups.push({ from: index, to: index + 1, unit, code: current });
    else (groups.at(-1) as Group).to = index + 1;
    if (uop === UOPS._CHECK_FUNCTION_EXACT_ARGS.id) version = Number(operand);
    else if (uop === UOPS._PUSH_FRAME.id) frames.push(calleeOf(version) ?? current);
    else if (uop === UOPS._POP_FRAME.id) frames.pop();
  });
  return groups;
}

/** What a trace assumes, once passes have been at it. */
export function assumptionsOf(
  before: Trace,
  after: Trace,
  code: PyCode,
  unit: number,
  calleeOf: (version: number) => PyCode | null,
): readonly Assumption[] {
  const gone = goneFrom(before, after);
  const assumptions: Assumption[] = [];
  for (const group of groupsOf(before, code, unit, calleeOf)) {
    const uops = before.slice(group.from, group.to).map(({ uop }) => uopNameOf(uop) as UopName);
    // The uop that does the work knows the name by its oparg.
    const worker = uops.findLastIndex((uop) => (flagBits(uopRow(uop).flags) & ARG) !== 0 && uop !== "_SET_IP");
    const oparg = worker < 0 ? 0 : (before[group.from + worker] as UopInstruction).oparg;
    const name = worker < 0 ? "" : nameIn(group.code, uops[worker] as UopName, oparg);
    uops.forEach((uop, i) => {
      const index = group.from + i;
      if (!gone[index] || uop === "_SET_IP" || uop === "NOP") return;
      const version = uopRow(uop).operandKind === "version" ? Number((before[index] as UopInstruction).operand) : 0;
      const reliedOnBy = uops.slice(i).find((each) => !isGuard(each)) ?? uop;
      const { unit, code: { name: of } } = group;
      assumptions.push({ uop, index, version, name, unit, code: of, reliedOnBy });
    });
  }
  return assumptions;
}
