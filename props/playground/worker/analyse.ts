/**
 * Runs a setup's program on every engine, watches tier 2, and judges.
 *
 * @module
 */

import type { Engine } from "../../../src/isa/engine.ts";
import { disassemble } from "../../../src/isa/disassembler.ts";
import { formatLiteral } from "../../../src/isa/literal_text.ts";
import type { Program } from "../../../src/isa/program.ts";
import type { Plug } from "../../core/plug.ts";
import { vmPlug, vmTarget } from "../../cpython/plug.ts";
import { Vm } from "../../cpython/vm.ts";
import { watchRun } from "../../cli/trace_run.ts";
import type { Setup } from "../setup.ts";
import type { Analysis, OutcomeView } from "../view.ts";
import { codeViews } from "./code_view.ts";
import { outcomeView } from "./outcome_lines.ts";
import type { OwnPart } from "./own_part.ts";
import { readProgram } from "./read_program.ts";
import { recordRun } from "./record.ts";
import { WatchedList } from "./watched_list.ts";
import { verdictOn } from "./verdict.ts";

/** The claim whose recordings are files. */
const ON_DISK = "recordings";

/** The plug of the pin, with a part of the reader's own. */
export function plugWith(own: OwnPart | null): Plug {
  return own === null ? vmPlug() : vmPlug({ target: vmTarget(own.name, own.parts) });
}

/** Analyses a setup. Throws a `TierproofError` for a program or limits that are refused. */
export function analyse(setup: Setup, own: OwnPart | null): Analysis {
  const { program, limits } = readProgram(setup);
  const mended = new Set(setup.mended);
  const vm = new Vm(mended, own?.parts);
  const plug = plugWith(own);
  const verdict = verdictOn({ program, limits }, plug, mended, setup.claim);
  const list = new WatchedList();
  const { run, codes } = watchRun(program, limits, vm, {
    keepUops: false,
    index: list,
    onAttempt: () => list.attempting(),
  });
  const { steps, executors, remaining } = run;
  return {
    assembly: disassemble(program),
    mended: setup.mended,
    calls: callsText(program),
    codes: codeViews(program, codes),
    verdict,
    outcomes: vm.engines.map((engine) => outcomeOf(engine, program, limits)),
    steps,
    executors,
    remaining,
    record: recordRun(program, limits, vm, verdict.kind === "fails" ? verdict.failure : null),
    list: list.view(codes),
    claims: plug.claims.filter(({ name, canary }) => !canary && name !== ON_DISK).map(({ name, what }) => [name, what]),
  };
}

/** An engine's outcome; one that breaks down, as with a pass that is wrong, has that as its outcome. */
function outcomeOf(engine: Engine, program: Program, limits: Setup["limits"]): OutcomeView {
  try {
    return outcomeView(engine.name, engine.run(program, limits));
  } catch (error) {
    return { engine: engine.name, lines: [`breaks down: ${error instanceof Error ? error.message : error}`] };
  }
}

function callsText({ entry, args, calls }: Program): string {
  return `runs ${entry}(${args.map(formatLiteral).join(", ")}) ${calls === 1 ? "once" : `${calls} times`}`;
}
