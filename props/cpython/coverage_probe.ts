/**
 * What programs make tier 2 do, as features: pairs of uops, where traces are left, which exit follows which, where the running trace
 * is invalidated, how projections end, what tier 1 runs, how its instructions specialize and what the specialized forms miss.
 *
 * @module
 */

import type { Engine } from "../../src/isa/engine.ts";
import { opcodeNameOf } from "../../src/isa/opcodes.ts";
import { uopNameOf } from "../../src/isa/uops.ts";
import { Coverage, NO_UOP, UOP_BITS } from "../../src/vm/coverage.ts";
import type { Feature, Mended, Probe } from "../core/target.ts";
import { type ProgramCase, Vm, type VmParts } from "./vm.ts";

/** Bits of the second form of a transition. */
const OPCODE_BITS = 8;

/** Counts or marks by number, and what a number is called. */
interface Watched {
  readonly sort: string;
  readonly marks: Float64Array | Uint8Array;
  readonly name: (number: number) => string;
}

function uopName(id: number): string {
  return id === NO_UOP ? "start" : uopNameOf(id) ?? `uop${id}`;
}

function opcodeName(opcode: number): string {
  return opcodeNameOf(opcode) ?? `opcode${opcode}`;
}

const previousOf = (pair: number): string => uopName(pair >> UOP_BITS);
const uopOf = (pair: number): string => uopName(second(pair));
const second = (pair: number): number => pair & ((1 << UOP_BITS) - 1);
/** What runs behind another uop and is none to begin with ends the trace. */
const nextOf = (pair: number): string => uopNameOf(second(pair)) ?? uopOf(pair);

function watchedOf(coverage: Coverage): readonly Watched[] {
  return [
    { sort: "pair", marks: coverage.pairs, name: (pair) => `${previousOf(pair)} ${nextOf(pair)}` },
    { sort: "deopt", marks: coverage.deoptSites, name: (pair) => `${uopOf(pair)} ${previousOf(pair)}` },
    { sort: "error", marks: coverage.errorSites, name: (pair) => `${uopOf(pair)} ${previousOf(pair)}` },
    { sort: "chain", marks: coverage.chains, name: (pair) => `${previousOf(pair)} ${uopOf(pair)}` },
    { sort: "invalidated", marks: coverage.invalidations, name: uopName },
    {
      sort: "specialized",
      marks: coverage.transitions,
      name: (pair) => `${opcodeName(pair >> OPCODE_BITS)} ${opcodeName(pair & 255)}`,
    },
    { sort: "opcode", marks: coverage.opcodes.executed, name: opcodeName },
    { sort: "missed", marks: coverage.opcodes.deopted, name: opcodeName },
    { sort: "raised", marks: coverage.opcodes.errored, name: opcodeName },
    { sort: "unsupported", marks: coverage.unsupported, name: opcodeName },
  ];
}

/** A probe of tier 2 with its optimizer. */
export class CoverageProbe implements Probe<ProgramCase> {
  readonly #coverage = new Coverage();
  readonly #engine: Engine;
  readonly #watched = new Map(watchedOf(this.#coverage).map((watched) => [watched.marks, watched]));
  /** How much of what was met is told. */
  #told = 0;
  readonly #reasons = new Set<string>();

  constructor(mended: Mended, parts: VmParts) {
    this.#engine = new Vm(mended, parts).tier2({ coverage: this.#coverage });
  }

  run({ program, limits }: ProgramCase): readonly Feature[] {
    const before = this.#coverage.fresh;
    try {
      this.#engine.run(program, limits);
    } catch {
      // What breaks down is for the claims to tell.
    }
    return this.#coverage.fresh === before ? [] : this.#news();
  }

  #news(): Feature[] {
    const features: Feature[] = [];
    const { met } = this.#coverage;
    for (; this.#told < met.length; this.#told++) {
      const [marks, number] = met[this.#told] as typeof met[number];
      const watched = this.#watched.get(marks);
      if (watched !== undefined) features.push({ sort: watched.sort, name: watched.name(number) });
    }
    const reasons = (["ends", "declined"] as const).flatMap((sort) =>
      [...this.#coverage[sort].keys()].map((name): Feature => ({ sort: sort === "ends" ? "end" : sort, name }))
    );
    for (const feature of reasons) {
      const key = `${feature.sort} ${feature.name}`;
      if (this.#reasons.has(key)) continue;
      this.#reasons.add(key);
      features.push(feature);
    }
    return features;
  }
}
