/**
 * Findings for the page, and hunts for them.
 *
 * @module
 */

import { disassemble } from "../../../src/isa/disassembler.ts";
import { formatLiteral } from "../../../src/isa/literal_text.ts";
import type { Program } from "../../../src/isa/program.ts";
import type { Finding } from "../../core/finding.ts";
import { hunt, type Progress } from "../../core/hunt.ts";
import type { Plug } from "../../core/plug.ts";
import type { Subject } from "../../core/subject.ts";
import type { ProgramCase } from "../../cpython/vm.ts";
import { programOfSource } from "../../python/program.ts";
import type { Setup } from "../setup.ts";
import type { FoundView, HuntProgress, HuntResult, Opening } from "../view.ts";
import { failureView } from "./verdict.ts";

/** Checks of one hunt. */
const CHECKS = 1_000_000;
/** Longest text of a program that is shown while it is shrunk. */
const MAX_TEXT = 6_000;

/** A finding as the page shows it. */
export function foundView(finding: Finding, plug: Plug): FoundView {
  const { token, units, index, input, claim, source } = finding;
  return {
    failure: failureView(finding, plug),
    token,
    units,
    index,
    // The plug of the pin's language made it.
    opening: input.kind === "program" ? openingOf(input.program as ProgramCase, claim, source) : null,
  };
}

/** The program as Python where its source compiles to the very same program, else as assembler text. */
function openingOf({ program, limits }: ProgramCase, claim: string, source: string | null): Opening {
  const assembly = disassemble(program);
  const python = source === null ? null : pythonOf(source, program);
  return {
    claim,
    limits,
    ...(python === null ? { form: "assembly", text: assembly } : { form: "python", text: python }),
  };
}

function pythonOf(source: string, program: Program): string | null {
  const { args, calls } = program;
  const head = [
    ...(args.length === 0 ? [] : [`# args: [${args.map(formatLiteral).join(", ")}]`]),
    ...(calls === 1 ? [] : [`# calls: ${calls}`]),
  ];
  const text = [...head, source].join("\n");
  try {
    return isSame(programOfSource(text), program) ? text : null;
  } catch {
    // What the compiler here does not take is shown as assembler text.
    return null;
  }
}

/** Whether two programs do the same: lines are left out, as a source of its own has others. */
function isSame(left: Program, right: Program): boolean {
  const text = ({ codes, ...rest }: Program): string =>
    JSON.stringify({ ...rest, codes: codes.map((code) => ({ ...code, lineTable: "", firstlineno: 0 })) });
  return text(left) === text(right);
}

/** Hunts until something is found, telling how far it is. */
export async function huntFor(
  { seed, huntClaim, mended }: Setup,
  plug: Plug,
  from: number,
  tell: (progress: HuntProgress) => void,
): Promise<HuntResult> {
  let progress: HuntProgress = {
    checks: 0,
    seconds: 0,
    entered: 0,
    executors: 0,
    deopts: 0,
    errors: 0,
    givenUp: 0,
    failed: -1,
    sizes: [],
    text: "",
  };
  const change = (more: Partial<HuntProgress>): void => tell(progress = { ...progress, ...more });
  const watched: Plug = {
    ...plug,
    subject: (claim) =>
      watchShrinking(plug.subject(claim), (size, text) => {
        if (progress.failed >= 0) change({ sizes: [...progress.sizes, size], text: text.slice(0, MAX_TEXT) });
      }),
  };
  const { finding } = await hunt({
    plug: watched,
    claim: huntClaim,
    seed,
    from,
    mended: new Set(mended),
    checks: CHECKS,
    timeMs: Infinity,
    jobs: 1,
    onProgress: (each) => change(countsOf(each)),
    onFailure: (failed) => change({ failed }),
  });
  return { progress, found: finding === null ? null : foundView(finding, plug) };
}

function countsOf({ tally, seconds }: Progress): Partial<HuntProgress> {
  const { checks, poisoned, counts } = tally;
  return {
    checks,
    seconds,
    entered: counts["reachedTier2"] ?? 0,
    executors: counts["executors"] ?? 0,
    deopts: counts["deopts"] ?? 0,
    errors: counts["errors"] ?? 0,
    givenUp: poisoned,
  };
}

/** A subject that tells each input which is to be shrunk further. */
function watchShrinking<Input>(subject: Subject<Input>, tell: (size: number, text: string) => void): Subject<Input> {
  let last: Input | null = null;
  return {
    ...subject,
    shrink(input) {
      if (input !== last) {
        last = input;
        const { size, text } = subject.explain(input);
        tell(size.units, text);
      }
      return subject.shrink(input);
    },
  };
}
