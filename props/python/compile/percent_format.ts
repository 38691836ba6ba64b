/**
 * `"%s and %r" % (a, b)` as an f-string; the pin's `optimize_format`.
 *
 * @module
 */

import type { Expr, Loc } from "../syntax/nodes.ts";

const NOWHERE: Loc = { line: -1, endLine: -1, col: -1, endCol: -1 };
/** One unit: flags, width, precision, and `s`, `r` or `a`. */
const UNIT = /%([-+ #0]*)(\d{0,2})(?:\.(\d{0,2}))?([sra])/y;
const TEXT = /(?:[^%]|%%)+/y;

/** The joined string, or null where the format is not simple enough or does not fit its values. */
export function formatOf({ loc }: Expr, format: string, elts: readonly Expr[]): Expr | null {
  if (elts.some(({ k }) => k === "Starred")) return null;
  const values: Expr[] = [];
  let next = 0;
  for (let at = 0; at < format.length;) {
    TEXT.lastIndex = at;
    const text = TEXT.exec(format);
    if (text !== null) {
      values.push(textOf(text[0].replaceAll("%%", "%")));
      at = TEXT.lastIndex;
      continue;
    }
    UNIT.lastIndex = at;
    const unit = UNIT.exec(format);
    const value = elts[next++];
    if (unit === null || value === undefined) return null;
    const [, flags, width, precision, letter] = unit as unknown as [string, string, string, string | undefined, string];
    const isLeft = flags.includes("-");
    let spec = !isLeft && width !== "" && Number(width) > 0 ? ">" : "";
    if (width !== "") spec += Number(width);
    if (precision !== undefined) spec += `.${Number(precision)}`;
    values.push({
      k: "FormattedValue",
      value,
      conversion: " sra".indexOf(letter),
      spec: spec === "" ? null : textOf(spec),
      loc: value.loc,
    });
    at = UNIT.lastIndex;
  }
  return next < elts.length ? null : { k: "JoinedStr", values, loc };
}

function textOf(v: string): Expr {
  return { k: "Constant", value: { t: "str", v }, loc: NOWHERE };
}
