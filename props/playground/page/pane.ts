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

/** A button. */
export function button(label: string, onClick: () => void, more: Readonly<Record<string, unknown>> = {}): Drawn {
  return h("button", { type: "button", onClick, ...more }, label);
}

/** A choice with its label. */
export function choice(
  label: string,
  value: string,
  options: readonly (readonly [value: string, text: string])[],
  onChange: (value: string) => void,
): Drawn {
  return h("label", { class: "field" }, [
    h("span", null, label),
    h(
      "select",
      { value, onChange: (event: Event) => onChange((event.currentTarget as HTMLSelectElement).value) },
      options.map(([each, text]) => h("option", { key: each, value: each, selected: each === value }, text)),
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
