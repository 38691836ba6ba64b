/**
 * Complex numbers from text, as `complex(text)` reads them.
 *
 * @module
 */

import { parseFloatText, stripSpace } from "./parse_number.ts";

const NUMBER = String.raw`(?:(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)?(?:e[+-]?\d+(?:_\d+)*)?|inf|infinity|nan)`;
const COMPLEX = new RegExp(`^([+-]?${NUMBER})?(?:([+-]?${NUMBER})j)?$`, "i");

/** Real and imaginary part; null when the text is malformed (`complex_from_string_inner`). */
export function parseComplexText(text: string): readonly [real: number, imaginary: number] | null {
  let body = stripSpace(text);
  if (body.startsWith("(") && body.endsWith(")")) body = stripSpace(body.slice(1, -1));
  if (body === "") return null;
  const whole = parseFloatText(body);
  if (whole !== null) return [whole, 0];
  if (!/j$/i.test(body)) return null;
  const imaginary = partOf(body.slice(0, -1));
  if (imaginary !== null) return [0, imaginary];
  const match = COMPLEX.exec(body);
  if (match === null || match[2] === undefined || !/^[+-]/.test(match[2])) return null;
  const real = parseFloatText(match[1] ?? "");
  const rest = partOf(match[2]);
  return real === null || rest === null ? null : [real, rest];
}

/** A number, where a bare sign (or nothing) means one. */
function partOf(text: string): number | null {
  if (text === "" || text === "+") return 1;
  return text === "-" ? -1 : parseFloatText(text);
}
