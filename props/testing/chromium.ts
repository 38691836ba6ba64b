/**
 * A real browser for tests: Debian's Chromium, driven by Playwright. The one file that names that library.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- in full, as in props/deps.ts; no code of the library imports this file
import { type Browser, chromium, type Page } from "npm:playwright-core@1.65.1";

/** The path of a program that the shell would find by its name; the name itself when it finds none. */
function pathOf(name: string): string {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
    try {
      if (Deno.statSync(`${folder}/${name}`).isFile) return `${folder}/${name}`;
    } catch {
      // Not here.
    }
  }
  return name;
}

/** Opens a page of a browser without a window, hands it over, and closes both; what the page logs as errors is collected. */
export async function withPage<T>(
  name: string,
  use: (page: Page, errors: readonly string[]) => Promise<T>,
): Promise<T> {
  // Containers run tests as root, which Chromium's sandbox refuses.
  const browser: Browser = await chromium.launch({ executablePath: pathOf(name), args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    return await use(page, errors);
  } finally {
    await browser.close();
  }
}
