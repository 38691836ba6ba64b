/**
 * How a campaign stands, for people: a screen on a terminal, a line now and then elsewhere.
 *
 * @module
 */

import { count, counted, cut, duration, percent, wrap } from "../report/text.ts";
import type { CampaignProgress } from "./campaign_options.ts";
import { chanceOfNew, expectedNew, type Frequencies, richness } from "./estimate.ts";
import { REPLAY_SHARE } from "./replays.ts";

/** A root cause with the number of checks that failed for it. */
export interface CauseCount {
  readonly signature: string;
  readonly checks: number;
  /** What is said besides: known, fixed. */
  readonly note: string;
}

/** What the screen shows. */
export interface Standing {
  readonly progress: CampaignProgress;
  readonly causes: readonly CauseCount[];
  /** How often each root cause was met, in checks. */
  readonly causeFrequencies: Frequencies;
  /** How often each feature was met, in slices; and how many slices looked. */
  readonly featureFrequencies: Frequencies;
  readonly slices: number;
}

/** Root causes on the screen. */
const MOST_CAUSES = 12;
const MEBIBYTE = 1024 * 1024;

/** What a terminal shows when its size is not known. */
const USUAL_SIZE = { columns: 100, rows: 40 };

function chanceText({ chance, atMost }: { readonly chance: number; readonly atMost: boolean }): string {
  const text = chance >= 0.01 ? `${(100 * chance).toFixed(1)} %` : chance === 0 ? "0" : `1 in ${count(1 / chance)}`;
  return `${atMost ? "at most " : ""}${text}`;
}

function expected(number: number): string {
  return number === 0
    ? "hardly any"
    : number < 0.1
    ? `one in ${count(1 / number)} of the`
    : `about ${number.toFixed(1)}`;
}

/** What is left to find. */
export function leftLines({ progress, causeFrequencies, featureFrequencies, slices }: Standing): string[] {
  const { checks } = progress;
  const causes = richness(causeFrequencies);
  const { seen } = causeFrequencies;
  const lines = [
    `left to find: the next check shows a new root cause with a chance of ${
      chanceText(chanceOfNew(causeFrequencies, checks))
    }${seen === 0 ? "" : `; there are ${count(causes)} or more, ${seen} were met`}`,
  ];
  if (featureFrequencies.seen > 0) {
    const features = richness(featureFrequencies);
    lines.push(
      `the next slice brings ${expected(expectedNew(featureFrequencies, slices))} features that were never met; ` +
        `${count(features)} or more can be reached, ${count(featureFrequencies.seen)} were`,
    );
  }
  return lines;
}

/** One line; of a run that is over nobody asks what it does. */
export function standingLine(progress: CampaignProgress, isOver = false): string {
  const { runSeconds, runChecks, checks, findings, features, phase, wasted, replayed, memory } = progress;
  const parts = [
    duration(runSeconds),
    isOver || phase === "slices" ? "" : phase,
    counted(checks, "check"),
    `${runSeconds > 0 ? count(runChecks / runSeconds) : "-"}/s`,
    `findings ${findings}`,
    features > 0 ? `features ${count(features)}` : "",
    `wasted ${percent(wasted, checks + replayed)}`,
    `memory ${count(memory / MEBIBYTE)} MiB`,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** The screen. */
export function standingScreen(standing: Standing): string[] {
  const { progress, causes } = standing;
  const { runSeconds, seconds, runChecks, checks, replayed, wasted, features, corpus, sinceNew, jobs, memory, phase } =
    progress;
  const before = seconds - runSeconds;
  const shown = [...causes].sort((a, b) => b.checks - a.checks).slice(0, MOST_CAUSES);
  const width = Math.max(0, ...shown.map(({ signature }) => signature.length));
  return [
    `${duration(runSeconds)}${before > 1 ? ` after ${duration(before)} before` : ""} · ${phase} · ${
      counted(jobs, "worker")
    } · ${count(memory / MEBIBYTE)} MiB`,
    `${counted(checks, "check")} · ${runSeconds > 0 ? count(runChecks / runSeconds) : "-"}/s · replayed ${
      count(replayed)
    } (at most ${percent(REPLAY_SHARE, 1)} of the time) · wasted ${percent(wasted, checks + replayed)}`,
    ...(features > 0
      ? [`${count(features)} features covered${corpus === 0 ? "" : ` · ${count(corpus)} programs in the corpus`}`]
      : []),
    `last new thing ${duration(sinceNew)} ago`,
    ...leftLines(standing),
    counted(causes.length, "root cause"),
    ...shown.map(({ signature, checks: times, note }) =>
      `  ${signature.padEnd(width)}  ${counted(times, "check")}${note === "" ? "" : ` · ${note}`}`
    ),
    ...(causes.length > shown.length ? [`  and ${causes.length - shown.length} more: --findings lists them`] : []),
  ];
}

/** The lines as a terminal shows them: long sentences wrapped, no line wider or more of them than there is room for. */
export function fitted(
  lines: readonly string[],
  { columns, rows }: { readonly columns: number; readonly rows: number },
): string[] {
  const width = columns - 1;
  const wrapped = lines.flatMap((line) =>
    line.length <= width || line.startsWith(" ") ? [cut(line, width)] : wrap(line, width, "  ").trimStart().split("\n")
  );
  // The last row is where the cursor stands: one line more, and the first one could not be taken back.
  return wrapped.slice(0, Math.max(1, rows - 1));
}

/** Where a standing is shown. */
export interface StandingDisplay {
  show(progress: CampaignProgress, standing: () => Standing): void;
  /** Says something that stays. */
  note(text: string): void;
  /** Takes the screen away. */
  end(): void;
}

/** Seconds between plain lines. */
const PLAIN_SECONDS = 10;

function write(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}

/** A display on standard error; silent when quiet. */
export function standingDisplay(quiet: boolean): StandingDisplay {
  if (quiet) return { show: () => {}, note: () => {}, end: () => {} };
  return Deno.stderr.isTerminal() ? screen() : lines();
}

function lines(): StandingDisplay {
  let next = PLAIN_SECONDS;
  return {
    show(progress) {
      if (progress.runSeconds < next) return;
      next = progress.runSeconds + PLAIN_SECONDS;
      write(`${standingLine(progress)}\n`);
    },
    note: (text) => write(`${text}\n`),
    end: () => {},
  };
}

function screen(): StandingDisplay {
  let shown = 0;
  const clear = (): string => shown === 0 ? "\r\x1b[J" : `\x1b[${shown}A\r\x1b[J`;
  const size = (): { readonly columns: number; readonly rows: number } => {
    try {
      return Deno.consoleSize();
    } catch {
      return USUAL_SIZE;
    }
  };
  return {
    show(_progress, standing) {
      const text = fitted(standingScreen(standing()), size()).map((line) => `${line}\n`);
      write(clear() + text.join(""));
      shown = text.length;
    },
    note(text) {
      write(`${clear()}${text}\n`);
      shown = 0;
    },
    end() {
      write(clear());
      shown = 0;
    },
  };
}
