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
  /** The version by which its instruction knows the object that it is about: its own, or that of the guard beside it; else 0. */
  readonly known: number;
  /** The name that its instruction is about; empty where there is none. */
  readonly name: string;
  /** Where that instruction stands. */
  readonly unit: number;
  readonly code: string;
  /** The uop that relies on it: the next one of the instruction that is no guard, or the one itself. */
  readonly reliedOnBy: UopName;
  /** Variables of the frame that enters the trace that were loaded last before it, the last one first. */
  readonly variables: readonly string[];
}

function isSame(left: UopInstruction | undefined, right: UopInstruction): boolean {
  return left !== undefined && left.uop === right.uop && left.oparg === right.oparg && left.operand === right.operand;
}

function withoutNops(trace: Trace): Trace {
  return trace.filter(({ uop }) => uop !== UOPS.NOP.id);
}

/** Whether two traces do the same, NOPs aside. */
export function isUnchanged(before: Trace, after: Trace): boolean {
  const left = withoutNops(before);
  const right = withoutNops(after);
  return left.length === right.length && left.every((each, index) => isSame(right[index], each));
}

/** Lengths of the longest common parts of what is left of two traces from each pair of places on. */
function commonLengths(before: Trace, after: Trace): readonly Uint16Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    const row = rows[i] as Uint16Array;
    const below = rows[i + 1] as Uint16Array;
    for (let j = after.length - 1; j >= 0; j--) {
      row[j] = isSame(before[i], after[j] as UopInstruction)
        ? (below[j + 1] as number) + 1
        : Math.max(below[j] as number, row[j + 1] as number);
    }
  }
  return rows;
}

/** Which uops of a trace are not in what passes made of it. Passes that add nothing leave all others in their places. */
function goneFrom(before: Trace, after: Trace): readonly boolean[] {
  if (before.length === after.length) return before.map((each, index) => !isSame(after[index], each));
  const common = commonLengths(before, after);
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  let j = 0;
  return before.map((each, i) => {
    while (j < after.length && !isSame(after[j], each) && at(i, j + 1) === at(i, j) && at(i + 1, j) < at(i, j)) j++;
    if (j >= after.length || !isSame(after[j], each) || at(i + 1, j) === at(i, j)) return true;
    j++;
    return false;
  });
}

function isGuard(name: UopName): boolean {
  return /^_(GUARD|CHECK|ITER_CHECK)/.test(name);
}

/** The name in an instruction's oparg. */
function nameIn(code: PyCode, uop: UopName, oparg: number): string {
  if (/_FAST(_|$)|_DEREF$/.test(uop)) return code.localNames[oparg] ?? "";
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

/** Variables of an assumption at most. */
const MOST_VARIABLES = 2;

/** A load of a variable of the frame that enters the trace. */
interface VariableLoad {
  readonly index: number;
  readonly name: string;
}

function variableLoads(trace: Trace, code: PyCode): readonly VariableLoad[] {
  const loads: VariableLoad[] = [];
  let depth = 0;
  trace.forEach(({ uop, oparg }, index) => {
    if (uop === UOPS._PUSH_FRAME.id) depth++;
    else if (uop === UOPS._POP_FRAME.id) depth--;
    else if (depth === 0 && /^LOAD_FAST/.test(uopNameOf(uop) as UopName)) {
      loads.push({ index, name: code.localNames[oparg] ?? "" });
    }
  });
  return loads;
}

/** Names of the last loads before a place; of the first ones where there are none before. */
function variablesBefore(loads: readonly VariableLoad[], to: number): readonly string[] {
  const before = loads.filter(({ index }) => index < to).toReversed();
  return [...new Set((before.length > 0 ? before : loads).map(({ name }) => name))].slice(0, MOST_VARIABLES);
}

/** What passes were handed, and what they gave. */
export interface Rewritten {
  /** As it was translated. */
  readonly translated: Trace;
  /** As passes that are one's own found it. */
  readonly handed: Trace;
  readonly given: Trace;
}

/** What a trace assumes, once passes have been at it; what it assumes several times stands there once. */
export function assumptionsOf(
  { translated, handed, given }: Rewritten,
  code: PyCode,
  unit: number,
  calleeOf: (version: number) => PyCode | null,
): readonly Assumption[] {
  // The pin's passes leave all uops in their places.
  const before = handed.length === translated.length ? handed : translated;
  const gone = goneFrom(before, given);
  const loads = variableLoads(translated, code);
  const assumptions = new Map<string, Assumption>();
  for (const group of groupsOf(translated, code, unit, calleeOf)) {
    const uops = translated.slice(group.from, group.to).map(({ uop }) => uopNameOf(uop) as UopName);
    // The uop that does the work knows the name by its oparg, which all of an instruction have.
    const withArg = uops.findLastIndex((uop) => (flagBits(uopRow(uop).flags) & ARG) !== 0 && uop !== "_SET_IP");
    const worker = withArg < 0 ? uops.findLastIndex((uop) => /^_STORE_ATTR/.test(uop)) : withArg;
    const oparg = worker < 0 ? 0 : (translated[group.from + worker] as UopInstruction).oparg;
    const name = worker < 0 ? "" : nameIn(group.code, uops[worker] as UopName, oparg);
    const typeGuard = uops.indexOf("_GUARD_TYPE_VERSION");
    const type = typeGuard < 0 ? 0 : Number((translated[group.from + typeGuard] as UopInstruction).operand);
    uops.forEach((uop, i) => {
      const index = group.from + i;
      if (!gone[index] || (before[index] as UopInstruction).uop === UOPS.NOP.id) return;
      const version = uopRow(uop).operandKind === "version" ? Number((translated[index] as UopInstruction).operand) : 0;
      const reliedOnBy = uops.slice(i).find((each) => !isGuard(each) && each !== "_SET_IP") ?? uop;
      const { unit, code: { name: of } } = group;
      // The executor is valid or not, whoever asks.
      const key = uop === "_CHECK_VALIDITY" ? uop : `${uop} ${version} ${name} ${of}`;
      if (assumptions.has(key)) return;
      const variables = variablesBefore(loads, group.to);
      const known = version === 0 ? type : version;
      assumptions.set(key, { uop, index, version, known, name, unit, code: of, reliedOnBy, variables });
    });
  }
  return [...assumptions.values()];
}
