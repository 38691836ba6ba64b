/**
 * Reads the counts of a junit report as `deno test --junit-path` writes it.
 *
 * @module
 */

/** Tests by how they ended. */
export interface JunitReport {
  readonly passed: number;
  readonly failed: number;
}

/** Counts the test cases of a report; steps of a test count with it, and a test that was not run counts as failed. */
export function reportOf(xml: string): JunitReport {
  let passed = 0;
  let failed = 0;
  for (const [, attributes, body] of xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)) {
    if (attributes === undefined) continue;
    if (/<(?:failure|error|skipped)\b/.test(body ?? "")) failed++;
    else passed++;
  }
  return { passed, failed };
}
