/**
 * Finding files: a finding with all that runs it again, as versioned JSON. docs/FORMAT.md describes them.
 *
 * @module
 */

import { CoreError } from "./errors.ts";
import { describeFinding, type Finding, type Investigation, NOT_SHRUNK } from "./finding.ts";
import { prettyJson } from "./pretty_json.ts";
import type { Plug } from "./plug.ts";
import type { StoredInput } from "./subject.ts";
import type { Mended } from "./target.ts";

/** Version of the format of finding files written by this release. */
export const FINDING_VERSION = 3;

/** Its name. */
const FORMAT = "tierproof-finding";

/** What a finding file says about how to run it again. */
export interface StoredFinding {
  /** Name of the language of its program. */
  readonly language: string;
  /** Name of what it was found on. */
  readonly attacked: string;
  /** Name of the claim that failed. */
  readonly claim: string;
  /** Defects that were mended. */
  readonly mended: Mended;
  /** Of the hunt. */
  readonly seed: number;
  /** Of the check. */
  readonly index: number;
  /** Key of the root cause, and the defects that heal the finding when they are mended together. */
  readonly signature: string;
  /** Defects that heal it, mended together. */
  readonly healing: readonly string[];
  /** The program as the language's codec read it, or choices. */
  readonly input: StoredInput;
}

/** A JSON object of unknown fields. */
type Document = Readonly<Record<string, unknown>>;

/** A finding as a file. */
export function stringifyFinding(finding: Finding, { language }: Plug): string {
  const { input, left: _left, text: _text, ...facts } = finding;
  const stored = input.kind === "choices" ? input : { kind: input.kind, program: language.codec.encode(input.program) };
  return prettyJson({ format: FORMAT, version: FINDING_VERSION, ...facts, input: stored });
}

/** Version 1 had no root causes with forms, and nothing that runs findings without programs again. */
function fromVersion1(document: Document): Document {
  const healedBy = Array.isArray(document["healedBy"]) ? document["healedBy"] : [];
  const repairs = healedBy.slice(0, 1);
  const key = repairs.length === 0 ? document["signature"] : repairs[0];
  return { ...document, version: 2, cause: { key, repairs, form: "" }, signature: key, choices: null, python: null };
}

/** Version 2 knew one language: programs stood beside their limits, and defects were called by their repairs. */
function fromVersion2(document: Document): Document {
  const { program, limits, choices, repairs, cause, python, stored: _stored, description: _description, ...rest } =
    document;
  const { repairs: defects, ...causeRest } = asDocument(cause);
  const input = program === null || program === undefined
    ? { kind: "choices", hex: choices }
    : { kind: "program", program: { program, limits } };
  const names = { language: "cpython", attacked: "cpython" };
  return { ...rest, version: 3, ...names, mended: repairs, cause: { ...causeRest, defects }, source: python, input };
}

const MIGRATIONS: ReadonlyMap<unknown, (document: Document) => Document> = new Map([
  [1, fromVersion1],
  [2, fromVersion2],
]);

function asDocument(value: unknown): Document {
  return typeof value === "object" && value !== null ? value as Document : {};
}

type Refuse = (problem: string) => CoreError;

function migrate(document: Document, refuse: Refuse): Document {
  let migrated = document;
  while (migrated["version"] !== FINDING_VERSION) {
    const migration = MIGRATIONS.get(migrated["version"]);
    if (migration === undefined || document["format"] !== FORMAT) break;
    migrated = migration(migrated);
  }
  if (migrated["format"] === FORMAT && migrated["version"] === FINDING_VERSION) return migrated;
  throw refuse(
    `expected format "${FORMAT}" version ${[...MIGRATIONS.keys(), FINDING_VERSION].join(" or ")}, found ${
      brief(document["format"])
    } version ${brief(document["version"])}`,
  );
}

/** What was found instead, short. */
function brief(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 60);
}

/** Reads the text of a finding file. Throws a {@linkcode CoreError} that says what is wrong with it. */
export function parseFinding(text: string, path: string, plug: Plug): StoredFinding {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CoreError("file", `${path}: expected JSON, found other text`);
  }
  return readFinding(value, plug, path);
}

/** Reads the document of a finding file; `path` names it in what is thrown. */
export function readFinding(value: unknown, plug: Plug, path = "finding"): StoredFinding {
  const refuse: Refuse = (problem) => new CoreError("file", `${path}: ${problem}`);
  const document = migrate(asDocument(value), refuse);
  const { language, attacked, claim, target, mended, cause, input } = document;
  const count = (name: "seed" | "index"): number => {
    const found = document[name];
    if (Number.isSafeInteger(found) && (found as number) >= 0) return found as number;
    throw refuse(`expected ${name} to be a whole number from 0 on, found ${brief(found)}`);
  };
  if (typeof language !== "string" || typeof attacked !== "string") {
    throw refuse("expected a language and the name of what was attacked");
  }
  if (language !== plug.language.name) {
    throw refuse(
      `its program is written in ${JSON.stringify(language)}, this is ${JSON.stringify(plug.language.name)}`,
    );
  }
  if (typeof claim !== "string") throw refuse("expected a claim");
  const { none, all } = plug.target.variants;
  if (target !== none && target !== all) throw refuse(`expected target "${none}" or "${all}", found ${brief(target)}`);
  const known = plug.target.defects.map(({ id }) => id);
  const areKnown = (ids: unknown): ids is string[] => Array.isArray(ids) && ids.every((id) => known.includes(id));
  if (!areKnown(mended)) throw refuse(`expected repairs among ${known.join(", ")}`);
  const { key, defects } = asDocument(cause);
  if (typeof key !== "string" || !areKnown(defects)) throw refuse("expected a cause with a key and its repairs");
  return {
    language,
    attacked,
    claim,
    mended: new Set(mended),
    seed: count("seed"),
    index: count("index"),
    signature: key,
    healing: defects,
    input: inputFrom(asDocument(input), plug, path, refuse),
  };
}

function inputFrom(input: Document, { language }: Plug, path: string, refuse: Refuse): StoredInput {
  const { kind, hex, program } = input;
  if (kind === "program") return { kind, program: language.codec.decode(program, path) };
  if (kind === "choices" && typeof hex === "string" && /^(?:[0-9a-f]{2})*$/i.test(hex)) return { kind, hex };
  throw refuse("expected a program, or choices");
}

/**
 * Runs a stored finding again, with its own defects mended or with others; null when the claim holds now. Throws a
 * {@linkcode CoreError} where the claim cannot be run on it.
 */
export function replayStored(
  read: StoredFinding,
  plug: Plug,
  mended: Mended = read.mended,
  onGivenUp?: Investigation<never>["onGivenUp"],
): Finding | null {
  const { attacked, claim, seed, index, input: stored } = read;
  if (attacked !== plug.target.name) {
    const here = JSON.stringify(plug.target.name);
    throw new CoreError("file", `its finding was made on ${JSON.stringify(attacked)}, this is ${here}`);
  }
  const subject = plug.subject(claim);
  const input = subject.codec.decode(stored);
  if (input === null) {
    throw new CoreError("file", `the claim ${claim} is ${stored.kind === "choices" ? "" : "not "}about programs`);
  }
  return describeFinding({ plug, subject, seed, index, mended, onGivenUp }, input, NOT_SHRUNK, []);
}
