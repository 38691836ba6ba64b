/**
 * Traces: straight lines of uops that an executor runs. A trace is a value; passes make new ones.
 *
 * @module
 */

import { TierproofError } from "../isa/errors.ts";
import { type UopName, uopNameOf, UOPS } from "../isa/uops.ts";

/** One uop of a trace (`_PyUOpInstruction`). */
export interface UopInstruction {
  /** Id of the uop; its name is `uopNameOf(uop)`. */
  readonly uop: number;
  /** 32 bits, unsigned. */
  readonly oparg: number;
  /** 64 bits, unsigned: an inline-cache entry. A bigint only beyond 2**53 - 1. */
  readonly operand: number | bigint;
}

/** The uops of a trace in the order of execution; jump targets are indexes into it. */
export type Trace = readonly UopInstruction[];

/** One uop by name, for tests and passes. */
export function uop(name: UopName, oparg = 0, operand: number | bigint = 0): UopInstruction {
  return { uop: UOPS[name].id, oparg, operand };
}

/** `_NAME` of a uop for people; `<nil>` where the table has none, as the pin's `uop_item` says. */
export function uopLabel(id: number): string {
  return uopNameOf(id) ?? "<nil>";
}

/** One uop as text: name, then oparg, then operand; zeros at the end are left out. */
export function formatUop(instruction: UopInstruction): string {
  const { uop: id, oparg, operand } = instruction;
  const wide = typeof operand === "bigint" ? operand !== 0n : operand !== 0;
  const name = uopLabel(id);
  if (wide) return `${name} ${oparg} ${operand}`;
  return oparg === 0 ? name : `${name} ${oparg}`;
}

/** A trace as text, one uop a line, without indexes; {@linkcode parseTrace} reads it back. */
export function formatTrace(trace: Trace): string {
  return trace.map(formatUop).join("\n");
}

/** Reads the text form of a trace; empty lines and what follows a `#` do not count. */
export function parseTrace(text: string): Trace {
  const trace: UopInstruction[] = [];
  text.split("\n").forEach((line, index) => {
    const [name, oparg = "0", operand = "0", ...rest] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (name === undefined || name === "") return;
    const where = `trace, line ${index + 1}`;
    if (!Object.hasOwn(UOPS, name)) throw new TierproofError("pass", `${where}: ${name} is not a uop`);
    if (rest.length > 0 || !/^\d+$/.test(oparg) || !/^\d+$/.test(operand)) {
      throw new TierproofError("pass", `${where}: expected "NAME [oparg [operand]]", found ${JSON.stringify(line)}`);
    }
    const exact = Number(operand);
    trace.push({
      uop: UOPS[name as UopName].id,
      oparg: Number(oparg),
      operand: Number.isSafeInteger(exact) ? exact : BigInt(operand),
    });
  });
  return trace;
}
