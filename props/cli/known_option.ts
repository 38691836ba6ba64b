/**
 * What `--known` says: findings that a hunt of real interpreters is to look behind.
 *
 * @module
 */

import { REPAIR_IDS } from "../../src/isa/repairs.ts";
import { type Known, knownCause, knownSource } from "../interpreters/known.ts";
import { usageError } from "./options.ts";
import { pathError, userPath } from "./user_files.ts";

/** The root cause that a finding's file says, or null for a file that there is not. */
async function causeInFile(path: string): Promise<string | null> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw pathError(path, error);
  }
  let signature: unknown;
  try {
    signature = JSON.parse(text).signature;
  } catch {
    signature = undefined;
  }
  if (typeof signature !== "string") throw usageError(`--known: ${path}: expected a finding, found no signature`);
  return signature;
}

/** Reads the option: files of findings and names of repairs, separated by commas; anything else is a pattern of source text. */
export async function knownOf(value: string): Promise<readonly Known[]> {
  const found: Known[] = [];
  for (const part of value.split(",")) {
    const isRepair = (REPAIR_IDS as readonly string[]).includes(part);
    const signature = isRepair ? part : await causeInFile(userPath(part));
    if (signature === null) return [knownSource(value)];
    found.push(knownCause(signature));
  }
  return found;
}
