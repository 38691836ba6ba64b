/// <reference lib="dom" />
/**
 * The hunt: random programs against the optimizer until a claim fails; what it finds is shrunk and opens in the panes.
 *
 * @module
 */

import { count, counted } from "../../report/text.ts";
import type { FoundView, HuntProgress } from "../view.ts";
import { type Drawn, h } from "./deps.ts";
import { button, choice, pane, type PaneProps } from "./pane.ts";
import type { HuntState } from "./session.ts";

/** The pane. */
export function HuntPane({ session, state }: PaneProps): Drawn {
  const { hunt, setup, analysis, usesPass } = state;
  const claims = analysis?.claims ?? [[setup.huntClaim, ""] as const];
  const what = claims.find(([name]) => name === setup.huntClaim)?.[1] ?? "";
  const target = setup.mended.length === 0 ? "the optimizer as it was" : "the optimizer with the repairs that are on";
  return pane("hunt", "Hunt", [
    h("p", { class: "hint" }, [
      `Random programs run on ${
        usesPass ? "your pass in " : ""
      }${target} and on the reference until they part; then the program is ` +
      "made as small as possible.",
    ]),
    h("div", { class: "fields" }, [
      h("label", { class: "field" }, [
        h("span", null, "Seed"),
        h("input", {
          type: "number",
          min: 0,
          step: 1,
          value: setup.seed,
          onChange: (event: Event) => {
            const input = event.currentTarget as HTMLInputElement;
            const seed = input.valueAsNumber;
            if (Number.isSafeInteger(seed) && seed >= 0) session.change({ seed });
            else input.value = String(setup.seed);
          },
        }),
      ]),
      choice(
        "Claim",
        setup.huntClaim,
        claims.map(([name]) => [name, name]),
        (huntClaim) => session.change({ huntClaim }),
      ),
      hunt.running ? button("Stop the hunt", () => session.stopHunt()) : button("Hunt", () => session.hunt()),
      hunt.running || hunt.found === null
        ? null
        : button("Hunt on", () => session.hunt((hunt.found as FoundView).index + 1)),
    ]),
    what === "" ? null : h("p", { class: "hint" }, `${setup.huntClaim}: ${what}`),
    h("p", { class: "complaint", role: "alert" }, hunt.complaint?.message ?? ""),
    hunt.progress === null ? null : numbers(hunt.progress),
    h("p", { role: "status" }, statusText(hunt)),
    hunt.progress === null || hunt.progress.failed < 0 ? null : shrinking(hunt.progress),
    hunt.found === null ? null : foundPart(hunt.found, () => session.openFound(hunt.found as FoundView)),
  ]);
}

function statusText({ running, progress, found }: HuntState): string {
  if (running) return progress !== null && progress.failed >= 0 ? "Found one, shrinking it …" : "Hunting …";
  if (found !== null) return `Found at check ${count(found.index)}: ${counted(found.units, "instruction")} left.`;
  if (progress !== null && progress.failed >= 0) {
    return `Stopped while what was found at check ${count(progress.failed)} was shrunk; below is how far that came.`;
  }
  return progress === null ? "" : `Stopped after ${count(progress.checks)} checks; nothing was found.`;
}

function numbers({ checks, seconds, entered, executors, deopts, errors, givenUp }: HuntProgress): Drawn {
  const rows: readonly (readonly [string, string])[] = [
    ["programs", count(checks)],
    ["a second", seconds > 0 ? count(Math.round(checks / seconds)) : "-"],
    ["entered a trace", count(entered)],
    ["executors", count(executors)],
    ["left by a guard", count(deopts)],
    ["left by an error", count(errors)],
    ["given up", count(givenUp)],
  ];
  return h(
    "dl",
    { class: "numbers" },
    rows.map(([name, value]) => h("div", { key: name }, [h("dt", null, name), h("dd", null, value)])),
  );
}

function shrinking({ sizes, text }: HuntProgress): Drawn {
  const most = Math.max(1, ...sizes);
  return h("div", null, [
    h(
      "p",
      null,
      `Shrunk from ${sizes[0] ?? "?"} to ${sizes.at(-1) ?? "?"} instructions in ${
        Math.max(0, sizes.length - 1)
      } steps.`,
    ),
    h(
      "div",
      { class: "sizes", "aria-hidden": "true" },
      sizes.map((size, i) => h("span", { key: i, style: { height: `${(100 * size) / most}%` } })),
    ),
    h("details", null, [h("summary", null, "The program as it is shrunk"), h("pre", { tabIndex: 0 }, text)]),
  ]);
}

/** A finding: both sides, the report, and the way into the panes. */
export function foundPart({ failure, token, opening }: FoundView, onOpen: () => void): Drawn {
  const { where, left, right, healedBy, text } = failure;
  return h("div", { class: "found" }, [
    h("table", { class: "outcomes" }, [
      h("caption", null, where),
      h(
        "tbody",
        null,
        [left, right].map(({ name, text: given }, i) =>
          h("tr", { key: i, class: i === 1 ? "differs" : "" }, [
            h("th", { scope: "row" }, name),
            h("td", null, h("code", null, given)),
          ])
        ),
      ),
    ]),
    healedBy.length === 0 ? null : h("p", null, `Healed by ${healedBy.join(", ")}.`),
    h("div", { class: "tools" }, opening === null ? null : button("Open it above", onOpen)),
    h("details", null, [h("summary", null, "The whole report"), h("pre", { tabIndex: 0 }, text)]),
    h("p", { class: "hint" }, ["Token: ", h("code", { class: "token" }, token)]),
  ]);
}
