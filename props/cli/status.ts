/**
 * Progress of a hunt: one line rewritten in place on a terminal, a plain line now and then elsewhere.
 *
 * @module
 */

import type { Tally } from "../core/tally.ts";
import { count, counted, cut, duration, percent } from "../report/text.ts";

/** Seconds between plain lines. */
const PLAIN_SECONDS = 10;

/** What targets count, as the line shows it. */
const COUNTS: readonly (readonly [name: string, text: (number: number, tally: Tally) => string])[] = [
  ["reachedTier2", (number, { checks }) => `tier 2 ${percent(number, checks)}`],
  ["executors", (number) => `executors ${count(number)}`],
  ["deopts", (number) => `deopts ${count(number)}`],
  ["errors", (number) => `errors ${count(number)}`],
  ["changedTraces", (number) => `traces changed ${count(number)}`],
];

/** The counts of a hunt on one line. */
export function tallyText(tally: Tally, seconds: number, findings: number): string {
  const rate = seconds > 0 ? count(tally.checks / seconds) : "-";
  return [
    counted(tally.checks, "check"),
    `${rate}/s`,
    ...COUNTS.flatMap(([name, text]) => {
      const number = tally.counts[name];
      return number === undefined ? [] : [text(number, tally)];
    }),
    `findings ${findings}`,
  ].join(" · ");
}

/** The counts of a hunt for `--json`. */
export function countsReport({ checks, counts }: Tally) {
  const { reachedTier2, ...others } = counts;
  const share = reachedTier2 === undefined ? {} : { tier2Share: checks === 0 ? 0 : reachedTier2 / checks };
  return { ...share, ...others };
}

/** How far a hunt is. */
export interface Progress {
  readonly tally: Tally;
  readonly seconds: number;
  readonly findings?: number;
}

/** Where progress goes. */
export interface StatusLine {
  show(progress: Progress): void;
  /** Says something that stays, in place of the line. */
  note(text: string): void;
  /** Takes the line away. */
  end(): void;
}

/** A status line on standard error; silent when quiet. */
export function statusLine(quiet: boolean): StatusLine {
  if (quiet) return { show: () => {}, note: () => {}, end: () => {} };
  return Deno.stderr.isTerminal() ? liveStatus() : plainStatus();
}

function write(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}

function liveStatus(): StatusLine {
  const CLEAR = "\r\x1b[K";
  const columns = (): number => {
    try {
      return Deno.consoleSize().columns;
    } catch {
      return 100;
    }
  };
  const line = (text: string): void => write(`${CLEAR}${cut(text, columns() - 1)}`);
  return {
    show: ({ tally, seconds, findings = 0 }) => line(`${duration(seconds)} · ${tallyText(tally, seconds, findings)}`),
    note: (text) => write(`${CLEAR}${text}\n`),
    end: () => write(CLEAR),
  };
}

function plainStatus(): StatusLine {
  let next = PLAIN_SECONDS;
  return {
    show: ({ tally, seconds, findings = 0 }) => {
      if (seconds < next) return;
      next = seconds + PLAIN_SECONDS;
      write(`${duration(seconds)} · ${tallyText(tally, seconds, findings)}\n`);
    },
    note: (text) => write(`${text}\n`),
    end: () => {},
  };
}
