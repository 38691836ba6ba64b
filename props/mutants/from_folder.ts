/**
 * Mutants written by others: JSON files in a folder, each one mutant or a list of them.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import type { Difficulty, Edit, Mutant, MutantOrigin } from "./mutant.ts";

type Fields = Readonly<Record<string, unknown>>;

const ORIGINS: readonly MutantOrigin[] = ["listed", "own", "harmless", "generated", "given"];
const DIFFICULTIES: readonly Difficulty[] = ["easy", "medium", "hard"];

function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new TierproofError("file", `${where}: expected an object, found ${JSON.stringify(value)?.slice(0, 60)}`);
}

function textOf(fields: Fields, name: string, fallback: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : fallback;
}

function editOf(value: unknown, where: string): Edit {
  const fields = fieldsOf(value, where);
  for (const name of ["file", "find", "replace"]) {
    if (typeof fields[name] !== "string") {
      throw new TierproofError(
        "file",
        `${where}: expected "${name}" to be a text, found ${JSON.stringify(fields[name])}`,
      );
    }
  }
  const file = (fields["file"] as string).replace(/^\.?\//, "");
  return { file, find: fields["find"] as string, replace: fields["replace"] as string };
}

/** Reads one mutant; only its edits, or the repair to leave out, must be there. */
export function mutantFromJson(value: unknown, fallbackId: string, where: string): Mutant {
  const fields = fieldsOf(value, where);
  const id = textOf(fields, "id", fallbackId);
  const edits = Array.isArray(fields["edits"]) ? fields["edits"] : [];
  const without = fields["without"] ?? null;
  if (without !== null && !REPAIR_IDS.includes(without as RepairId)) {
    throw new TierproofError("file", `${where}: expected "without" to be one of ${REPAIR_IDS.join(", ")}`);
  }
  if (edits.length === 0 && without === null) {
    throw new TierproofError("file", `${where}: expected "edits": [{ "file", "find", "replace" }, ...] in ${id}`);
  }
  return {
    id,
    component: textOf(fields, "component", "given"),
    title: textOf(fields, "title", id),
    origin: ORIGINS.find((origin) => origin === fields["origin"]) ?? "given",
    difficulty: DIFFICULTIES.find((difficulty) => difficulty === fields["difficulty"]) ?? "medium",
    real: fields["real"] === true,
    source: typeof fields["source"] === "string" ? fields["source"] : null,
    claims: Array.isArray(fields["claims"]) ? fields["claims"].filter((claim) => typeof claim === "string") : [],
    edits: edits.map((edit, at) => editOf(edit, `${where}: edit ${at + 1} of ${id}`)),
    without: without as RepairId | null,
  };
}

/** Reads all `*.json` files of a folder, in the order of their names. Throws a {@linkcode TierproofError} for what does not fit. */
export async function mutantsFromFolder(folder: string): Promise<Mutant[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) if (name.endsWith(".json")) names.push(name);
  } catch (error) {
    throw new TierproofError("file", `cannot read folder ${folder}: ${(error as Error).message}`);
  }
  if (names.length === 0) throw new TierproofError("file", `${folder}: expected *.json files, found none`);
  const mutants: Mutant[] = [];
  for (const name of names.sort()) {
    const path = `${folder.replace(/\/$/, "")}/${name}`;
    let value: unknown;
    try {
      value = JSON.parse(await Deno.readTextFile(path));
    } catch (error) {
      throw new TierproofError("file", `${path}: expected JSON: ${(error as Error).message}`);
    }
    const list = Array.isArray(value) ? value : [value];
    const base = name.replace(/\.json$/, "");
    list.forEach((each, at) => {
      mutants.push(mutantFromJson(each, list.length === 1 ? base : `${base}-${at + 1}`, path));
    });
  }
  return mutants;
}
