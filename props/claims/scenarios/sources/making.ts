/**
 * Sites that are written as Python as what a claim's programs are made of: drawn as they were compiled, and shrunk as source text.
 *
 * @module
 */

import { formatLiteral } from "../../../../src/isa/literal_text.ts";
import type { Choices } from "../../../core/choices.ts";
import type { Making } from "../../../core/language.ts";
import type { ProgramCase } from "../../../cpython/vm.ts";
import { type Sites, sitesOf } from "../../../python/mutate/sites.ts";
import { shrinkSource, type SourceDraft, textOf } from "../../../python/mutate/source_draft.ts";
import { programOfSource } from "../../../python/program.ts";
import { argumentsOf, caseOf, type DrawnSite, type SiteRun } from "./draw_site.ts";
import { SITE_PARAMETERS, type SiteParameter, sourceOf, sourceOfRun } from "./source_site.ts";

/** A drawn site, and what shrinking made of its text; null while it is the site as it was compiled. */
export interface SiteDraft extends DrawnSite {
  readonly text: { readonly sites: Sites; readonly draft: SourceDraft } | null;
}

/** Sites are warmed by their limits. */
const UNCHANGED: SourceDraft = { edits: [], warm: 1 };

/** How programs of sites are made: `draw` draws one. */
export function siteMaking(draw: (choices: Choices) => DrawnSite): Making<SiteDraft, ProgramCase> {
  return { generate: (choices) => ({ ...draw(choices), text: null }), lower, shrink, source };
}

function lower(draft: SiteDraft): ProgramCase {
  const { text, run, limits } = draft;
  if (text === null) return caseOf(draft);
  const source = textOf(text.sites, text.draft);
  return {
    program: { ...programOfSource(source), args: argumentsOf(run, parametersOf(source)), calls: run.calls },
    limits,
  };
}

/** The parameters that the function of a text has: shrinking leaves its head alone. */
function parametersOf(text: string): readonly SiteParameter[] {
  const head = /^def f\((.*)\):$/m.exec(text)?.[1] ?? "";
  return SITE_PARAMETERS.filter((name) => head.split(", ").includes(name));
}

/** The text, with comments that say how it is run: as a file, it is the program again, but for its limits. */
function source({ site, run, text }: SiteDraft): string {
  const body = text === null ? sourceOf(site.source) : textOf(text.sites, text.draft);
  const args = argumentsOf(run, parametersOf(body)).map(formatLiteral).join(", ");
  const calls = run.calls === 1 ? "" : `# calls: ${run.calls}\n`;
  return `# ${site.source.name}\n# args: [${args}]\n${calls}${body}`;
}

function* shrink(draft: SiteDraft): Generator<SiteDraft> {
  const { site, run, text } = draft;
  if (text === null) {
    const { source } = site;
    for (const whole of [sourceOfRun(source, run, false), sourceOfRun(source, run, true), sourceOf(source)]) {
      yield { ...draft, text: { sites: sitesOf(whole), draft: UNCHANGED } };
    }
    return;
  }
  for (const simpler of simplerRuns(run)) yield { ...draft, run: simpler };
  for (const simpler of shrinkSource(text.sites, text.draft)) {
    yield { ...draft, text: { sites: text.sites, draft: simpler } };
  }
}

/** Fewer calls, fewer rounds, no second change. */
function* simplerRuns(run: SiteRun): Generator<SiteRun> {
  const { count, at, between, twice, calls } = run;
  if (calls > 1) yield { ...run, calls: 1 };
  if (twice) yield { ...run, twice: false };
  if (between) yield { ...run, between: false };
  if (count > at + 1) yield { ...run, count: at + 1 };
  if (count > 1) yield { ...run, count: count - 1 };
  if (at > 0) yield { ...run, at: at - 1 };
}
