/**
 * The files that CI reads of a campaign: JUnit, SARIF, a summary in Markdown.
 *
 * @module
 */

import { relative } from "node:path";
import { userPath, writeUserFile } from "../../cli/user_files.ts";
import type { CampaignView } from "../report/view.ts";
import { junitReport } from "./junit.ts";
import { sarifReport } from "./sarif.ts";
import { summaryReport } from "./summary.ts";

/** What tells earlier files of this command from others. */
const MARKS = {
  "junit.xml": /<testsuites\b[^>]*\bname="tierproof /,
  "tierproof.sarif": /sarif/,
  "summary.md": /^## Tierproof campaign /,
} as const;

/** Writes the files of the campaign in `dir` into a folder, and gives their paths; earlier ones are replaced. */
export function writeCiFiles(dir: string, view: CampaignView, folder: string): string[] {
  // Viewers of code know paths from the root of the repository, where CI stands.
  const own = relative(userPath("."), dir);
  const texts: Record<keyof typeof MARKS, string> = {
    "junit.xml": junitReport(view),
    "tierproof.sarif": sarifReport(view, { folder: own.startsWith("..") ? "" : own }),
    "summary.md": summaryReport(view),
  };
  return Object.entries(MARKS).map(([name, mark]) => {
    const path = `${folder}/${name}`;
    writeUserFile({ path, mark }, texts[name as keyof typeof MARKS]);
    return path;
  });
}
