/**
 * What `deno task replay` does, in a thread of its own: shows a finding again, from its token or its file.
 *
 * @module
 */

import { dirname } from "node:path";
import { CoreError } from "../core/errors.ts";
import { describeFinding, type Finding, investigate, isOurs, NOT_SHRUNK } from "../core/finding.ts";
import { replayStored, type StoredFinding, stringifyFinding } from "../core/finding_file.ts";
import type { Plug } from "../core/plug.ts";
import { followPath } from "../core/shrink.ts";
import type { Counts } from "../core/tally.ts";
import type { Mended } from "../core/target.ts";
import { decodeToken, looksLikeToken } from "../core/token.ts";
import { findingMarkdown } from "../report/finding_markdown.ts";
import { findingReport } from "../report/finding_report.ts";
import { findingText } from "../report/finding_text.ts";
import { plain } from "../report/paint.ts";
import { durationOption, EXIT, HELP_OPTION, JSON_OPTION, painter, wordHint } from "./options.ts";
import { isApart, mayNeverEnd, serveApart } from "./apart.ts";
import { LINK_OPTIONS, linked } from "./playground_option.ts";
import { namingFile, readProgramFile } from "./program_file.ts";
import {
  askedMended,
  attackedPlug,
  PYTHON_OPTIONS,
  SOURCE_OPTIONS,
  TARGET_OPTIONS,
  usuallyMended,
} from "./target_options.ts";
import { isTaken, pathError, tryUserFolder, userPath } from "./user_files.ts";

const OPTIONS = {
  ...TARGET_OPTIONS,
  ...SOURCE_OPTIONS,
  ...PYTHON_OPTIONS,
  ...LINK_OPTIONS,
  markdown: { kind: "flag", help: "print a report for a bug tracker instead of the text" },
  write: { kind: "path", value: "FILE", help: "also write the finding to a new file, program included" },
  hang: {
    kind: "value",
    value: "20s",
    help:
      "processor time after which a run hangs that shrinks nothing (default: 20s for what was recorded to hang,\nelse 120s)",
  },
  ...JSON_OPTION,
  ...HELP_OPTION,
} as const;

function checkClaim(claim: string, code: "token" | "file", { claims }: Plug): void {
  const names = claims.map((row) => row.name);
  if (names.includes(claim)) return;
  throw new CoreError(code, `unknown claim ${JSON.stringify(claim)}${wordHint(claim, names)}`);
}

type GivenUp = (reasons: Counts) => void;
/** Told before something runs that may never end, and whether it was recorded not to. */
type Begins = (hangs: boolean) => void;

/** Milliseconds of processor time: of a run that is known to hang, and of one that may look for its cause among many. */
const HANG_MS = 20_000;
const LONG_MS = 120_000;
/** How the signature of a check ends that never did, in a campaign. */
const HANGS = ":hang";

/** From here on a run ends in any case: what has had its processor time hangs. */
function watchFor(ms: number, recorded: boolean, json: boolean): void {
  const said = recorded
    ? `It hangs, as recorded: no end after ${ms / 1000} s of processor time.`
    : `It hangs: no end after ${ms / 1000} s of processor time. With --hang it gets more, or less.`;
  const out = json ? JSON.stringify({ fails: true, failure: { kind: "hang", seconds: ms / 1000, recorded } }) : said;
  mayNeverEnd({ ms, said: json ? said : "", out, code: EXIT.found });
}

function replayToken(
  text: string,
  plug: Plug,
  asked: Mended | null,
  onGivenUp: GivenUp,
  onBegin: Begins,
): Finding | null {
  const { claim, seed, index, mended, path } = decodeToken(text, plug);
  checkClaim(claim, "token", plug);
  const subject = plug.subject(claim);
  const investigation = { plug, subject, seed, index, mended: asked ?? mended, onGivenUp };
  // Shrinking takes its time.
  if (path === null) return investigate(investigation);
  onBegin(false);
  const input = followPath(subject.generate(seed, index), (each) => subject.shrink(each), path);
  if (input === null) throw new CoreError("token", "replay token: its path does not fit this release's shrinker");
  return describeFinding(investigation, input, { ...NOT_SHRUNK, steps: path.length }, path);
}

async function replayFile(
  path: string,
  plug: Plug,
  asked: Mended | null,
  onGivenUp: GivenUp,
  onBegin: Begins,
): Promise<Finding | null> {
  const file = await readProgramFile(path, "a replay token (tp2. ...), a finding or a program", plug);
  const read = file.kind === "finding" ? file.finding : unclaimed(file.program, plug);
  const finding = namingFile(path, () => {
    checkClaim(read.claim, "file", plug);
    onBegin(read.signature.endsWith(HANGS));
    return replayStored(read, plug, asked ?? read.mended, onGivenUp);
  });
  return finding === null ? null : { ...finding, token: path };
}

/** A bare program is checked with the default claim. */
function unclaimed(program: unknown, plug: Plug): StoredFinding {
  const { language, target, claims } = plug;
  return {
    language: language.name,
    attacked: target.name,
    claim: (claims[0] as Plug["claims"][number]).name,
    mended: usuallyMended(plug),
    seed: 0,
    index: 0,
    signature: "",
    healing: [],
    input: { kind: "program", program },
  };
}

/** Refuses a file that exists or could not be made. */
function tryNewFile(path: string): void {
  if (isTaken(path)) throw pathError(path, new Deno.errors.AlreadyExists());
  tryUserFolder(dirname(path), path);
}

async function writeFinding(path: string, finding: Finding, plug: Plug): Promise<void> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, stringifyFinding(finding, plug), { createNew: true });
  } catch (error) {
    throw pathError(path, error);
  }
}

if (isApart()) {
  serveApart({
    name: "replay",
    summary:
      "Runs one finding again and shows it. A FILE is a finding, or a program as Python source, JSON or assembler text.\n" +
      "Exit code: 0 the claim holds now, 1 it fails, 2 bad usage or input, or the run was given up, 3 a finding\n" +
      "that did not repeat, a broken invariant of Tierproof itself, or a machine that fails, 129, 130 or 143 ended by SIGHUP, Ctrl-C or SIGTERM.",
    positionals: "TOKEN|FILE",
    minPositionals: 1,
    maxPositionals: 1,
    options: OPTIONS,
    examples: ["replay tp2. ...", "replay finding.json --target repaired"],
  }, async ({ options, positionals }) => {
    const what = positionals[0] as string;
    const attacked = await linked(await attackedPlug(options), options.playground);
    try {
      const { plug } = attacked;
      const asked = askedMended(options, plug);
      if (options.write !== undefined) tryNewFile(options.write);
      let reasons: Counts | null = null;
      const onGivenUp = (met: Counts): void => {
        reasons = met;
      };
      const hangMs = durationOption(options, "hang", null);
      const onBegin = (hangs: boolean): void => watchFor(hangMs ?? (hangs ? HANG_MS : LONG_MS), hangs, options.json);
      const finding = looksLikeToken(what)
        ? replayToken(what, plug, asked, onGivenUp, onBegin)
        : await replayFile(userPath(what), plug, asked, onGivenUp, onBegin);
      const say = options.json ? console.error : console.log;
      if (finding === null && reasons !== null) {
        const why = Object.keys(reasons).join(", ");
        say(`The run was given up (${why}): that says nothing about the claim.`);
        if (options.json) console.log(JSON.stringify({ fails: null, givenUp: Object.keys(reasons) }));
        return EXIT.usage;
      }
      if (finding === null) {
        say("The claim holds: this finding does not show here.");
        if (options.json) console.log(JSON.stringify({ fails: false }));
        return EXIT.ok;
      }
      say(
        options.markdown
          ? findingMarkdown(finding, plug)
          : findingText(finding, plug, options.json ? plain : painter()),
      );
      if (options.write !== undefined) await writeFinding(options.write, finding, plug);
      if (options.json) {
        console.log(JSON.stringify({ fails: true, ...findingReport(finding, plug), failure: finding.failure }));
      }
      return isOurs(finding) ? EXIT.invariant : EXIT.found;
    } finally {
      await attacked.close();
    }
  });
}
