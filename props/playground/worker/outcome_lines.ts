/**
 * What a program did, line by line.
 *
 * @module
 */

import { givenUp, type Outcome } from "../../../src/isa/engine.ts";
import { callText } from "../../../src/oracle/compare.ts";
import { count, cut } from "../../report/text.ts";
import type { OutcomeView } from "../view.ts";

const MAX_TEXT = 400;
/** Calls and entries that are shown. */
const MAX_LINES = 40;

/** An engine's outcome. */
export function outcomeView(engine: string, outcome: Outcome): OutcomeView {
  return { engine, lines: outcomeLines(outcome).map((line) => cut(line, MAX_TEXT)) };
}

function outcomeLines(outcome: Outcome): string[] {
  if (outcome.status !== "finished") return [`given up: ${givenUp(outcome)}, ${outcome.detail}`];
  const module = outcome.module.kind === "raised" ? [`module: ${callText(outcome.module)}`] : [];
  const results = outcome.results.map((result, i) => `call ${i + 1}: ${callText(result)}`);
  const hidden = results.length - MAX_LINES;
  return [
    ...module,
    ...results.slice(0, MAX_LINES),
    ...(hidden > 0 ? [`... and ${count(hidden)} calls more`] : []),
    ...(outcome.log.length === 0 ? [] : [`log: ${outcome.log.join(" ")}`]),
    ...outcome.globals.map(([name, text]) => `${name} = ${text}`),
  ];
}
