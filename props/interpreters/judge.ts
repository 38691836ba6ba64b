/**
 * What runs in a real interpreter are held to: an outcome of the reference, or of the same interpreter without its tier 2.
 *
 * @module
 */

import type { CallOutcome, Outcome } from "../../src/isa/engine.ts";
import { compareOutcomes } from "../../src/oracle/compare.ts";
import { verdictOf } from "../claims/claim.ts";
import { AGREE, disagree, type Place, type Verdict } from "../core/claim.ts";
import { commonText } from "./messages.ts";
import type { PythonVersion, Ran, RealCall, RealOutcome } from "./protocol.ts";

const NO_STATISTICS: Outcome["statistics"] = {
  instructions: 0,
  uops: 0,
  attempts: 0,
  executors: 0,
  entered: 0,
  deopts: 0,
  errors: 0,
};

/** How texts and tracebacks are looked at. */
interface View {
  readonly text: (text: string) => string;
  /** Whether offsets are those of one compiler. */
  readonly offsets: boolean;
}

function viewed(call: RealCall | CallOutcome, { text, offsets }: View): CallOutcome {
  if (call.kind === "returned") return { ...call, text: text(call.text) };
  const frames = offsets ? call.frames : call.frames.map(([name]) => [name, 0] as const);
  return { ...call, message: text(call.message), frames };
}

/** An outcome as it is compared. */
function seen(outcome: RealOutcome | Outcome, view: View): Outcome {
  const { text } = view;
  return {
    status: "finished",
    reason: null,
    detail: "",
    module: viewed(outcome.module, view),
    results: outcome.results.map((call) => viewed(call, view)),
    log: outcome.log.map(text),
    globals: outcome.globals.map(([name, value]) => [name, text(value)] as const),
    argsAfter: outcome.argsAfter.map(text),
    statistics: NO_STATISTICS,
  };
}

/** No two runs have the same addresses. */
function withoutAddresses(text: string): string {
  return text.includes(" at 0x") ? text.replaceAll(/ at 0x[0-9a-f]+/g, " at 0x0") : text;
}

/** Frames without the offsets that nobody compared. */
function withoutOffsets(text: string): string {
  return text.replace(/ {2}\[[^\]]*\]$/, (frames) => frames.replaceAll(/\+0(?=\]| >)/g, ""));
}

/** Compares two outcomes as far as they can be compared; blames an engine. */
export function compareReal(
  expected: RealOutcome | Outcome,
  found: RealOutcome | Outcome,
  engine: string,
  { version = null, offsets }: { readonly version?: PythonVersion | null; readonly offsets: boolean },
): Verdict {
  const common = version === null ? (text: string) => text : commonText(version);
  const view: View = { text: (text) => withoutAddresses(common(text)), offsets };
  const verdict = verdictOf(compareOutcomes(seen(expected, view), seen(found, view)), engine);
  if (verdict.kind !== "disagree" || offsets) return verdict;
  return { ...verdict, left: withoutOffsets(verdict.left), right: withoutOffsets(verdict.right) };
}

/** An assertion of C, or what the interpreter says before it gives up; without line numbers and addresses. */
const LAST_WORDS: readonly RegExp[] = [
  /: (?:\S+ )*?\w+\(?.*Assertion [`'](.*)' failed/,
  /Assertion failed: \((.*?)\)/,
  /Fatal Python error: (?:\w+: )?(.*)/,
  /(==\d+==ERROR: \w+Sanitizer: [\w-]+)/,
];

/** What a process said of its end, as far as it tells one end from another. */
export function lastWords(said: string): string {
  for (const words of LAST_WORDS) {
    const found = words.exec(said)?.[1];
    if (found !== undefined) return found.replaceAll(/0x[0-9a-f]+|\d{2,}/g, "N");
  }
  return "";
}

/** The verdict on a run that did not give outcomes; null for one that did. */
export function endVerdict(ran: Ran, engineOf: (tier: 1 | 2) => string): Verdict | null {
  switch (ran.kind) {
    case "ran":
      return null;
    case "refused":
      return { kind: "poisoned", reason: `refused: ${ran.message.replaceAll(/\d+/g, "N").slice(0, 60)}` };
    case "died": {
      const words = lastWords(ran.said);
      const place: Place = { what: "end of the process", of: words === "" ? ran.how : `${ran.how} ${words}` };
      return disagree(place, "comes to its end", `dies: ${place.of}`, engineOf(ran.tier));
    }
    case "hung":
      return disagree("hang", "comes to its end", `does not end within ${ran.seconds} s`, engineOf(ran.tier));
    case "garbage":
      return disagree("garbage", "answers", `says ${JSON.stringify(ran.text)}`, engineOf(ran.tier));
  }
}

export { AGREE };
