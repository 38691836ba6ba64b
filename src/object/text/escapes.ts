/**
 * Source forms of str and bytes, and counting in code points.
 *
 * @module
 */

const SHORT: Readonly<Record<number, string>> = { 9: "\\t", 10: "\\n", 13: "\\r", 92: "\\\\" };

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, "0");
}

/** Characters that repr writes as they are, beyond ASCII (`Py_UNICODE_ISPRINTABLE`). */
function isPrintable(char: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u.test(char);
}

const PLAIN = /^[ !#-&(-[\]-~]*$/;

/** `repr` of a str; with `asciiOnly` that of `ascii()`. */
export function strRepr(text: string, asciiOnly = false): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let result = quote;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (char === quote) result += `\\${quote}`;
    else if (SHORT[code] !== undefined) result += SHORT[code];
    else if (code < 0x20 || code === 0x7f) result += `\\x${hex(code, 2)}`;
    else if (code < 0x7f) result += char;
    else if (!asciiOnly && isPrintable(char)) result += char;
    else if (code < 0x100) result += `\\x${hex(code, 2)}`;
    else if (code < 0x10000) result += `\\u${hex(code, 4)}`;
    else result += `\\U${hex(code, 8)}`;
  }
  return result + quote;
}

/** `repr` of bytes. */
export function bytesRepr(bytes: ArrayLike<number>): string {
  let single = false;
  let double = false;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 39) single = true;
    if (bytes[i] === 34) double = true;
  }
  const quote = single && !double ? 34 : 39;
  let result = `b${String.fromCharCode(quote)}`;
  for (let i = 0; i < bytes.length; i++) {
    const code = bytes[i] as number;
    if (code === quote) result += `\\${String.fromCharCode(code)}`;
    else if (SHORT[code] !== undefined) result += SHORT[code];
    else if (code < 0x20 || code >= 0x7f) result += `\\x${hex(code, 2)}`;
    else result += String.fromCharCode(code);
  }
  return result + String.fromCharCode(quote);
}

const SURROGATE = /[\ud800-\udfff]/;

/** True when code units are code points, so that JavaScript's own indexing is Python's. */
export function isBmp(text: string): boolean {
  return !SURROGATE.test(text);
}

/** `len` of a str. */
export function strLength(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The character at a code-point index within the length. */
export function charAt(text: string, index: number): string {
  if (!SURROGATE.test(text)) return text[index] as string;
  return Array.from(text)[index] as string;
}

/** The characters from `start` up to `stop`, code-point indexes within the length. */
export function sliceText(text: string, start: number, stop: number): string {
  if (start >= stop) return "";
  if (!SURROGATE.test(text)) return text.slice(start, stop);
  return Array.from(text).slice(start, stop).join("");
}
