/**
 * Examples to begin with: what goes wrong, and why, in words.
 *
 * @module
 */

import type { GalleryEntry } from "./gallery_entry.ts";
import { MISTAKES } from "./gallery_mistakes.ts";
import { SLIPS } from "./gallery_passes.ts";
import { SIGHTS } from "./gallery_sights.ts";
import type { Setup } from "./setup.ts";

/** In the order in which they are offered; the first one is shown when nothing else is asked for. */
export const GALLERY: readonly GalleryEntry[] = [...MISTAKES, ...SLIPS, ...SIGHTS];

/** The setup of an example; `sources` are those of the example passes, by file. */
export function setupOf({ setup, pass }: GalleryEntry, sources: Readonly<Record<string, string>>): Setup {
  if (pass === null) return setup;
  return { ...setup, pass: `${sources[pass.file] ?? ""}\nexport const passes = [${pass.name}];\n` };
}
