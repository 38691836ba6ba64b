/**
 * The program: its text, in one of the forms.
 *
 * @module
 */

import { type Form, FORMS } from "../setup.ts";
import { type Drawn, h } from "./deps.ts";
import { Editor } from "./editor.ts";
import { button, choice, Elapsed, pane, type PaneProps } from "./pane.ts";
import { RUN_LIMIT } from "./session.ts";

const FORM_NAMES: Readonly<Record<Form, string>> = { python: "Python", assembly: "Assembler", json: "JSON" };

/** The pane. */
export function ProgramPane({ session, state }: PaneProps): Drawn {
  const { setup, complaint, busy, analysis } = state;
  const shown = complaint?.of === "program" ? complaint : null;
  const toAssembly = analysis === null || setup.form === "assembly"
    ? null
    : button("As assembler", () => session.change({ form: "assembly", text: analysis.assembly, step: 0 }));
  const tools = [
    toAssembly,
    choice(
      "Written in",
      setup.form,
      FORMS.map((form) => [form, FORM_NAMES[form]] as const),
      (form) => session.change({ form: form as Form, step: 0 }),
    ),
  ];
  return pane("program", "Program", [
    h(Editor, {
      label: "Program",
      text: setup.text,
      language: setup.form,
      complaint: shown,
      onChange: (text: string) => session.type(text),
    }),
    h("p", { class: "complaint", role: "alert" }, shown === null ? "" : shown.message),
    h("p", { class: "hint" }, [
      busy
        ? [
          h("span", { class: "busy" }, "Running … "),
          h(Elapsed, { key: setup, limit: RUN_LIMIT }),
          button("Stop", () => session.stop()),
        ]
        : analysis?.calls ?? "",
    ]),
    setup.form === "python"
      ? h(
        "p",
        { class: "hint" },
        "The function f is what runs. Comments at the top say how: # args: [20] and # calls: 3.",
      )
      : null,
  ], h("div", { class: "tools" }, tools));
}
