/**
 * Examples to begin with: what goes wrong, in the smallest form, and why, in words.
 *
 * @module
 */

import { DEFAULT_SETUP, type Setup } from "./setup.ts";

/** One example. */
export interface GalleryEntry {
  readonly id: string;
  readonly title: string;
  /** What to look at, in a few plain sentences. */
  readonly why: string;
  readonly setup: Setup;
}

function python(id: string, title: string, why: string, text: string, more: Partial<Setup> = {}): GalleryEntry {
  return { id, title, why, setup: { ...DEFAULT_SETUP, text, ...more } };
}

/** In the order in which they are offered; the first one is shown when nothing else is asked for. */
export const GALLERY: readonly GalleryEntry[] = [
  python(
    "handler-lookup",
    "An exception escapes its try block",
    "The name G does not exist, so every round raises a NameError, and the except clause takes it. That goes well sixteen " +
      "times. Then the loop is hot, and a trace of micro-ops runs in its place. When the error comes up inside the trace, " +
      "the interpreter looks one place too early for who handles it: just before the try block instead of in it. Nobody is " +
      "found there, and the function fails with an error that its own code takes care of.",
    `# args: [20]
def f(n):
    for i in range(n):
        try:
            G
        except NameError:
            pass
`,
  ),
];
