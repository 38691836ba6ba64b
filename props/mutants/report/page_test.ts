import { assert, assertEquals } from "@std/assert";
// deno-lint-ignore no-import-prefix -- a tool for tests, named in full and with its version
import { parseHTML } from "npm:linkedom@0.18.12";
import { complaints, findBrowser, probePage } from "./browser.ts";
import { reportPage } from "./page.ts";
import { PAGE_SCRIPT } from "./page_script.ts";
import { sampleReport } from "./sample_report.ts";

/** The part of a document that the tests use: Deno's own types have none. */
interface Element {
  readonly children: readonly Element[];
  readonly textContent: string | null;
  value: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  dispatchEvent(event: Event): boolean;
}
interface Document {
  readonly defaultView: { readonly Event: typeof Event };
  querySelectorAll(selector: string): readonly Element[];
  getElementById(id: string): Element | null;
}

const HTML = reportPage(sampleReport());

/** The page with its script run. */
function openPage(): Document {
  const { document } = parseHTML(HTML) as unknown as { document: Document };
  new Function("document", PAGE_SCRIPT)(document);
  return document;
}

/** Texts of a column, top down. */
function column(document: Document, table: string, at: number): string[] {
  const rows = [...document.querySelectorAll(`#${table} tbody tr`)];
  return rows.map((row) => row.children[at]?.textContent ?? "");
}

function click(document: Document, table: string, at: number): void {
  const button = document.querySelectorAll(`#${table} thead th button`)[at];
  button?.dispatchEvent(new document.defaultView.Event("click"));
}

Deno.test("the page's tables sort by a click, numbers as numbers, and back by another", () => {
  const document = openPage();
  assertEquals(column(document, "mutants", 1), ["e", "b", "h", "g", "c", "a", "f", "d"]);
  click(document, "mutants", 1);
  assertEquals(column(document, "mutants", 1), ["a", "b", "c", "d", "e", "f", "g", "h"]);
  click(document, "mutants", 6);
  assertEquals(column(document, "mutants", 6), ["0.10", "0.28", "1.00", "5.00", "30.0", "-", "-", "-"]);
  click(document, "mutants", 6);
  assertEquals(column(document, "mutants", 6).slice(0, 6), ["30.0", "5.00", "1.00", "0.28", "0.10", "-"]);
  const heads = [...document.querySelectorAll("#mutants thead th")].map((head) => head.getAttribute("aria-sort"));
  assertEquals(heads.filter((sort) => sort !== null), ["descending"]);
});

Deno.test("the page's filter leaves the rows that have every word", () => {
  const document = openPage();
  const filter = document.getElementById("filter");
  assert(filter !== null);
  filter.value = "Survived bloom";
  filter.dispatchEvent(new document.defaultView.Event("input"));
  const shown = [...document.querySelectorAll("#mutants tbody tr")].filter((row) => !row.hasAttribute("hidden"));
  assertEquals(shown.map((row) => row.children[1]?.textContent), ["b"]);
  assertEquals(document.getElementById("shown")?.textContent, "1 of 8");
});

Deno.test("the page holds its report as data and names nothing on a network", () => {
  const document = openPage();
  const data = document.getElementById("report")?.textContent ?? "";
  assertEquals(JSON.parse(data), sampleReport());
  assertEquals(HTML.match(/https?:|\bsrc=|@import|url\(/g), null);
  assert(HTML.includes("&lt;b&gt; &amp; more"), "texts are escaped");
  assert(!HTML.includes("<b> & more"));
});

Deno.test("the page's plots have a bar for each group and a curve for each kind", () => {
  const document = openPage();
  assertEquals(document.querySelectorAll("path.curve").length, 2);
  assertEquals(document.querySelectorAll("rect.bar").length, 2 + 2 + 2);
});

Deno.test("complaints() names everything that a browser found wrong", () => {
  assertEquals(complaints({ errors: [], fetched: [], tables: 3, unsorted: [], filtered: 0 }), []);
  const wrong = complaints({ errors: ["x"], fetched: ["y"], tables: 0, unsorted: ["z/1"], filtered: 2 });
  assertEquals(wrong.length, 5);
});

Deno.test("the page works in a real browser where one is installed, and a broken one is seen", async () => {
  const browser = await findBrowser();
  if (browser === null) {
    // The tests above ran the same script on another document.
    console.log("no browser here");
    return;
  }
  assertEquals(complaints(await probePage(browser, HTML)), []);
  const broken = HTML.replace("sortTable(table, column, ", "sortNothing(table, column, ");
  assert(complaints(await probePage(browser, broken)).some((text) => text.startsWith("script error")));
});
