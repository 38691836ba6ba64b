/**
 * Random code as the optimizer sees it while a program runs: any instructions in any order, any inline caches and branch
 * histories, functions by version, executors over jumps. No interpreter could run it; the translator must cope with all of it.
 *
 * @module
 */

import { codeUnit, type CodeUnits } from "../../src/isa/code_unit.ts";
import { InvariantError } from "../../src/isa/errors.ts";
import { EXPANSION_OF } from "../../src/isa/expansion.ts";
import { hasFlag } from "../../src/isa/flags.ts";
import { CACHE_UNITS_OF, OPCODE_NAMES, opcodeRow, OPCODES } from "../../src/isa/opcodes.ts";
import { UOPS } from "../../src/isa/uops.ts";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import type { FunctionVersions, TraceableCode } from "../../src/optimizer/code.ts";
import { Executor } from "../../src/optimizer/executor.ts";
import { ExecutorArray } from "../../src/optimizer/executor_array.ts";
import { type Choices, weights } from "../core/choices.ts";

/** An executor of which only the instruction under it matters. */
class PatchedJump extends Executor {
  readonly type = "patched jump";

  constructor(oparg: number) {
    super(new BloomFilter());
    this.opcode = OPCODES.JUMP_BACKWARD.opcode;
    this.oparg = oparg;
  }

  override execute(): number {
    throw new InvariantError("a patched jump never runs");
  }
}

/** Code objects that may call each other, and where an attempt begins. */
export interface RandomCode {
  /** The first one holds the loop. */
  readonly codes: readonly TraceableCode[];
  readonly destUnit: number;
  readonly functionVersions: FunctionVersions;
}

const { ENTER_EXECUTOR, EXTENDED_ARG, JUMP_BACKWARD, JUMP_FORWARD } = OPCODES;
const BRANCHES: readonly number[] = [
  OPCODES.POP_JUMP_IF_FALSE.opcode,
  OPCODES.POP_JUMP_IF_TRUE.opcode,
  OPCODES.POP_JUMP_IF_NONE.opcode,
  OPCODES.POP_JUMP_IF_NOT_NONE.opcode,
];
const CALLS = [OPCODES.CALL_PY_EXACT_ARGS.opcode, OPCODES.CALL_BOUND_METHOD_EXACT_ARGS.opcode];
const RETURNS = [OPCODES.RETURN_VALUE.opcode, OPCODES.RETURN_CONST.opcode];
const PAIRS = [
  OPCODES.LOAD_FAST_LOAD_FAST.opcode,
  OPCODES.STORE_FAST_LOAD_FAST.opcode,
  OPCODES.STORE_FAST_STORE_FAST.opcode,
];

function lastUop(opcode: number): number | undefined {
  return EXPANSION_OF[opcode]?.at(-1)?.uop;
}

const REAL = OPCODE_NAMES.map((name) => opcodeRow(name)).filter(({ opcode, instrumented }) =>
  opcode > 0 && opcode < 256 && instrumented === undefined && opcode !== ENTER_EXECUTOR.opcode &&
  opcode !== EXTENDED_ARG.opcode
);
/** Instructions with uops; calls, returns and branches, which need somewhere to go, left out. */
const PLAIN = REAL.filter(({ opcode }) =>
  (EXPANSION_OF[opcode]?.length ?? 0) > 0 && !BRANCHES.includes(opcode) && lastUop(opcode) !== UOPS._PUSH_FRAME.id &&
  lastUop(opcode) !== UOPS._POP_FRAME.id
).map(({ opcode }) => opcode);
/** Instructions that end a trace. */
const UNSUPPORTED = REAL.filter(({ opcode, flags }) =>
  (EXPANSION_OF[opcode]?.length ?? 0) === 0 && !hasFlag(flags, "JUMP")
).map(({ opcode }) => opcode);

/** Instructions that report events, which end a trace, too. */
const INSTRUMENTED = OPCODE_NAMES.map((name) => opcodeRow(name)).filter(({ instrumented }) =>
  instrumented !== undefined
)
  .map(({ opcode }) => opcode);

const ENDING = [...UNSUPPORTED, ...INSTRUMENTED];

/** Histories around the line between likely and unlikely, and others. */
const HISTORIES = [0, 0xffff, 0x00ff, 0x01ff, 0xff00, 0xff80, 0x5555, 0xd555];

/** Plain, pair, branch, jump forward, jump backward, call, return, unsupported. */
const KINDS = weights(26, 6, 9, 3, 2, 9, 2, 1);

/** An instruction before its place is known. */
interface Drawn {
  readonly opcode: number;
  oparg: number;
  readonly prefixes: number;
  readonly kind: number;
  /** A jump forward to the end of long code. */
  readonly far: boolean;
  at: number;
  start: number;
}

/** In long code all jumps have a prefix, as 256 units may lie between them and where they go. */
function drawInstruction(choices: Choices, isLong: boolean, kind = choices.weighted(KINDS)): Drawn {
  const list = [PLAIN, PAIRS, BRANCHES, [JUMP_FORWARD.opcode], [JUMP_BACKWARD.opcode], CALLS, RETURNS, ENDING][kind];
  const opcode = (list as readonly number[])[choices.below((list as readonly number[]).length)] as number;
  // High bits would send jumps out of the code.
  const jumps = kind === 2 || kind === 3 || kind === 4;
  const prefixes = jumps && isLong ? 1 : choices.chance(1, 8) ? choices.int(1, 2) : 0;
  const oparg = jumps
    ? 0
    : choices.below(256) + (prefixes === 0 ? 0 : 256 * choices.below(prefixes === 1 ? 256 : 0x1_0000));
  return { ...instructionOf(opcode, kind), oparg, prefixes };
}

function instructionOf(opcode: number, kind: number): Drawn {
  return { opcode, oparg: 0, prefixes: 0, kind, far: false, at: 0, start: 0 };
}

/** Places instructions one after the other and gives jumps their distance, to the start of another instruction. */
function link(drawn: readonly Drawn[], choices: Choices): void {
  let unit = 0;
  for (const each of drawn) {
    each.start = unit;
    each.at = unit + each.prefixes;
    unit = each.at + 1 + (CACHE_UNITS_OF[each.opcode] as number);
  }
  drawn.forEach((each, index) => {
    const next = each.at + 1 + (CACHE_UNITS_OF[each.opcode] as number);
    if (each.kind === 2 || each.kind === 3) {
      // To the instruction behind it as a rule, or some further on; the last instruction is never a jump forward.
      const near = Math.min(index + 1 + choices.length(0, 6), drawn.length - 1);
      const to = each.far ? drawn.length - 1 - choices.below(3) : near;
      each.oparg = (drawn[to] as Drawn).start - next;
    } else if (each.kind === 4) {
      // Often to the beginning, which is the one place that every code object has.
      const to = choices.bool() ? 0 : choices.below(index + 1);
      each.oparg = next - (drawn[to] as Drawn).start;
    }
  });
}

function drawHistory(choices: Choices): number {
  const known = HISTORIES[choices.below(2 * HISTORIES.length)];
  return known ?? choices.below(0x1_0000);
}

function encode(drawn: readonly Drawn[], versions: readonly number[], choices: Choices): CodeUnits {
  const units: CodeUnits = [];
  for (const { opcode, oparg, prefixes, kind } of drawn) {
    for (let shift = prefixes; shift > 0; shift--) units.push(codeUnit(EXTENDED_ARG.opcode, oparg >>> (8 * shift)));
    units.push(codeUnit(opcode, oparg));
    const at = units.length;
    for (let n = CACHE_UNITS_OF[opcode] as number; n > 0; n--) units.push(choices.below(0x1_0000));
    if (kind === 2) units[at] = drawHistory(choices);
    if (kind === 5) {
      const version = versions[choices.below(versions.length)] as number;
      units[at + 1] = version & 0xffff;
      units[at + 2] = version >>> 16;
    }
  }
  return units;
}

function drawVersion(choices: Choices): number {
  return choices.bool() ? choices.int(1, 3000) : choices.bits();
}

/** One code object; executors are already over some of its jumps backwards. */
function drawCode(
  choices: Choices,
  index: number,
  version: number,
  versions: readonly number[],
): { readonly code: TraceableCode; readonly drawn: readonly Drawn[] } {
  const isLong = choices.chance(1, 8);
  const length = isLong ? choices.int(60, 90) : choices.int(2, 22);
  const drawn = Array.from({ length }, () => drawInstruction(choices, isLong));
  // No trace is as long as that: a jump leaps over most of it.
  if (isLong) {
    drawn[choices.below(3)] = { ...instructionOf(JUMP_FORWARD.opcode, 3), prefixes: 1, far: true };
  }
  const end = choices.bool() ? 4 : 6;
  const opcode = end === 4 ? JUMP_BACKWARD.opcode : RETURNS[choices.below(2)] as number;
  drawn.push({ ...instructionOf(opcode, end), oparg: choices.below(256), prefixes: isLong ? 1 : 0 });
  link(drawn, choices);
  const units = encode(drawn, versions, choices);
  return { code: codeOf(index, units, version, drawn, choices, isLong), drawn };
}

/** Code with executors over some of its jumps backwards. */
function codeOf(
  index: number,
  units: CodeUnits,
  version: number,
  drawn: readonly Drawn[],
  choices: Choices,
  isLong: boolean,
): TraceableCode {
  const array = new ExecutorArray();
  for (const { kind, at, oparg } of drawn) {
    if (kind !== 4 || !choices.chance(isLong ? 2 : 1, 3)) continue;
    units[at] = codeUnit(ENTER_EXECUTOR.opcode, array.slots.length);
    array.slots.push(new PatchedJump(oparg & 0xff));
  }
  array.capacity = array.slots.length;
  return {
    name: `f${index}`,
    address: 0x7f00_0000_0000n + 16n * BigInt(choices.bits()),
    units,
    version,
    executors: array.slots.length === 0 ? null : array,
  };
}

/** A loop whose jump back is far from its top, with little on the likely way in between: what a jump with a prefix closes. */
function drawFarLoop(
  choices: Choices,
  version: number,
  versions: readonly number[],
): { readonly code: TraceableCode; readonly drawn: readonly Drawn[] } {
  const before = Array.from({ length: choices.below(4) }, () => drawInstruction(choices, true, choices.below(2)));
  // Nothing comes here.
  const between = Array.from({ length: choices.int(240, 300) }, () => instructionOf(OPCODES.NOP.opcode, 0));
  const back = { ...drawInstruction(choices, true, 4), prefixes: choices.chance(1, 3) ? 2 : 1 };
  const leap = { ...drawInstruction(choices, true, 3), far: true };
  const drawn = [...before, leap, ...between, back];
  link(drawn, choices);
  leap.oparg = back.start - (leap.at + 1);
  back.oparg = back.at + 1 + (CACHE_UNITS_OF[back.opcode] as number);
  // Further back than the code goes: two bytes of it would lead to the top.
  if (back.prefixes === 2) back.oparg += 0x1_0000 * choices.below(3);
  return { code: codeOf(0, encode(drawn, versions, choices), version, drawn, choices, true), drawn };
}

/** Two to six code objects and an attempt at a loop of the first. */
export function drawRandomCode(choices: Choices): RandomCode {
  const count = choices.int(2, 6);
  const known = Array.from({ length: count }, () => drawVersion(choices));
  // A call site may name a version that nobody has any more.
  const versions = [...known, drawVersion(choices)];
  const isFarLoop = choices.chance(1, 8);
  const made = known.map((version, index) => {
    // A function that was given other code keeps no promise about that code's version.
    const own = choices.chance(1, 6) ? drawVersion(choices) : version;
    if (index === 0 && isFarLoop) return drawFarLoop(choices, own, versions);
    return drawCode(choices, index, own, versions);
  });
  const codes = made.map(({ code }) => code);
  const { drawn } = made[0] as (typeof made)[number];
  const jumps = drawn.filter(({ kind }) => kind === 4);
  // In long code the last one is far from its loop's top.
  const isLong = drawn.some(({ far }) => far);
  const jump = isLong && choices.bool() ? jumps.at(-1) : jumps[choices.below(Math.max(jumps.length, 1))];
  const destUnit = isFarLoop
    ? 0
    : jump === undefined || choices.chance(1, 4)
    ? (drawn[choices.below(drawn.length)] as Drawn).start
    : jump.at + 2 - jump.oparg;
  return {
    codes,
    destUnit,
    functionVersions: {
      lookup: (version) => {
        const index = known.indexOf(version);
        return index === -1 ? null : codes[index] as TraceableCode;
      },
    },
  };
}
