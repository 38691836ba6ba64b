/**
 * `deno task report`: a campaign as one page of HTML.
 *
 * @module
 */

import { EXIT, HELP_OPTION, runCommand } from "../../cli/options.ts";
import { tryUserFile, type UserFile, userPath, writeUserFile } from "../../cli/user_files.ts";
import { campaignPage } from "./page.ts";
import { readCampaign } from "./view.ts";

/** Options of the command. */
const REPORT_OPTIONS = {
  out: { kind: "path", value: "FILE", help: "where the page goes (default: report.html in the campaign's folder)" },
  json: { kind: "flag", help: "print all that the page shows as one JSON object, and write no page" },
  ...HELP_OPTION,
} as const;

/** What tells an earlier page of this command from other files. */
const MARK = /<meta name="generator" content="tierproof-campaign-report">/;

/** What the command is. */
const REPORT_SPEC = {
  name: "report",
  summary: "Write what a campaign found, covered and did not cover as one page of HTML. The campaign may be running.",
  positionals: "DIR",
  minPositionals: 1,
  maxPositionals: 1,
  options: REPORT_OPTIONS,
  examples: ["report hunting", "report hunting --out /somewhere/report.html", "report hunting --json"],
} as const;

if (import.meta.main) {
  await runCommand(REPORT_SPEC, async ({ options, positionals }) => {
    const dir = userPath(positionals[0] as string);
    const view = readCampaign(dir);
    if (options.json) {
      console.log(JSON.stringify(view));
      return EXIT.ok;
    }
    const file: UserFile = { path: options.out ?? `${dir}/report.html`, mark: MARK };
    tryUserFile(file);
    writeUserFile(file, await campaignPage(view));
    console.log(`written: ${file.path}`);
    return EXIT.ok;
  });
}
