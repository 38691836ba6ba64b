/**
 * What the worker makes of a setup, as plain data that travels between threads.
 *
 * @module
 */

import type { Boundary, BoundaryOrigin } from "../../src/isa/boundary.ts";
import type { Attempt, ExecutorStory, Remaining, Visit } from "../cli/trace_run.ts";
import type { Setup } from "./setup.ts";

/** One instruction of a code object. */
export interface InstructionRow {
  /** First unit, prefixes included, and the unit of the instruction proper. */
  readonly start: number;
  readonly at: number;
  readonly name: string;
  readonly oparg: string;
  /** Names and constants behind the oparg; empty for none. */
  readonly meaning: string;
  /** Unit that it jumps to. */
  readonly target: number | null;
  readonly line: number | null;
  /** What stands there after the run where that is another opcode, and what its inline cache counts; empty for nothing. */
  readonly became: string;
  readonly counter: string;
}

/** An entry of an exception table: units, both included, and where their exceptions are handled at which depth of the stack. */
export interface HandlerView {
  readonly from: number;
  readonly to: number;
  readonly target: number;
  readonly depth: number;
}

/** One code object. */
export interface CodeView {
  readonly index: number;
  readonly name: string;
  readonly head: string;
  readonly rows: readonly InstructionRow[];
  readonly handlers: readonly HandlerView[];
  /** Names of the fast locals. */
  readonly locals: readonly string[];
}

/** One side of a difference. */
export interface SideView {
  readonly name: string;
  readonly text: string;
}

/** Where engines part first. */
export interface PartingView {
  /** One line. */
  readonly place: string;
  readonly left: string;
  readonly right: string;
  readonly difference: SideView & { readonly where: string; readonly expected: string };
  readonly expected: Boundary | null;
  readonly found: Boundary;
  readonly origin: BoundaryOrigin;
  /** Uops that ran since both agreed, and the index of the first. */
  readonly ran: readonly string[];
  readonly firstUop: number;
  /** Sentences: up to where both agree, and which pass is to blame. */
  readonly agreed: string;
  readonly blame: string;
  /** Name of the pass to blame; null where none is. */
  readonly pass: string | null;
}

/** A claim that does not hold. */
export interface FailureView {
  readonly claim: string;
  readonly where: string;
  readonly left: SideView;
  readonly right: SideView;
  /** Whether a trace broke down. */
  readonly crash: boolean;
  /** Repairs that heal it, each by itself. */
  readonly healedBy: readonly string[];
  /** Repairs that heal it together. */
  readonly cause: readonly string[];
  readonly parting: PartingView | null;
  /** The whole report. */
  readonly text: string;
  readonly markdown: string;
}

/** What the claims say. */
export type VerdictView =
  | { readonly kind: "agree"; readonly claims: readonly string[] }
  | { readonly kind: "givenUp"; readonly why: string }
  | { readonly kind: "fails"; readonly failure: FailureView };

/** What one engine made of the program. */
export interface OutcomeView {
  readonly engine: string;
  readonly lines: readonly string[];
}

/** Something that the run wrote over its code. */
export interface WrittenView {
  /** The first step that shows it. */
  readonly step: number;
  /** The code object, and the instruction's first unit. */
  readonly code: number;
  readonly start: number;
  /** As in {@linkcode InstructionRow}. */
  readonly became: string;
  readonly counter: string;
}

/** A recorded run of tier 2: its state before every instruction. */
export interface RecordView {
  readonly boundaries: readonly Boundary[];
  readonly origins: readonly BoundaryOrigin[];
  /** Texts of the uops of each executor that runs uops, in the order of making. */
  readonly traces: readonly (readonly string[])[];
  /** When executors were made and invalidated: index of the state behind it, and what happened. */
  readonly marks: readonly {
    readonly at: number;
    readonly kind: ListEvent["kind"];
    readonly executors: readonly number[];
  }[];
  /** What the run wrote over its code, in the order of steps. */
  readonly written: readonly WrittenView[];
  /** Whether the run went on behind the last state that was kept. */
  readonly cut: boolean;
  /** Index of the boundary at which the engines part; -1 where they do not. */
  readonly parting: number;
}

/** A program, run and judged. */
export interface Analysis {
  /** Assembler text of the program. */
  readonly assembly: string;
  /** Known mistakes that were mended. */
  readonly mended: readonly string[];
  /** What is called how often. */
  readonly calls: string;
  readonly codes: readonly CodeView[];
  readonly verdict: VerdictView;
  readonly outcomes: readonly OutcomeView[];
  readonly steps: readonly (Attempt | Visit)[];
  readonly executors: readonly ExecutorStory[];
  readonly remaining: readonly Remaining[];
  readonly record: RecordView;
  /** The list of executors. */
  readonly list: ListView;
  /** Claims that can be hunted with: name, and what must hold. */
  readonly claims: readonly (readonly [name: string, what: string])[];
}

/** Something wrong with what the reader wrote. */
export interface Complaint {
  readonly message: string;
  /** Counted from 1; null where the message names no place. */
  readonly line: number | null;
  readonly column: number | null;
  /** Whether it is about the reader's pass. */
  readonly of: "program" | "pass";
}

/** How far a hunt is. */
export interface HuntProgress {
  readonly checks: number;
  readonly seconds: number;
  /** Checks that entered a trace, and what was done in them. */
  readonly entered: number;
  readonly executors: number;
  readonly deopts: number;
  readonly errors: number;
  readonly givenUp: number;
  /** The check that failed; -1 while none did. */
  readonly failed: number;
  /** Sizes in instructions of what it was shrunk to so far. */
  readonly sizes: readonly number[];
  /** The program as it is shrunk so far; empty before. */
  readonly text: string;
}

/** What the panes can be opened with. */
export type Opening = Pick<Setup, "form" | "text" | "limits" | "claim">;

/** A finding of a hunt or of a script. */
export interface FoundView {
  readonly failure: FailureView;
  readonly token: string;
  readonly units: number;
  readonly index: number;
  /** Null where the claim is not about a program. */
  readonly opening: Opening | null;
}

/** How a hunt ended. */
export interface HuntResult {
  readonly progress: HuntProgress;
  /** Null where nothing was found. */
  readonly found: FoundView | null;
}

/** What running the reader's own script gave. */
export interface ScriptResult {
  /** What it printed. */
  readonly printed: string;
  /** Names of passes, of an optimizer or of an engine that it exports or checks; empty for none. */
  readonly name: string;
  /** Of its last check that failed. */
  readonly found: FoundView | null;
}

/** A bloom filter of an executor. */
export interface FilterView {
  /** Its number, from 1. */
  readonly executor: number;
  /** Bits that are set, of 256, ascending. */
  readonly bits: readonly number[];
  /** What the executor depends on, and the bits that each sets. */
  readonly objects: readonly { readonly name: string; readonly bits: readonly number[] }[];
}

/** A command to the list of executors. */
export interface ListEvent {
  readonly kind: "link" | "unlink" | "invalidate" | "invalidate all";
  /** The executor that is put in or taken out; 0 for invalidations. */
  readonly executor: number;
  /** What an invalidation is about, and the bits that it looks for. */
  readonly object: string;
  readonly bits: readonly number[];
  /** Executors that an invalidation hits, and whether they depend on the object or only have its bits set. */
  readonly hits: readonly { readonly executor: number; readonly truly: boolean }[];
  /** States of the record that were taken before it; 0 without a record. */
  readonly at: number;
  /** Executors in the list, head first. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** The list of executors over a run. */
export interface ListView {
  readonly filters: readonly FilterView[];
  readonly events: readonly ListEvent[];
  /** Whether there were more commands than are kept. */
  readonly cut: boolean;
}
