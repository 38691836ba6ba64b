/**
 * Options of whoever watches over worker processes.
 *
 * @module
 */

import { durationOption, integerOption, type OptionTable, type OptionValues } from "../cli/options.ts";
import type { WatchLimits } from "./worker_process.ts";

const MEBIBYTE = 1024 * 1024;
/** Milliseconds of processor time that a check may take. */
const DEFAULT_HANG_MS = 20_000;
const DEFAULT_MEMORY_MIB = 2048;
/** Less is not enough to start. */
const MIN_MEMORY_MIB = 200;
const MAX_MEMORY_MIB = 1 << 20;

/** The options. */
export const WATCH_OPTIONS = {
  hang: { kind: "value", value: "20s", help: "processor time after which a check hangs (default: 20s)" },
  memory: {
    kind: "value",
    value: "MIB",
    help: "memory of a worker, in MiB, above which a check eats too much (default: 2048)",
  },
} as const satisfies OptionTable;

/** What they say. */
export function watchLimits(values: OptionValues<typeof WATCH_OPTIONS>): WatchLimits {
  return {
    hangMs: durationOption(values, "hang", DEFAULT_HANG_MS),
    memoryBytes: MEBIBYTE * integerOption(values, "memory", DEFAULT_MEMORY_MIB, MIN_MEMORY_MIB, MAX_MEMORY_MIB),
  };
}
