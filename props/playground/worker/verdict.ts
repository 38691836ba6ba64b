/**
 * The verdict on a program: each claim in turn, and all about the first that fails.
 *
 * @module
 */

import { TierproofError } from "../../../src/isa/errors.ts";
import { placeText } from "../../core/failure.ts";
import { describeFinding, type Finding, NOT_SHRUNK } from "../../core/finding.ts";
import { fittingClaims, type Plug } from "../../core/plug.ts";
import type { Mended } from "../../core/target.ts";
import type { Counts } from "../../core/tally.ts";
import { agreedText, blameText, divergencePlace } from "../../cpython/divergence_text.ts";
import type { VmParting } from "../../cpython/parting.ts";
import { uopText } from "../../cpython/uop_text.ts";
import type { ProgramCase } from "../../cpython/vm.ts";
import { findingMarkdown } from "../../report/finding_markdown.ts";
import { findingText } from "../../report/finding_text.ts";
import { plain } from "../../report/paint.ts";
import { USUAL_CLAIMS } from "../setup.ts";
import type { FailureView, PartingView, VerdictView } from "../view.ts";

/** Claims about programs that are looked at when none is named, in this order. */
const USUAL: readonly string[] = ["equivalence", "exits", "traces", "assumptions", "invalidation"];

/** What stands for a reader's program in the command that shows it again. */
const FILE = "FILE";

/** Judges a program. */
export function verdictOn(input: ProgramCase, plug: Plug, mended: Mended, claim: string): VerdictView {
  const fitting = fittingClaims(plug);
  const claims = claim === USUAL_CLAIMS ? USUAL.filter((each) => fitting.includes(each)) : [claim];
  let poisoned: Counts | null = null;
  for (const each of claims) {
    const subject = plug.subject(each);
    const decoded = subject.codec.decode({ kind: "program", program: input });
    // Claims about models draw what they need; there is no program to judge.
    if (decoded === null) {
      if (each === claim) {
        throw new TierproofError("option", `the claim ${claim} is not about programs: hunt for it below`);
      }
      continue;
    }
    const onGivenUp = (reasons: Counts): void => {
      poisoned ??= reasons;
    };
    const finding = describeFinding(
      { plug, subject, seed: 0, index: 0, mended, onGivenUp },
      decoded,
      NOT_SHRUNK,
      null,
    );
    // The program is the reader's: no seed makes it again.
    if (finding !== null) return { kind: "fails", failure: failureView({ ...finding, token: FILE }, plug) };
  }
  if (poisoned !== null) return { kind: "givenUp", why: Object.keys(poisoned).join(", ") };
  return { kind: "agree", claims };
}

/** A finding as the page shows it. */
export function failureView(finding: Finding, plug: Plug): FailureView {
  const { claim, failure, healedBy, cause } = finding;
  // The plug of the pin's language made it.
  const parting = finding.divergence as VmParting | null;
  return {
    claim,
    where: placeText(failure.place),
    left: failure.left,
    right: failure.right,
    crash: failure.kind === "crash",
    healedBy,
    cause: cause.defects,
    parting: parting === null ? null : partingView(parting),
    text: findingText(finding, plug, plain),
    markdown: findingMarkdown(finding, plug),
  };
}

function partingView(parting: VmParting): PartingView {
  const { left, right, difference, expected, found, origin, ran, firstUop, blame } = parting;
  return {
    place: divergencePlace(parting),
    left,
    right,
    difference: { name: difference.what, where: difference.where, expected: difference.left, text: difference.right },
    expected,
    found,
    origin,
    ran: ran.map(uopText),
    firstUop,
    agreed: agreedText(parting),
    blame: blameText(blame),
    pass: blame?.pass ?? null,
  };
}
