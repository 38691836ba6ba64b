/**
 * What is written as Python, as programs: compiled beforehand, so that no claim needs a compiler.
 *
 * @module
 */

import type { BaseOpName } from "../../../../src/isa/opcodes.ts";
import type { Program } from "../../../../src/isa/program.ts";
import { gunzipAscii } from "../../../golden/gunzip.ts";
import { withCaches } from "./cacheless.ts";
import { fromColumns } from "./columns.ts";
import { COMPILED_SOURCES } from "./compiled.ts";
import type { SourceSite } from "./source_site.ts";

/** A site as a program whose function takes what `sourceOf` says. */
export interface CompiledSite {
  readonly source: SourceSite;
  readonly program: Program;
}

/** A loop as a program whose function takes the number of rounds. */
export interface CompiledLoop {
  readonly body: string;
  /** Instructions of the loop that keep their general form. */
  readonly general: readonly BaseOpName[];
  readonly program: Program;
}

/** What `compiled.ts` holds. */
export interface CompiledSources {
  readonly sites: readonly CompiledSite[];
  /** Sites about what monitoring and tracing are told. */
  readonly watched: readonly CompiledSite[];
  /** Sites about slips of optimizers. */
  readonly slips: readonly CompiledSite[];
  /** Sites about what passes believe. */
  readonly believed: readonly CompiledSite[];
  /** Sites about what passes rewrite. */
  readonly rewritten: readonly CompiledSite[];
  /** Sites about objects that die. */
  readonly deaths: readonly CompiledSite[];
  readonly steady: readonly CompiledLoop[];
  /** Operations on edge values, in the order of their table; the function takes the pairs of operands. */
  readonly edges: readonly Program[];
}

/** What newer runtimes have: a text of some hundred kilobytes is read at once. */
const { fromBase64 } = Uint8Array as { readonly fromBase64?: (text: string) => Uint8Array };

function bytesOfBase64(text: string): Uint8Array {
  return fromBase64?.call(Uint8Array, text) ?? Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

const unpacked: { -readonly [List in keyof CompiledSources]?: CompiledSources[List] } = {};

/** One of the lists; unpacked when first asked for, as that takes longer than many checks. */
export function compiledList<List extends keyof CompiledSources>(list: List): CompiledSources[List] {
  const known: CompiledSources[List] | undefined = unpacked[list];
  if (known !== undefined) return known;
  const text = gunzipAscii(bytesOfBase64(COMPILED_SOURCES[list]));
  const entries = fromColumns(JSON.parse(text)) as CompiledSources[List];
  for (const entry of entries) {
    for (const code of programOf(entry).codes) (code as { code: readonly number[] }).code = withCaches(code.code);
  }
  return unpacked[list] = entries;
}

/** The program of an entry of a list. */
export function programOf(entry: CompiledSources[keyof CompiledSources][number]): Program {
  return "program" in entry ? entry.program : entry;
}
