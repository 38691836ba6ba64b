/**
 * Texts of messages that changed after the pin. Both sides of a comparison are brought to one form, so that a message that only
 * says the same in other words is no difference. Types of exceptions are never touched.
 *
 * @module
 */

import type { PythonVersion } from "./protocol.ts";

/** A message that has two texts. */
export interface MessageRow {
  /** First version with the later text. */
  readonly since: PythonVersion;
  /** What both texts match. */
  readonly either: RegExp;
  /** What they become. */
  readonly common: string;
}

/** The table. */
export const MESSAGES: readonly MessageRow[] = [
  {
    since: [3, 13],
    either: /(?:can only assign an iterable|must assign iterable to extended slice)/g,
    common: "an iterable must be assigned to a slice",
  },
  {
    since: [3, 13],
    either: /property (?:'[^']*' )?of '([^']*)' object has no (setter|getter|deleter)/g,
    common: "property of '$1' object has no $2",
  },
  {
    since: [3, 14],
    either: /(?:integer division or modulo|integer modulo|division) by zero/g,
    common: "division by zero",
  },
  {
    since: [3, 14],
    either: /too many values to unpack \(expected (\d+)(?:, got \d+)?\)/g,
    common: "too many values to unpack (expected $1)",
  },
  {
    since: [3, 14],
    either: /cannot use '[^']*' as a (?:set element|dict key) \((unhashable type: '[^']*')\)/g,
    common: "$1",
  },
  {
    since: [3, 14],
    either: /argument of type '([^']*)' is not (?:iterable|a container or iterable)/g,
    common: "'$1' is no container",
  },
  {
    since: [3, 15],
    either: /slice indices must be integers or (?:None or )?have an __index__ method/g,
    common: "slice indices must be integers",
  },
];

/** Whether a version is as late as another one. */
function isSince(version: PythonVersion, since: PythonVersion): boolean {
  return version[0] > since[0] || (version[0] === since[0] && version[1] >= since[1]);
}

/** Brings texts of the pin and of a version to one form. */
export function commonText(version: PythonVersion): (text: string) => string {
  const rows = MESSAGES.filter(({ since }) => isSince(version, since));
  return (text) => rows.reduce((so, { either, common }) => so.replaceAll(either, common), text);
}
