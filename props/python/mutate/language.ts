/**
 * The language of programs around one Python source: each is that source with some changes.
 *
 * @module
 */

import type { Language } from "../../core/language.ts";
import { CPYTHON_LANGUAGE } from "../../cpython/language.ts";
import { huntLimits } from "../../cpython/limits.ts";
import type { ProgramCase } from "../../cpython/vm.ts";
import { programOfSource } from "../program.ts";
import { sitesOf } from "./sites.ts";
import { drawSource, shrinkSource, type SourceDraft, textOf } from "./source_draft.ts";

/** The language around a source. Bad source is a `TierproofError` of code `source`. */
export function languageAround(source: string): Language<SourceDraft, ProgramCase> {
  const sites = sitesOf(source);
  programOfSource(sites.text);
  const { name, version, codec, size, print } = CPYTHON_LANGUAGE;
  return {
    name,
    version,
    codec,
    size,
    print,
    generate: (choices) => drawSource(sites, choices),
    lower: (draft) => ({ program: programOfSource(textOf(sites, draft)), limits: huntLimits(draft.warm) }),
    shrink: (draft) => shrinkSource(sites, draft),
    source: (draft) => textOf(sites, draft),
  };
}
