/**
 * `deno task report`: a campaign as one page of HTML.
 *
 * @module
 */

import { dirname, relative, resolve } from "node:path";
import { LINK_OPTIONS, linksOfDocuments } from "../../cli/playground_option.ts";
import { EXIT, HELP_OPTION, integerOption, runCommand, usageError } from "../../cli/options.ts";
import { tryUserFile, type UserFile, userPath, writeUserFile } from "../../cli/user_files.ts";
import { sampleCoverage, SAMPLED_PROGRAMS } from "./sampled_coverage.ts";
import { readCampaign, unknownFindings } from "./view.ts";

/** Options of the command. */
const REPORT_OPTIONS = {
  out: { kind: "path", value: "FILE", help: "where the page goes (default: report.html in the campaign's folder)" },
  programs: {
    kind: "value",
    value: "N",
    help:
      `run the campaign's first programs again to count what they cover, on the pin's machine (default: ${SAMPLED_PROGRAMS}; 0: none)`,
  },
  ci: {
    kind: "path",
    value: "FOLDER",
    help: "write junit.xml, tierproof.sarif and summary.md there instead, and exit with 1 where something new fails",
  },
  ...LINK_OPTIONS,
  json: { kind: "flag", help: "print all that the page shows as one JSON object, and write no page" },
  ...HELP_OPTION,
} as const;

const MAX_PROGRAMS = 10_000_000;

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
  examples: ["report hunting", "report hunting --out /somewhere/report.html", "report hunting --ci out"],
} as const;

/** How the links of a page lead to the campaign's folder. */
function homeFrom(pageFolder: string, dir: string): string {
  const path = relative(pageFolder, resolve(dir));
  return path === "" ? "" : `${path}/`;
}

if (import.meta.main) {
  await runCommand(REPORT_SPEC, async ({ options, positionals }) => {
    const dir = userPath(positionals[0] as string);
    const programs = integerOption(options, "programs", SAMPLED_PROGRAMS, 0, MAX_PROGRAMS);
    const stored = readCampaign(dir, await linksOfDocuments(options.playground));
    const view = { ...stored, sample: await sampleCoverage(stored, programs) };
    if (options.json) {
      console.log(JSON.stringify(view));
      return EXIT.ok;
    }
    if (options.ci !== undefined) {
      if (options.out !== undefined) throw usageError("--out names a page, --ci writes none; give one of them");
      const { writeCiFiles } = await import("../ci/ci_files.ts");
      for (const path of writeCiFiles(dir, view, options.ci)) console.log(`written: ${path}`);
      return unknownFindings(view).length === 0 ? EXIT.ok : EXIT.found;
    }
    const file: UserFile = { path: resolve(options.out ?? `${dir}/report.html`), mark: MARK };
    tryUserFile(file);
    // What draws charts takes its time to load.
    const { campaignPage } = await import("./page.ts");
    writeUserFile(file, await campaignPage(view, homeFrom(dirname(file.path), dir)));
    console.log(`written: ${file.path}`);
    return EXIT.ok;
  });
}
