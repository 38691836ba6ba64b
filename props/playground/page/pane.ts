/// <reference lib="dom" />
/**
 * Small parts that all panes are made of.
 *
 * @module
 */

import { type ComponentChildren, type Drawn, h, useEffect, useState } from "./deps.ts";
import type { Session, State } from "./session.ts";

/** What every pane is given. */
export interface PaneProps {
  readonly session: Session;
  readonly state: State;
}

/** A section with a heading. */
export function pane(id: string, title: string, children: ComponentChildren, tools: ComponentChildren = null): Drawn {
  return h("section", { class: "pane", id, "aria-labelledby": `${id}-title` }, [
    h("div", { class: "pane-head" }, [h("h2", { id: `${id}-title` }, title), tools]),
    children,
  ]);
}

/** A pane without anything to show: why. */
export function nothingYet({ busy }: State, text = "Nothing ran yet."): Drawn {
  return h("p", null, busy ? "Running …" : text);
}

/** Rows of a table that are drawn at once: more make a page that stands still. */
const MOST_ROWS = 800;

/** The rows around the current one that are drawn, and the index of the first. */
export function windowOf<Row>(rows: readonly Row[], current: number): { readonly from: number; shown: readonly Row[] } {
  const from = Math.max(0, Math.min(current - MOST_ROWS / 2, rows.length - MOST_ROWS));
  return { from, shown: rows.slice(from, from + MOST_ROWS) };
}

/** Says that not all rows are drawn. */
export function cutText(all: number, shown: number, what: string): Drawn {
  return all === shown
    ? null
    : h("p", { class: "hint" }, `${shown} of ${all} ${what} are shown, those around the step.`);
}

/** A button. */
export function button(label: string, onClick: () => void, more: Readonly<Record<string, unknown>> = {}): Drawn {
  return h("button", { type: "button", onClick, ...more }, label);
}

/** A choice with its label. */
export function choice(
  label: string,
  value: string,
  options: readonly (readonly [value: string, text: string, group?: string])[],
  onChange: (value: string) => void,
): Drawn {
  const option = ([each, text]: readonly [string, string, string?]): Drawn =>
    h("option", { key: each, value: each, selected: each === value }, text);
  const groups = [...new Set(options.map(([, , group]) => group))];
  return h("label", { class: "field" }, [
    h("span", null, label),
    h(
      "select",
      { value, onChange: (event: Event) => onChange((event.currentTarget as HTMLSelectElement).value) },
      groups.map((name) => {
        const own = options.filter(([, , group]) => group === name).map(option);
        return name === undefined ? own : h("optgroup", { key: name, label: name }, own);
      }),
    ),
  ]);
}

/** Seconds that something takes, once they are two, and after how many milliseconds it is ended. Its key is what is under way. */
export function Elapsed({ limit }: { readonly limit: number }): Drawn {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const start = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - start) / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds < 2 ? null : `for ${seconds} s, until ${limit / 1000} s at most `;
}

/** A text that scrolls; reachable by keyboard. */
export function scrolling(label: string, children: ComponentChildren, className = ""): Drawn {
  return h("div", { class: `scroll ${className}`, tabIndex: 0, role: "region", "aria-label": label }, children);
}
