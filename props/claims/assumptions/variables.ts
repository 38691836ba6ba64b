/**
 * The variables of the frames that run, as other code sees them.
 *
 * @module
 */

import { PyCell } from "../../../src/object/values/callable_values.ts";
import type { PyFrame } from "../../../src/object/values/frame.ts";
import type { Value } from "../../../src/object/values/value.ts";
import type { Machine } from "../../../src/vm/machine.ts";
import { boundedText } from "../../../src/vm/tier2/boundaries.ts";

/** Work that the text of one variable may take. */
const TEXT_WORK = 500;

/** Variables of the frames that run, innermost first, as texts that take nothing from the run. */
export function variables(m: Machine): readonly string[] {
  const lines: string[] = [];
  for (let frame: PyFrame | null = m.frame; frame !== null; frame = frame.previous) {
    const { code, stack } = frame as Machine["frame"];
    const values = code.localNames.map((name, slot) => `${name}=${textOf(m, stack[slot])}`);
    if (code.index >= 0) lines.push(`${code.name}: ${values.join(", ")}`);
  }
  return lines;
}

function textOf(m: Machine, value: Value): string {
  return value instanceof PyCell ? `cell of ${textOf(m, value.contents)}` : boundedText(m, value, TEXT_WORK);
}
