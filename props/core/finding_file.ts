/**
 * Finding files: a finding with all that runs it again, as versioned JSON. docs/FORMAT.md describes them.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { isHex } from "../../src/isa/hex.ts";
import { limitsFromJson } from "../../src/isa/limits.ts";
import { programFromJson } from "../../src/isa/program_json.ts";
import { REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import { describeFinding, type Finding, NOT_SHRUNK } from "./finding.ts";
import { GENERATOR_VERSION, makeSubject } from "../cpython/plug.ts";
import { repairsFor, type StoredInput } from "./subject.ts";

/** Version of the format of finding files written by this release. */
export const FINDING_VERSION = 2;

/** What a finding file says about how to run it again. */
export interface StoredFinding {
  readonly claim: string;
  readonly repairs: Repairs;
  readonly seed: number;
  readonly index: number;
  /** Key of the root cause, and the repairs that heal the finding together. */
  readonly signature: string;
  readonly healing: readonly RepairId[];
  /** The program; null for findings of other claims, which have choices. */
  readonly stored: StoredInput | null;
  readonly choices: string | null;
}

/** A JSON object of unknown fields. */
type Document = Readonly<Record<string, unknown>>;

/** A finding as a file: one line for each fact of it, one for each code object of its program. */
export function stringifyFinding(finding: Finding): string {
  const { stored, traces: _traces, ...facts } = finding;
  const limits = stored?.limits ?? null;
  const lines = Object.entries({ format: "tierproof-finding", version: FINDING_VERSION, ...facts, limits }).map(
    ([name, value]) => ` ${JSON.stringify(name)}: ${JSON.stringify(value, plainNumbers)}`,
  );
  return `{\n${[...lines, ` "program": ${programLines(stored)}`].join(",\n")}\n}\n`;
}

/** Operands beyond what JSON's numbers hold are written as decimal strings. */
function plainNumbers(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

function programLines(stored: StoredInput | null): string {
  if (stored === null) return "null";
  const { codes, ...rest } = stored.program;
  const lines = Object.entries(rest).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const codeLines = codes.map((code) => `   ${JSON.stringify(code)}`);
  return `{\n${[...lines, `  "codes": [\n${codeLines.join(",\n")}\n  ]`].join(",\n")}\n }`;
}

/** Version 1 had no root causes with forms, and nothing that runs findings without programs again. */
function fromVersion1(document: Document): Document {
  const healedBy = Array.isArray(document["healedBy"]) ? document["healedBy"] : [];
  const repairs = healedBy.slice(0, 1);
  const key = repairs.length === 0 ? document["signature"] : repairs[0];
  return { ...document, version: 2, cause: { key, repairs, form: "" }, signature: key, choices: null, python: null };
}

const MIGRATIONS: ReadonlyMap<unknown, (document: Document) => Document> = new Map([[1, fromVersion1]]);

function migrate(document: Document, refuse: (problem: string) => TierproofError): Document {
  let migrated = document;
  while (migrated["version"] !== FINDING_VERSION) {
    const migration = MIGRATIONS.get(migrated["version"]);
    if (migration === undefined || document["format"] !== "tierproof-finding") break;
    migrated = migration(migrated);
  }
  if (migrated["format"] === "tierproof-finding" && migrated["version"] === FINDING_VERSION) return migrated;
  throw refuse(
    `expected format "tierproof-finding" version ${[...MIGRATIONS.keys(), FINDING_VERSION].join(" or ")}, found ${
      brief(document["format"])
    } version ${brief(document["version"])}`,
  );
}

/** What was found instead, short. */
function brief(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 60);
}

function storedInput(program: unknown, limits: unknown): StoredInput {
  const stored = { program: programFromJson(program), limits: limitsFromJson(limits) };
  validateProgram(stored.program);
  return stored;
}

/** Does something whose refusals do not know the file they speak of. */
function named<T>(read: () => T, refuse: (problem: string) => TierproofError): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof TierproofError ? refuse(error.message) : error;
  }
}

function areRepairs(value: unknown): value is RepairId[] {
  return Array.isArray(value) && value.every((id) => REPAIR_IDS.includes(id as RepairId));
}

/** Reads the text of a finding file. Throws a {@linkcode TierproofError} that says what is wrong with it. */
export function parseFinding(text: string, path: string): StoredFinding {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TierproofError("file", `${path}: expected JSON, found other text`);
  }
  return readFinding(value, path);
}

/** Reads the document of a finding file; `path` names it in what is thrown. */
export function readFinding(value: unknown, path = "finding"): StoredFinding {
  const refuse = (problem: string): TierproofError => new TierproofError("file", `${path}: ${problem}`);
  const document = migrate((typeof value === "object" && value !== null ? value : {}) as Document, refuse);
  const { claim, target, repairs, limits, program, cause, choices } = document;
  const count = (name: "seed" | "index"): number => {
    const found = document[name];
    if (Number.isSafeInteger(found) && (found as number) >= 0) return found as number;
    throw refuse(`expected ${name} to be a whole number from 0 on, found ${brief(found)}`);
  };
  if (target !== "pinned" && target !== "repaired") {
    throw refuse(`expected target "pinned" or "repaired", found ${brief(target)}`);
  }
  if (typeof claim !== "string") throw refuse("expected a claim");
  if (!areRepairs(repairs)) throw refuse(`expected repairs among ${REPAIR_IDS.join(", ")}`);
  const { key, repairs: healing } = (typeof cause === "object" && cause !== null ? cause : {}) as Document;
  if (typeof key !== "string" || !areRepairs(healing)) throw refuse("expected a cause with a key and its repairs");
  const hasProgram = program !== null && program !== undefined;
  if (!hasProgram && !(typeof choices === "string" && isHex(choices))) throw refuse("expected a program, or choices");
  const stored = hasProgram ? named(() => storedInput(program, limits), refuse) : null;
  return {
    claim,
    repairs: repairsFor("pinned", repairs),
    seed: count("seed"),
    index: count("index"),
    signature: key,
    healing,
    stored,
    choices: hasProgram ? null : choices as string,
  };
}

/**
 * Runs a stored finding again, with its own repairs or with others; null when the claim holds now. Throws a
 * {@linkcode TierproofError} where the claim cannot be run on it.
 */
export function replayStored(read: StoredFinding, repairs: Repairs = read.repairs): Finding | null {
  const { claim, seed, index, stored, choices } = read;
  const subject = makeSubject({ claim });
  const input = stored !== null ? subject.restore(stored) : subject.restoreChoices(choices ?? "");
  if (input === null) {
    throw new TierproofError("file", `the claim ${claim} is ${stored === null ? "" : "not "}about programs`);
  }
  const investigation = { subject, generator: GENERATOR_VERSION, seed, index, repairs };
  return describeFinding(investigation, input, NOT_SHRUNK, []);
}

/** What the tests that `--write-test` writes call: runs the document of a finding again, with repairs added. */
export function replayFinding(document: unknown, extra: readonly RepairId[] = []): Finding | null {
  const read = readFinding(document);
  return replayStored(read, new Set([...read.repairs, ...extra]));
}
