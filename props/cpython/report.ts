/**
 * What reports say of findings on the pin's machine: where the engines part, the bytecode, the traces.
 *
 * @module
 */

import { UOPS } from "../../src/isa/uops.ts";
import type { InvolvedTrace } from "../../src/oracle/explain.ts";
import type { Finding } from "../core/finding.ts";
import type { Explanation, Section } from "../core/plug.ts";
import { agreedText, blameText, divergencePlace, ranText, stateTable } from "./divergence_text.ts";
import type { VmParting } from "./parting.ts";
import { uopText } from "./uop_text.ts";
import type { ProgramCase } from "./vm.ts";

const WIDTH = 100;
/** Most traces shown; a shrunk program seldom has more than one. */
const MAX_TRACES = 3;

/** The sections of a finding on the pin's machine. */
export function explainFinding(finding: Finding): Explanation {
  const { input, failure: { stack } } = finding;
  const thrown: Section[] = stack === undefined
    ? []
    : [{ title: "THROWN", note: "innermost first", body: stack, notes: [] }];
  const divergence = finding.divergence as VmParting | null;
  if (input.kind !== "program") {
    return { before: [...thrown, ...(divergence === null ? [] : [partingSection(divergence, null)])], after: [] };
  }
  // The plug of this language made the finding.
  const { program } = input.program as ProgramCase;
  const traces = (finding.left ?? []) as readonly InvolvedTrace[];
  return {
    before: [...thrown, ...(divergence === null ? [] : [partingSection(divergence, program)])],
    after: traceSections(traces, program),
  };
}

function partingSection(divergence: VmParting, program: ProgramCase["program"] | null): Section {
  return {
    title: "FIRST DIFFERENCE",
    note: divergencePlace(divergence),
    body: stateTable(divergence, program).join("\n"),
    notes: [agreedText(divergence), ranText(divergence), blameText(divergence.blame)].filter((line) => line !== ""),
    data: {
      place: divergencePlace(divergence),
      left: divergence.difference.left,
      right: divergence.difference.right,
      ran: divergence.ran.map(uopText),
      pass: divergence.blame?.pass ?? null,
      blame: blameText(divergence.blame),
    },
  };
}

/** The first traces, each with what is to be said of it. */
function traceSections(traces: readonly InvolvedTrace[], program: ProgramCase["program"]): Section[] {
  return traces.slice(0, MAX_TRACES).map((each, i) => {
    const name = program.codes[each.code]?.name ?? `code ${each.code}`;
    const setters = each.trace.filter(({ uop }) => uop === UOPS._SET_IP.id).length;
    const hidden = i === MAX_TRACES - 1 ? traces.length - MAX_TRACES : 0;
    return {
      title: "TRACE",
      note: `${name}, entered at unit ${each.unit}, ${each.trace.length} uops, ${setters} of them _SET_IP${
        each.valid ? "" : ", invalid"
      }`,
      body: traceLines(each).join("\n"),
      notes: hidden > 0 ? [`... and ${hidden} more traces`] : [],
    };
  });
}

/** A trace, one line for each instruction pointer that it sets: the unit, then the uops under it; inlined calls are set in. */
export function traceLines({ trace }: Pick<InvolvedTrace, "trace">): string[] {
  const groups: { ip: string; depth: number; uops: string[] }[] = [];
  let depth = 0;
  for (const uop of trace) {
    if (uop.uop === UOPS._SET_IP.id) groups.push({ ip: String(uop.oparg), depth, uops: [] });
    else if (groups.length === 0) groups.push({ ip: "", depth, uops: [uopText(uop)] });
    else groups.at(-1)?.uops.push(uopText(uop));
    if (uop.uop === UOPS._PUSH_FRAME.id) depth++;
    if (uop.uop === UOPS._POP_FRAME.id) depth--;
  }
  return groups.flatMap(({ ip, depth, uops }) =>
    wrapUops(uops).map((line, i) => `${(i === 0 ? ip : "").padStart(4)}  ${"   ".repeat(Math.max(depth, 0))}${line}`)
  );
}

function wrapUops(uops: readonly string[]): string[] {
  const lines: string[] = [];
  let line = "";
  for (const uop of uops) {
    if (line !== "" && line.length + uop.length + 3 > WIDTH - 8) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? uop : ` · ${uop}`;
  }
  return [...lines, line];
}
