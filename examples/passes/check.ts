/**
 * Checks the example passes: the right ones must pass, each slip must be found.
 *
 * ```sh
 * deno run examples/passes/check.ts           # 20,000 checks at seed 1; slips at seeds 1 to 3
 * deno run examples/passes/check.ts 500       # fewer
 * deno run examples/passes/check.ts 500 dead-stores constant-globals-slip
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

if (import.meta.main) {
  const [count = "20000", ...names] = Deno.args;
  const checks = Number(count);
  const wanted = (pass: Pass): boolean => names.length === 0 || names.includes(pass.name);
  let wrong = 0;
  const tell = (pass: Pass, seed: number, mustFail: boolean): void => {
    const { found } = row(pass, seed, checks);
    const says = found === null ? `nothing in ${checks} checks` : `found at check ${found.check}`;
    const bad = (found !== null) !== mustFail;
    if (bad) wrong++;
    console.log(`${pass.name.padEnd(24)} seed ${seed}  ${says}${bad ? "  UNEXPECTED" : ""}`);
    if (bad && found !== null) console.log(found.text);
  };
  for (const pass of RIGHT.filter(wanted)) tell(pass, 1, false);
  for (const pass of SLIPS.filter(wanted)) for (const seed of [1, 2, 3]) tell(pass, seed, true);
  Deno.exitCode = wrong === 0 ? 0 : 1;
}
