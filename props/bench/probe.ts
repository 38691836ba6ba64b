/**
 * Runs programs on the engines of a checkout, this one or another, through its public entry point: what `bench --against` starts
 * in a process of its own. Arguments: URL of the checkout's folder, a file with programs and their limits as
 * JSON, and `readable` to get back those that the checkout reads.
 *
 * @module
 */

import process from "node:process";
import type { Engine, Limits } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";

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

/** A program of the file. */
interface Stored {
  readonly program: unknown;
  readonly limits: Limits;
}

function probe(entry: Entry, stored: readonly Stored[]): ProbeReport {
  const cases = stored.map(({ program, limits }) => ({ program: entry.programFromJson(program), limits }));
  const tiers = [entry.tier1(), entry.tier2()];
  return {
    reference: costOf(cases.length, () => {
      for (const { program, limits } of cases) entry.reference.run(program, limits);
    }),
    tiers: costOf(cases.length, () => {
      for (const { program, limits } of cases) for (const tier of tiers) tier.run(program, limits);
    }),
  };
}

/** Those of the programs that a checkout reads: an older one may not know all that they have. */
function readable(entry: Entry, stored: readonly Stored[]): Stored[] {
  return stored.filter(({ program }) => {
    try {
      entry.programFromJson(program);
      return true;
    } catch {
      return false;
    }
  });
}

if (import.meta.main) {
  const [folder = "", file = "", what = ""] = Deno.args;
  const entry: Entry = await import(new URL("mod.ts", folder).href);
  const stored: Stored[] = JSON.parse(await Deno.readTextFile(file));
  console.log(JSON.stringify(what === "readable" ? readable(entry, stored) : probe(entry, stored)));
}
