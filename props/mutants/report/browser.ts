/**
 * Opens a page of a report in a real browser without a window, and looks whether its script runs: `deno run -A
 * props/mutants/report/browser.ts FILE`. Exit code: 0 all well, 1 something is wrong, 2 no such file or no browser.
 *
 * @module
 */

/** What the browser saw. */
export interface PageProbe {
  /** Uncaught errors of the page's script. */
  readonly errors: readonly string[];
  /** What the page fetched; nothing is right. */
  readonly fetched: readonly string[];
  /** Tables that can be sorted. */
  readonly tables: number;
  /** Columns that were not in order after a click, or not in reverse after another; `table/column`. */
  readonly unsorted: readonly string[];
  /** Rows of mutants that the filter left, of a word that is in none. */
  readonly filtered: number;
}

/** Browsers that understand the options below. */
const BROWSERS: readonly string[] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/** Collects errors from the first moment on. */
const BEFORE =
  `<script>window.problems = []; window.onerror = (text) => { window.problems.push(String(text)); };</script>`;

/** Clicks every head twice, and writes down what came of it. */
const AFTER = `<script>{
const unsorted = [];
const tables = document.querySelectorAll("table.sortable");
for (const table of tables) {
  table.querySelectorAll("thead th").forEach((head, column) => {
    for (const turn of [1, -1]) {
      head.querySelector("button").click();
      const values = Array.from(table.querySelectorAll("tbody tr"), (row) => {
        const cell = row.children[column];
        const value = cell.getAttribute("data-value");
        return value === null ? cell.textContent : value === "" ? null : Number(value);
      }).filter((value) => value !== null);
      const sorted = values.every((value, i) => i === 0 || (turn === 1 ? values[i - 1] <= value : values[i - 1] >= value));
      if (!sorted) unsorted.push(table.id + "/" + column);
    }
  });
}
const filter = document.getElementById("filter");
filter.value = "nosuchword";
filter.dispatchEvent(new Event("input"));
const filtered = Array.from(document.querySelectorAll("#mutants tbody tr")).filter((row) => row.offsetParent !== null).length;
const fetched = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !name.startsWith("data:"));
const probe = { errors: window.problems, fetched, tables: tables.length, unsorted, filtered };
document.body.innerHTML = "";
document.body.appendChild(document.createElement("pre")).textContent = "PROBE" + btoa(JSON.stringify(probe)) + "END";
}</script>`;

/** Path of the first browser that starts; null when there is none. */
export async function findBrowser(): Promise<string | null> {
  for (const name of BROWSERS) {
    try {
      const { success } = await new Deno.Command(name, { args: ["--version"], stdout: "null", stderr: "null" })
        .output();
      if (success) return name;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return null;
}

/** Loads a page from disk in a browser and uses it. */
export async function probePage(browser: string, html: string): Promise<PageProbe> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/page.html`;
  await Deno.writeTextFile(path, html.replace("<head>", `<head>${BEFORE}`).replace("</body>", `${AFTER}</body>`));
  // As root there is no sandbox; the page is our own.
  const args = ["--headless=new", "--no-sandbox", "--disable-gpu", `--user-data-dir=${folder}/profile`, "--dump-dom"];
  const { stdout } = await new Deno.Command(browser, { args: [...args, `file://${path}`], stderr: "null" }).output();
  await Deno.remove(folder, { recursive: true });
  const probe = /PROBE([A-Za-z0-9+/=]+)END/.exec(new TextDecoder().decode(stdout))?.[1];
  if (probe === undefined) throw new Error(`${browser}: the page's scripts did not come to their end`);
  return JSON.parse(atob(probe)) as PageProbe;
}

/** What is wrong with a page; nothing when all is well. */
export function complaints({ errors, fetched, tables, unsorted, filtered }: PageProbe): string[] {
  return [
    ...errors.map((text) => `script error: ${text}`),
    ...fetched.map((url) => `fetched ${url}`),
    ...unsorted.map((column) => `not sorted by a click: ${column}`),
    ...(tables === 0 ? ["no table can be sorted"] : []),
    ...(filtered === 0 ? [] : [`${filtered} rows are shown though nothing fits the filter`]),
  ];
}

if (import.meta.main) {
  const html = await Deno.readTextFile(Deno.args[0] ?? "").catch(() => null);
  const browser = await findBrowser();
  if (html === null || browser === null) {
    console.error(
      html === null ? "browser: expected a file" : `browser: expected one of ${BROWSERS.join(", ")}, found none`,
    );
    Deno.exit(2);
  }
  const probe = await probePage(browser, html);
  const wrong = complaints(probe);
  console.log(
    wrong.length === 0 ? `${browser}: ${probe.tables} tables sort, no script error, nothing fetched` : wrong.join("\n"),
  );
  Deno.exit(wrong.length === 0 ? 0 : 1);
}
