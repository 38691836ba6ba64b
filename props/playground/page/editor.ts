/// <reference lib="dom" />
/**
 * CodeMirror as the page uses it: one editor that follows a text from outside, with completion of opcodes and marks at errors.
 *
 * @module
 */

import { OPCODE_NAMES, opcodeKind } from "../../../src/isa/opcodes.ts";
import type { Complaint } from "../view.ts";
import {
  Annotation,
  autocompletion,
  Compartment,
  type CompletionContext,
  Decoration,
  type DecorationSet,
  type Diagnostic,
  type Drawn,
  type EditorState,
  EditorView,
  type Extension,
  h,
  HighlightStyle,
  javascript,
  json,
  lineNumbers,
  minimalSetup,
  python,
  setDiagnostics,
  StateEffect,
  StateField,
  syntaxHighlighting,
  tags,
  useEffect,
  useRef,
} from "./deps.ts";

/** What an editor holds. */
type Language = "python" | "assembly" | "json" | "typescript";

/** Marks changes that come from outside, so that nobody takes them for typing. */
const FROM_OUTSIDE = Annotation.define<boolean>();

/** Shows the line that a run is at; null for none. */
const SHOW_LINE = StateEffect.define<number | null>();

const LINE = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { docChanged, effects, state: { doc } }) {
    for (const effect of effects) {
      if (!effect.is(SHOW_LINE)) continue;
      const { value } = effect;
      if (value === null || value < 1 || value > doc.lines) return Decoration.none;
      return Decoration.set(Decoration.line({ class: "running" }).range(doc.line(value).from));
    }
    return docChanged ? Decoration.none : shown;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const COLORS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: "var(--keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--number)" },
  { tag: tags.comment, color: "var(--dim)", fontStyle: "italic" },
]);

/** Directives and base opcodes of assembler text. */
const OPTIONS = OPCODE_NAMES.filter((name) => opcodeKind(name) === "base").map((label) => ({ label, type: "keyword" }));

function completeOpcode(context: CompletionContext) {
  const word = context.matchBefore(/[A-Z_]+/);
  return word === null ? null : { from: word.from, options: OPTIONS };
}

const LANGUAGES: Readonly<Record<Language, () => Extension>> = {
  python: () => python(),
  json: () => json(),
  typescript: () => javascript({ typescript: true }),
  assembly: () => [],
};

interface EditorProps {
  readonly label: string;
  readonly text: string;
  readonly language: Language;
  readonly complaint: Complaint | null;
  /** The line that a run is at; null for none. */
  readonly line?: number | null;
  readonly onChange: (text: string) => void;
}

/** The mark of a complaint: its column where there is one, else its line; none where it names no place. */
function diagnosticsOf({ doc }: EditorState, complaint: Complaint | null): Diagnostic[] {
  if (complaint === null || complaint.line === null) return [];
  const line = doc.line(Math.min(Math.max(complaint.line, 1), doc.lines));
  const from = Math.min(line.from + Math.max((complaint.column ?? 1) - 1, 0), line.to);
  return [{ from, to: line.to, severity: "error", message: complaint.message }];
}

/** An editor. */
export function Editor({ label, text, language, complaint, line = null, onChange }: EditorProps): Drawn {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const compartment = useRef(new Compartment());
  const shown = useRef(language);
  shown.current = language;
  const changed = useRef(onChange);
  changed.current = onChange;
  useEffect(() => {
    const view = new EditorView({
      parent: host.current as HTMLDivElement,
      doc: text,
      extensions: [
        minimalSetup,
        lineNumbers(),
        LINE,
        syntaxHighlighting(COLORS),
        compartment.current.of(LANGUAGES[language]()),
        autocompletion({ override: [(context) => shown.current === "assembly" ? completeOpcode(context) : null] }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && update.transactions.some((each) => !each.annotation(FROM_OUTSIDE))) {
            changed.current(update.state.doc.toString());
          }
        }),
      ],
    });
    editor.current = view;
    return () => view.destroy();
  }, []);
  useEffect(() => {
    const view = editor.current as EditorView;
    if (view.state.doc.toString() === text) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text },
      annotations: FROM_OUTSIDE.of(true),
    });
  }, [text]);
  useEffect(() => {
    editor.current?.dispatch({ effects: compartment.current.reconfigure(LANGUAGES[language]()) });
  }, [language]);
  useEffect(() => {
    const view = editor.current as EditorView;
    view.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state, complaint)));
  }, [complaint]);
  useEffect(() => {
    editor.current?.dispatch({ effects: SHOW_LINE.of(line) });
  }, [line, text]);
  return h("div", { class: "editor", ref: host });
}
