/**
 * The script of pages with tables: sorts them by a click on a column's head.
 *
 * @module
 */

/** Runs in the browser when the page is there; uses nothing but `document`. */
export const SORT_SCRIPT = `
"use strict";
function cellValue(row, column) {
  const cell = row.children[column];
  const value = cell.getAttribute("data-value");
  return value === null ? cell.textContent : value === "" ? null : Number(value);
}
function compareCells(a, b) {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
function sortTable(table, column, descending) {
  const body = table.querySelector("tbody");
  const rows = Array.from(body.children).map((row, index) => ({ row, index, value: cellValue(row, column) }));
  rows.sort((a, b) => {
    const order = compareCells(a.value, b.value);
    // What has no value stays last either way.
    const turned = a.value === null || b.value === null || !descending ? order : -order;
    return turned || a.index - b.index;
  });
  for (const { row } of rows) body.appendChild(row);
  Array.from(table.querySelectorAll("thead th")).forEach((head, index) => {
    if (index === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
}
for (const table of document.querySelectorAll("table.sortable")) {
  Array.from(table.querySelectorAll("thead th")).forEach((head, column) => {
    const button = head.querySelector("button");
    button.addEventListener("click", () => sortTable(table, column, head.getAttribute("aria-sort") === "ascending"));
  });
}
`;
