/**
 * Compares what two engines made of one program. What may differ, and why, is written in docs/POLICY.md.
 *
 * @module
 */

import type { CallOutcome, GivenUpReason, Outcome, RunStatus, TracebackEntry } from "../isa/engine.ts";

/** Which part of two outcomes differs first. */
export type DifferencePart = "end" | "module" | "result" | "log" | "global" | "argument";

/** Where two outcomes part. */
export interface Difference {
  /** Which part of the outcomes differs. */
  readonly part: DifferencePart;
  /** Index of the call, log entry, global or argument; 0 for the end and the module. */
  readonly index: number;
  /** What of it differs: `kind`, `type`, `value`, `message`, `traceback`, `length`, `name`. */
  readonly aspect: "kind" | "type" | "value" | "message" | "traceback" | "length" | "name";
}

/** What comparing two outcomes gives. */
export type Verdict =
  | { readonly kind: "agree" }
  | {
    readonly kind: "disagree";
    readonly where: Difference;
    /** Both sides of the difference as text, for people. */
    readonly left: string;
    readonly right: string;
  }
  | { readonly kind: "poisoned"; readonly reason: GivenUpReason };

const AGREE: Verdict = { kind: "agree" };
const POISONED: Readonly<Record<GivenUpReason, Verdict>> = {
  fuel: { kind: "poisoned", reason: "fuel" },
  size: { kind: "poisoned", reason: "size" },
  depth: { kind: "poisoned", reason: "depth" },
  unsupported: { kind: "poisoned", reason: "unsupported" },
  undefined: { kind: "poisoned", reason: "undefined" },
};

/**
 * Compares two outcomes part by part: module, results, log, globals, arguments. A run that was given up on either side
 * ends the comparison without blame, but for fuel: all engines spend it alike, so one that runs out where the other
 * finishes has looped too long; and for a right side that ends as undefined where the left one has a meaning. Statistics are
 * never looked at. Allocates nothing when the outcomes agree.
 */
export function compareOutcomes(left: Outcome, right: Outcome): Verdict {
  if (left.status !== "finished" || right.status !== "finished") return compareEnds(left, right);
  return compareCall("module", 0, left.module, right.module) ?? compareResults(left, right) ??
    compareTexts("log", left.log, right.log) ?? compareGlobals(left.globals, right.globals) ??
    compareTexts("argument", left.argsAfter, right.argsAfter) ?? AGREE;
}

function compareEnds(left: Outcome, right: Outcome): Verdict {
  if (left.status === "undefined") return POISONED.undefined;
  if (right.status === "undefined") {
    return left.status === "finished"
      ? disagree("end", 0, "kind", endText(left), endText(right))
      : POISONED[left.reason ?? "unsupported"];
  }
  const poisoned = left.status === "poisoned" ? left : right;
  const other = poisoned === left ? right : left;
  const reason = poisoned.reason ?? "unsupported";
  if (reason !== "fuel" || other.status === "poisoned") return POISONED[other.reason ?? reason];
  return disagree("end", 0, "kind", endText(left), endText(right));
}

const END_TEXTS: Readonly<Record<RunStatus, (outcome: Outcome) => string>> = {
  finished: () => "finishes",
  poisoned: () => "runs out of fuel",
  undefined: ({ detail }) => `does what is undefined: ${detail}`,
};

function endText(outcome: Outcome): string {
  return END_TEXTS[outcome.status](outcome);
}

function compareResults(left: Outcome, right: Outcome): Verdict | null {
  const count = Math.min(left.results.length, right.results.length);
  for (let i = 0; i < count; i++) {
    const verdict = compareCall("result", i, left.results[i] as CallOutcome, right.results[i] as CallOutcome);
    if (verdict !== null) return verdict;
  }
  if (left.results.length === right.results.length) return null;
  return disagree("result", count, "length", `${left.results.length} calls`, `${right.results.length} calls`);
}

function compareCall(
  part: DifferencePart,
  index: number,
  left: CallOutcome,
  right: CallOutcome,
): Verdict | null {
  if (left.kind === "returned") {
    if (right.kind !== "returned") return disagree(part, index, "kind", callText(left), callText(right));
    if (left.type !== right.type) return disagree(part, index, "type", callText(left), callText(right));
    if (left.text !== right.text) return disagree(part, index, "value", callText(left), callText(right));
    return null;
  }
  if (right.kind !== "raised") return disagree(part, index, "kind", callText(left), callText(right));
  if (left.type !== right.type) return disagree(part, index, "type", callText(left), callText(right));
  if (left.message !== right.message) return disagree(part, index, "message", callText(left), callText(right));
  if (!sameFrames(left.frames, right.frames)) {
    return disagree(part, index, "traceback", callText(left), callText(right));
  }
  return null;
}

function sameFrames(left: readonly TracebackEntry[], right: readonly TracebackEntry[]): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) {
    const a = left[i] as TracebackEntry;
    const b = right[i] as TracebackEntry;
    if (a[1] !== b[1] || a[0] !== b[0]) return false;
  }
  return true;
}

function compareTexts(
  part: "log" | "argument",
  left: readonly string[],
  right: readonly string[],
): Verdict | null {
  const count = Math.min(left.length, right.length);
  for (let i = 0; i < count; i++) {
    if (left[i] !== right[i]) return disagree(part, i, "value", left[i] as string, right[i] as string);
  }
  if (left.length === right.length) return null;
  return disagree(part, count, "length", left[count] ?? "(nothing more)", right[count] ?? "(nothing more)");
}

function compareGlobals(left: Outcome["globals"], right: Outcome["globals"]): Verdict | null {
  const count = Math.min(left.length, right.length);
  for (let i = 0; i < count; i++) {
    const a = left[i] as readonly [string, string];
    const b = right[i] as readonly [string, string];
    if (a[0] !== b[0]) return disagree("global", i, "name", a[0], b[0]);
    if (a[1] !== b[1]) return disagree("global", i, "value", `${a[0]} = ${a[1]}`, `${b[0]} = ${b[1]}`);
  }
  if (left.length === right.length) return null;
  return disagree(
    "global",
    count,
    "length",
    left[count]?.[0] ?? "(nothing more)",
    right[count]?.[0] ?? "(nothing more)",
  );
}

function disagree(
  part: DifferencePart,
  index: number,
  aspect: Difference["aspect"],
  left: string,
  right: string,
): Verdict {
  return { kind: "disagree", where: { part, index, aspect }, left, right };
}

/** One line for what a call did; a traceback is written `f+12 > g+3`, outermost first, offsets in code units. */
export function callText(call: CallOutcome): string {
  if (call.kind === "returned") return call.text;
  const message = call.message === "" ? "" : `: ${call.message}`;
  const frames = call.frames.map(([name, offset]) => `${name}+${offset}`).join(" > ");
  return `raises ${call.type}${message}${frames === "" ? "" : `  [${frames}]`}`;
}

/** Names the place of a difference, e.g. `result of call 2` or `global 'total'`. */
export function differenceText(where: Difference): string {
  switch (where.part) {
    case "end":
      return "end of the run";
    case "module":
      return `module code (${where.aspect})`;
    case "result":
      return `call ${where.index + 1} (${where.aspect})`;
    case "log":
      return `log entry ${where.index + 1} (${where.aspect})`;
    case "global":
      return `global ${where.index + 1} (${where.aspect})`;
    case "argument":
      return `argument ${where.index + 1} after the last call (${where.aspect})`;
  }
}
