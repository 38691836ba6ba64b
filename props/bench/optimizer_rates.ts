/**
 * Rates of the optimizer's parts: translation with its passes, and the bloom filter.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { InvariantError } from "../../src/isa/errors.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import type { TraceableCode } from "../../src/optimizer/code.ts";
import { TracePassContext } from "../../src/optimizer/pass_context.ts";
import { PASSES, runPasses } from "../../src/optimizer/passes.ts";
import { compact } from "../../src/optimizer/reachability.ts";
import { newStatistics } from "../../src/optimizer/statistics.ts";
import { translate } from "../../src/optimizer/translate.ts";
import { breathe } from "../cli/interrupt.ts";
import { loadRecords, RECORDINGS, unitsFromHex } from "../golden/load.ts";
import { ratePerSecond } from "./measure.ts";

/** What the optimizer's parts do in a second. */
export interface OptimizerRates {
  /** Traces made: translation, passes, compaction. */
  readonly translationsPerSecond: number;
  /** Uops that a translated trace has before the passes, on average. */
  readonly uopsPerTranslation: number;
  readonly bloomAddsPerSecond: number;
  readonly bloomQueriesPerSecond: number;
}

/** A recorded loop that needs no other code: where it stands and its bytecode at that moment. */
interface Loop {
  readonly code: TraceableCode;
  readonly destUnit: number;
  readonly stackEntries: number;
}

async function recordedLoops(): Promise<Loop[]> {
  const loops: Loop[] = [];
  for (const record of await loadRecords(RECORDINGS[0] as URL)) {
    const attempt = record.attempts[0];
    const hex = attempt?.adaptive[attempt.code];
    if (attempt === undefined || hex === undefined || Object.keys(attempt.executor_tables).length > 0) continue;
    if (attempt.result === 0) continue;
    const address = BigInt(record.codes[attempt.code]?.address ?? "0x1000");
    const version = attempt.co_versions[attempt.code] ?? 0;
    const code = { name: record.id, address, units: Array.from(unitsFromHex(hex)), version, executors: null };
    loops.push({ code, destUnit: attempt.dest_unit, stackEntries: attempt.stack_entries });
  }
  return loops;
}

/** Measures the optimizer's parts, each for about `ms` milliseconds. Throws where `signal` ends it. */
export async function optimizerRates(ms: number, signal: AbortSignal): Promise<OptimizerRates> {
  const loops = await recordedLoops();
  const limits = DEFAULT_LIMITS;
  const statistics = newStatistics();
  const functionVersions = { lookup: () => null };
  let made = 0;
  let uops = 0;
  const translationsPerSecond = ratePerSecond(ms, (round) => {
    const { code, destUnit, stackEntries } = loops[round % loops.length] as Loop;
    const dependencies = new BloomFilter();
    const result = translate({ code, destUnit, limits, functionVersions, dependencies, statistics });
    if (result.kind === "declined") return;
    made++;
    uops += result.trace.length;
    const context = new TracePassContext({
      code,
      destUnit,
      stackEntries,
      repairs: NO_REPAIRS,
      limits,
      dependencies,
      functionVersions,
      interpreter: null,
    });
    compact(runPasses(result.trace, PASSES, context));
  });
  await breathe(signal);
  const addresses = loops.map((loop) => loop.code.address);
  const filter = new BloomFilter();
  const bloomAddsPerSecond = ratePerSecond(ms, (round) => {
    // A filter holds a handful of addresses; then it is emptied.
    if (round % 5 === 0) filter.clear();
    filter.add(addresses[round % addresses.length] as bigint);
  });
  await breathe(signal);
  const filters = addresses.map((address) => {
    const one = new BloomFilter();
    one.add(address);
    return one;
  });
  let hits = 0;
  const bloomQueriesPerSecond = ratePerSecond(ms, (round) => {
    if (filter.mayContain(filters[round % filters.length] as BloomFilter)) hits++;
  });
  // The counts keep the measured work from being thrown away as unused, and show that it was the work meant.
  if (made === 0 || hits === 0) throw new InvariantError(`expected traces and hits, found ${made} and ${hits}`);
  return { translationsPerSecond, uopsPerTranslation: uops / made, bloomAddsPerSecond, bloomQueriesPerSecond };
}
