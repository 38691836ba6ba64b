/**
 * Counts of what equals the recordings, by kind of check, engine and category, with the first mismatch of each kind.
 *
 * @module
 */

import { OUTSIDE } from "./outside.ts";
import type { Mismatch, RecordVerdict } from "./runs.ts";

/** Engines in the order of the report. */
export const GOLDEN_ENGINES = ["reference", "tier1", "tier2-pinned", "tier2-repaired"] as const;

/** Name of an engine in the report. */
export type GoldenEngine = (typeof GOLDEN_ENGINES)[number];

/** Counts of one kind of check. */
export interface Tally {
  equal: number;
  total: number;
}

/** Counts of one engine. */
export interface EngineTally extends Tally {
  unsupported: number;
}

/** A mismatch of a kind of check, and where it was met. */
export interface FoundMismatch {
  readonly check: string;
  readonly record: string;
  readonly mismatch: Mismatch;
}

/** Kinds of check beside the records run on engines. */
export type OtherCheck = "calls" | "executors" | "caches" | "sets" | "facts";

/** Takes what the checks of a record give. */
export interface GoldenSink {
  /** One comparison of translator calls, executors, inline caches, sets of uops or facts. */
  count(check: OtherCheck, record: string, mismatch: Mismatch | null): void;
  /** A record run on an engine. */
  countRecord(engine: GoldenEngine, record: string, category: string | null, verdict: RecordVerdict): void;
}

const emptyTally = (): Tally => ({ equal: 0, total: 0 });
const emptyEngineTally = (): EngineTally => ({ equal: 0, total: 0, unsupported: 0 });
const perEngine = (): Record<GoldenEngine, EngineTally> => ({
  reference: emptyEngineTally(),
  tier1: emptyEngineTally(),
  "tier2-pinned": emptyEngineTally(),
  "tier2-repaired": emptyEngineTally(),
});

function isGivenUp(check: string): boolean {
  return check.endsWith(" unsupported");
}

/** Name under which records of random programs are listed, which have no category. */
const NO_CATEGORY = "(random)";

/** The counts of one run of the checks. */
export class GoldenReport implements GoldenSink {
  readonly calls: Tally = emptyTally();
  readonly executors: Tally = emptyTally();
  readonly caches: Tally = emptyTally();
  /** Sets of uops in traces, where no traces were recorded. */
  readonly sets: Tally = emptyTally();
  /** Measured facts and constants. */
  readonly facts: Tally = emptyTally();
  readonly records: Record<GoldenEngine, EngineTally> = perEngine();
  readonly byCategory: Map<string, Record<GoldenEngine, EngineTally>> = new Map();
  readonly first: Map<string, FoundMismatch> = new Map();
  /** All mismatches, by check. */
  readonly differing: Map<string, FoundMismatch[]> = new Map();

  count(check: OtherCheck, record: string, mismatch: Mismatch | null): void {
    const tally = this[check];
    tally.total++;
    if (mismatch === null) tally.equal++;
    else this.#note(check, record, mismatch);
  }

  countRecord(engine: GoldenEngine, record: string, category: string | null, verdict: RecordVerdict): void {
    const key = category ?? NO_CATEGORY;
    let row = this.byCategory.get(key);
    if (row === undefined) this.byCategory.set(key, row = perEngine());
    for (const tally of [this.records[engine], row[engine]]) {
      tally.total++;
      if (verdict.kind === "equal") tally.equal++;
      if (verdict.kind === "unsupported") tally.unsupported++;
    }
    if (verdict.kind === "different") this.#note(engine, record, verdict.mismatch);
    if (verdict.kind === "unsupported") {
      const mismatch = { what: "supported", recorded: "finished", ours: `unsupported: ${verdict.why}` };
      this.#note(`${engine} unsupported`, record, mismatch);
    }
  }

  /** Records that engines gave up as they may: those listed in {@linkcode OUTSIDE}. */
  get outside(): readonly string[] {
    const met = [...this.differing].filter(([check]) => isGivenUp(check)).flatMap(([, found]) => found);
    return [...new Set(met.map(({ record }) => record))].filter((record) => Object.hasOwn(OUTSIDE, record)).sort();
  }

  /** True when nothing differs, and what an engine cannot run is listed. */
  get allEqual(): boolean {
    return [...this.differing].every(([check, found]) =>
      isGivenUp(check) && found.every(({ record }) => Object.hasOwn(OUTSIDE, record))
    );
  }

  /** The object that `--json` prints. */
  toJson(): Record<string, unknown> {
    return {
      calls: this.calls,
      records: this.records,
      executors: this.executors,
      caches: this.caches,
      sets: this.sets,
      facts: this.facts,
      outside: this.outside,
    };
  }

  #note(check: string, record: string, mismatch: Mismatch): void {
    const found = { check, record, mismatch };
    if (!this.first.has(check)) this.first.set(check, found);
    const all = this.differing.get(check);
    if (all === undefined) this.differing.set(check, [found]);
    else all.push(found);
  }
}
