/**
 * Programs that a command line names: a file in any written form, a replay token, or a recording.
 *
 * @module
 */

import type { Limits, Repairs } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { investigate } from "../core/finding.ts";
import { followPath } from "../core/shrink.ts";
import type { Plug } from "../core/plug.ts";
import type { StoredInput } from "../core/subject.ts";
import { pinPlug } from "../cpython/plug.ts";
import { repairsOf } from "../cpython/repairs.ts";
import type { ProgramCase } from "../cpython/vm.ts";
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
export async function namedProgram(name: string, plug: Plug = pinPlug()): Promise<NamedProgram> {
  if (name.startsWith(GOLDEN)) return await recordedProgram(name.slice(GOLDEN.length));
  return looksLikeToken(name) ? tokenProgram(name, plug) : await fileProgram(name, plug);
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

/** A stored input as a program; refused where it is none. */
function caseOf(input: StoredInput | undefined, refusal: () => Error): ProgramCase {
  // The plug of the pin's language made the input.
  if (input?.kind === "program") return input.program as ProgramCase;
  throw refusal();
}

function tokenProgram(text: string, plug: Plug): NamedProgram {
  const { claim, seed, index, mended, path } = decodeToken(text, plug);
  const subject = plug.subject(claim);
  const original = subject.generate(seed, index);
  const input = path === null ? null : followPath(original, (each) => subject.shrink(each), path);
  const stored = input !== null
    ? subject.codec.encode(input)
    : investigate({ plug, subject, seed, index, mended })?.input ?? subject.codec.encode(original);
  const refusal = (): Error => new TierproofError("token", `replay token: the claim ${claim} is not about programs`);
  return { ...caseOf(stored, refusal), repairs: repairsOf(mended) };
}

async function fileProgram(name: string, plug: Plug): Promise<NamedProgram> {
  const path = userPath(name);
  const file = await readProgramFile(
    path,
    "a program (Python source, JSON or assembler text), a finding, a token or golden:ID",
    plug,
  );
  if (file.kind === "program") return { ...file.program as ProgramCase, repairs: NO_REPAIRS };
  const { input, mended, claim } = file.finding;
  const refusal = (): Error => new TierproofError("file", `${path}: the claim ${claim} is not about programs`);
  return { ...caseOf(input, refusal), repairs: repairsOf(mended) };
}
