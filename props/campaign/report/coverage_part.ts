/**
 * Coverage on the page of a campaign: heat maps with their numbers as tables, what was not reached, what is still to be expected.
 *
 * @module
 */

import { type Cell, numberCell, sortableTable, textCell } from "../../report/html/table.ts";
import { escapeText } from "../../report/html/text.ts";
import { count, percent } from "../../report/text.ts";
import { expectedNew, frequenciesOf, richness } from "../estimate.ts";
import { type Catalog, catalogOf, type PlaceMap, type Reachable } from "./catalog.ts";
import { type HeatMap, heatMap } from "./charts.ts";
import { type Clock, clockFor } from "./clock.ts";
import { bySort, exitsMap, HEAT_STEPS, heatMapOf, heatOf, placeOf, type SortOfFeatures } from "./coverage.ts";
import { figure, folded } from "./parts.ts";
import { secondsOf, wholeTally } from "./sums.ts";
import { opcodePlaces, type PlaceCounts, reachableOf, type SampledCoverage, uopPlaces } from "./sampled_coverage.ts";
import { foundDefects } from "./verdict.ts";
import type { CampaignView } from "./view.ts";

/** Rows of a table of features at most; those met least often stay, as the others say little. */
const MAX_ROWS = 400;

/** The coverage of a campaign. */
export async function coveragePart(view: CampaignView): Promise<string> {
  const { features, facts, sample } = view;
  const counted = sample === null ? "" : await samplePart(sample);
  if (features.length === 0) {
    return `<p>This campaign did not count what its programs cover.</p>${counted}`;
  }
  const catalog = catalogOf(facts.language);
  const sorts = bySort(features);
  const clock = clockFor(secondsOf(view));
  const all = new Map(sorts.map(({ sort }) => [sort, sort]));
  const groups = catalog?.maps ?? [{ title: "Places and what happened there", sorts: all }];
  const maps = await Promise.all([
    ...groups.map((group, number) => exitsPart(group, number, sorts, catalog)),
    ...sorts.map((sort, number) => sortPart(sort, number, catalog, clock)),
  ]);
  return `<p>A feature is something that a program made an engine do. ${howText(view)}</p>
${sortsTable(sorts, catalog, clock)}${maps.join("\n")}${counted}`;
}

const WATCHED = "One check in sixteen is watched, beside the claims, by running its program once more.";

/** Who met the features first. */
function claimsOf({ features }: Pick<CampaignView, "features">): string[] {
  return [...new Set(features.map(({ claim }) => claim))];
}

/** How what is covered was counted. */
function howText(view: CampaignView): string {
  const claims = claimsOf(view);
  return claims.length > 1
    ? WATCHED
    : `${WATCHED} All claims about programs draw the same ones by their numbers, so the one
that is ahead, <code>${
      escapeText(claims[0] ?? "")
    }</code>, met each feature first; claims that draw something else than programs are not watched.`;
}

/** What some of the programs did when they were run again. */
async function samplePart(sample: SampledCoverage): Promise<string> {
  const part = (title: string, id: string, head: string, places: readonly PlaceCounts[], from: boolean) =>
    placesPart(title, id, head, places, from ? catalogOf("cpython") : null);
  const [uops, opcodes] = await Promise.all([
    part("Micro-ops in traces", "uops", "micro-op", uopPlaces(sample), true),
    part("Instructions by engine", "opcodes", "instruction", opcodePlaces(sample), false),
  ]);
  return `<p>The first ${
    count(sample.programs)
  } programs of the plan were run once more for this page, on engines that count.</p>
${uops}${opcodes}`;
}

async function placesPart(
  title: string,
  id: string,
  head: string,
  places: readonly PlaceCounts[],
  catalog: Catalog | null,
): Promise<string> {
  const columns = Object.keys(places[0]?.times ?? {});
  const cells = places.flatMap(({ place, times }) =>
    columns.flatMap((column) => {
      const number = times[column] ?? 0;
      return number === 0 ? [] : [{ row: place, column, heat: heatOf(number) }];
    })
  );
  const rows = places.map(({ place, times }): Cell[] => [
    textCell(place),
    ...(catalog === null ? [] : [textCell(catalog.origin(place).join(", "))]),
    ...columns.map((column) => {
      const number = times[column] ?? null;
      return numberCell(number === null ? "cannot" : count(number), number);
    }),
  ]);
  const map: HeatMap = {
    label: `${title}: ${places.length} of them, and what they did`,
    rowTitle: "",
    columnTitle: "",
    rows: places.map(({ place }) => place),
    columns,
    cells,
    steps: HEAT_STEPS,
    unit: "times",
  };
  const table = sortableTable(id, [head, ...(catalog === null ? [] : ["from"]), ...columns], rows);
  return foldedPart(`${title}: ${count(places.length)}`, await mapFigure("How often", map, table));
}

/** Claims with fewer checks have hardly been tried. */
const FEW_CHECKS = 300;
/** A share of programs below which something hardly occurs. */
const RARE = 0.02;

/** Known defects that the target has, and those of them that no finding is a form of; nothing for a target without any. */
function defectsText({ facts: { mended }, defectWords, findings }: CampaignView): string[] {
  const all = Object.keys(defectWords).filter((id) => !mended.includes(id));
  if (all.length === 0) return [];
  const found = foundDefects(findings);
  const left = all.filter((id) => !found.has(id));
  const which = left.length === 0
    ? `: none of ${count(all.length)}`
    : `, ${count(left.length)} of ${count(all.length)}: ${left.join(", ")}`;
  return [`Known defects of this target that were not found${which}.`];
}

/** What a campaign like this one leaves out, whatever it reached. */
function limitsPart(view: CampaignView): string {
  const { facts: { seed, guided, variant, claims }, totals } = view;
  const { shares, sampled } = wholeTally(view);
  const few = claims.map((claim) => [claim, totals.find((row) => row.claim === claim)?.tally.checks ?? 0] as const)
    .filter(([, checks]) => checks < FEW_CHECKS).sort(([, a], [, b]) => a - b);
  const rare = Object.entries(shares).filter(([, number]) => number < RARE * sampled).sort(([, a], [, b]) => a - b);
  const rows = [
    `One seed (${seed}), one target (${variant}), programs ${
      guided ? "half of which were made of others" : "drawn from the seed alone"
    }.`,
    ...defectsText(view),
    ...(few.length === 0
      ? []
      : [`Claims with fewer than ${count(FEW_CHECKS)} checks: ${
        few.map(([claim, checks]) => `${claim} (${count(checks)})`).join(", ")
      }.`]),
    ...(rare.length === 0
      ? []
      : [`Seldom in programs, of ${count(sampled)} that were looked at: ${
        rare.map(([what, number]) => `${what} (${percent(number, sampled)})`).join(", ")
      }.`]),
  ];
  return `<ul>${rows.map((row) => `<li>${escapeText(row)}</li>`).join("")}</ul>`;
}

/** What was not reached, and what is still to be expected. */
export function unreachedPart(view: CampaignView): string {
  return `${limitsPart(view)}${placesLeftPart(view)}`;
}

function placesLeftPart(view: CampaignView): string {
  const { features, facts, slices, sample } = view;
  if (features.length === 0) {
    if (sample === null) {
      return `<p>Nothing is known of places: this campaign did not count what its programs cover.</p>`;
    }
    return `<p>Of the ${count(sample.programs)} programs that were run again; later ones may have more.</p>
${reachableOf(sample).map(reachablePart).join("\n")}`;
  }
  const catalog = catalogOf(facts.language);
  const groups = catalog === null
    ? `<p>The language ${escapeText(facts.language)} has no list of all that there is to reach.</p>`
    : `<p>${WATCHED} Under <em>never</em> stands what none of those reached; others may have.</p>
${catalog.reachable(features).map(reachablePart).join("\n")}`;
  const met = frequenciesOf(features.map((feature) => feature.slices));
  const fresh = expectedNew(met, slices);
  const minutes = secondsOf(view) / 60;
  const rate = minutes === 0 ? "" : `, that is about ${(fresh * slices / minutes).toFixed(1)} a minute`;
  return `${groups}
<h3>What is still to be expected</h3>
<p>${count(met.once)} of ${count(met.seen)} features were met in one alone of ${
    count(slices)
  } slices. So each further slice is expected to bring
${fresh.toFixed(2)} new ones${rate} (the estimate of Good and Turing), and at least ${
    count(richness(met) - met.seen)
  } more can
be met by programs like these (the lower bound of Chao). Neither says anything about what such programs never do.</p>`;
}

function reachablePart({ what, reached, possible, never, impossible }: Reachable): string {
  const names = never.map((name) => `<code>${escapeText(name)}</code>`).join(", ");
  const missing = never.length === 0 ? `<p class="good">All of them.</p>` : `<p>Never: ${names}</p>`;
  const reasons = impossible.map(({ name, why }) => `<li><code>${escapeText(name)}</code>: ${escapeText(why)}</li>`);
  const cannot = reasons.length === 0
    ? ""
    : folded(`${count(reasons.length)} more cannot, and why`, `<ul>${reasons.join("")}</ul>`);
  return `<h3>${escapeText(what.slice(0, 1).toUpperCase() + what.slice(1))}: ${count(reached)} of ${
    count(possible)
  }</h3>
${missing}${cannot}`;
}

function sortsTable(sorts: readonly SortOfFeatures[], catalog: Catalog | null, clock: Clock): string {
  return sortableTable(
    "sorts",
    ["sort", "features", "met in one slice", `the last new one after (${clock.unit})`],
    sorts.map(({ sort, features }) => {
      const last = features.reduce((latest, { seconds }) => Math.max(latest, seconds), 0);
      return [
        textCell(catalog?.titles[sort] ?? sort),
        numberCell(count(features.length), features.length),
        ((once) => numberCell(count(once), once))(features.filter(({ slices }) => slices === 1).length),
        numberCell(clock.digits(last), last),
      ];
    }),
  );
}

async function mapFigure(title: string, map: HeatMap, table: string): Promise<string> {
  const hottest = Math.max(0, ...map.cells.map(({ heat }) => heat));
  const shown = map.steps.slice(0, hottest + 1);
  const key = shown.map((step, heat) => `<li class="heat-${heat}">${escapeText(step)}</li>`).join("");
  const legend = `<p>${escapeText(map.unit)}:</p><ul class="key">${key}</ul>`;
  return legend + figure(title, await heatMap(map), map.label) + folded("The same as a table", table);
}

/** Places against what happened there. */
async function exitsPart(
  group: PlaceMap,
  number: number,
  sorts: readonly SortOfFeatures[],
  catalog: Catalog | null,
): Promise<string> {
  const shown = [...group.sorts].flatMap(([sort, name]) => {
    const features = sorts.find((each) => each.sort === sort)?.features;
    return features === undefined ? [] : [{ sort: name, features, pairs: sort === catalog?.pairs }];
  });
  const map = exitsMap(shown);
  if (map === null) return "";
  const heats = new Map(map.cells.map(({ row, column, heat }) => [`${row} ${column}`, heat]));
  const rows = map.rows.map((place): Cell[] => [
    textCell(place),
    textCell(catalog?.origin(place).join(", ") ?? ""),
    ...map.columns.map((sort): Cell => {
      const heat = heats.get(`${place} ${sort}`);
      return heat === undefined ? numberCell("-", null) : numberCell(map.steps[heat] as string, heat);
    }),
  ]);
  const table = sortableTable(`places-${number}`, ["place", "from", ...map.columns], rows);
  const figures = await mapFigure("What happened where", map, table);
  return foldedPart(`${group.title}: ${count(map.rows.length)} places`, figures);
}

/** A part of what was covered that opens at a click: there are many, and long ones. */
function foldedPart(title: string, html: string): string {
  return `<details class="part"><summary><b>${escapeText(title)}</b></summary>${html}</details>`;
}

async function sortPart(
  sort: SortOfFeatures,
  number: number,
  catalog: Catalog | null,
  clock: Clock,
): Promise<string> {
  const isOne = new Set(sort.features.map(({ claim }) => claim)).size === 1;
  const rare = [...sort.features].sort((a, b) => a.slices - b.slices).slice(0, MAX_ROWS);
  const rows = rare.map((feature): Cell[] => {
    const { row, column } = placeOf(feature);
    return [
      textCell(row),
      textCell(column),
      numberCell(count(feature.slices), feature.slices),
      numberCell(clock.digits(feature.seconds), feature.seconds),
      isOne ? numberCell(count(feature.index), feature.index) : textCell(`${feature.claim}, check ${feature.index}`),
    ];
  });
  const head = ["place", "and", "slices", `first after (${clock.unit})`, isOne ? "first in check" : "first in"];
  const cut = rare.length < sort.features.length ? `<p class="dim">The ${count(MAX_ROWS)} met least often.</p>` : "";
  const table = cut + sortableTable(`sort-${number}`, head, rows);
  const named = catalog?.titles[sort.sort] ?? sort.sort;
  const title = `${named}: ${count(sort.features.length)}`;
  const map = heatMapOf(sort, named);
  if (map === null) return foldedPart(title, table);
  const left = map.left === 0 ? "" : `<p class="dim">${count(map.left)} of the rarest are in none of its cells.</p>`;
  return foldedPart(title, await mapFigure(map.label, map, table) + left);
}
