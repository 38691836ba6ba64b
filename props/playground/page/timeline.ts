/**
 * The timeline of a recorded run: where it was in tier 1 and in traces, how traces were left, when executors were made and declared
 * invalid.
 *
 * @module
 */

import { markText, PLACES, stretchesOf } from "../stepping.ts";
import type { RecordView } from "../view.ts";
import { type Drawn, h } from "./deps.ts";

/** Drawn once for each run. */
const timelines = new WeakMap<RecordView, Drawn>();

/** The timeline of a run. */
export function timeline(record: RecordView): Drawn {
  let drawn = timelines.get(record);
  if (drawn === undefined) timelines.set(record, drawn = draw(record));
  return drawn;
}

function draw(record: RecordView): Drawn {
  const stretches = stretchesOf(record).map(({ kind, executor, length }, i) =>
    h("span", {
      key: i,
      class: kind,
      style: { flexGrow: length },
      title: `${PLACES[kind]}${executor < 0 ? "" : ` of executor ${executor + 1}`}: ${length} steps`,
    })
  );
  const marks = record.marks.map((mark, i) =>
    h("span", {
      key: i,
      class: `mark-${mark.kind === "link" ? "made" : "invalid"}`,
      style: { left: `${(100 * mark.at) / record.boundaries.length}%` },
      title: markText(mark),
    })
  );
  return h("span", { "aria-hidden": "true" }, [
    h("span", { class: "timeline" }, stretches),
    h("span", { class: "marks" }, marks),
  ]);
}
