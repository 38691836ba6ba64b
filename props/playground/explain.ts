/**
 * A verdict in words, for somebody who sees this page for the first time.
 *
 * @module
 */

import { type RepairId, REPAIRS } from "../../src/isa/repairs.ts";
import type { Attempt } from "../cli/trace_run.ts";
import { lineAt } from "./stepping.ts";
import type { Analysis, CodeView, FailureView, PartingView } from "./view.ts";

/** How a trace was left, or where the run was, in a sentence. */
const PLACES: Readonly<Record<PartingView["origin"]["kind"], string>> = {
  tier1: "This happens in the plain interpreter, not inside a trace.",
  trace: "This happens inside the trace, before its next instruction.",
  deopt: "A guard of the trace finds that what the trace relies on is not so, and hands over to the plain interpreter.",
  error: "An instruction raises an exception, so the trace ends and the interpreter looks for who handles it.",
  exit: "The trace comes to its end and hands over to the plain interpreter.",
};

/** What the sides differ in, in words. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  frames: "the frames that are running",
  unit: "the instruction to go on with",
  local: "a local variable",
  stack: "the value stack",
  exception: "the exception",
  handler: "who handles the exception",
  effects: "what was logged",
  place: "where the program goes",
  crash: "the trace itself breaks down",
};

/** The verdict in a sentence, and the way there in steps. */
export interface Story {
  readonly headline: string;
  readonly steps: readonly string[];
}

/** Names of claims as sentences of what failed. */
const CLAIM_HEADLINES: Readonly<Record<string, string>> = {
  equivalence: "The optimizer changes what this program does.",
  exits: "A trace hands over in the wrong state.",
  traces: "The optimizer makes a trace that is not well-formed.",
  assumptions: "A trace goes on though something it takes for granted has changed.",
  invalidation: "A trace that was declared invalid is entered all the same.",
};

function lineOf(codes: readonly CodeView[], code: number, unit: number): string {
  const line = lineAt(codes, code, unit);
  return line === null ? "" : `, line ${line}`;
}

/** Tells the story of an analysis. */
export function storyOf(
  { verdict, codes, steps, executors, mended }: Pick<
    Analysis,
    "verdict" | "codes" | "steps" | "executors" | "mended"
  >,
): Story {
  const attempts = steps.filter((step): step is Attempt => step.kind === "attempt");
  if (verdict.kind === "agree") {
    const on = mended.length === 0 ? [] : [mendedText(mended)];
    // Other claims than equal results say nothing of results.
    const headline = verdict.claims.includes("equivalence")
      ? "All engines agree on this program."
      : `What was looked at holds: ${verdict.claims.join(", ")}. Results were not compared.`;
    return { headline, steps: [...agreement(attempts, executors), ...on] };
  }
  if (verdict.kind === "givenUp") {
    return {
      headline: "No verdict: the run was given up.",
      steps: [
        /\bunsupported\b/.test(verdict.why)
          ? "The program uses something that the interpreters of this page do not have; the rows above say what."
          : `Why: ${verdict.why}. The limits (under “Run with”) say how long and how big a run may be.`,
      ],
    };
  }
  const { failure } = verdict;
  return {
    headline: CLAIM_HEADLINES[failure.claim] ?? `The claim ${failure.claim} does not hold.`,
    steps: failureSteps(failure, codes, attempts),
  };
}

function agreement(attempts: readonly Attempt[], executors: Analysis["executors"]): string[] {
  const made = executors.filter(({ trace }) => trace.length > 0);
  if (attempts.length === 0) return ["No loop ran often enough to get hot, so the optimizer was never asked."];
  if (made.length === 0) return ["A loop got hot, but the optimizer could not make a trace of it."];
  const sum = (of: (executor: Analysis["executors"][number]) => number): number =>
    made.reduce((total, each) => total + of(each), 0);
  const uops = sum(({ uops }) => uops);
  const ways = [
    [sum(({ deopts }) => deopts), "by a guard"],
    [sum(({ errors }) => errors), "by an error"],
    [sum(({ exits }) => exits), "at its end"],
  ].flatMap(([count, how]) => count === 0 ? [] : [`${count === 1 ? "once" : `${count} times`} ${how}`]);
  return [
    `The optimizer made ${
      made.length === 1 ? "a trace" : `${made.length} traces`
    } of what got hot; ${uops} micro-ops ran there.`,
    ...(ways.length === 0 ? [] : [`They were left ${ways.join(", ")}.`]),
    "A mistake may still be there, and do no harm in this program.",
  ];
}

function mendedText(mended: readonly string[]): string {
  const all = mended.length === Object.keys(REPAIRS).length;
  return all
    ? "All repairs of known mistakes are on."
    : `The ${mended.length === 1 ? "repair" : "repairs"} ${mended.join(", ")} ${
      mended.length === 1 ? "is" : "are"
    } on.`;
}

function failureSteps(failure: FailureView, codes: readonly CodeView[], attempts: readonly Attempt[]): string[] {
  const { parting } = failure;
  return [
    ...attempts.filter(({ executor }) => executor !== null && executor.trace.length > 0).slice(0, 2).map(
      attemptText(codes),
    ),
    ...(parting === null ? [] : partingSteps(parting, failure, codes)),
    ...repairSteps(failure),
  ];
}

function attemptText(codes: readonly CodeView[]): (attempt: Attempt) => string {
  return ({ code, destUnit, unit, executor }) => {
    const index = codes.findIndex(({ name }) => name === code);
    const length = executor?.trace.length ?? 0;
    return `The jump back at unit ${unit} of ${code} (to unit ${destUnit}${
      lineOf(codes, index, destUnit)
    }) was taken so ` +
      `often that the optimizer made a trace of what comes behind it: ${length} micro-ops that run in place of the bytecode ` +
      "from then on, whenever that jump is reached.";
  };
}

function partingSteps(parting: PartingView, failure: FailureView, codes: readonly CodeView[]): string[] {
  const { agreed, found, origin, ran, difference, blame, pass } = parting;
  const frame = found.frames[0];
  const at = frame === undefined ? "" : `${frame.name}, unit ${frame.unit}${lineOf(codes, frame.code, frame.unit)}`;
  const uops = ran.filter((text) => !/^(?:_SET_IP|_CHECK_VALIDITY|NOP)\b/.test(text));
  const last = uops.length === 0 ? "" : ` Then ran ${uops.slice(-3).join(", ")}.`;
  const what = DIFFERENCES[difference.name] ?? difference.where;
  const where = difference.where === difference.name ? "" : ` (${difference.where})`;
  const value = (text: string): string => `“${text}”`;
  const blamed = pass === null && blame !== ""
    ? "It also happens with every pass switched off: it is not the rewriting of the trace that is wrong."
    : `To blame: ${blame}.`;
  return [
    `Up to then the run with the optimizer is in the state in which it should be (${
      agreed.replace(/\b(\S+)\+(\d+)/, "$1, unit $2")
    }).${last}`,
    `${PLACES[origin.kind]} This is at ${at}.`,
    `What is wrong is ${what}${where}: right is ${value(difference.expected)}, but the run has ${
      value(difference.text)
    }.${tableText(failure, codes)}`,
    ...(blame === "" ? [] : [blamed]),
  ];
}

/** What the exception table says, where the known mistake is to look one unit too early; else empty. */
function tableText({ parting, healedBy }: FailureView, codes: readonly CodeView[]): string {
  const frame = parting?.found.frames[0];
  if (frame === undefined || parting?.difference.name !== "handler" || !healedBy.includes("handler-lookup")) return "";
  const { unit, code } = frame;
  const says = (at: number): string => {
    const entry = codes[code]?.handlers.find(({ from, to }) => from <= at && at <= to);
    return entry === undefined ? "which nobody handles" : `which is handled at unit ${entry.target}`;
  };
  return ` By the exception table (below the bytecode) the place to look up is unit ${unit}, ${
    says(unit)
  }. The run looked ` +
    `up the unit before, ${unit - 1}, ${says(unit - 1)}.`;
}

/** The repair's own sentence with a capital. */
function repairText(id: string): string {
  const { what } = REPAIRS[id as RepairId];
  return what.slice(0, 1).toUpperCase() + what.slice(1);
}

function repairSteps({ healedBy, cause }: FailureView): string[] {
  if (healedBy.length > 0) {
    return healedBy.map((id) =>
      `This is a known mistake of CPython's new interpreter of that day. In general terms, ${id}: ${repairText(id)}.`
    );
  }
  if (cause.length === 0) return [];
  return [
    `Several known mistakes come together here, and mending one alone does not help: ${cause.join(", ")}.`,
    ...cause.map((id) => `${id}: ${repairText(id)}.`),
  ];
}
