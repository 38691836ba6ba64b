/**
 * The accessibility checker axe-core, as a script for a page. The one file that names that library.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- in full, as in props/deps.ts; no code of the library imports this file
import axe from "npm:axe-core@4.14.1";

/** A page of a browser, as far as it is used here. */
interface Page {
  evaluate(script: string): Promise<unknown>;
}

/** What axe-core objects to in a page, but for what it calls minor or moderate; a line each. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate("axe.run({ resultTypes: ['violations'] })") as {
    violations: { id: string; impact: string; help: string; nodes: { html: string }[] }[];
  };
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`);
}
