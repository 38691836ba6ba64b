/**
 * The engines agree on Python functions around one thing that a hot loop takes for granted, and that is changed under it.
 *
 * @module
 */

import type { Choices } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, type ModelClaim, type Verdict } from "./claim.ts";
import { drawnEquivalence } from "./equivalence.ts";
import { drawSite } from "./scenarios/sources/draw_site.ts";
import { compiledSources } from "./scenarios/sources/unpack.ts";

/** A site, how long it is warmed, and what is changed where. */
export const hotSources: ModelClaim = {
  kind: "choices",
  name: "hot-sources",
  what:
    "all engines agree on Python functions whose loop uses one thing until it is hot: class trees, what classes keep, descriptors, " +
    "dicts that others hold, iterators, generators, cells, super, lines; then what it stands on is changed",
  check(choices: Choices, vm: Vm): Verdict {
    const { sites, watched } = compiledSources();
    // What tools are told has few sites, each of which has much to get wrong.
    const { name, which, program, limits } = drawSite(choices, choices.chance(1, 4) ? watched : sites);
    const verdict = drawnEquivalence({ program, limits }, vm, choices);
    if (verdict.kind !== "disagree") return verdict.kind === "agree" ? AGREE : verdict;
    return { ...verdict, place: { ...verdict.place, what: `${name}, change ${which}: ${verdict.place.what}` } };
  },
};
