/**
 * What page and worker say to each other.
 *
 * @module
 */

import type { Setup } from "./setup.ts";
import type { Analysis, Complaint, HuntProgress, HuntResult, ScriptResult } from "./view.ts";

/** A request; replies carry its number. `usesPass` says whether the setup's own pass may run. */
export type Request =
  /** Runs and judges the setup's program. */
  | { readonly id: number; readonly kind: "analyse"; readonly setup: Setup; readonly usesPass: boolean }
  /** Hunts with the setup's seed, claim and repairs, from a check on. */
  | {
    readonly id: number;
    readonly kind: "hunt";
    readonly setup: Setup;
    readonly usesPass: boolean;
    readonly from: number;
  }
  /** Runs the setup's own pass as the script that it is. */
  | { readonly id: number; readonly kind: "script"; readonly setup: Setup };

/** A reply. */
export type Reply =
  | { readonly id: number; readonly kind: "analysis"; readonly analysis: Analysis }
  | { readonly id: number; readonly kind: "complaint"; readonly complaint: Complaint }
  | { readonly id: number; readonly kind: "progress"; readonly progress: HuntProgress }
  | { readonly id: number; readonly kind: "hunted"; readonly result: HuntResult }
  | { readonly id: number; readonly kind: "script"; readonly result: ScriptResult };
