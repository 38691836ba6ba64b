/// <reference lib="dom" />
/**
 * The list of executors with its bloom filters: what each depends on, and why an invalidation hits it.
 *
 * @module
 */

import type { FilterView, ListEvent } from "../view.ts";
import { type Drawn, h, useState } from "./deps.ts";
import { choice, nothingYet, pane, type PaneProps, scrolling } from "./pane.ts";

const BITS = 256;

/** What is shown: the number of an executor, and the name of what sets bits, empty for nothing. */
interface Shown {
  readonly executor: string;
  readonly probe: string;
}

/** What is shown at first: an executor that an invalidation hit for its bits alone, and whose bits they were. */
function firstShown(events: readonly ListEvent[]): Shown {
  for (const { object, hits } of events) {
    const hit = hits.find(({ truly }) => !truly);
    if (hit !== undefined) return { executor: String(hit.executor), probe: object };
  }
  return { executor: "1", probe: "" };
}

/** The pane. */
export function ExecutorsPane({ state }: PaneProps): Drawn {
  const [chosen, setChosen] = useState<Partial<Shown>>({});
  const list = state.analysis?.list;
  if (list === undefined || list.filters.length === 0) {
    return pane("executors", "Executors", nothingYet(state, "No executor was made in this run."));
  }
  const shown = { ...firstShown(list.events), ...chosen };
  const setShown = (change: Partial<Shown>): void => setChosen({ ...chosen, ...change });
  const filter = list.filters.find(({ executor }) => String(executor) === shown.executor) ??
    list.filters[0] as FilterView;
  const probes = probesFor(filter, list.events);
  const probe = probes.find(({ name }) => name === shown.probe) ?? null;
  const names = [["", "nothing"], ...probes.map(({ name }) => [name, name])] as [string, string][];
  return pane("executors", "Executors", [
    h("p", { class: "hint" }, [
      "An executor remembers what it depends on in a bloom filter of 256 bits: each object sets up to six of them. When an " +
      "object changes, all executors that have all its bits set are declared invalid, rather too many than too few.",
    ]),
    h("details", { open: list.events.some(({ kind }) => kind !== "link") }, [
      h("summary", null, "The filter, bit by bit"),
      h("div", { class: "fields" }, [
        choice(
          "Filter of executor",
          String(filter.executor),
          list.filters.map(({ executor }) => [String(executor), String(executor)]),
          (executor) => setShown({ executor }),
        ),
        choice("Show the bits of", probe?.name ?? "", names, (probe) => setShown({ probe })),
      ]),
      grid(filter, probe),
    ]),
    h(
      "p",
      null,
      `Executor ${filter.executor} depends on ${filter.objects.map(({ name }) => name).join(", ") || "nothing"}.`,
    ),
    h("h3", null, "The list, head first, before and after each command"),
    scrolling(
      "Commands to the list of executors",
      h("table", { class: "commands" }, [
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            ["command", "before", "after", "why"].map((name) => h("th", { key: name, scope: "col" }, name)),
          ),
        ),
        h(
          "tbody",
          null,
          list.events.map((event, i) =>
            h("tr", { key: i }, [
              h("td", null, commandText(event)),
              h("td", null, listText(event.before)),
              h("td", null, listText(event.after)),
              h("td", null, whyText(event)),
            ])
          ),
        ),
      ]),
    ),
    list.cut ? h("p", { class: "hint" }, "There were more commands; these are the first.") : null,
  ]);
}

/** Bits that may be looked at: of what the executor depends on, and of what was declared invalid. */
interface Probe {
  readonly name: string;
  readonly bits: readonly number[];
}

function probesFor({ objects }: FilterView, events: readonly ListEvent[]): Probe[] {
  const all = new Map(objects.map((each) => [each.name, each]));
  for (const { object, bits } of events) if (object !== "" && !all.has(object)) all.set(object, { name: object, bits });
  return [...all.values()];
}

function grid({ executor, bits }: FilterView, probe: Probe | null): Drawn {
  const set = new Set(bits);
  const wanted = new Set(probe?.bits ?? []);
  const asked = probe === null
    ? ""
    : ` ${probe.name} sets bits ${probe.bits.join(", ")}: ${
      probe.bits.every((bit) => set.has(bit))
        ? "all are set here, so its change hits this executor"
        : "not all are set here"
    }.`;
  return h("div", null, [
    h(
      "div",
      {
        class: "bloom",
        role: "img",
        "aria-label": `Filter of executor ${executor}: ${bits.length} of ${BITS} bits are set, ${
          bits.join(", ")
        }.${asked}`,
      },
      Array.from({ length: BITS }, (_, bit) =>
        h("span", {
          key: bit,
          title: `bit ${bit}`,
          class: `${set.has(bit) ? "set" : ""} ${wanted.has(bit) ? "wanted" : ""}`,
        })),
    ),
    h("p", { class: "hint" }, `${bits.length} of ${BITS} bits are set.${asked}`),
  ]);
}

function listText(executors: readonly number[]): string {
  return executors.length === 0 ? "(empty)" : executors.join(" → ");
}

function commandText({ kind, executor, object }: ListEvent): string {
  if (kind === "link") return `executor ${executor} is made`;
  if (kind === "unlink") return `executor ${executor} dies`;
  return kind === "invalidate all" ? "all are declared invalid" : `${object} changes`;
}

function whyText({ kind, hits, object }: ListEvent): string {
  if (kind === "link" || kind === "unlink") return "";
  if (hits.length === 0) return "no filter has all its bits";
  if (kind === "invalidate all") return "";
  return hits.map(({ executor, truly }) =>
    truly ? `executor ${executor} depends on ${object}` : `executor ${executor} only has its bits set: a false positive`
  ).join("; ");
}
