/**
 * Findings of a fault, shrunk: how small they get and what that takes.
 *
 * @module
 */

import process from "node:process";
import { decodeAll } from "../../../src/isa/code_unit.ts";
import { OPCODES } from "../../../src/isa/opcodes.ts";
import type { Program } from "../../../src/isa/program.ts";
import { checkSafely, investigate } from "../../core/finding.ts";
import { reachableCodes } from "../../cpython/program_size.ts";
import type { ProgramCase } from "../../cpython/vm.ts";
import { newTally } from "../../core/tally.ts";
import { median } from "../measure.ts";
import type { Fault } from "./faults.ts";

/** One finding, shrunk. */
export interface Sample {
  readonly fault: string;
  readonly index: number;
  /** Instructions of the whole program. */
  readonly instructions: number;
  /** Instructions of its largest loop, without the two that make it one. */
  readonly body: number;
  readonly events: number;
  readonly steps: number;
  readonly tried: number;
  readonly complete: boolean;
  /** Of the processor, all threads: what others do on the machine does not count. */
  readonly seconds: number;
  readonly token: string;
}

/** Instructions between the top of the largest loop and its jump back. */
function largestLoop(program: Program): number {
  let most = 0;
  for (const { code } of reachableCodes(program)) {
    const instructions = decodeAll(code);
    for (let i = 0; i < instructions.length; i++) {
      const jump = instructions[i];
      if (jump === undefined || jump.opcode !== OPCODES.JUMP_BACKWARD.opcode) continue;
      const top = instructions.findIndex(({ start }) => start === jump.next - jump.oparg);
      const head = instructions[top]?.opcode === OPCODES.FOR_ITER.opcode ? 1 : 0;
      if (top >= 0) most = Math.max(most, i - top - head);
    }
  }
  return most;
}

/** The first findings of a fault under a seed, as many as asked for or as there are in the time. */
export function measure(fault: Fault, findings: number, ms: number, seed: number): Sample[] {
  const plug = fault.plug();
  const { mended } = fault;
  const subject = plug.subject(fault.claim);
  const tally = newTally();
  const samples: Sample[] = [];
  const end = performance.now() + ms;
  for (let index = 0; samples.length < findings && performance.now() < end; index++) {
    if (checkSafely(subject, subject.generate(seed, index), mended, tally) === null) continue;
    const start = process.cpuUsage();
    const finding = investigate({ plug, subject, seed, index, mended });
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    if (finding === null) continue;
    const { steps, tried, complete } = finding.shrinking;
    const body = finding.input.kind === "program" ? largestLoop((finding.input.program as ProgramCase).program) : 0;
    const { units: instructions, events, token } = finding;
    samples.push({ fault: fault.id, index, instructions, body, events, steps, tried, complete, seconds, token });
  }
  return samples;
}

/** The value that `share` of a list do not exceed; NaN of nothing. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Figures of several findings. */
export function summary(samples: readonly Sample[]) {
  const of = (value: (sample: Sample) => number) => {
    const values = samples.map(value);
    return { median: median(values), p99: quantile(values, 0.99) };
  };
  return {
    findings: samples.length,
    body: of(({ body }) => body),
    instructions: of(({ instructions }) => instructions),
    events: of(({ events }) => events),
    seconds: of(({ seconds }) => seconds),
    tried: of(({ tried }) => tried),
    incomplete: samples.filter(({ complete }) => !complete).length,
  };
}
