/**
 * The engines agree on Python functions around one thing that a hot loop takes for granted, and that is changed under it.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import type { Literal, Program } from "../../src/isa/program.ts";
import type { Choices } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, type ModelClaim, type Verdict } from "./claim.ts";
import { equivalence } from "./equivalence.ts";
import { type CompiledSite, compiledSources } from "./scenarios/sources/unpack.ts";

/** Rounds after which the loop is to be hot. */
const WARM = [2, 2, 3];

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
    const { sites } = compiledSources();
    const warm = WARM[choices.below(WARM.length)] as number;
    const { name, changes, program: site } = sites[choices.below(sites.length)] as CompiledSite;
    const which = choices.below(changes);
    const count = warm + choices.int(2, 6);
    const at = choices.chance(1, 8) ? choices.below(warm) : warm + choices.below(count - warm);
    const program: Program = {
      ...site,
      args: [int(count), int(at), int(which), bool(choices.bool()), bool(choices.chance(1, 4))],
      calls: choices.chance(1, 8) ? 2 : 1,
    };
    const limits: Limits = { ...DEFAULT_LIMITS, fuel: 5000, maxSize: 20_000, backedgeThreshold: 16 * warm };
    const verdict = equivalence.check({ program, limits }, vm);
    if (verdict.kind !== "disagree") return verdict.kind === "agree" ? AGREE : verdict;
    return { ...verdict, place: { ...verdict.place, what: `${name}, change ${which}: ${verdict.place.what}` } };
  },
};
