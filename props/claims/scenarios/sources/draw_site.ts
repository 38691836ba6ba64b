/**
 * A site that is written as Python, how long it is warmed, and what is changed where.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../../../src/isa/engine.ts";
import type { Literal } from "../../../../src/isa/program.ts";
import { type Choices, type Weights, weights } from "../../../core/choices.ts";
import type { ProgramCase } from "../../../cpython/vm.ts";
import { SITE_PARAMETERS, type SiteParameter } from "./source_site.ts";
import type { CompiledSite } from "./unpack.ts";

/** Rounds after which the loop is to be hot. */
const WARM = [2, 2, 3];

/** So that a loop that does many things still closes its trace. */
const LONG_TRACE = 512;

/** How the function of a site is called; see `sourceOf` in `source_site.ts`. */
export interface SiteRun {
  readonly count: number;
  readonly at: number;
  readonly which: number;
  readonly between: boolean;
  readonly twice: boolean;
  /** Times. */
  readonly calls: number;
}

/** A site with one of its changes, and how it is run. */
export interface DrawnSite {
  readonly site: CompiledSite;
  readonly run: SiteRun;
  readonly limits: Limits;
}

/** Sites with one of their changes each, and how often each comes. */
export interface SiteChanges {
  readonly changes: readonly { readonly site: CompiledSite; readonly which: number }[];
  readonly weights: Weights;
}

/** All changes of some sites, each with the weight of its list. */
export function siteChanges(
  ...lists: readonly { readonly sites: readonly CompiledSite[]; readonly weight: number }[]
): SiteChanges {
  const all = lists.flatMap(({ sites, weight }) =>
    sites.flatMap((site) => site.source.breaks.map((_, which) => ({ site, which, weight })))
  );
  return { changes: all, weights: weights(...all.map(({ weight }) => weight)) };
}

/** A change of a site, all of them in turn: behind the rounds that warm it as a rule. */
export function drawSite(choices: Choices, { changes, weights }: SiteChanges): DrawnSite {
  const { site, which } = changes[choices.turn(weights)] as SiteChanges["changes"][number];
  const warm = WARM[choices.below(WARM.length)] as number;
  const count = warm + choices.int(2, 6);
  const at = choices.chance(1, 8) ? choices.below(warm) : warm + choices.below(count - warm);
  const between = choices.bool();
  const twice = choices.chance(1, 4);
  const calls = choices.chance(1, 8) ? 2 : 1;
  const { maxTraceLength: usual } = DEFAULT_LIMITS;
  const maxTraceLength = choices.chance(1, 4) ? usual : LONG_TRACE;
  const limits: Limits = {
    ...DEFAULT_LIMITS,
    fuel: 5000,
    maxSize: 20_000,
    backedgeThreshold: 16 * warm,
    maxTraceLength,
  };
  return { site, run: { count, at, which, between, twice, calls }, limits };
}

/** What the function of a site is handed for its parameters. */
export function argumentsOf(
  { count, at, which, between, twice }: SiteRun,
  parameters: readonly SiteParameter[] = SITE_PARAMETERS,
): Literal[] {
  const values = { n: count, at, which, between, twice };
  return parameters.map((name) => {
    const v = values[name];
    return typeof v === "number" ? { t: "int", v } : { t: "bool", v };
  });
}

/** The program that runs a site. */
export function caseOf({ site, run, limits }: DrawnSite): ProgramCase {
  return { program: { ...site.program, args: argumentsOf(run), calls: run.calls }, limits };
}
