/**
 * One uop as text for people.
 *
 * @module
 */

import { hasFlag } from "../../src/isa/flags.ts";
import { uopNameOf, uopRow } from "../../src/isa/uops.ts";
import type { TraceUop } from "../../src/oracle/verify_trace.ts";

/** A uop with its operands; an oparg that the uop does not read is left out. */
export function uopText({ uop, oparg, operand }: TraceUop): string {
  const name = uopNameOf(uop);
  if (name === undefined) return `<${uop}> ${oparg}`;
  const shown = hasFlag(uopRow(name).flags, "ARG") ? ` ${oparg}` : "";
  return `${name}${shown}${BigInt(operand) === 0n ? "" : ` ${shown === "" ? "" : "/ "}${operand}`}`;
}
