/**
 * The engines agree on Python functions around one thing that a hot loop takes for granted, and that is changed under it.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import type { Literal, Program } from "../../src/isa/program.ts";
import type { Choices } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { programOfSource } from "../python/program.ts";
import { AGREE, type ModelClaim, type Verdict } from "./claim.ts";
import { equivalence } from "./equivalence.ts";
import { SOURCE_SITES } from "./scenarios/sources/sites.ts";
import { sourceOf, type SourceSite } from "./scenarios/sources/source_site.ts";

/** Rounds after which the loop is to be hot. */
const WARM = [2, 3, 5];

/** Sites that were compiled: all checks of one differ in its arguments alone. */
const PROGRAMS: Map<SourceSite, Program> = new Map();

function programOf(site: SourceSite): Program {
  let program = PROGRAMS.get(site);
  if (program === undefined) PROGRAMS.set(site, program = programOfSource(sourceOf(site)));
  return program;
}

function int(value: number): Literal {
  return { t: "int", v: value };
}

function bool(value: boolean): Literal {
  return { t: "bool", v: value };
}

/** A site, how long it is warmed, and what is changed where. */
export const hotSources: ModelClaim = {
  kind: "choices",
  name: "hot-sources",
  what:
    "all engines agree on Python functions whose loop uses one thing until it is hot: class trees, what classes keep, descriptors, " +
    "dicts that others hold, iterators, generators, cells, super, lines; then what it stands on is changed",
  check(choices: Choices, vm: Vm): Verdict {
    const warm = WARM[choices.below(WARM.length)] as number;
    const site = SOURCE_SITES[choices.below(SOURCE_SITES.length)] as SourceSite;
    const which = choices.below(site.breaks.length);
    const count = warm + choices.int(3, 10);
    const at = choices.chance(1, 8) ? choices.below(warm) : warm + choices.below(count - warm);
    const program: Program = {
      ...programOf(site),
      args: [int(count), int(at), int(which), bool(choices.bool()), bool(choices.chance(1, 4))],
      calls: choices.chance(1, 4) ? 2 : 1,
    };
    const limits: Limits = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * warm };
    const verdict = equivalence.check({ program, limits }, vm);
    if (verdict.kind !== "disagree") return verdict.kind === "agree" ? AGREE : verdict;
    return { ...verdict, place: { ...verdict.place, what: `${site.name}, change ${which}: ${verdict.place.what}` } };
  },
};
