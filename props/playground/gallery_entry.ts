/**
 * What an example of the gallery is, and how each sort of them is written down.
 *
 * @module
 */

import { REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import { DEFAULT_SETUP, type Setup } from "./setup.ts";

/** A pass of `examples/passes`. */
export interface ExamplePass {
  /** Name of its file. */
  readonly file: string;
  /** What the file exports it as. */
  readonly name: string;
}

/** One example. */
export interface GalleryEntry {
  readonly id: string;
  readonly title: string;
  /** What to look at, in a few plain sentences. */
  readonly why: string;
  readonly setup: Setup;
  /** The mistake that it shows; null for a slip of an example pass, and for what is no mistake. */
  readonly repair: RepairId | null;
  /** The pass that slips. */
  readonly pass: ExamplePass | null;
  /** Whether it shows in a hunt alone: it is about no program, but about how the machine's parts are used. */
  readonly hunts: boolean;
  /** Whether its program fails. */
  readonly fails: boolean;
}

/** An example that shows one mistake of the pin in a program. */
export function program(
  repair: RepairId,
  id: string,
  title: string,
  why: string,
  text: string,
  more: Partial<Setup> = {},
): GalleryEntry {
  return { id, title, why, setup: { ...DEFAULT_SETUP, text, ...more }, repair, pass: null, hunts: false, fails: true };
}

/** An example that a hunt with a claim finds, all other mistakes mended. */
export function hunted(repair: RepairId, title: string, why: string, huntClaim: string): GalleryEntry {
  const mended = REPAIR_IDS.filter((id) => id !== repair);
  const setup = { ...DEFAULT_SETUP, text: PLAIN, mended, huntClaim };
  return { id: repair, title, why, setup, repair, pass: null, hunts: true, fails: false };
}

/** A slip in a pass, all mistakes of the pin mended. */
export function slip(file: string, name: string, title: string, why: string, text: string): GalleryEntry {
  const setup = { ...DEFAULT_SETUP, text, mended: REPAIR_IDS };
  return { id: name, title, why, setup, repair: null, pass: { file, name }, hunts: false, fails: true };
}

/** A program on which all goes as it should, which is worth a look; all mistakes mended. */
export function sight(id: string, title: string, why: string, text: string, more: Partial<Setup> = {}): GalleryEntry {
  const setup = { ...DEFAULT_SETUP, text, mended: REPAIR_IDS, ...more };
  return { id, title, why, setup, repair: null, pass: null, hunts: false, fails: false };
}

/** A loop that goes well, beside examples that are about no program. */
const PLAIN = `def f():
    total = 0
    for i in range(20):
        total += i
    return total
`;
