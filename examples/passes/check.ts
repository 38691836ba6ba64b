/**
 * Checks the example passes: the right ones must pass, each slip must be found.
 *
 * ```sh
 * deno task passes                  # 20,000 checks at seed 1; slips at seeds 1 to 3
 * deno task passes --checks 500     # fewer
 * deno task passes --checks 500 dead-stores constant-globals-slip
 * ```
 *
 * @module
 */

import type { Pass } from "../../mod.ts";
import { checkPass } from "../../props/mod.ts";
import { RIGHT, SLIPS } from "./mod.ts";

/** A pass under one seed. */
export interface Row {
  readonly pass: string;
  readonly seed: number;
  /** Index of the check that found something, and what; null when nothing was found. */
  readonly found: { readonly check: number; readonly text: string } | null;
}

/** Checks one pass. */
export function row(pass: Pass, seed: number, checks: number): Row {
  const failure = checkPass(pass, { seed, checks });
  return { pass: pass.name, seed, found: failure === null ? null : { check: failure.check, text: failure.text } };
}

const USAGE = `Checks the example passes: nothing may be found about the right ones, something about each slip.

usage: deno task passes [PASS ...] [--checks N] [--seeds N]

  --checks N  checks of each pass (default: 20000)
  --seeds N   seeds of each pass, from 1 on (default: 1 for a right one, 3 for a slip)
  --help      print this help

Exit code: 0 so it is, 1 it is not, 2 bad usage, 3 a broken invariant or a closed pipe.
Passes: ${[...RIGHT, ...SLIPS].map(({ name }) => name).join(", ")}`;

/** What is asked for; `seeds` null for the usual ones. */
interface Asked {
  readonly checks: number;
  readonly seeds: number | null;
  readonly passes: readonly Pass[];
}

/** Reads the command line; null for a call for help. Throws what is wrong with it. */
function commandLine(): Asked | null {
  const all = [...RIGHT, ...SLIPS];
  const names: string[] = [];
  const counts = new Map<string, number>();
  const words = Deno.args.flatMap((word) => /^--\w+=/.test(word) ? word.split("=", 2) : [word]);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === "--help") return null;
    if (word === "--checks" || word === "--seeds") {
      const value = words[++i] ?? "nothing";
      const count = Number(value);
      if (!(Number.isSafeInteger(count) && count > 0)) throw new Error(`${word} wants a count, found ${value}`);
      counts.set(word, count);
    } else if (all.some((pass) => pass.name === word)) names.push(word);
    else throw new Error(`no pass and no option is called ${JSON.stringify(word)}`);
  }
  return {
    checks: counts.get("--checks") ?? 20_000,
    seeds: counts.get("--seeds") ?? null,
    passes: all.filter(({ name }) => names.length === 0 || names.includes(name)),
  };
}

/** Throws where nobody reads on. */
function write(text: string): void {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
}

function main(): number {
  let asked: ReturnType<typeof commandLine>;
  try {
    asked = commandLine();
  } catch (error) {
    console.error(`passes: ${(error as Error).message}\nTry: deno task passes --help`);
    return 2;
  }
  if (asked === null) {
    console.log(USAGE);
    return 0;
  }
  const { checks, seeds, passes } = asked;
  let wrong = 0;
  for (const pass of passes) {
    const mustFail = SLIPS.includes(pass);
    for (let seed = 1; seed <= (seeds ?? (mustFail ? 3 : 1)); seed++) {
      // First what is checked, as that takes half a minute.
      write(`${pass.name.padEnd(24)} seed ${seed}  `);
      const { found } = row(pass, seed, checks);
      const says = found === null
        ? `nothing in ${checks} ${checks === 1 ? "check" : "checks"}`
        : `found at check ${found.check}`;
      const bad = (found !== null) !== mustFail;
      if (bad) wrong++;
      write(`${says}${bad ? "  UNEXPECTED" : ""}\n`);
      if (bad && found !== null) write(`${found.text}\n`);
    }
  }
  return wrong === 0 ? 0 : 1;
}

/** The exit code for a broken invariant, or output that nobody reads. */
function failed(error: unknown): number {
  console.error(`passes: ${error instanceof Error ? error.message : error}`);
  return 3;
}

if (import.meta.main) {
  try {
    Deno.exit(main());
  } catch (error) {
    Deno.exit(failed(error));
  }
}
