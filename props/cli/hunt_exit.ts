/**
 * How a hunt ends, for whoever started it.
 *
 * @module
 */

import { type Finding, isOurs } from "../core/finding.ts";
import type { Tally } from "../core/tally.ts";
import { duration } from "../report/text.ts";
import { EXIT } from "./options.ts";

/** What a hunt has come to. */
interface Ended {
  readonly ended: string;
  readonly tally: Tally;
  readonly seconds: number;
}

/** How it ended, before its time; `found` says it where there are findings, null where there are none. */
export function endText({ ended, tally }: Ended, found: string | null): string {
  if (ended === "interrupted") return "interrupted after";
  return found ?? `nothing ${tally.checks === 0 ? "checked" : "found"} in`;
}

/** The exit code. That nothing was found says nothing where nothing was checked, and is told as a mistake. */
export function huntExit({ ended, tally, seconds }: Ended, findings: readonly Finding[]): number {
  if (findings.length > 0) return findings.some(isOurs) ? EXIT.invariant : EXIT.found;
  if (ended === "interrupted") return EXIT.interrupted;
  if (tally.checks > 0) return EXIT.ok;
  console.error(`hunt: no check came to its end in ${duration(seconds)}: nothing is known; give it more --time`);
  return EXIT.usage;
}
