/**
 * Translations of small code for tests.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../isa/engine.ts";
import { BloomFilter } from "../bloom_filter.ts";
import type { TraceableCode } from "../code.ts";
import { type EndReason, newStatistics, type OptimizerStatistics } from "../statistics.ts";
import { versions } from "../test_code.ts";
import { formatTrace, parseTrace } from "../trace.ts";
import { translate, type TranslateRequest } from "../translate.ts";

/** A trace as text, and what else a translation gave. */
interface Translated {
  readonly text: string;
  readonly end: EndReason;
  readonly statistics: OptimizerStatistics;
  readonly dependencies: BloomFilter;
}

/** Translates from `destUnit`; the text is "declined" when there is no trace. */
export function run(code: TraceableCode, options: Partial<TranslateRequest> = {}): Translated {
  const statistics = newStatistics();
  const dependencies = new BloomFilter();
  const result = translate({
    code,
    destUnit: 0,
    limits: DEFAULT_LIMITS,
    functionVersions: versions(),
    dependencies,
    statistics,
    ...options,
  });
  const text = result.kind === "declined" ? "declined" : formatTrace(result.trace);
  return { text, end: result.end, statistics, dependencies };
}

/** The text form of a trace written with indentation. */
export function trace(text: string): string {
  return formatTrace(parseTrace(text));
}

export function assertTrace(actual: Translated, expected: string, end: EndReason): void {
  assertEquals(actual.text, trace(expected));
  assertEquals(actual.end, end);
  const ends = Object.fromEntries(Object.keys(newStatistics().ends).map((reason) => [reason, reason === end ? 1 : 0]));
  assertEquals(actual.statistics.ends, ends as Record<EndReason, number>);
}

/** Names of the counts that are not 0. */
export function counted(statistics: OptimizerStatistics): string[] {
  return Object.entries(statistics).filter(([, value]) => value === 1).map(([name]) => name);
}
