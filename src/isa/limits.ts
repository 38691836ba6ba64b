/**
 * Bounds of the limits of a run, and reading them from JSON.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "./engine.ts";
import { TierproofError } from "./errors.ts";

type NumberLimit = Exclude<keyof Limits, "resultText">;

/** Least and most of each limit. */
const RANGES: Readonly<Record<NumberLimit, readonly [least: number, most: number]>> = {
  fuel: [0, Number.MAX_SAFE_INTEGER],
  maxSize: [1, 2 ** 31 - 1],
  recursionLimit: [1, 100_000],
  maxTraceLength: [0, 0xffff],
  traceStackSize: [0, 0xffff],
  // `MAX_EXECUTORS_SIZE`: an ENTER_EXECUTOR has one byte for the slot.
  maxExecutors: [0, 256],
  // Compared with counters of 16 bits.
  backedgeThreshold: [-32768, 32767],
  firstFunctionVersion: [0, 0xffff_ffff],
};

/** Limits that documents of earlier releases do not have: they had the usual value. */
const LATER: ReadonlySet<string> = new Set(["firstFunctionVersion"]);

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Limits of a JSON document. Throws a {@linkcode TierproofError} of code `limits` that names the first wrong one. */
export function limitsFromJson(value: unknown): Limits {
  const refuse = (name: string, found: unknown, expected: string): never => {
    throw new TierproofError("limits", `${name}: found ${show(found)}, expected ${expected}`);
  };
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse("limits", value, "an object");
  const fields = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(DEFAULT_LIMITS);
  for (const name of Object.keys(fields)) {
    if (!names.includes(name)) refuse(`limits.${name}`, fields[name], `no such limit; there are ${names.join(", ")}`);
  }
  const limits: Record<string, unknown> = {};
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const given = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const found = given ?? (LATER.has(name) ? DEFAULT_LIMITS[name as NumberLimit] : undefined);
    const good = Number.isInteger(found) && (found as number) >= least && (found as number) <= most;
    limits[name] = good ? found : refuse(`limits.${name}`, found, `a whole number from ${least} to ${most}`);
  }
  const { resultText } = fields;
  if (resultText !== "canonical" && resultText !== "repr") {
    refuse("limits.resultText", resultText, '"canonical" or "repr"');
  }
  return { ...limits, resultText } as Limits;
}
