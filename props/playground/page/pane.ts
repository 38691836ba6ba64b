/// <reference lib="dom" />
/**
 * Small parts that all panes are made of.
 *
 * @module
 */

import { type ComponentChildren, type Drawn, h } from "./deps.ts";
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

/** A text that scrolls; reachable by keyboard. */
export function scrolling(label: string, children: ComponentChildren, className = ""): Drawn {
  return h("div", { class: `scroll ${className}`, tabIndex: 0, role: "region", "aria-label": label }, children);
}
