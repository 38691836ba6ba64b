/**
 * The variables of the frames that run, as other code sees them.
 *
 * @module
 */

import { canonicalText } from "../../../src/object/text/canonical.ts";
import { PyCell } from "../../../src/object/values/callable_values.ts";
import type { PyFrame } from "../../../src/object/values/frame.ts";
import type { Value } from "../../../src/object/values/value.ts";
import type { Machine } from "../../../src/vm/machine.ts";

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
  if (value === undefined) return "-";
  if (value instanceof PyCell) return `cell of ${textOf(m, value.contents)}`;
  const { work } = m;
  m.work = TEXT_WORK;
  try {
    return canonicalText(m, value);
  } catch {
    m.poisoned = null;
    m.poisonDetail = "";
    return "(too big)";
  } finally {
    m.work = work;
  }
}
