/**
 * What names on the page of a campaign on the pin's machine mean.
 *
 * @module
 */

import type { GivenUpReason } from "../../../src/isa/engine.ts";
import { REPAIRS } from "../../../src/isa/repairs.ts";
import { FORMS } from "../../cpython/forms.ts";

/** What is attacked, for somebody who has never heard of it. */
export const PIN_ABOUT: readonly string[] = [
  "cpython is a model, in TypeScript, of CPython's interpreter, its micro-op optimizer and what runs the optimized traces, as they were " +
  "at commit a519b87958 of 14 November 2023 (3.13.0a1+): the pin. Recordings of the real interpreter hold it to what that did.",
  "The findings here were made on the model. Each known defect was seen in the real interpreter or follows from its source, as is said with it.",
];

/** What the two variants are. */
export const PIN_VARIANTS: Readonly<Record<string, string>> = {
  pinned: "with all the defects that it had on that day",
  repaired: "with all known defects repaired",
};

/** Where a defect was seen in the real interpreter; empty for none that is known. */
export function evidenceOf(defect: string): string {
  return Object.hasOwn(REPAIRS, defect) ? REPAIRS[defect as keyof typeof REPAIRS].evidence : "";
}

/** What a form of a defect is; empty where it has but one. */
export function formText(defect: string, form: string): string {
  const forms: Readonly<Record<string, string>> = FORMS;
  return defect === "handler-lookup" && Object.hasOwn(forms, form) ? forms[form] as string : "";
}

/** Why a run is given up. */
export const REASONS: Readonly<Record<GivenUpReason | "given up", string>> = {
  fuel: "more loops and calls than the limit",
  size: "a value larger than the limit",
  depth: "calls deeper than this machine's stack",
  unsupported: "something that an engine does not model",
  undefined: "the program itself does what C leaves undefined",
  "given up": "a micro-op that was run by itself came to a limit",
};

/** What is counted of runs. */
export const COUNTS: Readonly<Record<string, string>> = {
  entered: "traces entered",
  deopts: "traces left by a guard",
  errors: "traces left by an error",
  executors: "traces made",
  reachedTier2: "checks whose program entered a trace",
};

/** Words of this language, in the order in which they are explained. */
export const PIN_WORDS: readonly (readonly [word: string, meaning: string])[] = [
  [
    "Tier 1, tier 2",
    "Tier 1 runs bytecode, and specializes instructions to what they meet. Tier 2 runs traces of loops that got hot.",
  ],
  ["Micro-op (uop)", "What an instruction is made of in a trace."],
  ["Trace, executor", "A path through a hot loop as a list of micro-ops; the object that holds it is an executor."],
  [
    "Projection",
    "Making a trace: following the bytecode from a loop's head until it comes back or meets something that no trace goes through.",
  ],
  [
    "Guard, deopt",
    "A micro-op that checks what the trace takes for granted. Where that does not hold, the trace is left (a deopt) and tier 1 goes on.",
  ],
  ["Pass", "A step of the optimizer that rewrites a trace."],
  ["Unit", "Two bytes of bytecode. f+6 is unit 6 of the function f; a > b: a called b."],
  [
    "State table",
    "What both sides hold at the first place where they differ: a row with != differs, - is a variable without a value.",
  ],
  [
    "_SET_IP",
    "A micro-op that says at which unit the trace is: in a listing it is the number at the left of a line, counted among the uops.",
  ],
];
