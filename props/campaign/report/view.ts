/**
 * A campaign as reports show it: plain data, read once, so that pages and files of one report agree.
 *
 * @module
 */

import { basename } from "node:path";
import type { Explanation } from "../../core/plug.ts";
import {
  type CampaignFacts,
  type CampaignFinding,
  type CampaignRun,
  CampaignStore,
  type ClaimTotals,
  type CoveredFeature,
  type StatisticsRow,
} from "../campaign_store.ts";
import { type KnownEntry, type KnownList, readKnown } from "../known.ts";
import type { SampledCoverage } from "./sampled_coverage.ts";
import { TierproofError } from "../../../src/isa/errors.ts";

/** A finding with what reports say of it. */
export interface FindingView extends CampaignFinding {
  /** Its entry in the list of what somebody knows already; null for none. */
  readonly known: KnownEntry | null;
  /** Where the two sides part, in words. */
  readonly where: string;
  readonly left: Side;
  readonly right: Side;
  /** What is wrong with the defect that explains it, and what mending it does; empty where nobody says. */
  readonly healedBy: string;
  /** What the language says around the program; null of a finding whose store has none. */
  readonly sections: Explanation | null;
  /** The program for people; empty where the store has none. */
  readonly program: string;
  /** The whole explanation as text. */
  readonly explanation: string;
  /** The program in its language's own words; null where there are none. */
  readonly source: string | null;
  /** Where it can be looked at in the playground; null for nowhere. */
  readonly playground: string | null;
  /** Defects that were mended for it besides those of the campaign: it was found behind them. */
  readonly behind: readonly string[];
  /** The root cause that its file showed when it was read back and run once more; null where it was not, or did not fail. */
  readonly again: string | null;
  /** Names of the files in its folder. */
  readonly files: readonly string[];
}

/** What an engine said. */
export interface Side {
  readonly name: string;
  readonly text: string;
}

/** A campaign. */
export interface CampaignView {
  /** Of its folder. */
  readonly name: string;
  readonly facts: CampaignFacts;
  readonly runs: readonly CampaignRun[];
  /** Slices that are done. */
  readonly slices: number;
  /** Checks that failed for several known root causes at once. */
  readonly mixed: number;
  /** What the claims say, and what the known defects are, by name; those of a campaign of an older release are missing. */
  readonly claimWords: Readonly<Record<string, string>>;
  readonly defectWords: Readonly<Record<string, string>>;
  readonly statistics: readonly StatisticsRow[];
  readonly totals: readonly ClaimTotals[];
  readonly features: readonly CoveredFeature[];
  readonly findings: readonly FindingView[];
  /** What its programs do, where somebody ran some again to see. */
  readonly sample: SampledCoverage | null;
}

/** Findings that somebody has to look at: they fail, and nobody knows them yet. */
export function unknownFindings({ findings }: Pick<CampaignView, "findings">): FindingView[] {
  return findings.filter(({ state, known }) => state === "open" && known === null);
}

/** Makes a link to the playground of a finding's document; null where there is none. */
type LinkOf = (document: unknown) => string | null;

/** Reads the campaign of a folder. Throws a {@linkcode TierproofError} where there is none. */
export function readCampaign(dir: string, linkOf: LinkOf = () => null): CampaignView {
  const store = CampaignStore.open(dir);
  try {
    return viewOf(store, basename(dir), readKnown(dir), linkOf);
  } finally {
    store.close();
  }
}

function viewOf(store: CampaignStore, name: string, known: KnownList, linkOf: LinkOf): CampaignView {
  const facts = store.facts();
  if (facts === null) throw new TierproofError("file", `${store.dir}: the campaign has not begun yet`);
  return {
    name,
    facts,
    runs: store.runs(),
    slices: store.counter("slices"),
    mixed: store.counter("mixed"),
    claimWords: Object.fromEntries(store.words("claim")),
    defectWords: Object.fromEntries(store.words("defect")),
    statistics: store.statistics(),
    totals: store.totals(),
    features: store.features(),
    findings: store.findings().map((finding) => findingView(store, facts, finding, known, linkOf)),
    sample: null,
  };
}

function findingView(
  store: CampaignStore,
  { mended }: CampaignFacts,
  finding: CampaignFinding,
  known: KnownList,
  linkOf: LinkOf,
): FindingView {
  const { report, files, document } = store.texts(finding.id);
  const text = (name: string): string => typeof report[name] === "string" ? report[name] : "";
  const all = (document as { readonly mended?: unknown } | null)?.mended;
  return {
    ...finding,
    known: known.of(finding.signature),
    where: text("where"),
    left: sideOf(report["left"]),
    right: sideOf(report["right"]),
    healedBy: text("healed"),
    sections: (report["sections"] ?? null) as Explanation | null,
    program: text("text"),
    explanation: files.get("explanation.txt") ?? "",
    source: text("source") || null,
    playground: linkOf(document),
    behind: Array.isArray(all) ? all.filter((id): id is string => typeof id === "string" && !mended.includes(id)) : [],
    again: text("again") || null,
    files: [...files.keys()],
  };
}

function sideOf(value: unknown): Side {
  const side = typeof value === "object" && value !== null ? value as Partial<Side> : {};
  return { name: side.name ?? "", text: side.text ?? "" };
}
