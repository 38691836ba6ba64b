/**
 * What a hunt is to look behind: failures that are known already.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { hasInstruction } from "./rarest.ts";
import type { PythonCase } from "./python_case.ts";

/** A known failure. */
export type Known =
  /** Programs whose source matches are not run at all. */
  | { readonly kind: "source"; readonly pattern: string }
  /** Failures with this root cause are no news; nor are those that nothing explains in a program with the instruction. */
  | { readonly kind: "cause"; readonly cause: string; readonly instruction: string };

/** The known failure that a signature of a finding stands for. */
export function knownCause(signature: string): Known {
  const cause = signature.slice(signature.indexOf(":") + 1);
  return { kind: "cause", cause, instruction: cause.slice(cause.lastIndexOf(":") + 1) };
}

/** The known failures that a source pattern stands for. Throws a {@linkcode TierproofError} where it is no regular expression. */
export function knownSource(pattern: string): Known {
  try {
    new RegExp(pattern, "m");
  } catch (error) {
    throw new TierproofError("option", `--known: ${(error as Error).message}`);
  }
  return { kind: "source", pattern };
}

/** Whether a program is not to be run. */
export function isKnown(known: readonly Known[], { source }: PythonCase): boolean {
  return known.some((each) => each.kind === "source" && new RegExp(each.pattern, "m").test(source));
}

/** Whether a failure is no news: `explained` is the defect of the pin that explains it. */
export function isKnownFailure(known: readonly Known[], given: PythonCase, explained: string | null): boolean {
  return known.some((each) => {
    if (each.kind !== "cause") return false;
    return explained === null ? hasInstruction(given.program, each.instruction) : explained === each.cause;
  });
}
