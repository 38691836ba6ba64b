/**
 * Options of campaigns on `divisors.ts` in the thread of a test.
 *
 * @module
 */

import { plugSource } from "../../cpython/load.ts";
import type { CampaignOptions } from "../campaign_options.ts";
import { DIVISORS, plug } from "./divisors.ts";
import { OwnThread } from "./own_thread.ts";

/** A campaign that makes a few thousand checks. */
export function divisorsOptions(dir: string): CampaignOptions {
  const module = new URL("./divisors.ts", import.meta.url).href;
  return {
    dir,
    plug,
    source: plugSource(module),
    facts: {
      id: "a campaign of a test",
      created: 0,
      attacked: plug.name,
      language: plug.language.name,
      options: { module },
      mended: [],
      variant: "as-is",
      claims: Object.keys(DIVISORS),
      seed: 1,
      guided: false,
    },
    jobs: 1,
    checks: 6000,
    timeMs: Infinity,
    plateauMs: Infinity,
    limits: { hangMs: 10_000, memoryBytes: 2 ** 31 },
    workers: (setup) => new OwnThread(plug, setup, 1),
    listener: {},
  };
}

/** A guided one, in small slices: some rounds of them are soon done. */
export function guidedOptions(dir: string): CampaignOptions {
  const { facts, ...options } = divisorsOptions(dir);
  const claims = ["third", "long"];
  return {
    ...options,
    plug: { ...plug, slices: claims.map((claim) => ({ claim, checks: 8 })) },
    facts: { ...facts, claims, guided: true },
    checks: 13_000,
  };
}
