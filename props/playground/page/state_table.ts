/**
 * States of a run, side by side.
 *
 * @module
 */

import type { Boundary } from "../../../src/isa/boundary.ts";
import type { CodeView } from "../view.ts";
import { type Drawn, h } from "./deps.ts";

/** Frames that are shown; the innermost ones. */
const MAX_FRAMES = 4;

/** A state with its name. */
export interface NamedState {
  readonly name: string;
  /** Null for a run that never comes there. */
  readonly state: Boundary | null;
}

/** Rows of a state by name, in the order in which people look at them. */
function rowsOf(state: Boundary, codes: readonly CodeView[]): Map<string, string> {
  const rows = new Map<string, string>();
  state.frames.slice(0, MAX_FRAMES).forEach((frame, depth) => {
    const of = depth === 0 ? "" : ` of ${frame.name}`;
    rows.set(depth === 0 ? "at" : `returns to ${frame.name}`, `${frame.name}, unit ${frame.unit}`);
    const { locals = [] } = codes[frame.code] ?? {};
    frame.locals.forEach((text, i) => rows.set(`${locals[i] ?? `local ${i}`}${of}`, text === "-" ? "(unbound)" : text));
    if (frame.stack !== null) rows.set(`stack${of}`, frame.stack.length === 0 ? "(empty)" : frame.stack.join(" | "));
    if (frame.stack === null) rows.set(`stack${of}`, "(dropped by the exception)");
  });
  if (state.exception !== null) rows.set("exception", state.exception);
  if (state.handler !== null) rows.set("handled", state.handler < 0 ? "by nobody here" : `at unit ${state.handler}`);
  rows.set("log", `${state.effects} entries`);
  rows.set("fuel spent", String(state.fuel));
  return rows;
}

/** How rows are marked that are not the same: as wrong, or as what a step changed. */
const MARKS = { differs: " ≠ differs", changed: " changed" } as const;

/** A table of states; rows in which they differ are marked. */
export function stateTable(
  caption: string,
  states: readonly NamedState[],
  codes: readonly CodeView[],
  mark: keyof typeof MARKS = "differs",
): Drawn {
  const columns = states.map(({ state }) => state === null ? null : rowsOf(state, codes));
  const names = [...new Set(columns.flatMap((column) => [...(column?.keys() ?? [])]))];
  return h("table", { class: "state" }, [
    h("caption", null, caption),
    h(
      "thead",
      null,
      h("tr", null, [h("th", { scope: "col" }, "what"), states.map(({ name }) => h("th", { scope: "col" }, name))]),
    ),
    h(
      "tbody",
      null,
      names.map((name, i) => {
        const cells = columns.map((column) =>
          column === null ? (i === 0 ? "never comes here" : "") : column.get(name) ?? ""
        );
        // That a step goes on to another place says nothing.
        const differs = cells.length > 1 && new Set(cells).size > 1 && !(mark === "changed" && name === "at");
        return h("tr", { key: name, class: differs ? mark : "" }, [
          h("th", { scope: "row" }, [name, differs ? h("span", { class: "mark" }, MARKS[mark]) : null]),
          cells.map((cell) => h("td", null, h("code", null, cell))),
        ]);
      }),
    ),
  ]);
}
