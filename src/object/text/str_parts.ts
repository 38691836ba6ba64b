/**
 * The parts of the str methods that need no machine. Positions are code points; arguments are checked by the callers.
 *
 * @module
 */

import { isBmp, sliceText, strLength } from "./escapes.ts";

/** `start` and `stop` of a search brought into range, as slices do (`ADJUST_INDICES`). */
export function clampRange(length: number, start: number, stop: number): readonly [start: number, stop: number] {
  const to = stop > length ? length : stop < 0 ? Math.max(stop + length, 0) : stop;
  const from = start < 0 ? Math.max(start + length, 0) : start;
  return [from, to];
}

/** First (or with `last`, last) position of `needle` within `start .. stop`, or -1. */
export function findText(text: string, needle: string, start: number, stop: number, last = false): number {
  const length = strLength(text);
  const [from, to] = clampRange(length, start, stop);
  if (from > to || from > length) return -1;
  if (isBmp(text)) {
    const window = text.slice(from, to);
    const at = last ? window.lastIndexOf(needle) : window.indexOf(needle);
    return at < 0 ? -1 : at + from;
  }
  const window = sliceText(text, from, to);
  const at = last ? window.lastIndexOf(needle) : window.indexOf(needle);
  return at < 0 ? -1 : from + strLength(window.slice(0, at));
}

/** Number of places, not overlapping, where `needle` occurs within `start .. stop`. */
export function countText(text: string, needle: string, start: number, stop: number): number {
  const length = strLength(text);
  const [from, to] = clampRange(length, start, stop);
  if (from > to || from > length) return 0;
  const window = sliceText(text, from, to);
  if (needle === "") return strLength(window) + 1;
  let count = 0;
  for (let at = window.indexOf(needle); at >= 0; at = window.indexOf(needle, at + needle.length)) count++;
  return count;
}

/** Whether `text[start:stop]` begins (or with `atEnd`, ends) with `affix`. */
export function hasAffix(text: string, affix: string, start: number, stop: number, atEnd: boolean): boolean {
  const length = strLength(text);
  const [from, to] = clampRange(length, start, stop);
  if (from > length || to - from < strLength(affix)) return false;
  const window = from === 0 && to === length ? text : sliceText(text, from, to);
  return atEnd ? window.endsWith(affix) : window.startsWith(affix);
}

/** True for characters that `split()` and `strip()` without argument take for white space. */
export function isSpaceChar(char: string): boolean {
  const code = char.charCodeAt(0);
  return (code >= 9 && code <= 13) || (code >= 0x1c && code <= 0x20) || code === 0x85 ||
    (code > 0x7f && code !== 0xfeff && /\s/.test(char));
}

/** Cuts characters off the ends: white space when `chars` is null. */
export function stripText(text: string, chars: string | null, left: boolean, right: boolean): string {
  const points = Array.from(text);
  const cut = chars === null ? isSpaceChar : ((set) => (char: string) => set.has(char))(new Set(Array.from(chars)));
  let from = 0;
  let to = points.length;
  if (left) { while (from < to && cut(points[from] as string)) from++; }
  if (right) { while (to > from && cut(points[to - 1] as string)) to--; }
  return points.slice(from, to).join("");
}

/** `split`: by white space when `separator` is null; `limit` splits at the most, below 0 for no limit. */
export function splitText(text: string, separator: string | null, limit: number): string[] {
  const parts: string[] = [];
  if (separator === null) {
    const points = Array.from(text);
    let at = 0;
    for (;;) {
      while (at < points.length && isSpaceChar(points[at] as string)) at++;
      if (at >= points.length) return parts;
      if (limit >= 0 && parts.length >= limit) {
        parts.push(points.slice(at).join(""));
        return parts;
      }
      const from = at;
      while (at < points.length && !isSpaceChar(points[at] as string)) at++;
      parts.push(points.slice(from, at).join(""));
    }
  }
  let from = 0;
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
    if (limit >= 0 && parts.length >= limit) break;
    parts.push(text.slice(from, at));
    from = at + separator.length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** `rsplit`: as {@linkcode splitText}, from the right. */
export function rsplitText(text: string, separator: string | null, limit: number): string[] {
  const parts: string[] = [];
  if (separator === null) {
    const points = Array.from(text);
    let at = points.length;
    for (;;) {
      while (at > 0 && isSpaceChar(points[at - 1] as string)) at--;
      if (at <= 0) return parts.reverse();
      if (limit >= 0 && parts.length >= limit) {
        parts.push(points.slice(0, at).join(""));
        return parts.reverse();
      }
      const to = at;
      while (at > 0 && !isSpaceChar(points[at - 1] as string)) at--;
      parts.push(points.slice(at, to).join(""));
    }
  }
  let to = text.length;
  while (limit < 0 || parts.length < limit) {
    const at = to - separator.length < 0 ? -1 : text.lastIndexOf(separator, to - separator.length);
    if (at < 0) break;
    parts.push(text.slice(at + separator.length, to));
    to = at;
  }
  parts.push(text.slice(0, to));
  return parts.reverse();
}

/** `splitlines`. */
export function splitLines(text: string, keepEnds: boolean): string[] {
  const lines: string[] = [];
  // deno-lint-ignore no-control-regex -- these are the line boundaries of str
  const boundary = /\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]/g;
  let from = 0;
  for (let match = boundary.exec(text); match !== null; match = boundary.exec(text)) {
    lines.push(text.slice(from, keepEnds ? match.index + match[0].length : match.index));
    from = match.index + match[0].length;
  }
  if (from < text.length) lines.push(text.slice(from));
  return lines;
}

/** `partition`, or with `last` `rpartition`. */
export function partitionText(text: string, separator: string, last: boolean): readonly [string, string, string] {
  const at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (at < 0) return last ? ["", "", text] : [text, "", ""];
  return [text.slice(0, at), separator, text.slice(at + separator.length)];
}

/** `replace`; `limit` below 0 for no limit. `admit` hears how long the result will be, and may throw. */
export function replaceText(
  text: string,
  old: string,
  fresh: string,
  limit: number,
  admit: (length: number) => void = () => {},
): string {
  if (limit === 0) return text;
  if (old !== "") {
    const parts = splitText(text, old, limit);
    if (parts.length === 1) return text;
    admit(text.length + (parts.length - 1) * (fresh.length - old.length));
    return parts.join(fresh);
  }
  const points = Array.from(text);
  const times = points.length + 1;
  admit(text.length + fresh.length * (limit < 0 ? times : Math.min(limit, times)));
  let result = "";
  let done = 0;
  for (let i = 0; i <= points.length; i++) {
    if (limit < 0 || done < limit) {
      result += fresh;
      done++;
    }
    if (i < points.length) result += points[i];
  }
  return result;
}

/** `center`, `ljust`, `rjust`. */
export function justify(text: string, width: number, fill: string, where: "left" | "right" | "center"): string {
  const missing = width - strLength(text);
  if (missing <= 0) return text;
  if (where === "left") return text + fill.repeat(missing);
  if (where === "right") return fill.repeat(missing) + text;
  // The odd one goes left only when the width is odd.
  const left = (missing >> 1) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

/** `zfill`: zeros after a sign. */
export function zeroFill(text: string, width: number): string {
  const missing = width - strLength(text);
  if (missing <= 0) return text;
  const sign = text.startsWith("+") || text.startsWith("-") ? text.slice(0, 1) : "";
  return sign + "0".repeat(missing) + text.slice(sign.length);
}

/** `expandtabs`. */
export function expandTabs(text: string, size: number): string {
  let result = "";
  let column = 0;
  for (const char of text) {
    if (char === "\t") {
      const blanks = size > 0 ? size - column % size : 0;
      result += " ".repeat(blanks);
      column += blanks;
      continue;
    }
    column = char === "\n" || char === "\r" ? 0 : column + 1;
    result += char;
  }
  return result;
}

/** `lower`: the final sigma is special. */
export function lowerText(text: string): string {
  return text.toLowerCase();
}

function titleChar(char: string): string {
  const code = char.charCodeAt(0);
  // The letters of three forms (capital, title, small) stand side by side, the title form in the middle.
  if (code >= 0x1c4 && code <= 0x1cc) return String.fromCharCode(code - (code - 0x1c4) % 3 + 1);
  if (code >= 0x1f1 && code <= 0x1f3) return "\u01f2";
  // Georgian has no title case of its own; Greek with a subscript has.
  if (code >= 0x10d0 && code <= 0x10ff) return char;
  if (code >= 0x1f80 && code <= 0x1faf) return String.fromCharCode(code | 8);
  const upper = char.toUpperCase();
  // Ligatures and digraphs: only the first letter is raised.
  return Array.from(upper).length > 1 ? upper[0] + upper.slice(1).toLowerCase() : upper;
}

const CASED = /[\p{Lowercase}\p{Uppercase}\p{Lt}]/u;
const CASE_IGNORABLE = /\p{Case_Ignorable}/u;

/** Whether a capital sigma ends a word: cased characters stand before it and none behind it (`handle_capital_sigma`). */
function endsWord(chars: readonly string[], at: number): boolean {
  let before = at - 1;
  while (before >= 0 && CASE_IGNORABLE.test(chars[before] as string)) before--;
  if (before < 0 || !CASED.test(chars[before] as string)) return false;
  let behind = at + 1;
  while (behind < chars.length && CASE_IGNORABLE.test(chars[behind] as string)) behind++;
  return behind === chars.length || !CASED.test(chars[behind] as string);
}

/** A character of a text in lower case (`lower_ucs4`). */
function lowerAt(chars: readonly string[], at: number): string {
  const char = chars[at] as string;
  return char !== "\u03a3" ? char.toLowerCase() : endsWord(chars, at) ? "\u03c2" : "\u03c3";
}

/** `capitalize`. */
export function capitalizeText(text: string): string {
  const chars = Array.from(text);
  return chars.map((char, at) => at === 0 ? titleChar(char) : lowerAt(chars, at)).join("");
}

/** `title`. */
export function titleText(text: string): string {
  let result = "";
  let inWord = false;
  const chars = Array.from(text);
  chars.forEach((char, at) => {
    result += inWord ? lowerAt(chars, at) : titleChar(char);
    inWord = CASED.test(char);
  });
  return result;
}

/** `swapcase`. */
export function swapCaseText(text: string): string {
  const chars = Array.from(text);
  return chars.map((char, at) => {
    const upper = char.toUpperCase();
    if (/\p{Lt}/u.test(char)) return char;
    return upper === char ? lowerAt(chars, at) : upper;
  }).join("");
}

/** `casefold`: what differs in lower case only may still have one upper case (sharp s, ligatures, final sigma). */
export function casefoldText(text: string): string {
  return Array.from(text, (char) => {
    const lower = char.toLowerCase();
    return lower.length > 1 ? lower : lower.toUpperCase().toLowerCase();
  }).join("").replaceAll("\u03c2", "\u03c3");
}

/** A predicate over every character, false for the empty string. */
function every(text: string, pattern: RegExp): boolean {
  return text !== "" && pattern.test(text);
}

/** `isalpha`. */
export function isAlpha(text: string): boolean {
  return every(text, /^\p{L}+$/u);
}

/** `isdecimal`. */
export function isDecimal(text: string): boolean {
  return every(text, /^\p{Nd}+$/u);
}

/** `isdigit`: decimal digits, superscripts and circled digits. */
export function isDigit(text: string): boolean {
  return every(text, /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468]+$/u);
}

/** `isnumeric`. */
export function isNumeric(text: string): boolean {
  return every(text, /^\p{N}+$/u);
}

/** `isalnum`. */
export function isAlnum(text: string): boolean {
  return every(text, /^[\p{L}\p{N}]+$/u);
}

/** `isspace`. */
export function isSpace(text: string): boolean {
  return text !== "" && Array.from(text).every(isSpaceChar);
}

/** `islower`: at least one cased character, none upper case. */
export function isLower(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
}

/** `isupper`: at least one cased character, none lower case. */
export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

/** `istitle`. */
export function isTitle(text: string): boolean {
  let cased = false;
  let previousCased = false;
  for (const char of text) {
    if (/[\p{Uppercase}\p{Lt}]/u.test(char)) {
      if (previousCased) return false;
      previousCased = cased = true;
    } else if (/\p{Lowercase}/u.test(char)) {
      if (!previousCased) return false;
      previousCased = cased = true;
    } else previousCased = false;
  }
  return cased;
}

/** `isidentifier`. */
export function isIdentifier(text: string): boolean {
  return /^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(text.normalize("NFKC"));
}

/** `isprintable`. */
export function isPrintableText(text: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(text);
}

/** `isascii`. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
