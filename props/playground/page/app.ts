/// <reference lib="dom" />
/**
 * The page as a whole.
 *
 * @module
 */

import { type Drawn, h, useEffect, useState } from "./deps.ts";
import { BytecodePane } from "./bytecode_pane.ts";
import { Glossary } from "./glossary.ts";
import { Header } from "./header.ts";
import { ExecutorsPane } from "./executors_pane.ts";
import { HuntPane } from "./hunt_pane.ts";
import { PassPane } from "./pass_pane.ts";
import { ProgramPane } from "./program_pane.ts";
import type { Session } from "./session.ts";
import { SettingsPane } from "./settings_pane.ts";
import { StepPane } from "./step_pane.ts";
import { TracePane } from "./trace_pane.ts";
import { VerdictPane } from "./verdict_pane.ts";

/** Draws the page anew whenever the session changes. */
export function App({ session }: { readonly session: Session }): Drawn {
  const [state, setState] = useState(session.state);
  useEffect(() => session.listen(() => setState(session.state)), []);
  const props = { session, state };
  return h("div", { class: "page" }, [
    h(Header, props),
    h("main", { id: "main" }, [
      h("div", { class: "column" }, [h(ProgramPane, props), h(SettingsPane, props), h(PassPane, props)]),
      h("div", { class: "column wide" }, [
        h(VerdictPane, props),
        h(StepPane, props),
        h("div", { class: "pair" }, [h(BytecodePane, props), h(TracePane, props)]),
        h(ExecutorsPane, props),
        h(HuntPane, props),
      ]),
    ]),
    h(Glossary, {}),
  ]);
}
