/**
 * Runs programs on the engines of a checkout, this one or another, through its public entry point: what `bench --against` starts
 * in a process of its own, under V8's flags of its hunts. Arguments: URL of the checkout's folder, a file with programs and their
 * limits as JSON, and `readable` to get back those that the checkout reads.
 *
 * @module
 */

import process from "node:process";
import type { Engine, Limits } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { batchSize } from "../core/batch_size.ts";
import { WHOLE_EVERY } from "../core/claim.ts";

/** What is asked of the entry point of a checkout, an older one, too. */
interface Entry {
  readonly reference: Engine;
  readonly tier1: () => Engine;
  readonly tier2: () => Engine;
  readonly programFromJson: (value: unknown) => Program;
}

/** Microseconds of processor time that the average program takes. */
export interface ProbeReport {
  readonly reference: number;
  /** Tier 1 and tier 2, one after the other. */
  readonly tiers: number;
}

/** Microseconds of processor time of this process that a piece of work takes, for each program. */
function costOf(programs: number, work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / programs;
}

/** A program with its limits, read. */
interface Case {
  readonly program: Program;
  readonly limits: Limits;
}

function run(engine: Engine, { program, limits }: Case): void {
  engine.run(program, limits);
}

/** A program of the file. */
interface Stored {
  readonly program: unknown;
  readonly limits: Limits;
}

function readAll(entry: Entry, stored: readonly Stored[]): Case[] {
  return stored.map(({ program, limits }) => ({ program: entry.programFromJson(program), limits }));
}

function probe(entry: Entry, stored: readonly Stored[]): ProbeReport {
  const cases = readAll(entry, stored);
  const tiers = [entry.tier1(), entry.tier2()];
  return {
    reference: costOf(cases.length, () => {
      for (const each of cases) run(entry.reference, each);
    }),
    tiers: costOf(cases.length, () => {
      for (const each of cases) for (const tier of tiers) run(tier, each);
    }),
  };
}

/** Whether a checkout goes by steps in its checks; older ones do not. */
async function goesBySteps(folder: string): Promise<boolean> {
  return await Deno.stat(new URL("props/core/batch.ts", folder)).then(() => true, () => false);
}

/** Microseconds that a check of the average program takes from a process's first one on, in the way in which hunts of the checkout go. */
async function checkCost(entry: Entry, stored: readonly Stored[], folder: string): Promise<number> {
  const cases = readAll(entry, stored);
  const [first, second] = [entry.tier1(), entry.tier2()];
  const bySteps = await goesBySteps(folder);
  return costOf(cases.length, () => {
    for (let from = 0; from < cases.length;) {
      const to = bySteps ? Math.min(from + batchSize(from), cases.length) : from + 1;
      for (let i = from; i < to; i++) run(entry.reference, cases[i] as Case);
      for (let i = from; i < to; i++) {
        if (!bySteps || i % WHOLE_EVERY === 0) run(first, cases[i] as Case);
        run(second, cases[i] as Case);
      }
      from = to;
    }
  });
}

/** Those of the programs that a checkout runs: an older one may not know all that they have, and be done with it soon. */
function readable(entry: Entry, stored: readonly Stored[]): Stored[] {
  return stored.filter(({ program, limits }) => {
    try {
      return entry.reference.run(entry.programFromJson(program), limits).status !== "poisoned";
    } catch {
      return false;
    }
  });
}

if (import.meta.main) {
  const [folder = "", file = "", what = ""] = Deno.args;
  const entry: Entry = await import(new URL("mod.ts", folder).href);
  const stored: Stored[] = JSON.parse(await Deno.readTextFile(file));
  const found = what === "readable"
    ? readable(entry, stored)
    : what === "check"
    ? await checkCost(entry, stored, folder)
    : probe(entry, stored);
  console.log(JSON.stringify(found));
}
