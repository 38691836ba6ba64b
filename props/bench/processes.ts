/**
 * Processes that are measured.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";

/** Processor seconds of all processes that this one has waited for, where the system tells; else those that go by. */
export function spentSeconds(): number {
  try {
    const stat = Deno.readTextFileSync("/proc/self/stat");
    // The name in parentheses may hold anything; children's user and system time are 14 and 15 fields behind it, in hundredths.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return performance.now() / 1000;
  }
}

/**
 * Runs deno; gives what it printed. Throws a {@linkcode TierproofError} where it ends with another code than 0 or 1, and the reason of
 * `signal` where that ended it.
 */
export async function deno(
  args: readonly string[],
  signal: AbortSignal,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args: [...args], env, signal }).output();
  signal.throwIfAborted();
  if (code > 1) {
    const told = new TextDecoder().decode(stderr).trim().split("\n").at(-1) ?? "";
    throw new TierproofError("option", `deno ${args.join(" ")}: expected exit code 0 or 1, found ${code}: ${told}`);
  }
  return new TextDecoder().decode(stdout);
}
