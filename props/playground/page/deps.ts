/**
 * The one place where the page's third-party code is named in full: preact draws, CodeMirror edits.
 *
 * @module
 */

export { autocompletion, type Completion, type CompletionContext } from "npm:@codemirror/autocomplete@6.20.4";
export { json } from "npm:@codemirror/lang-json@6.0.2";
export { python } from "npm:@codemirror/lang-python@6.2.1";
export { javascript } from "npm:@codemirror/lang-javascript@6.2.5";
export { HighlightStyle, syntaxHighlighting } from "npm:@codemirror/language@6.13.1";
export { type Diagnostic, setDiagnostics } from "npm:@codemirror/lint@6.9.8";
export {
  Annotation,
  Compartment,
  type EditorState,
  type Extension,
  StateEffect,
  StateField,
} from "npm:@codemirror/state@6.7.6";
export { Decoration, type DecorationSet, EditorView } from "npm:@codemirror/view@6.43.15";
export { minimalSetup } from "npm:codemirror@6.0.2";
export { lineNumbers } from "npm:@codemirror/view@6.43.15";
export { tags } from "npm:@lezer/highlight@1.2.5";
export { type ComponentChild as Drawn, type ComponentChildren, h, type RefObject, render } from "npm:preact@10.27.2";
export { useEffect, useRef, useState } from "npm:preact@10.27.2/hooks";
