/**
 * The quick check: a sample of the recordings and a short hunt against stated floors.
 *
 * @module
 */

import { type CoverageReport, hasFloor, percentOf, reportCoverage, type Share } from "./report.ts";
import { shareLine } from "./report_text.ts";
import { CoverageRig } from "./rig.ts";
import { SAMPLE } from "./sample.ts";
import { allRecords, runHunt, runPrograms, runRecords } from "./sources.ts";

/** Least share of what can occur, in per cent, that the sample and the programs of this folder execute. */
const SAMPLE_FLOOR = 100;
/** Least numbers of uops that leave a trace in them, by a guard and by an exception. */
const SAMPLE_EXITS = { deopted: 25, errored: 14 } as const;

/** The short hunt. */
const HUNT = { seed: 1, checks: 500, timeMs: Infinity } as const;
/** Least numbers of opcodes and uops that it executes on tier 2. */
const HUNT_FLOORS = { base: 105, specialized: 63, instrumented: 0, uop: 140 } as const;
/** Least numbers of uops that leave a trace in it, by a guard and by an exception. */
const HUNT_EXITS = { deopted: 36, errored: 16 } as const;

/** What the check says. */
export interface CoverageCheck {
  readonly lines: readonly string[];
  /** Floors that are not met; empty when all is well. */
  readonly problems: readonly string[];
}

/** Judges the report on sample and programs. */
export function judgeSample({ shares }: CoverageReport): string[] {
  const problems: string[] = [];
  for (const share of shares) {
    if (hasFloor(share) && percentOf(share) < SAMPLE_FLOOR) {
      problems.push(`sample below ${SAMPLE_FLOOR} %: ${shareLine(share, SAMPLE_FLOOR)}: ${share.never.join(" ")}`);
    }
    if (share.unexpected.length > 0) {
      problems.push(`said to be impossible, but ${share.what} on ${share.engine}: ${share.unexpected.join(" ")}`);
    }
    if (share.what !== "executed" && share.reached < SAMPLE_EXITS[share.what]) {
      problems.push(`sample: ${share.reached} uops ${share.what}, expected at least ${SAMPLE_EXITS[share.what]}`);
    }
  }
  return problems;
}

/** Judges the report on the short hunt. */
export function judgeHunt({ shares }: CoverageReport): string[] {
  const least = ({ group, engine, what }: Share): number =>
    engine !== "tier2" ? 0 : what === "executed" ? HUNT_FLOORS[group] : HUNT_EXITS[what];
  return shares.filter((share) => share.reached < least(share)).map((share) =>
    `hunt of ${HUNT.checks} programs: ${share.reached} ${share.what} in group ${share.group} on tier2, ` +
    `expected at least ${least(share)}`
  );
}

/** Counts over the recordings of the sample and the programs of this folder. */
export async function sampleReport(): Promise<CoverageReport> {
  const rig = new CoverageRig();
  const wanted = new Set(SAMPLE);
  const records = (await allRecords()).filter(({ id }) => wanted.has(id));
  await runPrograms(rig);
  await runRecords(rig, records, new AbortController().signal, () => {});
  return reportCoverage(rig);
}

/** Counts over the short hunt. */
export async function huntReport(): Promise<CoverageReport> {
  const rig = new CoverageRig();
  await runHunt(rig, HUNT, new AbortController().signal, () => {});
  return reportCoverage(rig);
}

/** Runs the whole check. */
export async function checkCoverage(): Promise<CoverageCheck> {
  const sample = await sampleReport();
  const hunt = await huntReport();
  return {
    lines: [
      `sample of ${SAMPLE.length} recordings:`,
      ...sample.shares.map((share) => `  ${shareLine(share, SAMPLE_FLOOR)}`),
      `hunt of ${HUNT.checks} programs, seed ${HUNT.seed}:`,
      ...hunt.shares.map((share) => `  ${shareLine(share, 0)}`),
    ],
    problems: [...judgeSample(sample), ...judgeHunt(hunt)],
  };
}
