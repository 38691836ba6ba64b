/**
 * Errors about Python source: what stands where, and what would be understood.
 *
 * @module
 */

import { TierproofError } from "../../../src/isa/errors.ts";
import type { Loc } from "./nodes.ts";

/** Bad or unsupported source: line and column count from 1. */
export function sourceError(loc: { readonly line: number; readonly col: number }, message: string): TierproofError {
  return new TierproofError("source", `Python source, line ${loc.line}, column ${loc.col + 1}: ${message}`);
}

/** Where one thing begins and another one ends. */
export function span(first: Loc, last: Loc): Loc {
  return { line: first.line, endLine: last.endLine, col: first.col, endCol: last.endCol };
}
