/**
 * Programs that a command line names: a file in any written form, a replay token, or a recording.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits, type Repairs } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { investigate } from "../core/finding.ts";
import { followPath } from "../core/shrink.ts";
import { claimRows, GENERATOR_VERSION, makeSubject } from "../cpython/plug.ts";
import { decodeToken, looksLikeToken } from "../core/token.ts";
import { loadRecords, RECORDINGS } from "../golden/load.ts";
import { limitsFor } from "../golden/runs.ts";
import { unknownWord } from "./options.ts";
import { readProgramFile } from "./program_file.ts";
import { userPath } from "./user_files.ts";

/** A program, and how whoever wrote it down ran it. */
export interface NamedProgram {
  readonly program: Program;
  readonly limits: Limits;
  readonly repairs: Repairs;
}

/** What a command says that it takes. */
export const PROGRAM_PLACEHOLDER = "FILE|TOKEN|golden:ID";

const GOLDEN = "golden:";

/** Finds a program. Throws a {@linkcode TierproofError} that says what was expected. */
export async function namedProgram(name: string): Promise<NamedProgram> {
  if (name.startsWith(GOLDEN)) return await recordedProgram(name.slice(GOLDEN.length));
  return looksLikeToken(name) ? tokenProgram(name) : await fileProgram(name);
}

async function recordedProgram(id: string): Promise<NamedProgram> {
  const ids: string[] = [];
  for (const file of RECORDINGS) {
    for (const record of await loadRecords(file)) {
      if (record.id === id) return { program: record.program, limits: limitsFor(record), repairs: NO_REPAIRS };
      ids.push(record.id);
    }
  }
  throw unknownWord("recording", id, ids);
}

function tokenProgram(text: string): NamedProgram {
  const { claim, generator, seed, index, repairs, path } = decodeToken(text);
  const refuse = (problem: string): TierproofError => new TierproofError("token", `replay token: ${problem}`);
  if (!claimRows().some((row) => row.name === claim)) throw refuse(`unknown claim ${JSON.stringify(claim)}`);
  if (generator !== GENERATOR_VERSION) {
    throw refuse(`made by version ${generator} of the generator, this is version ${GENERATOR_VERSION}`);
  }
  const subject = makeSubject({ claim });
  const input = path === null ? null : followPath(subject.generate(seed, index), (each) => subject.shrink(each), path);
  const stored = input !== null
    ? subject.stored(input)
    : investigate({ subject, generator, seed, index, repairs })?.stored ??
      subject.stored(subject.generate(seed, index));
  if (stored === null) throw refuse(`the claim ${claim} is not about programs`);
  return { ...stored, repairs };
}

async function fileProgram(name: string): Promise<NamedProgram> {
  const path = userPath(name);
  const file = await readProgramFile(path, "a program (JSON or assembler text), a finding, a token or golden:ID");
  if (file.kind === "program") return { program: file.program, limits: DEFAULT_LIMITS, repairs: NO_REPAIRS };
  const { stored, repairs, claim } = file.finding;
  if (stored === null) throw new TierproofError("file", `${path}: the claim ${claim} is not about programs`);
  return { ...stored, repairs };
}
