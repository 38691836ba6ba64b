/**
 * Files of programs: JSON, assembler text, or a finding; every refusal names the file.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { programFromJson } from "../../src/isa/program_json.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import { readFinding, type StoredFinding } from "../core/finding_file.ts";
import { readUserText } from "./user_files.ts";

/** What a file holds. */
export type ProgramFile =
  | { readonly kind: "program"; readonly program: Program }
  | { readonly kind: "finding"; readonly finding: StoredFinding };

/** What such a file may hold, for refusals. */
const PROGRAM_FORMS = "a program (JSON or assembler text) or a finding";

/** Reads a file of any of the forms. `expected` is what the command would have taken in its place. */
export async function readProgramFile(path: string, expected: string): Promise<ProgramFile> {
  return programFile(await readUserText(path, expected), path);
}

/** What the text of a file is. Throws a {@linkcode TierproofError} that begins with the file's name. */
export function programFile(text: string, path: string): ProgramFile {
  try {
    return formOf(text, path);
  } catch (error) {
    if (!(error instanceof TierproofError) || error.message.startsWith(`${path}:`)) throw error;
    throw new TierproofError(error.code, `${path}: ${error.message}`);
  }
}

function formOf(text: string, path: string): ProgramFile {
  // Blank lines and comments may stand above the header of an assembler text.
  const head = /^(?:\s+|#.*)*/.exec(text.slice(0, 1 << 16))?.[0].length ?? 0;
  if (text.startsWith("tierproof-assembly", head)) {
    const program = assemble(text);
    validateProgram(program);
    return { kind: "program", program };
  }
  if (text[head] !== "{") {
    const found = head >= text.length ? "nothing" : JSON.stringify(text.slice(head, head + 40));
    throw new TierproofError("file", `found ${found}, expected ${PROGRAM_FORMS}`);
  }
  const document = parseJson(text);
  if (document["format"] === "tierproof-finding") return { kind: "finding", finding: readFinding(document, path) };
  const program = programFromJson(document);
  validateProgram(program);
  return { kind: "program", program };
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TierproofError("file", `no JSON document: ${(error as Error).message.replaceAll(/\s+/g, " ")}`);
  }
}
