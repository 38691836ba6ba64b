/**
 * What is known of versions of CPython: one row each.
 *
 * @module
 */

/** One row of {@linkcode VERSIONS}. */
export interface VersionRow {
  /** `pin`, or major and minor version. */
  readonly version: string;
  /** How its tier 2 is switched on and off. */
  readonly tier2: string;
  /** What makes a loop hot, and what the child does about it. */
  readonly hot: string;
  /**
   * Counters behind JUMP_BACKWARD (and RESUME) that count down to zero hold their value above this many bits of back-off; null where
   * nothing is to be written: counters of the pin count up.
   */
  readonly counterShift: number | null;
  /** Its comprehensions are inlined and its code like the pin's: what programs do can be compared with the reference. */
  readonly comparable: boolean;
}

/** The table, by version. */
export const VERSIONS: readonly VersionRow[] = [
  {
    version: "pin",
    tier2: "_testinternalcapi.set_optimizer(get_uop_optimizer()) and set_optimizer(None)",
    hot: "16 jumps back",
    counterShift: null,
    comparable: true,
  },
  { version: "3.11", tier2: "none", hot: "nothing", counterShift: null, comparable: false },
  { version: "3.12", tier2: "none", hot: "nothing", counterShift: null, comparable: true },
  {
    version: "3.13",
    tier2: "_testinternalcapi.set_optimizer(new_uop_optimizer()) and set_optimizer(None)",
    hot: "16 jumps back; counters of fresh code are written through ctypes",
    counterShift: 4,
    comparable: true,
  },
  {
    version: "3.14",
    tier2: "PYTHON_JIT=1 at the start; code whose counters are as they were made stays in tier 1",
    hot: "4,096 jumps back; counters of fresh code are written through ctypes",
    counterShift: 4,
    comparable: true,
  },
  {
    version: "3.15",
    tier2: "PYTHON_JIT=1 at the start; code whose counters are as they were made stays in tier 1",
    hot: "4,002 jumps back, 8,192 starts of a function; counters of fresh code are written through ctypes",
    counterShift: 3,
    comparable: true,
  },
];

/** The row of a version; null for one that is not in the table. */
export function versionRow(version: string | null): VersionRow | null {
  return VERSIONS.find((row) => row.version === version) ?? null;
}
