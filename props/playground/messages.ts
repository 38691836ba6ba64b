/**
 * What page and worker say to each other.
 *
 * @module
 */

import type { Setup } from "./setup.ts";
import type { Analysis, Complaint } from "./view.ts";

/** A request; replies carry its number. */
export type Request = { readonly id: number; readonly kind: "analyse"; readonly setup: Setup };

/** A reply. */
export type Reply =
  | { readonly id: number; readonly kind: "analysis"; readonly analysis: Analysis }
  | { readonly id: number; readonly kind: "complaint"; readonly complaint: Complaint };
