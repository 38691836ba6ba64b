/**
 * Coverage on the page of a campaign: heat maps with their numbers as tables, what was not reached, what is still to be expected.
 *
 * @module
 */

import { type Cell, numberCell, sortableTable, textCell } from "../../report/html/table.ts";
import { escapeText } from "../../report/html/text.ts";
import { count, duration } from "../../report/text.ts";
import { expectedNew, frequenciesOf, richness } from "../estimate.ts";
import { type Catalog, catalogOf, type PlaceMap, type Reachable } from "./catalog.ts";
import { type HeatMap, heatMap } from "./charts.ts";
import { bySort, exitsMap, HEAT_STEPS, heatMapOf, heatOf, placeOf, type SortOfFeatures } from "./coverage.ts";
import { figure, folded } from "./parts.ts";
import { opcodePlaces, type PlaceCounts, reachableOf, type SampledCoverage, uopPlaces } from "./sampled_coverage.ts";
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
  const all = new Map(sorts.map(({ sort }) => [sort, sort]));
  const groups = catalog?.maps ?? [{ title: "Places and what happened there", sorts: all }];
  const maps = await Promise.all([
    ...groups.map((group, number) => exitsPart(group, number, sorts, catalog)),
    ...sorts.map((sort, number) => sortPart(sort, number, catalog)),
  ]);
  return `${sortsTable(sorts, catalog)}${maps.join("\n")}${counted}`;
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
<div class="plots">${uops}${opcodes}</div>`;
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
  return `<div><h3>${escapeText(title)}</h3>${await mapFigure("How often", map, table)}</div>`;
}

/** What was not reached, and what is still to be expected. */
export function unreachedPart({ features, facts, slices, sample }: CampaignView): string {
  if (features.length === 0) {
    if (sample === null) return `<p>Nothing is known of it: this campaign did not count what its programs cover.</p>`;
    return `<p>Of the ${count(sample.programs)} programs that were run again; later ones may have more.</p>
${reachableOf(sample).map(reachablePart).join("\n")}`;
  }
  const catalog = catalogOf(facts.language);
  const groups = catalog === null
    ? `<p>The language ${escapeText(facts.language)} has no list of all that there is to reach.</p>`
    : catalog.reachable(features).map(reachablePart).join("\n");
  const met = frequenciesOf(features.map((feature) => feature.slices));
  return `${groups}
<h3>What is still to be expected</h3>
<p>${count(met.once)} of ${
    count(met.seen)
  } features were met in one slice alone. So each further slice is expected to bring
${expectedNew(met, slices).toFixed(2)} new ones (the estimate of Good and Turing), and at least ${
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

function sortsTable(sorts: readonly SortOfFeatures[], catalog: Catalog | null): string {
  return sortableTable(
    "sorts",
    ["sort", "features", "met once", "the last new one after"],
    sorts.map(({ sort, features }) => {
      const last = features.reduce((latest, { seconds }) => Math.max(latest, seconds), 0);
      return [
        textCell(catalog?.titles[sort] ?? sort),
        numberCell(count(features.length), features.length),
        ((once) => numberCell(count(once), once))(features.filter(({ slices }) => slices === 1).length),
        numberCell(duration(last), last),
      ];
    }),
  );
}

async function mapFigure(title: string, map: HeatMap, table: string): Promise<string> {
  const key = map.steps.map((step, heat) => `<li class="heat-${heat}">${escapeText(step)}</li>`).join("");
  const legend = `<p>${escapeText(map.unit)}</p><ul class="key">${key}</ul>`;
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
  return `<h3>${escapeText(group.title)}</h3>${await mapFigure("Slices in which it did", map, table)}`;
}

async function sortPart(sort: SortOfFeatures, number: number, catalog: Catalog | null): Promise<string> {
  const rare = [...sort.features].sort((a, b) => a.slices - b.slices).slice(0, MAX_ROWS);
  const rows = rare.map((feature): Cell[] => {
    const { row, column } = placeOf(feature);
    return [
      textCell(row),
      textCell(column),
      numberCell(count(feature.slices), feature.slices),
      numberCell(duration(feature.seconds), feature.seconds),
      textCell(`${feature.claim}, check ${feature.index}`),
    ];
  });
  const head = ["", "and", "slices", "first after", "first by"];
  const cut = rare.length < sort.features.length ? `<p class="dim">The ${count(MAX_ROWS)} met least often.</p>` : "";
  const table = cut + sortableTable(`sort-${number}`, head, rows);
  const map = heatMapOf(sort);
  const title = `<h3>${escapeText(catalog?.titles[sort.sort] ?? sort.sort)}</h3>`;
  if (map === null) return title + folded(`${count(sort.features.length)} of them, as a table`, table);
  const left = map.left === 0 ? "" : `<p class="dim">${count(map.left)} of the rarest are in none of its cells.</p>`;
  return title + await mapFigure(map.label, map, table) + left;
}
