/**
 * Campaigns as processes, for tests.
 *
 * @module
 */

import { CampaignStore } from "../campaign_store.ts";

/** A campaign that runs, or ran. */
export interface Ran {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly out: string;
  readonly err: string;
}

/** Starts `deno task campaign`. */
export function startCampaign(...args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", new URL("../cli.ts", import.meta.url).href, ...args],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** How it ended, and what it said. */
export async function endOf(child: Deno.ChildProcess): Promise<Ran> {
  const { code, signal, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, signal, out: text(stdout), err: text(stderr) };
}

/** URL of the module that is attacked. */
export const DIVISORS_MODULE: string = new URL("./divisors.ts", import.meta.url).href;

/** All that must be the same however often a campaign was killed: findings with their counts, and what was checked. */
export function essence(dir: string): unknown {
  const store = CampaignStore.open(dir);
  try {
    return {
      findings: store.findings().map((
        { signature, kind, claims, duplicates, token, index, folder, units, checks },
      ) => ({
        signature,
        checks,
        kind,
        claims,
        duplicates,
        token,
        index,
        folder,
        units,
      })),
      totals: store.totals().map(({ claim, tally: { checks, poisoned } }) => ({ claim, checks, poisoned })),
      mixed: store.counter("mixed"),
      slices: store.slices().map(({ number, claim, first, last, failures }) => ({
        number,
        claim,
        first,
        last,
        failures,
      })),
      folders: [...Deno.readDirSync(`${dir}/findings`)].map(({ name }) => name).sort(),
    };
  } finally {
    store.close();
  }
}
