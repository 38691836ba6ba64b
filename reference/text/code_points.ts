/**
 * Strings as sequences of code points. JavaScript strings are sequences of UTF-16 units; a surrogate pair is one
 * character here, a lone surrogate is one as well.
 *
 * @module
 */

/** Whether every character is one UTF-16 unit, so that units and code points have the same indices. */
function isPlain(text: string): boolean {
  return !/[\ud800-\udbff][\udc00-\udfff]/.test(text);
}

/** `len(text)`. */
export function codePointLength(text: string): number {
  if (isPlain(text)) return text.length;
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** `text[start:stop]` for 0 <= start and stop possibly beyond the end. */
export function codePointSlice(text: string, start: number, stop: number): string {
  return isPlain(text) ? text.slice(start, Math.max(start, stop)) : Array.from(text).slice(start, stop).join("");
}

/** Index in code points of a position in UTF-16 units. */
export function codePointIndexOf(text: string, unit: number): number {
  return codePointLength(text.slice(0, unit));
}

/** Position in UTF-16 units of an index in code points; the end for indices beyond it. */
export function unitIndexOf(text: string, index: number): number {
  if (isPlain(text)) return Math.min(index, text.length);
  let unit = 0;
  for (const char of text) {
    if (index-- <= 0) break;
    unit += char.length;
  }
  return unit;
}

/** Order of two strings by code points: negative, zero or positive. */
export function compareCodePoints(left: string, right: string): number {
  if (left === right) return 0;
  // Without astral characters, UTF-16 order is code-point order.
  if (isPlain(left) && isPlain(right)) return left < right ? -1 : 1;
  const a = Array.from(left);
  const b = Array.from(right);
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) {
    const difference = (a[i] as string).codePointAt(0)! - (b[i] as string).codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Bytes as characters U+0000 to U+00FF. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
