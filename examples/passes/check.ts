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
import { interruptible } from "../../props/cli/interrupt.ts";
import { EXIT, HELP_OPTION, parseInteger, runCommand, unknownWord } from "../../props/cli/options.ts";
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
  await runCommand({
    name: "passes",
    summary: "Checks the example passes: nothing may be found about the right ones, something about each slip.\n" +
      "Exit code: 0 so it is, 1 it is not, 2 bad usage, 130 ended by Ctrl-C or SIGTERM.",
    positionals: "[PASS ...]",
    minPositionals: 0,
    maxPositionals: RIGHT.length + SLIPS.length,
    options: {
      checks: { kind: "value", value: "N", help: "checks of each pass (default: 20000)" },
      ...HELP_OPTION,
    },
    examples: ["passes", "passes --checks 500 dead-stores constant-globals-slip"],
  }, async ({ options, positionals }) => {
    const checks = options.checks === undefined ? 20_000 : parseInteger("checks", options.checks, 1, 1e9);
    const all = [...RIGHT, ...SLIPS];
    for (const name of positionals) {
      if (!all.some((pass) => pass.name === name)) throw unknownWord("pass", name, all.map((pass) => pass.name));
    }
    const chosen = all.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    const interrupt = interruptible();
    let wrong = 0;
    for (const pass of chosen) {
      const mustFail = SLIPS.includes(pass);
      for (const seed of mustFail ? [1, 2, 3] : [1]) {
        // Lets a signal in.
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (interrupt.signal.aborted) break;
        const { found } = row(pass, seed, checks);
        const says = found === null ? `nothing in ${checks} checks` : `found at check ${found.check}`;
        const bad = (found !== null) !== mustFail;
        if (bad) wrong++;
        console.log(`${pass.name.padEnd(24)} seed ${seed}  ${says}${bad ? "  UNEXPECTED" : ""}`);
        if (bad && found !== null) console.log(found.text);
      }
    }
    interrupt.release();
    if (wrong > 0) return EXIT.found;
    return interrupt.signal.aborted ? EXIT.interrupted : EXIT.ok;
  });
}
