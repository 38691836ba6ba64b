/**
 * Compares the executors and inline caches that a run from scratch left behind with the recorded ones. Versions and
 * pointers differ between processes and are left aside.
 *
 * @module
 */

import { decodeAt } from "../../src/isa/code_unit.ts";
import { CACHE_UNITS_OF, opcodeKind, type OpcodeName, opcodeNameOf, OPCODES } from "../../src/isa/opcodes.ts";
import { expansionOf } from "../../src/isa/expansion.ts";
import { uopNameOf, uopRow } from "../../src/isa/uops.ts";
import type { Trace } from "../../src/optimizer/trace.ts";
import {
  type RecordedCode,
  type RecordedExecutor,
  type RecordedOperand,
  type RecordedUop,
  unitsFromHex,
} from "./load.ts";
import type { Mismatch } from "./runs.ts";

/** An executor as an engine's inspection shows it. */
export interface InspectedExecutor {
  readonly unit: number;
  readonly valid: boolean;
  readonly trace: Trace;
  readonly opcode: number;
  readonly oparg: number;
}

/** A code object as an engine's inspection shows it. */
export interface InspectedCode {
  readonly adaptive: Uint16Array;
  readonly executors: readonly InspectedExecutor[];
}

function operandText(operand: RecordedOperand): string {
  if (typeof operand === "number") return String(operand);
  return `<${operand.kind}>`;
}

/** One recorded uop as text; versions and pointers by kind. */
function recordedUopText(uop: RecordedUop): string {
  return `${uop[0]} ${uop[1]} ${operandText(uop[2])}`;
}

/** A trace of ours as texts comparable with the recorded ones. */
function traceTexts(trace: Trace): string[] {
  return trace.map((instruction) => {
    const name = uopNameOf(instruction.uop);
    const kind = name === undefined ? undefined : uopRow(name).operandKind;
    const operand = kind === "version" || kind === "pointer" ? `<${kind}>` : String(instruction.operand);
    return `${name} ${instruction.oparg} ${operand}`;
  });
}

/** First difference between two lists of lines, with two lines of context on each side. */
export function compareLines(what: string, recorded: readonly string[], ours: readonly string[]): Mismatch | null {
  for (let i = 0; i < Math.max(recorded.length, ours.length); i++) {
    if (recorded[i] === ours[i]) continue;
    const window = (lines: readonly string[]): string =>
      lines.slice(Math.max(0, i - 2), i + 3).join("\n") || "(nothing)";
    return {
      what: `${what}, line ${i} (lengths ${recorded.length} and ${ours.length})`,
      recorded: window(recorded),
      ours: window(ours),
    };
  }
  return null;
}

function describe(executor: { opcode: number; oparg: number; valid: boolean }): string {
  return `saved ${opcodeNameOf(executor.opcode)} ${executor.oparg}, ${executor.valid ? "valid" : "invalid"}`;
}

/** Compares one recorded executor with ours at the same place. */
function compareExecutor(recorded: RecordedExecutor, ours: InspectedExecutor | undefined): Mismatch | null {
  const where = `executor at unit ${recorded.offset / 2}`;
  if (ours === undefined) return { what: where, recorded: "present", ours: "absent" };
  const left = describe({ opcode: recorded.vm.opcode, oparg: recorded.vm.oparg, valid: recorded.valid });
  if (left !== describe(ours)) return { what: where, recorded: left, ours: describe(ours) };
  return compareLines(where, recorded.trace.map(recordedUopText), traceTexts(ours.trace));
}

/** Compares all executors of one code object; one entry for each recorded one and each one too many. */
export function compareExecutors(recorded: RecordedCode, ours: InspectedCode): (Mismatch | null)[] {
  const expected = recorded.executors ?? [];
  const verdicts = expected.map((executor) =>
    compareExecutor(executor, ours.executors.find((candidate) => candidate.unit * 2 === executor.offset))
  );
  for (const extra of ours.executors) {
    if (!expected.some((executor) => executor.offset === extra.unit * 2)) {
      verdicts.push({ what: `executor at unit ${extra.unit}`, recorded: "absent", ours: describe(extra) });
    }
  }
  return verdicts;
}

/** Compares the uops that occur in the traces left behind, and the number of executors, with the recorded ones. */
export function compareUopSets(
  recorded: readonly string[],
  executors: number | null,
  codes: readonly InspectedCode[],
): Mismatch | null {
  const made = codes.flatMap((code) => code.executors);
  if (executors !== null && made.length !== executors) {
    return { what: "number of executors", recorded: String(executors), ours: String(made.length) };
  }
  const ours = new Set(made.flatMap(({ trace }) => trace.map(({ uop }) => String(uopNameOf(uop)))));
  const theirs = new Set(recorded);
  const beyond = (one: ReadonlySet<string>, other: ReadonlySet<string>): string =>
    [...one].filter((name) => !other.has(name)).join(" ") || "(nothing more)";
  if (theirs.symmetricDifference(ours).size === 0) return null;
  return { what: "uops in traces", recorded: beyond(theirs, ours), ours: beyond(ours, theirs) };
}

/** Cache units of a form that hold neither a version nor a pointer: the counter and the indexes its uops read. */
function stableUnits(name: OpcodeName): number[] {
  const stable = [1];
  if (opcodeKind(name) !== "specialized") return stable;
  for (const uop of expansionOf(name)) {
    const row = uopRow(uop.name);
    if (row.operandKind === "index" && row.operandUnits === 1) stable.push(uop.offset + 1);
  }
  return stable;
}

/** One text an instruction: opcode, oparg and the cache units that do not differ between processes. */
function adaptiveTexts(units: Uint16Array): string[] {
  const texts: string[] = [];
  for (let start = 0; start < units.length;) {
    const instruction = decodeAt(units, start);
    const name = opcodeNameOf(instruction.opcode);
    if (name === undefined) return [...texts, `${start} unknown opcode ${instruction.opcode}`];
    let next = instruction.next;
    let caches = "";
    if (name === "ENTER_EXECUTOR") {
      // It has no cache of its own but hides that of the JUMP_BACKWARD which it replaced.
      next = instruction.at + 1 + (CACHE_UNITS_OF[OPCODES.JUMP_BACKWARD.opcode] as number);
    }
    if (next > instruction.at + 1) {
      caches = stableUnits(name).map((unit) => (units[instruction.at + unit] as number).toString(16).padStart(4, "0"))
        .join(" ");
    }
    texts.push(`${start} ${name} ${instruction.oparg}${caches === "" ? "" : ` [${caches}]`}`);
    start = next;
  }
  return texts;
}

/** Compares the bytecode at the end of a run: specialized forms, counters and cached indexes. */
export function compareAdaptive(recorded: RecordedCode, ours: InspectedCode): Mismatch | null {
  if (recorded.final_adaptive === undefined) return null;
  return compareLines(
    `bytecode of ${recorded.qualname} after the run`,
    adaptiveTexts(unitsFromHex(recorded.final_adaptive)),
    adaptiveTexts(ours.adaptive),
  );
}
