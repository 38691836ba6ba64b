/**
 * The timeline of a recorded run: where it was in tier 1 and in traces, how traces were left, when executors were made and declared
 * invalid.
 *
 * @module
 */

import { markText, placeText, stretchesOf } from "../stepping.ts";
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

/** What the colours mean that occur. */
export function legend({ origins, marks }: RecordView): Drawn {
  const kinds = new Set(origins.map(({ kind }) => kind));
  const words = [
    ...(["tier1", "trace", "deopt", "error", "exit"] as const).flatMap((kind) =>
      kinds.has(kind) ? [[kind, WORDS[kind]] as const] : []
    ),
    ...(marks.some(({ kind }) => kind === "link") ? [["mark-made", "executor made"] as const] : []),
    ...(marks.some(({ kind }) => kind !== "link") ? [["mark-invalid", "executor declared invalid"] as const] : []),
  ];
  return h("p", { class: "hint legend" }, [
    words.map(([name, text]) => h("span", { key: name }, [h("span", { class: name, "aria-hidden": "true" }), text])),
    "Keys: ← and → one step, Page Up and Page Down ten, Home and End.",
  ]);
}

const WORDS = {
  tier1: "plain interpreter",
  trace: "inside a trace",
  deopt: "left by a guard",
  error: "left by an error",
  exit: "end of a trace",
} as const;

function draw(record: RecordView): Drawn {
  const stretches = stretchesOf(record).map(({ kind, executor, length }, i) =>
    h("span", {
      key: i,
      class: kind,
      style: { flexGrow: length },
      title: `${placeText({ kind, executor })}: ${length} steps`,
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
