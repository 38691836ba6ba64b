/**
 * The shares of a hunt's programs against their floors, for its summary.
 *
 * @module
 */

import type { Floor } from "../core/plug.ts";
import { type MeasuredShare, reachesFloor, sharesOf } from "../core/shares.ts";
import type { Tally } from "../core/tally.ts";
import type { Paint } from "../report/paint.ts";
import { count, percent } from "../report/text.ts";

/** Fewer sampled programs say nothing. */
const FEWEST = 100;

/** A table of the shares; empty when too few programs were sampled. */
export function sharesText(tally: Tally, floors: readonly Floor[], paint: Paint): string {
  const { sampled } = tally;
  if (sampled < FEWEST) return "";
  const shares = sharesOf(tally, floors);
  const width = Math.max(...shares.map(({ what }) => what.length));
  const row = (each: MeasuredShare): string => {
    const mark = reachesFloor(each, sampled) ? "" : `  ${paint(["bold", "red"], "BELOW ITS FLOOR")}`;
    return `  ${each.what.padEnd(width)}  ${percent(each.share, 1).padStart(7)}  (floor ${
      percent(each.floor, 1)
    })${mark}`;
  };
  const below = shares.filter((each) => !reachesFloor(each, sampled)).length;
  const verdict = below === 0 ? "every floor met" : `${below} below their floor`;
  const head = `${paint("bold", "PROGRAMS")}  ${count(sampled)} sampled, ${verdict}`;
  return [head, ...shares.map(row)].join("\n");
}

/** The same for `--json`. */
export function sharesReport(tally: Tally, floors: readonly Floor[]) {
  const shares = sharesOf(tally, floors).map((each) => ({ ...each, met: reachesFloor(each, tally.sampled) }));
  return { sampled: tally.sampled, shares };
}
