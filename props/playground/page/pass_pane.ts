/// <reference lib="dom" />
/**
 * The reader's own pass, in TypeScript.
 *
 * @module
 */

import { OWN_PASS } from "../own_pass_example.ts";
import type { FoundView } from "../view.ts";
import { type Drawn, h } from "./deps.ts";
import { Editor } from "./editor.ts";
import { foundPart } from "./hunt_pane.ts";
import { button, Elapsed, pane, type PaneProps } from "./pane.ts";
import { SCRIPT_LIMIT } from "./session.ts";

/** The pane. */
export function PassPane({ session, state }: PaneProps): Drawn {
  const { setup, usesPass, script, complaint: ofRun } = state;
  const complaint = script.complaint ?? (ofRun?.of === "pass" ? ofRun : null);
  const { result, running } = script;
  const isEmpty = setup.pass.trim() === "";
  return pane("pass", "Your own pass", [
    h("p", { class: "hint" }, [
      "TypeScript that exports a ",
      h("code", null, "pass"),
      " (or passes, an optimizer, an engine), or checks one with ",
      h("code", null, "checkPass"),
      ". It runs in this page, after the optimizer's own passes.",
    ]),
    isEmpty ? button("Begin with an example", () => session.typePass(OWN_PASS)) : h(Editor, {
      label: "Your own pass",
      text: setup.pass,
      language: "typescript",
      complaint,
      onChange: (text: string) => session.typePass(text),
    }),
    h("p", { class: "complaint", role: "alert" }, complaint?.message ?? ""),
    isEmpty ? null : h("div", { class: "tools" }, [
      running ? button("Stop it", () => session.stopScript()) : button("Run it", () => session.runScript()),
      h("label", { class: "switch" }, [
        h("input", {
          type: "checkbox",
          checked: usesPass,
          onChange: (event: Event) => session.usePass((event.currentTarget as HTMLInputElement).checked),
        }),
        h("span", null, "use it for the program and in hunts"),
      ]),
    ]),
    isEmpty || usesPass || result !== null || running
      ? null
      : h("p", { class: "hint" }, "It does not run before you say so: it may come from a link."),
    running ? h("p", null, [h("span", { role: "status" }, "Running … "), h(Elapsed, { limit: SCRIPT_LIMIT })]) : null,
    result === null ? null : h("div", { role: "status" }, [
      h("p", null, resultText(result.name, result.found)),
      result.found === null ? null : foundPart(result.found, () => session.openFound(result.found as FoundView)),
      result.printed === "" ? null : h("details", { open: result.found === null }, [
        h("summary", null, "What it printed"),
        h("pre", { tabIndex: 0 }, result.printed),
      ]),
    ]),
  ]);
}

function resultText(name: string, found: FoundView | null): string {
  if (name === "") return "It ran. It exports no pass and checks none.";
  return found === null
    ? `It ran: ${name} is in use. Nothing was found; a hunt below looks longer.`
    : `A check of ${name} found this at check ${found.index}:`;
}
