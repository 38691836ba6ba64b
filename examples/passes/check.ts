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

usage: deno task passes [PASS ...] [--checks N]

  --checks N  checks of each pass (default: 20000)
  --help      print this help

Exit code: 0 so it is, 1 it is not, 2 bad usage.
Passes: ${[...RIGHT, ...SLIPS].map(({ name }) => name).join(", ")}`;

/** Reads the command line; null for a call for help. Throws what is wrong with it. */
function commandLine(): { readonly checks: number; readonly passes: readonly Pass[] } | null {
  const all = [...RIGHT, ...SLIPS];
  const names: string[] = [];
  let checks = 20_000;
  const words = Deno.args.flatMap((word) => word.startsWith("--checks=") ? ["--checks", word.slice(9)] : [word]);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === "--help") return null;
    if (word === "--checks") {
      const value = words[++i] ?? "nothing";
      checks = Number(value);
      if (!(Number.isSafeInteger(checks) && checks > 0)) throw new Error(`--checks wants a count, found ${value}`);
    } else if (all.some((pass) => pass.name === word)) names.push(word);
    else throw new Error(`no pass and no option is called ${JSON.stringify(word)}`);
  }
  return { checks, passes: all.filter(({ name }) => names.length === 0 || names.includes(name)) };
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
  const { checks, passes } = asked;
  let wrong = 0;
  for (const pass of passes) {
    const mustFail = SLIPS.includes(pass);
    for (const seed of mustFail ? [1, 2, 3] : [1]) {
      const { found } = row(pass, seed, checks);
      const says = found === null ? `nothing in ${checks} checks` : `found at check ${found.check}`;
      const bad = (found !== null) !== mustFail;
      if (bad) wrong++;
      console.log(`${pass.name.padEnd(24)} seed ${seed}  ${says}${bad ? "  UNEXPECTED" : ""}`);
      if (bad && found !== null) console.log(found.text);
    }
  }
  return wrong === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(main());
