/**
 * `repr` of str and bytes, and `ascii`.
 *
 * @module
 */

/** Categories whose characters `repr` escapes: other, separators; the plain space is printable all the same. */
const NOT_PRINTABLE = /[\p{C}\p{Z}]/u;

/** `text.isprintable()`. */
export function isPrintable(text: string): boolean {
  return !NOT_PRINTABLE.test(text.replaceAll(" ", ""));
}

/** The quote that needs fewest escapes: single ones unless the text has only single ones. */
function quoteFor(text: string): string {
  return text.includes("'") && !text.includes('"') ? '"' : "'";
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The escape of a character by its number: two, four or eight hexadecimal digits. */
export function hexEscape(code: number): string {
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

/** Printable characters of ASCII other than quotes and the backslash: most texts have nothing else. */
const PLAIN = /^[ !#-&(-[\]-~]*$/;

/** `repr(text)`. */
export function strRepr(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const quote = quoteFor(text);
  let result = quote;
  for (const char of text) {
    if (char === quote) result += `\\${char}`;
    else result += NAMED_ESCAPES[char] ?? (isPrintable(char) ? char : hexEscape(char.codePointAt(0) as number));
  }
  return result + quote;
}

/** The text with every character outside ASCII escaped, as `ascii()` does to a repr. */
export function escapeNonAscii(text: string): string {
  let result = "";
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    result += code < 128 ? char : hexEscape(code);
  }
  return result;
}

/** `repr(bytes)`. */
export function bytesRepr(bytes: Uint8Array): string {
  const quote = quoteFor(String.fromCharCode(...bytes));
  let result = `b${quote}`;
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char === quote) result += `\\${char}`;
    else result += NAMED_ESCAPES[char] ?? (byte >= 32 && byte < 127 ? char : hexEscape(byte));
  }
  return result + quote;
}
