/**
 * A site that is written as Python, how long it is warmed, and what is changed where.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../../../src/isa/engine.ts";
import type { Literal, Program } from "../../../../src/isa/program.ts";
import { type Choices, type Weights, weights } from "../../../core/choices.ts";
import type { CompiledSite } from "./unpack.ts";

/** Rounds after which the loop is to be hot. */
const WARM = [2, 2, 3];

function int(value: number): Literal {
  return { t: "int", v: value };
}

function bool(value: boolean): Literal {
  return { t: "bool", v: value };
}

/** So that a loop that does many things still closes its trace. */
const LONG_TRACE = 512;

/** A program that runs a site. */
export interface DrawnSite {
  readonly name: string;
  /** Number of the change. */
  readonly which: number;
  readonly program: Program;
  readonly limits: Limits;
}

/** A site with more changes than this has many of the same sort. */
const ENOUGH = 10;

/** Weights of the sites of a list: what has more that can change gets more. */
const weighed: WeakMap<readonly CompiledSite[], Weights> = new WeakMap();

function weightsOf(sites: readonly CompiledSite[]): Weights {
  let list = weighed.get(sites);
  if (list === undefined) weighed.set(sites, list = weights(...sites.map(({ changes }) => Math.min(changes, ENOUGH))));
  return list;
}

/** One of the sites with one of its changes: behind the rounds that warm it as a rule. */
export function drawSite(choices: Choices, sites: readonly CompiledSite[]): DrawnSite {
  const warm = WARM[choices.below(WARM.length)] as number;
  const { name, changes, program: site } = sites[choices.weighted(weightsOf(sites))] as CompiledSite;
  const which = choices.below(changes);
  const count = warm + choices.int(2, 6);
  const at = choices.chance(1, 8) ? choices.below(warm) : warm + choices.below(count - warm);
  const program: Program = {
    ...site,
    args: [int(count), int(at), int(which), bool(choices.bool()), bool(choices.chance(1, 4))],
    calls: choices.chance(1, 8) ? 2 : 1,
  };
  const { maxTraceLength: usual } = DEFAULT_LIMITS;
  const maxTraceLength = choices.chance(1, 4) ? usual : LONG_TRACE;
  const limits: Limits = {
    ...DEFAULT_LIMITS,
    fuel: 5000,
    maxSize: 20_000,
    backedgeThreshold: 16 * warm,
    maxTraceLength,
  };
  return { name, which, program, limits };
}
