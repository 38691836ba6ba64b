/**
 * The script of the page: tables sort, findings open all at once, and a link to a finding opens it. Without it the page can be
 * read all the same.
 *
 * @module
 */

import { SORT_SCRIPT } from "../../report/html/sort_script.ts";

/** Runs in the browser when the page is there. */
export const PAGE_SCRIPT = `${SORT_SCRIPT}
const findings = Array.from(document.querySelectorAll("details.finding"));
const all = document.getElementById("open-all");
if (all !== null) {
  all.removeAttribute("hidden");
  all.addEventListener("click", () => {
    const open = findings.some((each) => !each.open);
    for (const each of findings) each.open = open;
    all.textContent = open ? "Close all" : "Open all";
  });
}
for (const button of document.querySelectorAll("button.copy")) {
  const source = document.getElementById(button.dataset.of);
  button.removeAttribute("hidden");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = "Copied";
    } catch {
      // Where that is not allowed, the command is selected, to be copied by hand.
      getSelection().selectAllChildren(source);
      button.textContent = "Selected";
    }
    setTimeout(() => button.textContent = "Copy", 2000);
  });
}
function openLinked() {
  const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (linked === null || linked.tagName !== "DETAILS") return;
  linked.open = true;
  linked.querySelector("summary").focus();
}
addEventListener("hashchange", openLinked);
openLinked();
`;
