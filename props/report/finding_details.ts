/**
 * What a page shows of a finding, as plain data: whoever keeps it needs neither plug nor replay to show the finding later.
 *
 * @module
 */

import type { Finding } from "../core/finding.ts";
import type { Explanation, Plug } from "../core/plug.ts";

/** The long parts of a finding. */
export interface FindingDetails {
  /** What is wrong with the defect that explains it, and what its repair does; empty where none does alone. */
  readonly healed: string;
  /** What the language says around the program. */
  readonly sections: Explanation;
  /** The program for people. */
  readonly text: string;
  /** The same in its language's own words; null where there are none. */
  readonly source: string | null;
}

/** The long parts of a finding on a plug. */
export function findingDetails(finding: Finding, plug: Plug): FindingDetails {
  const { cause: { defects }, text, source } = finding;
  const what = defects.length === 1 ? plug.target.defects.find(({ id }) => id === defects[0])?.what : undefined;
  return { healed: what ?? "", sections: plug.explain(finding), text, source };
}
