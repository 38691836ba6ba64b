/**
 * `deno task replay`: shows a finding again, from its token or its file.
 *
 * @module
 */

import { dirname } from "node:path";
import { DEFAULT_LIMITS, type Repairs, type Target } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { REPAIR_IDS } from "../../src/isa/repairs.ts";
import { describeFinding, type Finding, investigate, isOurs, NOT_SHRUNK } from "../core/finding.ts";
import { replayStored, type StoredFinding, stringifyFinding } from "../core/finding_file.ts";
import { followPath } from "../core/shrink.ts";
import { claimRows, DEFAULT_CLAIM, GENERATOR_VERSION, makeSubject } from "../cpython/plug.ts";
import { decodeToken, looksLikeToken } from "../core/token.ts";
import { repairsFor } from "../core/subject.ts";
import { findingMarkdown } from "../report/finding_markdown.ts";
import { findingReport } from "../report/finding_report.ts";
import { findingText } from "../report/finding_text.ts";
import {
  EXIT,
  HELP_OPTION,
  nearest,
  type OptionValues,
  painter,
  parseWords,
  plain,
  runCommand,
  unknownWord,
  usageError,
} from "./options.ts";
import { readProgramFile } from "./program_file.ts";
import { pathError, tryUserFolder, userPath } from "./user_files.ts";

const TARGETS: readonly Target[] = ["pinned", "repaired"];

const OPTIONS = {
  target: { kind: "value", value: "pinned|repaired", help: "run it on this target instead of the one it was found on" },
  repair: { kind: "value", value: "ID[,ID]", help: "run it with these repairs instead" },
  markdown: { kind: "flag", help: "print a report for a bug tracker instead of the text" },
  write: { kind: "path", value: "FILE", help: "also write the finding to a new file, program included" },
  json: { kind: "flag", help: "one JSON object on one line, last on stdout; the text goes to stderr" },
  ...HELP_OPTION,
} as const;

/** Repairs that the command line asks for, or null where it leaves them to the finding. */
function askedRepairs(options: OptionValues<typeof OPTIONS>): Repairs | null {
  if (options.target === undefined && options.repair === undefined) return null;
  const target = TARGETS.find((each) => each === (options.target ?? "pinned"));
  if (target === undefined) throw unknownWord("target", options.target ?? "", TARGETS);
  if (target === "repaired" && options.repair !== undefined) {
    throw usageError("--repair mends the pinned target; the repaired one has every repair already");
  }
  return repairsFor(target, options.repair === undefined ? [] : parseWords("repair", options.repair, REPAIR_IDS));
}

function checkClaim(claim: string, code: "token" | "file"): void {
  const names = claimRows().map((row) => row.name);
  if (names.includes(claim)) return;
  throw new TierproofError(code, `unknown claim ${JSON.stringify(claim)}; did you mean ${nearest(claim, names)}?`);
}

function replayToken(text: string, asked: Repairs | null): Finding | null {
  const { claim, generator, seed, index, repairs, path } = decodeToken(text);
  checkClaim(claim, "token");
  if (generator !== GENERATOR_VERSION) {
    throw new TierproofError(
      "token",
      `replay token: made by version ${generator} of the generator, this is version ${GENERATOR_VERSION}, ` +
        "which makes other programs of the same seed; replay the finding's file, or use the release that found it",
    );
  }
  const subject = makeSubject({ claim });
  const investigation = { subject, generator, seed, index, repairs: asked ?? repairs };
  if (path === null) return investigate(investigation);
  const input = followPath(subject.generate(seed, index), (each) => subject.shrink(each), path);
  if (input === null) throw new TierproofError("token", "replay token: its path does not fit this release's shrinker");
  return describeFinding(investigation, input, { ...NOT_SHRUNK, steps: path.length }, path);
}

async function replayFile(path: string, asked: Repairs | null): Promise<Finding | null> {
  const file = await readProgramFile(path, "a replay token (tp1. ...), a finding or a program");
  const read = file.kind === "finding" ? file.finding : unclaimed(file.program);
  checkClaim(read.claim, "file");
  const finding = replayStored(read, asked ?? read.repairs);
  return finding === null ? null : { ...finding, token: path };
}

/** A bare program is checked with the default claim and limits. */
function unclaimed(program: Program): StoredFinding {
  const stored = { program, limits: DEFAULT_LIMITS };
  const repairs = repairsFor("pinned");
  return { claim: DEFAULT_CLAIM, repairs, seed: 0, index: 0, signature: "", healing: [], stored, choices: null };
}

/** Refuses a file that exists or could not be made. */
function tryNewFile(path: string): void {
  try {
    Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return tryUserFolder(dirname(path), path);
    throw pathError(path, error);
  }
  throw pathError(path, new Deno.errors.AlreadyExists());
}

async function writeFinding(path: string, finding: Finding): Promise<void> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, stringifyFinding(finding), { createNew: true });
  } catch (error) {
    throw pathError(path, error);
  }
}

if (import.meta.main) {
  await runCommand({
    name: "replay",
    summary: "Runs one finding again and shows it. A FILE is a finding, or a program as JSON or assembler text.\n" +
      "Exit code: 0 the claim holds now, 1 it fails, 2 bad usage or input, 3 a broken invariant of\n" +
      "Tierproof itself, or a machine that fails.",
    positionals: "TOKEN|FILE",
    minPositionals: 1,
    maxPositionals: 1,
    options: OPTIONS,
    examples: ["replay tp1. ...", "replay finding.json --target repaired"],
  }, async ({ options, positionals }) => {
    const what = positionals[0] as string;
    const asked = askedRepairs(options);
    if (options.write !== undefined) tryNewFile(options.write);
    const finding = looksLikeToken(what) ? replayToken(what, asked) : await replayFile(userPath(what), asked);
    const say = options.json ? console.error : console.log;
    if (finding === null) {
      say("The claim holds: this finding does not show here.");
      if (options.json) console.log(JSON.stringify({ fails: false }));
      return EXIT.ok;
    }
    say(options.markdown ? findingMarkdown(finding) : findingText(finding, options.json ? plain : painter()));
    if (options.write !== undefined) await writeFinding(options.write, finding);
    if (options.json) {
      console.log(JSON.stringify({ fails: true, ...findingReport(finding), failure: finding.failure }));
    }
    return isOurs(finding) ? EXIT.invariant : EXIT.found;
  });
}
