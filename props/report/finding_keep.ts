/**
 * What a hunt keeps of its findings: folders, tests.
 *
 * @module
 */

import type { Finding } from "../core/finding.ts";
import type { Plug } from "../core/plug.ts";
import { ownSpecifier, writeFindingFolder, writeFindingTest } from "./finding_folder.ts";
import { tryUserFolder } from "../cli/user_files.ts";

/** Where findings go; nowhere by default. */
export interface KeepOptions {
  /** Folder of finding folders. */
  readonly out: string | undefined;
  /** Folder of test files. */
  readonly tests: string | undefined;
  /** What tests import; by default this copy of Tierproof. */
  readonly specifier: string | undefined;
  /** URL of a user's module that is attacked. */
  readonly module: string | null;
}

/** Refuses folders that nothing could be written to, before there is anything to write. */
export function tryKeeping({ out, tests }: KeepOptions): void {
  for (const folder of [out, tests]) if (folder !== undefined) tryUserFolder(folder);
}

/** Writes a finding wherever it is wanted; gives the paths. */
export function keepFinding(finding: Finding, plug: Plug, { out, tests, specifier, module }: KeepOptions): string[] {
  const paths: string[] = [];
  if (out !== undefined) paths.push(writeFindingFolder(out, finding, plug));
  if (tests !== undefined) {
    paths.push(writeFindingTest(tests, finding, plug, { specifier: specifier ?? ownSpecifier(tests), module }));
  }
  return paths;
}
