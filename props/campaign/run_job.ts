/**
 * Runs jobs on a plug: what a worker does.
 *
 * @module
 */

import { isBadInput } from "../../src/isa/errors.ts";
import { type Batch, type BatchResult, runWholeBatch } from "../core/batch.ts";
import { batchSize } from "../core/batch_size.ts";
import { CoreError } from "../core/errors.ts";
import type { Failure } from "../core/failure.ts";
import { type Finding, isOurs } from "../core/finding.ts";
import { readFinding, replayStored, stringifyFinding } from "../core/finding_file.ts";
import { investigateBehind } from "../core/findings.ts";
import { guidedPlug, parentsOf, plugOfOrigins } from "../core/guide.ts";
import type { Plug } from "../core/plug.ts";
import type { Subject } from "../core/subject.ts";
import { type Mended, mendedIds, variantOf } from "../core/target.ts";
import { addTally, newTally } from "../core/tally.ts";
import { encodeToken } from "../core/token.ts";
import { findingDetails } from "../report/finding_details.ts";
import { findingFiles, findingName, findingTest } from "../report/finding_folder.ts";
import { findingReport } from "../report/finding_report.ts";
import { FINDINGS } from "./schema.ts";
import type {
  AnswerOf,
  CasualtyJob,
  DescribedFinding,
  InvestigateJob,
  Job,
  RecheckJob,
  ReplayJob,
  SliceJob,
  WorkerSetup,
} from "./jobs.ts";
import type { CampaignSlice, Casualty, MetFeature, SliceResult } from "./slice.ts";

/** Milliseconds of a batch that are enough: a worker shows that it lives after each. */
const BATCH_MS = 500;

/** One check in so many is looked at for what its program makes the engine do; more of those whose programs are made of others. */
const PROBE_EVERY = 16;
const PROBE_GUIDED = 8;

/** What jobs are run with. */
export interface Workshop {
  readonly plug: Plug;
  readonly mended: Mended;
  readonly setup: WorkerSetup;
}

/** How a slice is run that may have cost a worker before. */
interface SliceCare {
  /** Checks to leave out. */
  readonly casualties: readonly Casualty[];
  /** One check at a time. */
  readonly careful: boolean;
  /** Told before each batch the index of its first check. */
  readonly beat: (index: number) => void;
}

/** Runs a job of any kind. */
export function runJob(shop: Workshop, job: Job, care: SliceCare): AnswerOf<Job> {
  switch (job.kind) {
    case "slice":
      return runSlice(shop, job, care);
    case "investigate":
      return investigateFailure(shop, job);
    case "casualty":
      return describeCasualty(shop, job);
    case "replay":
      return replayFinding(shop, job);
    case "recheck":
      return recheckProgram(shop, job);
  }
}

/** Runs the checks of a slice. */
function runSlice({ plug: bare, mended }: Workshop, { slice, guide }: SliceJob, care: SliceCare): SliceResult {
  const { number, claim, seed, from, to } = slice;
  const plug = guidedPlug(bare, claim, guide);
  const { casualties, careful, beat } = care;
  const start = performance.now();
  const tally = newTally();
  const failures: SliceResult["failures"][number][] = [];
  const left = new Set(casualties.map(({ index }) => index));
  let largest = careful ? 1 : Infinity;
  for (let at = from; at < to;) {
    if (left.has(at)) {
      at++;
      continue;
    }
    let end = Math.min(at + Math.min(largest, batchSize(at - from)), to);
    for (const index of left) if (index > at && index < end) end = index;
    beat(at);
    const began = performance.now();
    const result = runNamed(plug, { claim, seed, from: at, to: end }, mended);
    const ms = performance.now() - began;
    if (ms > BATCH_MS) largest = Math.max(1, Math.min(largest, Math.floor((end - at) * BATCH_MS / ms)));
    addTally(tally, result.tally);
    failures.push(...result.failures);
    at = end;
  }
  const isProbed = (index: number): boolean =>
    index % PROBE_EVERY === 0 || (index % PROBE_GUIDED === 1 && parentsOf(guide, seed, index) !== null);
  const features = probed(plug.subject(claim), slice, mended, (index) => !left.has(index) && isProbed(index), beat);
  return { number, tally, failures, casualties, features, seconds: (performance.now() - start) / 1000 };
}

/** Runs a batch. What a module of a user's own does wrong in one of its checks ends the campaign: it is told which one. */
function runNamed(plug: Plug, batch: Batch, mended: Mended): BatchResult {
  try {
    return runWholeBatch(plug, batch, mended);
  } catch (error) {
    if (!isBadInput(error)) throw error;
  }
  const { claim, seed, to } = batch;
  for (let index = batch.from; index < to; index++) {
    try {
      runWholeBatch(plug, { claim, seed, from: index, to: index + 1 }, mended);
    } catch (error) {
      if (!isBadInput(error)) throw error;
      throw new CoreError("plug", `claim ${claim}, seed ${seed}, check ${index}: ${error.message}`, { cause: error });
    }
  }
  // Not a second time.
  return runWholeBatch(plug, batch, mended);
}

/** What some programs of a slice make the engine do; each costs a run. */
function probed(
  subject: Subject<unknown>,
  { seed, from, to }: CampaignSlice,
  mended: Mended,
  isProbed: (index: number) => boolean,
  beat: (index: number) => void,
): MetFeature[] {
  const probe = subject.probe?.(mended);
  if (probe === undefined) return [];
  const features: MetFeature[] = [];
  for (let index = from; index < to; index++) {
    if (!isProbed(index)) continue;
    beat(index);
    for (const feature of probe.run(subject.generate(seed, index))) features.push({ ...feature, index });
  }
  return features;
}

/** Repeats, attributes, shrinks and explains a failing check. */
function investigateFailure(
  { plug: bare, mended, setup }: Workshop,
  { claim, seed, failed, origins, known, shrink }: InvestigateJob,
): DescribedFinding {
  const plug = origins === null ? bare : plugOfOrigins(bare, claim, origins);
  const budget = shrink ? plug.budget : { candidates: 0, work: 0 };
  const finding = investigateBehind({ plug, claim, seed, mended, failed, known, budget });
  return described(origins === null ? finding : withoutToken(finding), plug, setup, true);
}

/** A program that was made of others comes from no seed: its file is what replays it, named from the campaign's folder. */
function withoutToken(finding: Finding): Finding {
  return { ...finding, token: `${FINDINGS}/${findingName(finding)}/finding.json` };
}

/** What a finding that was read back from its file shows when it is run once more: its root cause; null where nothing fails. */
function again(document: unknown, plug: Plug): string | null {
  return replayStored(readFinding(document, plug), plug)?.signature ?? null;
}

/** `isRun`: whether its program may be run again; not that of a check that cost its worker. */
function described(
  finding: Finding,
  plug: Plug,
  { specifier, source }: WorkerSetup,
  isRun: boolean,
): DescribedFinding {
  const { cause, units, events, token } = finding;
  const files = Object.fromEntries(findingFiles(finding, plug));
  // Where what is attacked is no module, a test cannot load it.
  const document: unknown = JSON.parse(stringifyFinding(finding, plug));
  const canLoad = plug.options === "";
  if (canLoad) files["finding_test.ts"] = findingTest(finding, plug, { specifier, module: source.module });
  return {
    cause,
    ours: isOurs(finding),
    flaky: finding.flaky,
    units,
    events,
    token,
    folder: findingName(finding),
    document,
    report: {
      ...findingReport(finding, plug),
      ...findingDetails(finding, plug),
      again: isRun ? again(document, plug) : null,
    },
    files,
  };
}

/** Describes a check that cost its worker; nothing is run but what makes and prints its program. */
function describeCasualty(
  { plug: bare, mended, setup }: Workshop,
  { claim, seed, casualty: { kind, index, what }, origins }: CasualtyJob,
): DescribedFinding {
  const plug = origins === null ? bare : plugOfOrigins(bare, claim, origins);
  const subject = plug.subject(claim);
  const input = subject.generate(seed, index);
  const { size, text, source } = subject.explain(input);
  const { language, target } = plug;
  const failure: Failure = {
    kind: "crash",
    engine: null,
    place: { what: kind },
    left: { name: "expected", text: "an outcome" },
    right: { name: "found", text: what },
  };
  const key = `${claim}:${kind}`;
  const finding: Finding = {
    language: language.name,
    attacked: target.name,
    claim,
    target: variantOf(target, mended),
    mended: mendedIds(target, mended),
    seed,
    index,
    failure,
    flaky: false,
    canary: subject.canary,
    healedBy: [],
    cause: { key, defects: [], form: "" },
    signature: key,
    ...size,
    shrinking: { steps: 0, tried: 0, complete: false },
    token: encodeToken({ claim, seed, index, mended, path: [] }, plug),
    input: subject.codec.encode(input),
    source,
    text,
    divergence: null,
    left: null,
  };
  return described(origins === null ? finding : withoutToken(finding), plug, setup, false);
}

/** Whether a finding still fails. */
function replayFinding({ plug }: Workshop, { document }: ReplayJob): { readonly fails: boolean } {
  return { fails: replayStored(readFinding(document, plug), plug) !== null };
}

/** Checks a program of the corpus again. */
function recheckProgram(
  { plug: bare, mended }: Workshop,
  { claim, seed, index, draft }: RecheckJob,
): AnswerOf<RecheckJob> {
  const plug = plugOfOrigins(bare, claim, [draft]);
  return { failed: runWholeBatch(plug, { claim, seed, from: index, to: index + 1 }, mended).failures[0] ?? null };
}
