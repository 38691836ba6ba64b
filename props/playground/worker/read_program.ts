/**
 * The program that a reader wrote, in any form.
 *
 * @module
 */

import { assemble } from "../../../src/isa/assembler.ts";
import type { Limits } from "../../../src/isa/engine.ts";
import { TierproofError } from "../../../src/isa/errors.ts";
import { limitsFromJson } from "../../../src/isa/limits.ts";
import type { Program } from "../../../src/isa/program.ts";
import { programFromJson } from "../../../src/isa/program_json.ts";
import { validateProgram } from "../../../src/isa/validate.ts";
import { programOfSource } from "../../python/program.ts";
import type { Form, Setup } from "../setup.ts";
import type { Complaint } from "../view.ts";

/** A valid program, and the limits that its document asks for. */
export interface ReadProgram {
  readonly program: Program;
  readonly limits: Limits;
}

const READERS: Readonly<Record<Form, (text: string, limits: Limits) => ReadProgram>> = {
  python: (text, limits) => ({ program: programOfSource(text), limits }),
  assembly: (text, limits) => ({ program: assemble(text), limits }),
  json: readJson,
};

/** Reads the program of a setup. Throws a `TierproofError` that says what was found where. */
export function readProgram({ form, text, limits }: Pick<Setup, "form" | "text" | "limits">): ReadProgram {
  const read = READERS[form](text, limitsFromJson(limits));
  validateProgram(read.program);
  return read;
}

/** A program, or a program with its limits, as findings hold it. */
function readJson(text: string, limits: Limits): ReadProgram {
  let document: Readonly<Record<string, unknown>>;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new TierproofError("file", `no JSON document: ${(error as Error).message}`);
  }
  const isCase = typeof document === "object" && document !== null && Object.hasOwn(document, "program");
  if (!isCase) return { program: programFromJson(document), limits };
  return {
    program: programFromJson(document["program"]),
    limits: document["limits"] === undefined ? limits : limitsFromJson(document["limits"]),
  };
}

/** What is wrong, with its place where the message names one. */
export function complaintOf(error: unknown, of: Complaint["of"]): Complaint {
  const message = error instanceof Error ? error.message : String(error);
  const line = /\bline (\d+)/.exec(message)?.[1];
  const column = /\bcolumn (\d+)/.exec(message)?.[1];
  return {
    message,
    line: line === undefined ? null : Number(line),
    column: column === undefined ? null : Number(column),
    of,
  };
}
