/**
 * The script of the page: sorts tables by a click on a column's head, and filters the table of mutants.
 *
 * @module
 */

import { SORT_SCRIPT } from "../../report/html/sort_script.ts";

/** Runs in the browser when the page is there; uses nothing but `document`. */
export const PAGE_SCRIPT = `${SORT_SCRIPT}const filter = document.getElementById("filter");
if (filter !== null) {
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(" ").filter((word) => word !== "");
    let shown = 0;
    const rows = document.querySelectorAll("#mutants tbody tr");
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const fits = words.every((word) => text.includes(word));
      if (fits) row.removeAttribute("hidden");
      else row.setAttribute("hidden", "");
      if (fits) shown++;
    }
    document.getElementById("shown").textContent = shown + " of " + rows.length;
  });
}
`;
