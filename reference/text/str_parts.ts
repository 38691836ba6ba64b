/**
 * Taking strings apart: `split`, `partition`, `strip`, `find`, `count`, `replace` and their like. Positions are in
 * code points; empty separators are the caller's business.
 *
 * @module
 */

import { codePointIndexOf, codePointLength, codePointSlice } from "./code_points.ts";
import { isAll } from "./str_cases.ts";

/** `text[start:end]` after Python's clamping, and where it starts; null when start lies behind end. */
export function clampedPart(text: string, start: bigint, end: bigint): { part: string; offset: number } | null {
  const length = BigInt(codePointLength(text));
  const from = start < 0n ? (start + length < 0n ? 0n : start + length) : start;
  const to = end > length ? length : end < 0n ? (end + length < 0n ? 0n : end + length) : end;
  if (from > to) return null;
  return { part: codePointSlice(text, Number(from), Number(to)), offset: Number(from) };
}

/** `text.find(wanted, start, end)`: -1 when absent. */
export function find(text: string, wanted: string, start: bigint, end: bigint): number {
  const clamped = clampedPart(text, start, end);
  const unit = clamped === null ? -1 : clamped.part.indexOf(wanted);
  return clamped === null || unit < 0 ? -1 : clamped.offset + codePointIndexOf(clamped.part, unit);
}

/** `text.rfind(wanted, start, end)`. */
export function findLast(text: string, wanted: string, start: bigint, end: bigint): number {
  const clamped = clampedPart(text, start, end);
  const unit = clamped === null ? -1 : clamped.part.lastIndexOf(wanted);
  return clamped === null || unit < 0 ? -1 : clamped.offset + codePointIndexOf(clamped.part, unit);
}

/** `text.count(wanted, start, end)`: occurrences that do not overlap. */
export function count(text: string, wanted: string, start: bigint, end: bigint): number {
  const clamped = clampedPart(text, start, end);
  if (clamped === null) return 0;
  if (wanted === "") return codePointLength(clamped.part) + 1;
  return clamped.part.split(wanted).length - 1;
}

/** `text.replace(old, replacement, limit)`; a negative limit means all. */
export function replace(text: string, old: string, replacement: string, limit: number): string {
  const most = limit < 0 ? Infinity : limit;
  if (old === "") {
    let result = "";
    let done = 0;
    for (const char of text) result += (done++ < most ? replacement : "") + char;
    return done < most ? result + replacement : result;
  }
  const parts = split(text, old, limit);
  return parts.join(replacement);
}

/** `text.split(separator, limit)` for a separator that is not empty; a negative limit means all. */
export function split(text: string, separator: string, limit: number): string[] {
  const parts = text.split(separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

/** `text.rsplit(separator, limit)`: as {@linkcode split}, from the end. */
export function splitFromEnd(text: string, separator: string, limit: number): string[] {
  const parts: string[] = [];
  let end = text.length;
  while (limit < 0 || parts.length < limit) {
    const at = end < separator.length ? -1 : text.lastIndexOf(separator, end - separator.length);
    if (at < 0) break;
    parts.push(text.slice(at + separator.length, end));
    end = at;
  }
  parts.push(text.slice(0, end));
  return parts.reverse();
}

/** `text.partition(separator)`, or `rpartition`: what lies before, the separator, what lies behind. */
export function partition(text: string, separator: string, last: boolean): readonly [string, string, string] {
  const at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (at < 0) return last ? ["", "", text] : [text, "", ""];
  return [text.slice(0, at), separator, text.slice(at + separator.length)];
}

function isSpace(char: string | undefined): boolean {
  return char !== undefined && isAll("isspace", char);
}

/** `text.split(None, limit)`: at runs of white space, none at the ends. */
export function splitAtSpace(text: string, limit: number): string[] {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    while (isSpace(text[at])) at++;
    if (at >= text.length) return parts;
    if (limit >= 0 && parts.length >= limit) {
      parts.push(text.slice(at));
      return parts;
    }
    const from = at;
    while (at < text.length && !isSpace(text[at])) at++;
    parts.push(text.slice(from, at));
  }
}

/** `text.rsplit(None, limit)`. */
export function splitAtSpaceFromEnd(text: string, limit: number): string[] {
  const parts: string[] = [];
  let end = text.length;
  for (;;) {
    while (end > 0 && isSpace(text[end - 1])) end--;
    if (end === 0) break;
    if (limit >= 0 && parts.length >= limit) {
      parts.push(text.slice(0, end));
      break;
    }
    const to = end;
    while (end > 0 && !isSpace(text[end - 1])) end--;
    parts.push(text.slice(end, to));
  }
  return parts.reverse();
}

/** Characters that end a line for `str.splitlines`. */
const LINE_ENDS = "\\n\\v\\f\\r\\x1c-\\x1e\\x85\\u2028\\u2029";

/** `text.splitlines(keepEnds)`. */
export function splitLines(text: string, keepEnds: boolean): string[] {
  const ends = new RegExp(`\\r\\n|[${LINE_ENDS}]`, "g");
  const lines: string[] = [];
  let at = 0;
  for (const match of text.matchAll(ends)) {
    lines.push(text.slice(at, keepEnds ? match.index + match[0].length : match.index));
    at = match.index + match[0].length;
  }
  if (at < text.length) lines.push(text.slice(at));
  return lines;
}

/** `text.lstrip(chars)`; null strips white space. */
export function stripStart(text: string, chars: string | null): string {
  const strip = chars === null ? null : new Set(chars);
  const points = Array.from(text);
  let at = 0;
  while (at < points.length && isStripped(points[at] as string, strip)) at++;
  return points.slice(at).join("");
}

/** `text.rstrip(chars)`. */
export function stripEnd(text: string, chars: string | null): string {
  const strip = chars === null ? null : new Set(chars);
  const points = Array.from(text);
  let end = points.length;
  while (end > 0 && isStripped(points[end - 1] as string, strip)) end--;
  return points.slice(0, end).join("");
}

function isStripped(char: string, strip: ReadonlySet<string> | null): boolean {
  return strip === null ? isSpace(char) : strip.has(char);
}

/** `text.expandtabs(size)`. */
export function expandTabs(text: string, size: number): string {
  let result = "";
  let column = 0;
  for (const char of text) {
    if (char === "\t") {
      const spaces = size > 0 ? size - column % size : 0;
      result += " ".repeat(spaces);
      column += spaces;
    } else {
      result += char;
      column = char === "\n" || char === "\r" ? 0 : column + 1;
    }
  }
  return result;
}

/** `text.center(width, fill)`: an odd blank goes left where the width is odd. */
export function center(text: string, width: number, fill: string): string {
  const missing = width - codePointLength(text);
  if (missing <= 0) return text;
  const left = (missing >> 1) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

/** `text.zfill(width)`: zeros behind a sign. */
export function zeroFill(text: string, width: number): string {
  const zeros = "0".repeat(Math.max(0, width - codePointLength(text)));
  return text[0] === "+" || text[0] === "-" ? text[0] + zeros + text.slice(1) : zeros + text;
}
