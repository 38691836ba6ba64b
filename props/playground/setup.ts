/**
 * What the playground shows: a program, what it is run with, and where the reader stands. All of it is in a link.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";

/** Ways to write a program. */
export const FORMS = ["python", "assembly", "json"] as const;
/** One of {@linkcode FORMS}. */
export type Form = typeof FORMS[number];

/** The claim that stands for the usual ones. */
export const USUAL_CLAIMS = "usual";

/** Everything that a link holds. */
export interface Setup {
  readonly form: Form;
  /** The program as it is written. */
  readonly text: string;
  /** Known defects of the pin that are mended. */
  readonly mended: readonly string[];
  readonly limits: Limits;
  /** What must hold: a claim, or {@linkcode USUAL_CLAIMS}. */
  readonly claim: string;
  /** Source of a pass of the reader's own; empty for none. */
  readonly pass: string;
  /** The step of the recorded run that is shown. */
  readonly step: number;
  /** Of hunts. */
  readonly seed: number;
  readonly huntClaim: string;
}

/** Where nothing else is said. */
export const DEFAULT_SETUP: Setup = {
  form: "python",
  text: "",
  mended: [],
  limits: DEFAULT_LIMITS,
  claim: USUAL_CLAIMS,
  pass: "",
  step: 0,
  seed: 1,
  huntClaim: "equivalence",
};

/** The form that a text is written in, where its beginning tells it; else the form that it is taken to be in. */
export function formOf(text: string, usual: Form): Form {
  const head = text.replace(/^(?:\s+|#.*)*/, "");
  if (head.startsWith("tierproof-assembly")) return "assembly";
  if (head.startsWith("{")) return "json";
  return /^(?:def|class|import|from|async|@)/.test(head) ? "python" : usual;
}
