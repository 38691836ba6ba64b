/**
 * What the tests that `--write-test` writes call.
 *
 * @module
 */

import type { Finding } from "../core/finding.ts";
import { readFinding, replayStored } from "../core/finding_file.ts";
import { loadPlug } from "./load.ts";

/** How a kept finding is run again. */
export interface ReplayOptions {
  /** Defects that are mended besides those of the finding. */
  readonly mended?: readonly string[];
  /** URL of the user's module that the finding was made on. */
  readonly module?: string | null;
}

/** Runs the document of a finding again; null when the claim holds now. Throws a `TierproofError` for what is no finding. */
export async function replayFinding(document: unknown, options: ReplayOptions = {}): Promise<Finding | null> {
  const { mended = [], module = null } = options;
  const plug = await loadPlug(module);
  const read = readFinding(document, plug);
  return replayStored(read, plug, new Set([...read.mended, ...mended]));
}
