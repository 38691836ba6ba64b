/**
 * Programs that a command line names: a file in any written form, a replay token, or a recording.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { ASSEMBLY_HEADER } from "../../src/isa/disassembler.ts";
import { DEFAULT_LIMITS, type Limits, type Repairs } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { parseProgram } from "../../src/isa/program_json.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import { investigate } from "../core/finding.ts";
import { parseFinding } from "../core/finding_file.ts";
import { followPath } from "../core/shrink.ts";
import { claimRows, GENERATOR_VERSION, makeSubject } from "../cpython/plug.ts";
import { decodeToken, looksLikeToken } from "../core/token.ts";
import { loadRecords, RECORDINGS } from "../golden/load.ts";
import { limitsFor } from "../golden/runs.ts";
import { unknownWord } from "./options.ts";

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

async function fileProgram(path: string): Promise<NamedProgram> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound
      ? "no such file"
      : error instanceof Error
      ? error.message
      : "unreadable";
    throw new TierproofError("file", `${path}: ${why}; expected a program (JSON or assembler), a token or golden:ID`);
  }
  if (/"format":\s*"tierproof-finding"/.test(text)) {
    const { stored, repairs, claim } = parseFinding(text, path);
    if (stored === null) throw new TierproofError("file", `${path}: the claim ${claim} is not about programs`);
    return { ...stored, repairs };
  }
  const program = text.startsWith(ASSEMBLY_HEADER) ? assemble(text) : parseProgram(text);
  validateProgram(program);
  return { program, limits: DEFAULT_LIMITS, repairs: NO_REPAIRS };
}
