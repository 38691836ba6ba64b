/**
 * A site that is written as Python, how long it is warmed, and what is changed where.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../../../src/isa/engine.ts";
import type { Literal, Program } from "../../../../src/isa/program.ts";
import { type Choices, inOrder, PrngChoices, type Weights, weights } from "../../../core/choices.ts";
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

/** One of the changes of a site. */
export interface SiteChange {
  readonly site: CompiledSite;
  /** Which one. */
  readonly which: number;
}

/** Sites with one of their changes each, and how often and in which order they come. */
export interface SiteChanges {
  readonly changes: readonly SiteChange[];
  readonly weights: Weights;
}

/** Sites, and how many turns they have while those of another list with weight 1 have one. */
export interface WeightedSites {
  readonly sites: readonly CompiledSite[];
  readonly weight: number;
}

/** All changes of some sites: those of lists take turns by weight, those of a list in an order of the seed's, see {@linkcode staged}. */
export function siteChanges(...lists: readonly WeightedSites[]): SiteChanges {
  const parts = lists.map(({ sites, weight }) => ({ sites, weight, changes: sites.flatMap(changesOf) }));
  const changes = parts.flatMap((part) => part.changes);
  // In proportion, whichever list has more changes.
  const counts = parts.flatMap((part) => part.changes.map(() => Math.ceil(part.weight * SHARE / part.changes.length)));
  return { changes, weights: inOrder(weights(...counts), (seed) => orderOf(parts, new PrngChoices(seed))) };
}

/** A list with weight 1 has so much of all weights. */
const SHARE = 10_000;

function changesOf(site: CompiledSite): SiteChange[] {
  return site.source.breaks.map((_, which) => ({ site, which }));
}

/** Numbers of all changes until every one of each list had its turn; those of a list that is through come again meanwhile. */
function orderOf(lists: readonly WeightedSites[], choices: Choices): Int32Array {
  let first = 0;
  const turns = lists.map(({ sites, weight }) => {
    const numbers = staged(sites, first, choices);
    first += numbers.length;
    return { numbers, weight };
  });
  const rounds = Math.max(...turns.map(({ numbers, weight }) => Math.ceil(numbers.length / weight)));
  const order: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const { numbers, weight } of turns) {
      for (let i = 0; i < weight; i++) order.push(numbers[(round * weight + i) % numbers.length] as number);
    }
  }
  return Int32Array.from(order);
}

/**
 * Numbers of the changes of sites, from `first` on: one of each site, then another of each that has more, and so on, as many faults
 * show to a site whatever is changed under it. Short programs come first, as they cost least: some take a twentieth of the time of
 * others, and show as much. Which change comes first, and which of the sites that are about as long, is drawn.
 */
function staged(sites: readonly CompiledSite[], first: number, choices: Choices): number[] {
  let end = first;
  const left = sites.map(({ source: { breaks }, program }) => {
    const numbers = breaks.map((_, which) => end + which);
    end += numbers.length;
    return { numbers: shuffled(numbers, choices), doublings: doublingsOf(program) };
  });
  const order: number[] = [];
  while (order.length < end - first) {
    const next = shuffled(left.filter(({ numbers }) => numbers.length > 0), choices);
    next.sort((a, b) => a.doublings - b.doublings);
    for (const { numbers } of next) order.push(numbers.shift() as number);
  }
  return order;
}

/** How often a unit of code must be doubled to be about as many as a program has. */
function doublingsOf({ codes }: Program): number {
  return Math.round(Math.log2(codes.reduce((units, { code }) => units + code.length, 0)));
}

function shuffled<T>(items: T[], choices: Choices): T[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = choices.below(at + 1);
    const moved = items[at] as T;
    items[at] = items[other] as T;
    items[other] = moved;
  }
  return items;
}

/** A change of a site, all of them in turn: behind the rounds that warm it as a rule. */
export function drawSite(choices: Choices, { changes, weights }: SiteChanges): DrawnSite {
  const { site, which } = changes[choices.turn(weights)] as SiteChange;
  const warm = WARM[choices.below(WARM.length)] as number;
  // One round behind the change shows most of it.
  const shown = warm + choices.length(1, 6);
  const at = choices.chance(1, 8) ? choices.below(warm) : warm + choices.below(shown - warm);
  const count = shown + (site.source.follow ?? 0);
  // Rounds take twice as long then.
  const between = choices.chance(1, 3);
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
    recursionLimit: site.source.frames ?? DEFAULT_LIMITS.recursionLimit,
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
