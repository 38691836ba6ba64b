/**
 * Failures: verdicts against a claim, and errors that came out of a check.
 *
 * @module
 */

import type { Place, Verdict } from "./claim.ts";
import { CoreError } from "./errors.ts";
import { countIn, type Tally } from "./tally.ts";

/** A claim that failed on an input. */
export interface Failure {
  /** `disagree`: two sides differ. `crash`: the check threw. */
  readonly kind: "disagree" | "crash";
  /** The engine to blame, where there is one. */
  readonly engine: string | null;
  /** Where the sides part, or what broke down. */
  readonly place: Place;
  /** What is right. */
  readonly left: Side;
  /** What was found. */
  readonly right: Side;
  /** Where a part of the user's own was when it threw, innermost first, a line each; only of those. */
  readonly stack?: string;
}

/** One side of a difference. */
export interface Side {
  /** Name of an engine, or `expected` and `found`. */
  readonly name: string;
  /** What it did, for people. */
  readonly text: string;
}

/** The failure that a verdict stands for, or null; a check that was given up is counted. `expected` names the left side. */
export function failureOf(verdict: Verdict, tally: Tally, expected: string): Failure | null {
  if (verdict?.kind === "agree") return null;
  if (verdict?.kind === "poisoned") {
    tally.poisoned++;
    countIn(tally.reasons, verdict.reason);
    return null;
  }
  if (verdict?.kind !== "disagree" || typeof verdict.place?.what !== "string") {
    const promised = typeof (verdict as { then?: unknown } | undefined)?.then === "function";
    const found = promised ? "a promise: claims are not asynchronous" : JSON.stringify(verdict) ?? String(verdict);
    throw new CoreError(
      "plug",
      `expected a verdict of the claim: AGREE, disagree(...) or { kind: "poisoned", reason }, found ${found}`,
    );
  }
  const { engine, place, left, right } = verdict;
  return {
    kind: "disagree",
    engine,
    place,
    left: { name: expected, text: left },
    right: { name: engine ?? "found", text: right },
  };
}

/** Place of an error that nobody knows more of. */
const CRASH = "crash";

/** The failure that an error is. `place` is where the target says that it broke down, if it does. */
export function crashOf(error: unknown, place: Place | null): Failure {
  if (place?.own === true && error instanceof Error) return ownCrash(error, place);
  const name = error instanceof Error ? error.name : "thrown";
  const message = error instanceof Error ? error.message : String(error);
  // Where it was thrown tells crashes apart better than a message full of values.
  const file = error instanceof Error ? thrownIn(error) : "";
  return {
    kind: "crash",
    engine: null,
    place: place ?? { what: CRASH, of: `${name} ${file}`.trim() },
    left: { name: "expected", text: "an outcome" },
    right: { name: "found", text: `${name}: ${message}${file === "" ? "" : ` (${file})`}` },
  };
}

/** Frames that are shown of what threw. */
const MOST_FRAMES = 8;

/** What a part of the user's own did wrong: the message names it, what it threw is the cause. */
function ownCrash({ message, cause }: Error, place: Place): Failure {
  const stack = framesOf(cause);
  return {
    kind: "crash",
    engine: null,
    place,
    left: { name: "expected", text: "an outcome" },
    right: { name: "found", text: message },
    ...(stack.length === 0 ? {} : { stack: stack.slice(0, MOST_FRAMES).join("\n") }),
  };
}

/** Where something was thrown, a line each, innermost first; none where it is no error. */
export function framesOf(thrown: unknown): string[] {
  if (!(thrown instanceof Error) || typeof thrown.stack !== "string") return [];
  return thrown.stack.split("\n").filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
}

/** The last two parts of the path of the file that an error was thrown in; empty where its stack does not say. */
function thrownIn({ stack = "" }: Error): string {
  return /\/([\w.-]+\/[\w.-]+\.[tj]s):\d+:\d+/.exec(stack)?.[1] ?? "";
}

/** The sort of a failure: what tells it from others, without positions. */
export function sortOf({ kind, engine, place }: Failure): string {
  const crash = kind === "crash" && place.what !== CRASH ? `${CRASH}:` : "";
  return `${crash}${[engine, place.what, place.of].filter((part) => part !== null && part !== undefined).join(":")}`;
}

/** A place for people: `call 2 (value), with 3 frames`. Kinds of places count from 0, people from 1. */
export function placeText({ what, of, index, note }: Place): string {
  const number = index === undefined ? "" : ` ${index + 1}`;
  return `${what}${number}${of === undefined ? "" : ` (${of})`}${note === undefined ? "" : `, ${note}`}`;
}
