/**
 * Files of programs: JSON, assembler text, or a finding; every refusal names the file.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { isBadInput, TierproofError } from "../../src/isa/errors.ts";
import { programFromJson } from "../../src/isa/program_json.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import { readFinding, type StoredFinding } from "../core/finding_file.ts";
import type { Plug } from "../core/plug.ts";
import { CPYTHON_LANGUAGE } from "../cpython/language.ts";
import type { ProgramCase } from "../cpython/vm.ts";
import { BYTECODE, SOURCE } from "../interpreters/language_names.ts";
import { programOfSource } from "../python/program.ts";
import { readUserText } from "./user_files.ts";

/** What a file holds; a program is as its language knows it. */
export type ProgramFile =
  | { readonly kind: "program"; readonly program: unknown }
  | { readonly kind: "finding"; readonly finding: StoredFinding };

/** What such a file may hold, for refusals. */
const PROGRAM_FORMS = "a program (Python source, JSON or assembler text) or a finding";

/** Reads a file of any of the forms. `expected` is what the command would have taken in its place. */
export async function readProgramFile(path: string, expected: string, plug: Plug): Promise<ProgramFile> {
  return programFile(await readUserText(path, expected), path, plug);
}

/** What the text of a file is. Throws a {@linkcode TierproofError} that begins with the file's name. */
export function programFile(text: string, path: string, plug: Plug): ProgramFile {
  return namingFile(path, () => formOf(text, path, plug));
}

/** Does something with what a file holds: refusals of it begin with the file's name. */
export function namingFile<T>(path: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!isBadInput(error) || error.message.startsWith(`${path}:`)) throw error;
    throw new TierproofError("file", `${path}: ${error.message}`);
  }
}

/** A program of the pin that is run under the usual limits. */
function usually(program: ProgramCase["program"]): ProgramCase {
  validateProgram(program);
  return { program, limits: DEFAULT_LIMITS };
}

/** A program from Python source, as its language knows it; null where that knows none. */
function ofSource(text: string, language: string): unknown {
  switch (language) {
    case CPYTHON_LANGUAGE.name:
      return usually(programOfSource(text));
    case SOURCE:
      return { ...usually(programOfSource(text)), source: text };
    case BYTECODE:
      return { ...usually(programOfSource(text)), source: "" };
    default:
      return null;
  }
}

function formOf(text: string, path: string, plug: Plug): ProgramFile {
  const { name } = plug.language;
  const isPin = name === CPYTHON_LANGUAGE.name;
  const program = path.endsWith(".py") ? ofSource(text, name) : null;
  if (program !== null) return { kind: "program", program };
  // Blank lines and comments may stand above the header of an assembler text.
  const head = /^(?:\s+|#.*)*/.exec(text.slice(0, 1 << 16))?.[0].length ?? 0;
  if (isPin && text.startsWith("tierproof-assembly", head)) {
    return { kind: "program", program: usually(assemble(text)) };
  }
  if (text[head] !== "{") {
    const found = head >= text.length ? "nothing" : JSON.stringify(text.slice(head, head + 40));
    throw new TierproofError("file", `found ${found}, expected ${PROGRAM_FORMS}`);
  }
  const document = parseJson(text);
  if (document["format"] === "tierproof-finding") {
    return { kind: "finding", finding: readFinding(document, plug, path) };
  }
  // A program of the pin may stand without the limits of its runs.
  const isBare = isPin && !Object.hasOwn(document, "program");
  const decoded = isBare ? usually(programFromJson(document)) : plug.language.codec.decode(document, path);
  return { kind: "program", program: decoded };
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TierproofError("file", `no JSON document: ${(error as Error).message.replaceAll(/\s+/g, " ")}`);
  }
}
