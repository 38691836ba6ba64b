/**
 * Tables of HTML that sort by a click on a column's head: the script of `sort_script.ts` does it.
 *
 * @module
 */

import { escapeText } from "./text.ts";

/** A cell: what it shows, and what it is sorted by; null sorts last. Without a value it is sorted by its text. */
export interface Cell {
  readonly html: string;
  readonly value?: number | null;
}

/** A cell of text. */
export function textCell(value: string): Cell {
  return { html: escapeText(value) };
}

/** A cell of a number as it is shown. */
export function numberCell(shown: string, value: number | null): Cell {
  return { html: escapeText(shown), value };
}

/** A table in a box that scrolls sideways where it is too wide; a column of numbers alone stands to the right. */
export function sortableTable(id: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const isNumber = head.map((_, column) =>
    rows.length > 0 && rows.every((row) => (row[column] as Cell).value !== undefined)
  );
  const heads = head.map((name, column) =>
    `<th${isNumber[column] ? ' class="number"' : ""} scope="col"><button type="button">${
      escapeText(name)
    }</button></th>`
  );
  const cell = ({ html, value }: Cell): string =>
    value === undefined ? `<td>${html}</td>` : `<td class="number" data-value="${value ?? ""}">${html}</td>`;
  return `<div class="wide"><table class="sortable" id="${id}"><thead><tr>${heads.join("")}</tr></thead>\n<tbody>${
    rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n")
  }</tbody></table></div>`;
}
