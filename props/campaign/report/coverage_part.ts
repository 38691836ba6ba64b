/**
 * Coverage on the page of a campaign: heat maps with their numbers as tables, what was not reached, what is still to be expected.
 *
 * @module
 */

import { type Cell, numberCell, sortableTable, textCell } from "../../report/html/table.ts";
import { escapeText } from "../../report/html/text.ts";
import { count, duration, percent } from "../../report/text.ts";
import { type Catalog, catalogOf, type Reachable } from "./catalog.ts";
import { type HeatMap, heatMap } from "./charts.ts";
import { bySort, exitsMap, heatMapOf, placeOf, type SortOfFeatures, unseen } from "./coverage.ts";
import { figure, folded } from "./parts.ts";
import type { CampaignView } from "./view.ts";

/** Rows of a table of features at most; those met least often stay, as the others say little. */
const MAX_ROWS = 400;

/** The coverage of a campaign. */
export async function coveragePart(view: CampaignView): Promise<string> {
  const { features, facts } = view;
  if (features.length === 0) {
    return `<p>This campaign did not look at what its programs cover.</p>`;
  }
  const catalog = catalogOf(facts.language);
  const sorts = bySort(features);
  const maps = await Promise.all([exitsPart(sorts, catalog), ...sorts.map(sortPart)]);
  return `${sortsTable(sorts)}${maps.join("\n")}`;
}

/** What was not reached, and what is still to be expected. */
export function unreachedPart({ features, facts, slices }: CampaignView): string {
  if (features.length === 0) {
    return `<p>Nothing is known of it: this campaign did not look at what its programs cover.</p>`;
  }
  const catalog = catalogOf(facts.language);
  const groups = catalog === null
    ? `<p>The language ${escapeText(facts.language)} has no list of all that there is to reach.</p>`
    : catalog.reachable(features).map(reachablePart).join("\n");
  const { once, chance, features: more } = unseen(features, slices);
  return `${groups}
<h3>What is still to be expected</h3>
<p>${count(once)} of ${
    count(features.length)
  } features were met in one slice alone. So the chance that the next slice brings a
new one is about ${percent(Math.round(chance * 1000), 1000)} (the estimate of Good and Turing), and at least ${
    count(more)
  } more
can be met by programs like these (the lower bound of Chao). Both say nothing about what such programs never do.</p>`;
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

function sortsTable(sorts: readonly SortOfFeatures[]): string {
  return sortableTable(
    "sorts",
    ["sort", "features", "met once", "the last new one after"],
    sorts.map(({ sort, features }) => {
      const last = features.reduce((latest, { seconds }) => Math.max(latest, seconds), 0);
      return [
        textCell(sort),
        numberCell(count(features.length), features.length),
        ((once) => numberCell(count(once), once))(features.filter(({ slices }) => slices === 1).length),
        numberCell(duration(last), last),
      ];
    }),
  );
}

async function mapFigure(title: string, map: HeatMap, table: string): Promise<string> {
  return figure(title, await heatMap(map), map.label) + folded("The same as a table", table);
}

/** Places against what happened there. */
async function exitsPart(sorts: readonly SortOfFeatures[], catalog: Catalog | null): Promise<string> {
  const map = exitsMap(sorts, catalog?.pairs ?? "");
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
  const table = sortableTable("exits", ["place", "from", ...map.columns], rows);
  return `<h3>Places and what happened there</h3>${await mapFigure("Slices in which it did", map, table)}`;
}

async function sortPart(sort: SortOfFeatures, number: number): Promise<string> {
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
  const title = `<h3>${escapeText(sort.sort)}</h3>`;
  if (map === null) return title + folded(`${count(sort.features.length)} of them, as a table`, table);
  const left = map.left === 0 ? "" : `<p class="dim">${count(map.left)} of the rarest are in none of its cells.</p>`;
  return title + await mapFigure(map.label, map, table) + left;
}
