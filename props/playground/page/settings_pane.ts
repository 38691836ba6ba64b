/// <reference lib="dom" />
/**
 * What the program is run with: the target, its repairs, what must hold, limits.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../../src/isa/engine.ts";
import { REPAIR_IDS, REPAIRS } from "../../../src/isa/repairs.ts";
import { USUAL_CLAIMS } from "../setup.ts";
import { type Drawn, h } from "./deps.ts";
import { button, choice, pane, type PaneProps } from "./pane.ts";

/** Limits with a field, and what they say. */
const LIMIT_FIELDS: readonly (readonly [name: Exclude<keyof Limits, "resultText">, help: string])[] = [
  ["backedgeThreshold", "a loop is hot once its counter, up by 16 at each jump back, passes this"],
  ["fuel", "jumps back and calls until a run is given up"],
  ["maxTraceLength", "micro-ops of one trace"],
  ["traceStackSize", "calls that one trace may inline"],
  ["maxExecutors", "executors of one code object"],
  ["recursionLimit", "Python frames"],
  ["maxSize", "items of one container or text"],
  ["firstFunctionVersion", "version that the first function gets that lost its own"],
];

/** Claims about programs, and what must hold. */
const CLAIM_CHOICES: readonly (readonly [name: string, text: string])[] = [
  [USUAL_CLAIMS, "all of these"],
  ["equivalence", "equal results"],
  ["exits", "equal states at exits of traces"],
  ["traces", "well-formed traces"],
  ["assumptions", "assumptions still hold"],
  ["invalidation", "invalidation reaches all"],
];

/** The pane. */
export function SettingsPane({ session, state: { setup } }: PaneProps): Drawn {
  const { mended, claim } = setup;
  const target = mended.length === 0 ? "pinned" : mended.length === REPAIR_IDS.length ? "repaired" : "some";
  const isListed = CLAIM_CHOICES.some(([name]) => name === claim);
  const choose = (value: string): void => {
    if (value !== "some") session.change({ mended: value === "repaired" ? REPAIR_IDS : [] });
  };
  const repair = (id: string, on: boolean): void =>
    session.change({ mended: REPAIR_IDS.filter((each) => each === id ? on : mended.includes(each)) });
  return pane("settings", "Run with", [
    h("div", { class: "fields" }, [
      choice("Optimizer", target, [
        ["pinned", "as it was"],
        ["repaired", "all repairs"],
        ...(target === "some" ? [["some", "some repairs"]] as const : []),
      ], choose),
      choice(
        "What must hold",
        claim,
        isListed ? CLAIM_CHOICES : [...CLAIM_CHOICES, [claim, claim]],
        (value) => session.change({ claim: value }),
      ),
    ]),
    h("fieldset", null, [
      h("legend", null, "Repairs of known mistakes"),
      REPAIR_IDS.map((id) =>
        h("label", { key: id, class: "switch", title: REPAIRS[id].what }, [
          h("input", {
            type: "checkbox",
            checked: mended.includes(id),
            onChange: (event: Event) => repair(id, (event.currentTarget as HTMLInputElement).checked),
          }),
          h("span", null, id),
        ])
      ),
    ]),
    mended.length > 0 ? null : h("p", { class: "hint" }, "With none of them on, the optimizer is as it was."),
    h("details", null, [
      h("summary", null, "What each repair mends"),
      h(
        "dl",
        { class: "repairs" },
        REPAIR_IDS.map((id) => h("div", { key: id }, [h("dt", null, id), h("dd", null, REPAIRS[id].what)])),
      ),
    ]),
    h("details", null, [
      h("summary", null, "Limits"),
      h("div", { class: "limits" }, LIMIT_FIELDS.map(([name, help]) => limitField(name, help, setup.limits, session))),
      button("Usual limits", () => session.change({ limits: DEFAULT_LIMITS })),
    ]),
  ]);
}

function limitField(
  name: Exclude<keyof Limits, "resultText">,
  help: string,
  limits: Limits,
  session: PaneProps["session"],
): Drawn {
  const change = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    if (input.value !== "" && Number.isInteger(input.valueAsNumber)) {
      session.change({ limits: { ...limits, [name]: input.valueAsNumber } });
    } else input.value = String(limits[name]);
  };
  return h("label", { key: name, class: "field" }, [
    h("span", null, [h("code", null, name), " ", help]),
    h("input", { type: "number", step: 1, value: limits[name], onChange: change }),
  ]);
}
