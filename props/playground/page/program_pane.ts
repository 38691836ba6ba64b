/**
 * The program: its text, in one of the forms.
 *
 * @module
 */

import { type Form, FORMS } from "../setup.ts";
import { type Drawn, h } from "./deps.ts";
import { Editor } from "./editor.ts";
import { button, choice, Elapsed, pane, type PaneProps } from "./pane.ts";
import { lineAt } from "../stepping.ts";
import { RUN_LIMIT, type State } from "./session.ts";

const FORM_NAMES: Readonly<Record<Form, string>> = { python: "Python", assembly: "Assembler", json: "JSON" };

/** The line that the step is at: of the innermost frame, once the reader steps, where lines are those of the text. */
function lineShown({ setup: { form, step }, analysis, busy, complaint }: State): number | null {
  const frame = analysis?.record.boundaries[step]?.frames[0];
  if (frame === undefined || analysis === null || step === 0 || form !== "python" || busy || complaint !== null) {
    return null;
  }
  return lineAt(analysis.codes, frame.code, frame.unit);
}

/** The pane. */
export function ProgramPane({ session, state }: PaneProps): Drawn {
  const { setup, complaint, busy, analysis } = state;
  const shown = complaint?.of === "program" ? complaint : null;
  const toAssembly = analysis === null || setup.form === "assembly"
    ? null
    : button("Turn into assembler", () => session.change({ form: "assembly", text: analysis.assembly, step: 0 }));
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
      line: lineShown(state),
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
        : complaint !== null
        ? button("Run again", () => session.run())
        : `${analysis?.calls ?? ""}. It runs again as you type.`,
    ]),
    setup.form === "python"
      ? h(
        "p",
        { class: "hint" },
        "The function f is what runs. Comments in the first lines say how: # args: [20] and # calls: 3. emit(x) writes to the log; " +
          "what print writes is not shown.",
      )
      : null,
  ], h("div", { class: "tools" }, tools));
}
