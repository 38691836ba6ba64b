/**
 * What a campaign reached, and what it did not.
 *
 * @module
 */

import { count } from "../../report/text.ts";
import type { CoveredFeature } from "../campaign_store.ts";
import { type HeatMap, HEATS } from "./charts.ts";

/** Features of one sort. */
export interface SortOfFeatures {
  readonly sort: string;
  readonly features: readonly CoveredFeature[];
}

/** By sort, in the order of their names. */
export function bySort(features: readonly CoveredFeature[]): SortOfFeatures[] {
  const sorts = new Map<string, CoveredFeature[]>();
  for (const feature of features) {
    const same = sorts.get(feature.sort);
    if (same === undefined) sorts.set(feature.sort, [feature]);
    else same.push(feature);
  }
  return [...sorts].sort(([a], [b]) => a < b ? -1 : 1).map(([sort, same]) => ({ sort, features: same }));
}

/** Where a feature stands in a heat map: what comes first in its name, and all the rest. */
export function placeOf({ name }: Pick<CoveredFeature, "name">): { readonly row: string; readonly column: string } {
  const space = name.indexOf(" ");
  return space < 0 ? { row: name, column: "" } : { row: name.slice(0, space), column: name.slice(space + 1) };
}

/** Step of the scale for something that happened so often: each step is ten times the one before. */
export function heatOf(times: number): number {
  return Math.min(HEATS - 1, Math.floor(Math.log10(Math.max(1, times))));
}

/** What the steps stand for. */
export const HEAT_STEPS: readonly string[] = Array.from({ length: HEATS }, (_, heat) => {
  const least = 10 ** heat;
  return heat === HEATS - 1 ? `${count(least)} or more` : `${count(least)} to ${count(10 * least - 1)}`;
});

/** What features are counted by. */
const SLICES = "Slices in which it happened";

/** Rows or columns of a heat map at most: those met most often stay. */
const MAX_LINES = 160;

/** Names by how often they were met, most often first, at most so many; in the order of the alphabet. */
function lines(features: readonly CoveredFeature[], nameOf: (feature: CoveredFeature) => string): string[] {
  const sums = new Map<string, number>();
  for (const feature of features) {
    const name = nameOf(feature);
    sums.set(name, (sums.get(name) ?? 0) + feature.slices);
  }
  const most = [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MAX_LINES);
  return most.map(([name]) => name).sort();
}

/** The heat map of a sort of features; null where their names have but one part. */
export function heatMapOf(
  { sort, features }: SortOfFeatures,
  title: string = sort,
): (HeatMap & { readonly left: number }) | null {
  if (features.every((feature) => placeOf(feature).column === "")) return null;
  const rows = lines(features, (feature) => placeOf(feature).row);
  const columns = lines(features, (feature) => placeOf(feature).column);
  const [shownRows, shownColumns] = [new Set(rows), new Set(columns)];
  const cells = features.map((feature) => ({ ...placeOf(feature), heat: heatOf(feature.slices) }))
    .filter(({ row, column }) => shownRows.has(row) && shownColumns.has(column));
  return {
    label: `${title}: ${count(features.length)} features, ${rows.length} rows and ${columns.length} columns`,
    rowTitle: "",
    columnTitle: "",
    rows,
    columns,
    cells,
    steps: HEAT_STEPS,
    unit: SLICES,
    left: features.length - cells.length,
  };
}

/** A sort of features as a column of a heat map. */
interface SortAtPlaces extends SortOfFeatures {
  /** Whether the names are two places that followed one another. */
  readonly pairs: boolean;
}

/** The sorts of features whose names say where, against what happened there; one row a place, one column a sort. */
export function exitsMap(sorts: readonly SortAtPlaces[]): HeatMap | null {
  const sums = new Map<string, Map<string, number>>();
  for (const { sort, features, pairs } of sorts) {
    for (const feature of features) {
      const { row, column } = placeOf(feature);
      const places = pairs ? [row, column] : [row];
      for (const place of places) {
        const bySortOf = sums.get(place) ?? new Map<string, number>();
        bySortOf.set(sort, Math.max(bySortOf.get(sort) ?? 0, feature.slices));
        sums.set(place, bySortOf);
      }
    }
  }
  const rows = [...sums.keys()].sort();
  const columns = sorts.map(({ sort }) => sort);
  if (rows.length === 0 || columns.length < 2) return null;
  const cells = rows.flatMap((row) =>
    [...sums.get(row) ?? []].map(([column, slices]) => ({ row, column, heat: heatOf(slices) }))
  );
  return {
    label: `${rows.length} places against ${columns.length} things that can happen there`,
    rowTitle: "",
    columnTitle: "",
    rows,
    columns,
    cells,
    steps: HEAT_STEPS,
    unit: SLICES,
  };
}
