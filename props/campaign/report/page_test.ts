import { assert, assertEquals } from "@std/assert";
import { findBrowser } from "../../mutants/report/browser.ts";
import { clockFor, timeText } from "./clock.ts";
import { campaignPage } from "./page.ts";
import { sampleView } from "./testing/sample_view.ts";
import { verdictOf } from "./verdict.ts";
import type { FindingView } from "./view.ts";

const VIEW = sampleView();
const HTML = await campaignPage(VIEW);

Deno.test("the page names nothing on a network and lets no text of a program become HTML", () => {
  assertEquals(HTML.match(/https?:|\bsrc=|@import|url\(/g), null);
  assert(HTML.includes("hang:&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"));
  assert(HTML.includes("cost its process, so nothing is known of the claim") && HTML.includes("It comes to no end"));
  assert(!HTML.includes("<b>not bold</b>"));
  assertEquals(HTML.match(/<script/g)?.length, 1);
});

Deno.test("boxes that scroll are reached by the keyboard, and are no landmarks: there are hundreds of one name", () => {
  assert(HTML.match(/class="wide" tabindex="0" role="group" aria-label=/g) !== null);
  assertEquals(HTML.match(/role="region"/g), null);
});

Deno.test("the page says what was found, where, how it is seen again, and what was not covered", () => {
  const [open] = VIEW.findings;
  assert(open !== undefined && HTML.includes(open.replay) && open.healedBy !== "" && HTML.includes("an invalid one"));
  assert(HTML.includes("FOR_ITER"), "the bytecode");
  assert(HTML.includes("first difference") || HTML.includes("First difference"), "the divergence");
  assert(HTML.includes("_ITER_NEXT_TUPLE"), "the trace");
  assert(HTML.includes("does not fail any more"));
  // The first difference of the one that has one, the place of the claim of the others.
  assert(
    /<td>\w+ at unit \d+, [^<]*<\/td>/.test(HTML) && HTML.includes("<td>ENTER_EXECUTOR</td>"),
    "where, in the table",
  );
  assert(/campaign NEW_FOLDER .*--seed \d+ --jobs 2 --time 10m</.test(HTML), "the command of all of it");
  assert(HTML.includes("which is an order and no time"), "what checks before it are");
  assert(/Micro-ops that ran in a trace: 3 of \d+/.test(HTML));
  assert(/Not checked yet: traces/.test(HTML));
  assert(HTML.includes("No known defect explains it"));
  const left = /Known defects of this target that were not found, (\d+) of (\d+): ([^.]*)\./.exec(HTML);
  assert(left !== null && Number(left[1]) === Number(left[2]) - 2 && !left[3]?.includes("handler-lookup"), left?.[0]);
});

Deno.test("the page begins with a verdict, says what was attacked, and what was not covered before what was", () => {
  const { headline } = verdictOf(VIEW);
  assertEquals(headline, "Found: 2 forms of 2 known defects, 1 finding that no known defect explains.");
  const order = [headline, "commit a519b87958", 'id="found"', 'id="not-covered"', 'id="covered"'];
  const places = order.map((text) => HTML.indexOf(text));
  assert(!places.includes(-1), order[places.indexOf(-1)]);
  assertEquals(places.toSorted((a, b) => a - b), places);
  // Names are explained: claims, forms, reasons, counts.
  assert(
    HTML.includes("It says: all engines agree on &lt;every&gt; program.") ||
      HTML.includes("<td>all engines agree on &lt;every&gt;"),
  );
  assert(HTML.includes("the handler that covers it is missed"));
  assert(HTML.includes("more loops and calls than the limit") && HTML.includes("traces left by a guard"));
  assert(!HTML.includes("reachedTier2"));
  // A share of more than all is none.
  const shares = [...HTML.matchAll(/([\d.]+) %/g)].map(([, share]) => Number(share));
  assertEquals(shares.filter((share) => share > 100), []);
});

Deno.test("a finding says whether it was seen once more, and its files are linked from where the page is", async () => {
  const [first] = VIEW.findings;
  assert(HTML.includes("was read back and run once more, and failed for the same root cause"));
  assert(HTML.includes('<a href="findings/sample-1/finding.json">finding.json</a>'));
  const findings = [{ ...first, again: "another", behind: ["lost-line"] } as FindingView];
  const moved = await campaignPage({ ...VIEW, findings }, "../far/");
  assert(moved.includes("failed for another root cause: another") && moved.includes("Found with lost-line mended"));
  assert(moved.includes('href="../far/findings/sample-1/program.json"'));
});

Deno.test("a verdict speaks of what was found, of what is left, and of nothing where nothing is", () => {
  const [open, fixed, hang] = VIEW.findings as [FindingView, FindingView, FindingView];
  const of = (findings: FindingView[]) => verdictOf({ ...VIEW, findings });
  assertEquals([of([]).kind, of([]).headline], [
    "clean",
    "Nothing was found: all 3 claims held in all 300,000 checks.",
  ]);
  assertEquals([of([open]).kind, of([open]).headline], [
    "explained",
    "Found: 1 form of 1 known defect, nothing unexplained.",
  ]);
  assert(of([open]).sentences.some((text) => text.startsWith("Each was run once more after it was shrunk")));
  assert(!of([open, { ...open, again: null }]).sentences.some((text) => text.startsWith("Each was run once more")));
  assertEquals(of([hang]).headline, "Found: 1 finding that no known defect explains.");
  assert(of([hang]).sentences[0]?.startsWith("Look at these first: hang:"));
  assert(of(Array(9).fill(hang)).sentences[0]?.endsWith(" and 3 more."));
  assert(of([open, fixed]).sentences.includes("1 finding fails no more."));
  const twoForms = [open, { ...open, id: 9, cause: { ...open.cause, form: "other" } }];
  assertEquals(of(twoForms).headline, "Found: 2 forms of 1 known defect, nothing unexplained.");
});

Deno.test("times of a column are in one unit", () => {
  assertEquals([clockFor(30), clockFor(1800), clockFor(9000)].map((clock) => timeText(clock, 1049.5)), [
    "1049.5 s",
    "17:30 min",
    "0:17:30 h",
  ]);
  assertEquals(timeText(clockFor(90_000), 59.7), "0:01:00 h");
});

Deno.test("a campaign that has done nothing yet has a page, too", async () => {
  const html = await campaignPage({
    ...VIEW,
    runs: [],
    slices: 0,
    statistics: [],
    totals: [],
    features: [],
    findings: [],
  });
  assert(html.includes("Nothing: every claim held"));
  assert(!/NaN|Infinity|undefined/.test(html), /.{40}(?:NaN|Infinity|undefined)/.exec(html)?.[0]);
});

/** What the browser does with the page, and what it saw; runs there, so it sees nothing of this file. */
const PROBE = `(() => {
  const wrong = [];
  const findings = Array.from(document.querySelectorAll("details.finding"));
  for (const finding of findings) {
    if (finding.open) wrong.push("open at first: " + finding.id);
    finding.querySelector("summary").click();
    if (!finding.open || finding.querySelector("pre").offsetParent === null) wrong.push("does not open: " + finding.id);
    finding.querySelector("summary").click();
  }
  for (const each of document.querySelectorAll("details")) each.open = true;
  const tables = document.querySelectorAll("table.sortable");
  for (const table of tables) {
    table.querySelectorAll("thead th").forEach((head, column) => {
      for (const turn of [1, -1]) {
        head.querySelector("button").click();
        const wanted = turn === 1 ? "ascending" : "descending";
        if (head.getAttribute("aria-sort") !== wanted) wrong.push("not told as sorted: " + table.id + "/" + column);
        const values = Array.from(table.querySelectorAll("tbody tr"), (row) => {
          const cell = row.children[column];
          const value = cell.getAttribute("data-value");
          return value === null ? cell.textContent : value === "" ? null : Number(value);
        }).filter((value) => value !== null);
        const sorted = values.every((value, i) =>
          i === 0 || (turn === 1 ? values[i - 1] <= value : values[i - 1] >= value));
        if (!sorted) wrong.push("not sorted: " + table.id + "/" + column);
      }
    });
  }
  for (const svg of document.querySelectorAll("svg")) {
    if (svg.getAttribute("role") !== "img" || !svg.getAttribute("aria-label")) wrong.push("a picture without words");
  }
  for (const box of document.querySelectorAll(".wide")) {
    const reached = box.tabIndex === 0 || box.querySelector("button") !== null;
    if (!reached) wrong.push("a box that the keyboard does not reach: " + box.textContent.slice(0, 40));
  }
  const ids = Array.from(document.querySelectorAll("[id]"), ({ id }) => id);
  if (new Set(ids).size !== ids.length) wrong.push("an id twice");
  for (const { hash } of document.querySelectorAll("a[href^='#']")) {
    if (document.getElementById(hash.slice(1)) === null) wrong.push("a link to nowhere: " + hash);
  }
  return { wrong, findings: findings.length, tables: tables.length,
    fetched: performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !name.startsWith("data:")) };
})()`;

/** Contrast of text and ground, by the formula of WCAG, of all that is told apart by a colour. */
const CONTRAST = `(() => {
  const light = (rgb) => {
    const [r, g, b] = rgb.match(/[\\d.]+/g).map((each) => each / 255)
      .map((each) => each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let each = element; each !== null; each = each.parentElement) {
      const color = getComputedStyle(each).backgroundColor;
      if (!color.endsWith(", 0)")) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const low = [];
  for (const element of document.querySelectorAll("p, .dim, .bad, .good, td, th, a, summary, pre, button, svg text")) {
    const style = getComputedStyle(element);
    const text = element.tagName === "text" ? style.fill : style.color;
    const [a, b] = [light(text), light(ground(element))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.push(element.tagName + " " + element.textContent.slice(0, 30));
  }
  return low;
})()`;

Deno.test("in a browser: no error, every finding opens, tables sort, in light and dark, on a phone, by keyboard", async () => {
  const browser = await findBrowser();
  if (browser === null) {
    console.log("no Chromium here (apt-get install chromium): the page is not tried in a browser");
    return;
  }
  const { withPage } = await import("../../testing/chromium.ts");
  const path = await Deno.makeTempFile({ suffix: ".html" });
  try {
    await Deno.writeTextFile(path, HTML);
    await withPage(browser, async (page, errors) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`file://${path}`);
      assertEquals(await page.evaluate("document.documentElement.scrollWidth"), 390, "as wide as a phone");
      // The keyboard alone: the link at the top leads to the findings, the next stops open one.
      await page.keyboard.press("Tab");
      assertEquals(await page.evaluate("document.activeElement.className"), "skip");
      await page.evaluate("document.querySelector('details.finding summary').focus()");
      await page.keyboard.press("Enter");
      assertEquals(await page.evaluate("document.querySelector('details.finding').open"), true);
      await page.goto(`file://${path}#finding-2`);
      assertEquals(await page.evaluate("document.getElementById('finding-2').open"), true, "a link opens it");
      // The command that replays it is copied, or marked where that is not allowed.
      const command = VIEW.findings[1]?.replay ?? "";
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.locator("#finding-2 button.copy").click();
      assertEquals(await page.evaluate("navigator.clipboard.readText()"), command);
      await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('not here'))");
      await page.locator("#finding-2 button.copy").click();
      assertEquals(await page.evaluate("getSelection().toString().trim()"), command);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await page.goto(`file://${path}`);
        assertEquals(await page.evaluate(CONTRAST), [], colorScheme);
      }
      const found = await page.evaluate(PROBE) as Record<string, unknown>;
      assertEquals(found, { wrong: [], findings: VIEW.findings.length, tables: found["tables"], fetched: [] });
      assert((found["tables"] as number) > 8);
      assertEquals(errors, []);
    });
  } finally {
    await Deno.remove(path);
  }
});
