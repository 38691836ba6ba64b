/**
 * What a campaign prints while it runs and at its end: text for people, or lines of JSON.
 *
 * @module
 */

import type { Plug } from "../core/plug.ts";
import { commandText } from "../report/command_text.ts";
import { count, counted, duration } from "../report/text.ts";
import type { CampaignListener, CampaignProgress, CampaignResult } from "./campaign_options.ts";
import { type CampaignFacts, CampaignStore } from "./campaign_store.ts";
import { frequenciesOf } from "./estimate.ts";
import { FINDINGS } from "./schema.ts";
import { shownReplay, stateNote } from "./findings_text.ts";
import { KnownList, readKnown } from "./known.ts";
import { shownQueue } from "./queue/address.ts";
import { leftLines, type Standing, standingDisplay, standingLine } from "./status_lines.ts";

/** Milliseconds between two screens, and between two lines of JSON. */
const SCREEN_MS = 1000;
const JSON_MS = 10_000;

/** How a campaign is told. */
export interface CampaignReporter {
  readonly listener: CampaignListener;
  /** Takes the screen away. */
  release(): void;
  /** Says how it ended. */
  tell(result: CampaignResult): void;
}

/** Where and how. */
export interface ReporterOptions {
  readonly dir: string;
  readonly plug: Plug;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Where the queue is, as it was given. */
  readonly queue: string | undefined;
}

function attackText({ attacked, language, variant, mended, claims }: CampaignFacts, plug: Plug): string {
  const what = attacked === language ? variant : `${attacked}, ${variant}`;
  const repairs = variant === plug.target.variants.all || mended.length === 0 ? "" : ` + ${mended.join(" + ")}`;
  return `target ${what}${repairs}, ${claims.length === 1 ? `claim ${claims[0]}` : `${claims.length} claims`}`;
}

const ENDS: Readonly<Record<CampaignResult["ended"], string>> = {
  checks: "all checks are made",
  time: "the time is over",
  plateau: "nothing new was met any more",
  interrupted: "interrupted",
  failed: "failed",
};

/** Tells a campaign on standard output and error. */
export function campaignReporter({ dir, plug, json, quiet, queue }: ReporterOptions): CampaignReporter {
  const display = standingDisplay(quiet || json);
  let next = 0;
  const line = (event: string, facts: object): void => console.log(JSON.stringify({ event, ...facts }));
  let store: CampaignStore | null = null;
  // Whoever writes into the list while the campaign runs is not to end it.
  let known = new KnownList([]);
  const standing = (progress: CampaignProgress): Standing =>
    standingOf(store ??= CampaignStore.open(dir), known, progress);
  return {
    listener: {
      onStart({ facts, before, run }) {
        known = readKnown(dir);
        if (json) return line("start", { dir, run, ...facts, checks: before.checks, seconds: before.seconds });
        const past = before.checks === 0
          ? "begins"
          : `goes on after ${count(before.checks)} checks in ${duration(before.seconds)}, findings ${before.findings}`;
        console.log(`campaign ${dir}: ${attackText(facts, plug)}, seed ${facts.seed}; ${past}`);
      },
      onProgress(progress) {
        const now = performance.now();
        if (now < next) return;
        next = now + (json ? JSON_MS : SCREEN_MS);
        if (json) line("progress", progress);
        else display.show(progress, () => standing(progress));
      },
      onFailure: (claim, index) => json || display.note(`check ${count(index)} of ${claim} failed, investigating ...`),
      onFinding(finding, isKnown) {
        const { signature, claim, index, units, seconds, token, folder, kind, report } = finding;
        if (json) {
          return line("finding", {
            signature,
            kind,
            claim,
            check: index,
            seconds,
            token,
            folder,
            known: isKnown,
            report,
          });
        }
        const size = units === 0 ? "" : `, ${counted(units, "instruction")}`;
        const note = isKnown ? " (known)" : "";
        display.note(`${duration(seconds)} · ${signature}${note}: ${claim}, check ${count(index)}${size}`);
      },
      onChange({ signature }, fails) {
        if (json) return line("change", { signature, state: fails ? "open" : "fixed" });
        display.note(fails ? `${signature} fails again` : `${signature} fails no more: fixed`);
      },
    },
    release: () => display.end(),
    tell(result) {
      if (json) return line("end", endFacts(result));
      const { ended, last, findings, waiting } = result;
      known = readKnown(dir);
      const now = standing(last);
      for (const finding of findings) {
        const note = stateNote(finding, known);
        const times = finding.duplicates + 1;
        console.log(
          `${String(finding.id).padStart(3)}  ${finding.signature}${note === "" ? "" : `  [${note}]`} · ${
            count(times)
          } ${times === 1 ? "check" : "checks"}\n     ${shownReplay(dir, finding)}`,
        );
      }
      for (const text of leftLines(now)) console.log(text);
      if (waiting > 0) console.log(`${count(waiting)} failing checks wait to be looked at in the next run`);
      console.log(`${ENDS[ended]}: ${standingLine(last, true)}`);
      if (findings.length > 0) console.log(`findings: ${dir}/${FINDINGS}`);
      console.log(
        `to go on: ${commandText(["campaign", dir, ...(queue === undefined ? [] : ["--queue", shownQueue(queue)])])}`,
      );
      store?.close();
    },
  };
}

/** The last line of JSON. */
function endFacts({ ended, facts, last, findings, waiting }: CampaignResult) {
  return {
    ended,
    seed: facts.seed,
    ...last,
    waiting,
    findings: findings.map(({ id, signature, state, duplicates, claims, token, folder, kind }) => ({
      id,
      signature,
      kind,
      state,
      duplicates,
      claims,
      token,
      folder,
    })),
  };
}

/** How the campaign stands, from its folder. */
function standingOf(store: CampaignStore, known: KnownList, progress: CampaignProgress): Standing {
  const findings = store.findings();
  return {
    progress,
    causes: findings.map((finding) => ({
      signature: finding.signature,
      checks: finding.duplicates + 1,
      note: stateNote(finding, known),
    })),
    causeFrequencies: frequenciesOf(findings.map(({ duplicates }) => duplicates + 1)),
    featureFrequencies: frequenciesOf(store.features().map(({ slices }) => slices)),
    slices: store.counter("slices"),
  };
}
