/**
 * Moving through a recorded run: where each step is, what ran since the one before, where breakpoints stand.
 *
 * @module
 */

import type { BoundaryOrigin } from "../../src/isa/boundary.ts";
import type { CodeView, InstructionRow, RecordView } from "./view.ts";

/** Where a step is, in words; executors are numbered from 1. */
export function placeText({ kind, executor }: Pick<BoundaryOrigin, "kind" | "executor">): string {
  const trace = `the trace of executor ${executor + 1}`;
  switch (kind) {
    case "tier1":
      return "in the plain interpreter";
    case "trace":
      return `inside the trace of executor ${executor + 1}`;
    case "deopt":
      return `a guard failed, and ${trace} was left for the plain interpreter`;
    case "error":
      return `the exception ends ${trace}`;
    case "exit":
      return `${trace} came to its end, and the plain interpreter goes on`;
  }
}

/** Uops that ran since the step before: of which executor, from which index to which; null for none. */
function ranUops(
  { origins }: RecordView,
  step: number,
): { readonly executor: number; from: number; to: number } | null {
  const origin = origins[step];
  if (origin === undefined || origin.executor < 0) return null;
  const before = origins[step - 1];
  const goesOn = before !== undefined && before.executor === origin.executor && before.uop < origin.uop;
  return { executor: origin.executor, from: goesOn ? before.uop + 1 : 0, to: origin.uop };
}

/** The uops that ran since the step before, as a sentence; empty for none. */
export function ranText(record: RecordView, step: number): string {
  const ran = ranUops(record, step);
  const uops = ran === null ? [] : record.traces[ran.executor]?.slice(ran.from, ran.to + 1) ?? [];
  return uops.length === 0 ? "" : `Since the last step ran: ${uops.join(", ")}.`;
}

/** What a mark of the timeline says. */
export function markText({ kind, executors }: RecordView["marks"][number]): string {
  const which = `${executors.length === 1 ? "Executor" : "Executors"} ${executors.join(", ")}`;
  const what = kind === "link" ? "made" : kind === "unlink" ? "gone" : "declared invalid";
  return `${which} ${executors.length === 1 ? "was" : "were"} ${what} since the last step.`;
}

/** What is written over the instructions of a code object at a step, by their first unit; what is not in it is as compiled. */
export function writtenAt(
  { written }: RecordView,
  step: number,
  code: number,
): ReadonlyMap<number, Pick<InstructionRow, "became" | "counter">> {
  const now = new Map<number, Pick<InstructionRow, "became" | "counter">>();
  for (const each of written) {
    if (each.step > step) break;
    if (each.code === code) now.set(each.start, each);
  }
  return now;
}

/** What was written over the code since the step before, as a sentence; empty for nothing. */
export function writtenText({ written }: RecordView, step: number, codes: readonly CodeView[]): string {
  if (step === 0) return "";
  const changes = written.filter((each) => each.step === step).map(({ code, start, became, counter }) => {
    const row = codes[code]?.rows.find((each) => each.start === start);
    const text = [became, counter].filter((each) => each !== "").join(", ") || "as it was compiled";
    return `${row?.name ?? "unit"} ${start} of ${codes[code]?.name ?? "?"}: ${text}`;
  });
  return changes.length === 0 ? "" : `Written over the code since: ${changes.join("; ")}.`;
}

/** The line of the source that an instruction comes from; null for none. */
export function lineAt(codes: readonly CodeView[], code: number, unit: number): number | null {
  const line = codes[code]?.rows.findLast(({ start }) => start <= unit)?.line ?? null;
  // The module's first instruction has line 0, which no text has.
  return line === 0 ? null : line;
}

/** A breakpoint at an instruction. */
export function instructionPlace(code: number, unit: number): string {
  return `${code}:${unit}`;
}

/** A breakpoint at a uop; executors count as in the record. */
export function uopPlace(executor: number, uop: number): string {
  return `${executor}.${uop}`;
}

/** Whether a breakpoint stands at a step: at the instruction that is next, or at a uop that runs before the step after. */
export function hasBreak(record: RecordView, step: number, places: ReadonlySet<string>): boolean {
  const frame = record.boundaries[step]?.frames[0];
  if (frame !== undefined && places.has(instructionPlace(frame.code, frame.unit))) return true;
  const ran = ranUops(record, step + 1);
  for (let uop = ran?.from ?? 0; ran !== null && uop <= ran.to; uop++) {
    if (places.has(uopPlace(ran.executor, uop))) return true;
  }
  return false;
}

/** The first step at which a breakpoint stands, from here in one direction; -1 where there is none. */
export function nextBreak(record: RecordView, step: number, direction: 1 | -1, places: ReadonlySet<string>): number {
  const { boundaries } = record;
  for (let at = step + direction; at >= 0 && at < boundaries.length; at += direction) {
    if (hasBreak(record, at, places)) return at;
  }
  return -1;
}

/** A stretch of the run in one place. */
export interface Stretch {
  readonly kind: BoundaryOrigin["kind"];
  readonly executor: number;
  length: number;
}

/** The run as stretches in one place each. */
export function stretchesOf({ origins }: RecordView): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { kind, executor } of origins) {
    const last = stretches.at(-1);
    if (last?.kind === kind && last.executor === executor) last.length++;
    else stretches.push({ kind, executor, length: 1 });
  }
  return stretches;
}
