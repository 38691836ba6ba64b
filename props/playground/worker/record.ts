/**
 * A run of tier 2 with its state before every instruction, to be stepped through in both directions.
 *
 * @module
 */

import type { Limits } from "../../../src/isa/engine.ts";
import type { Program } from "../../../src/isa/program.ts";
import { BoundaryRecorder } from "../../../src/vm/tier2/boundaries.ts";
import type { Vm } from "../../cpython/vm.ts";
import { uopText } from "../../cpython/uop_text.ts";
import { WatchedList } from "./watched_list.ts";
import { WrittenWatch } from "./written.ts";
import type { FailureView, RecordView } from "../view.ts";

/** States that are kept: more than anybody steps through. */
const MOST = 4000;
/** Frames of all of them together. */
const MOST_FRAMES = 20_000;

/** Records a run. */
export function recordRun(program: Program, limits: Limits, vm: Vm, failure: FailureView | null): RecordView {
  const written = new WrittenWatch();
  const list: WatchedList = new WatchedList(() => recorder.taken);
  const recorder: BoundaryRecorder = new BoundaryRecorder({
    which: "all",
    most: MOST,
    mostFrames: MOST_FRAMES,
    index: list,
    onTaken: (machine) => written.look(machine, recorder.taken - 1),
    ...vm.options,
  });
  const { boundaries, origins, traces } = recorder.run(program, limits);
  const marks = list.view([]).events.map(({ at, kind, executor, hits }) => ({
    at,
    kind,
    executors: kind === "link" || kind === "unlink" ? [executor] : hits.map((hit) => hit.executor),
  })).filter(({ at, executors }) => executors.length > 0 && at < boundaries.length);
  const frames = boundaries.reduce((sum, each) => sum + each.frames.length, 0);
  return {
    boundaries,
    origins,
    traces: traces.map((trace) => trace.map(uopText)),
    marks,
    written: written.changes,
    cut: boundaries.length >= MOST || frames >= MOST_FRAMES,
    parting: partingIndex(failure, boundaries),
  };
}

/** Where the state stands at which the engines part. */
function partingIndex(failure: FailureView | null, boundaries: RecordView["boundaries"]): number {
  const found = failure?.parting?.found;
  if (found === undefined) return -1;
  const text = JSON.stringify(found);
  return boundaries.findIndex((each) => each.fuel === found.fuel && JSON.stringify(each) === text);
}
