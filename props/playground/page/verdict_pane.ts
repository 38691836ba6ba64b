/**
 * The verdict, in words, and what each engine gave.
 *
 * @module
 */

import { storyOf } from "../explain.ts";
import type { FailureView } from "../view.ts";
import { type Drawn, h, useEffect } from "./deps.ts";
import { entryOf } from "./header.ts";
import { button, nothingYet, pane, type PaneProps } from "./pane.ts";
import { stateTable } from "./state_table.ts";

/** Engines as people may call them. */
const ENGINES: Readonly<Record<string, string>> = {
  reference: "What the program means (reference)",
  tier1: "Without the optimizer (tier 1)",
  tier2: "With the optimizer (tier 2)",
};

/** The pane. */
export function VerdictPane(props: PaneProps): Drawn {
  const { state } = props;
  const { analysis, busy, complaint } = state;
  useEffect(() => {
    // For whoever measures how long the page takes.
    if (analysis !== null) performance.mark("first verdict");
  }, [analysis === null]);
  if (analysis === null) {
    return pane("verdict", "Verdict", nothingYet(state));
  }
  const { verdict, codes, outcomes } = analysis;
  const { headline, steps } = storyOf(analysis);
  const failure = verdict.kind === "fails" ? verdict.failure : null;
  const example = entryOf(state);
  // An example of a failure says nothing where a repair is on that heals it.
  const entry = failure !== null || example?.fails === false ? example : undefined;
  const isOld = busy || complaint !== null;
  return pane("verdict", "Verdict", [
    h("p", { class: `headline ${isOld ? "stale" : verdict.kind}`, role: "status" }, [
      headline,
      isOld
        ? h("span", { class: "old" }, complaint === null ? " (running anew …)" : " (of the last program that ran)")
        : null,
    ]),
    h("table", { class: "outcomes" }, [
      h("caption", { class: "hidden" }, "What each engine gives"),
      h(
        "tbody",
        null,
        outcomes.map(({ engine, lines }) =>
          h("tr", { key: engine, class: isBlamed(failure, engine) ? "differs" : "" }, [
            h("th", { scope: "row" }, ENGINES[engine] ?? engine),
            h("td", null, h("code", null, lines.join("\n") || "(nothing)")),
          ])
        ),
      ),
    ]),
    entry === undefined ? null : h("p", { class: "why" }, entry.why),
    h("h3", null, failure === null ? "What happened" : "How it comes to this"),
    h("ol", { class: "story" }, steps.map((step) => h("li", { key: step }, step))),
    failure === null ? unmending(props) : mending(props, failure),
    failure?.parting === null || failure === null ? null : stateTable(
      "The state where it first goes wrong",
      [
        { name: "as it should be", state: failure.parting.expected },
        { name: "with the optimizer", state: failure.parting.found },
      ],
      codes,
    ),
    failure === null ? null : report(failure),
  ]);
}

function isBlamed(failure: FailureView | null, engine: string): boolean {
  return failure !== null && failure.right.name === engine;
}

/** Switches all repairs off. */
function unmending({ session, state: { setup, usesPass } }: PaneProps): Drawn | null {
  return setup.mended.length === 0 || usesPass ? null : h(
    "p",
    { class: "tools" },
    button("See it without repairs", () => session.change({ mended: [] })),
  );
}

/** Switches the repairs on that heal it. */
function mending({ session, state: { setup } }: PaneProps, { healedBy, cause }: FailureView): Drawn | null {
  const sets = healedBy.length > 0 ? healedBy.map((id) => [id]) : cause.length > 0 ? [cause] : [];
  if (sets.length === 0) return null;
  return h(
    "p",
    { class: "tools" },
    sets.map((ids) =>
      button(
        `Mend it: switch ${ids.join(" + ")} on`,
        () => session.change({ mended: [...setup.mended, ...ids] }),
      )
    ),
  );
}

function report({ claim, where, text, markdown }: FailureView): Drawn {
  return h("details", null, [
    h("summary", null, `The whole report (${claim}: ${where})`),
    h("pre", { tabIndex: 0 }, text),
    h("details", null, [h("summary", null, "As Markdown, for a bug tracker"), h("pre", { tabIndex: 0 }, markdown)]),
  ]);
}
