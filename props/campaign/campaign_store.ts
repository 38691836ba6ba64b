/**
 * What is stored of a campaign, read: for its status, its report, and whoever wants to know. It may be read while the campaign runs.
 *
 * @module
 */

import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { RootCause } from "../core/root_cause.ts";
import type { Tally } from "../core/tally.ts";
import type { TargetValues } from "../cli/target_options.ts";
import { databasePath, guarded, readDatabase } from "./database.ts";
import type { CasualtyKind } from "./slice.ts";

/** What a campaign is: everything that it finds follows from this. */
export interface CampaignFacts {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Name of the plug. */
  readonly attacked: string;
  readonly language: string;
  /** Options of the command line that say what is attacked. */
  readonly options: TargetValues;
  /** Ids of the defects that are mended. */
  readonly mended: readonly string[];
  /** What the target is called with these mended. */
  readonly variant: string;
  /** In the order of the plan. */
  readonly claims: readonly string[];
  readonly seed: number;
  readonly guided: boolean;
}

/** How a run ended. */
export type RunEnd = "checks" | "time" | "plateau" | "interrupted" | "failed";

/** A process that worked on a campaign. */
export interface CampaignRun {
  readonly id: number;
  readonly started: number;
  /** Null while it runs, and of one that was killed. */
  readonly ended: number | null;
  readonly endedBy: RunEnd | null;
  readonly pid: number;
  readonly jobs: number;
  readonly generator: number;
  /** New checks. */
  readonly checks: number;
  readonly seconds: number;
  /** System, cores and runtime of the coordinator, for people; empty where nobody wrote it down. */
  readonly machine: string;
  /** The options that it was asked for, for people; empty where nobody wrote it down. */
  readonly asked: string;
}

/** A slice that is done. */
export interface DoneSlice {
  readonly generator: number;
  readonly number: number;
  readonly claim: string;
  /** Its checks, both included. */
  readonly first: number;
  readonly last: number;
  readonly run: number;
  readonly failures: number;
  readonly poisoned: number;
  /** That its worker took. */
  readonly seconds: number;
}

/** What a finding is about: a claim that fails, or a check that costs its worker. */
export type FindingKind = "claim" | CasualtyKind;

/** A finding of a campaign. */
export interface CampaignFinding {
  /** In the order in which they were found, from 1. */
  readonly id: number;
  readonly signature: string;
  readonly kind: FindingKind;
  readonly cause: RootCause;
  /** Of the check that was looked at. */
  readonly claim: string;
  /** All that failed for it. */
  readonly claims: readonly string[];
  readonly duplicates: number;
  /** `fixed`: it did not fail any more when it was replayed last. */
  readonly state: "open" | "fixed";
  /** Whether it is a defect of Tierproof itself. */
  readonly ours: boolean;
  readonly units: number;
  readonly events: number;
  readonly token: string;
  readonly generator: number;
  /** Of the check. */
  readonly index: number;
  readonly run: number;
  /** Milliseconds since 1970. */
  readonly found: number;
  /** Of the campaign, when it was found. */
  readonly seconds: number;
  readonly checks: number;
  /** The last run that looked whether it still fails; 0 for none. */
  readonly replayed: number;
  /** Name of its folder under `findings/`. */
  readonly folder: string;
  /** The command that shows it again; files in it are named from the campaign's folder. */
  readonly replay: string;
}

/** The long parts of a finding. */
export interface FindingTexts {
  /** The finding as its file holds it. */
  readonly document: unknown;
  /** What commands say of it with `--json`. */
  readonly report: Readonly<Record<string, unknown>>;
  /** The texts of its folder, by name. */
  readonly files: ReadonlyMap<string, string>;
}

/** How a campaign stood at some time. */
export interface StatisticsRow {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly run: number;
  /** That the campaign had been running, all runs together. */
  readonly seconds: number;
  /** New ones, of the campaign. */
  readonly checks: number;
  /** Those of slices that are under way, about: of workers of this machine alone. */
  readonly underWay: number;
  /** Checks of findings and of the corpus. */
  readonly replayed: number;
  /** Checks that could tell nothing new. */
  readonly wasted: number;
  readonly poisoned: number;
  readonly findings: number;
  readonly features: number;
  readonly corpus: number;
  readonly jobs: number;
  /** Bytes, all processes together. */
  readonly memory: number;
}

/** Something that programs made an engine do, and the first check that did. */
export interface CoveredFeature {
  readonly sort: string;
  readonly name: string;
  /** In how many slices it was met. */
  readonly slices: number;
  readonly claim: string;
  readonly generator: number;
  readonly index: number;
  readonly checks: number;
  readonly seconds: number;
}

/** A program of the corpus. */
export interface CorpusEntry {
  /** In the order in which they came, from 1. */
  readonly id: number;
  readonly claim: string;
  readonly generator: number;
  /** Of the check that brought it. */
  readonly index: number;
  /** A Draft as JSON. */
  readonly draft: unknown;
  /** What it was the first to reach: sort and name. */
  readonly reached: readonly string[];
}

/** What names stand for that are explained. */
export type WordSort = "claim" | "defect";

/** Sums over all slices of a claim. */
export interface ClaimTotals {
  readonly claim: string;
  readonly tally: Tally;
  readonly seconds: number;
}

type Row = Readonly<Record<string, SQLOutputValue>>;

/** Columns of a finding that are short. */
const FINDING_COLUMNS =
  `id, signature, kind, cause, claim, claims, duplicates, state, ours, units, events, token, generator,
  check_index AS "index", run, found, seconds, checks, replayed, folder,
  coalesce(json_extract(report, '$.replay'), 'deno task replay ' || token) AS replay`;

/** Rows as objects; what the columns hold is what the writer put there. */
function as<T>(row: Row): T {
  return { ...row } as T;
}

function parsed(value: SQLOutputValue | undefined): unknown {
  return JSON.parse(String(value));
}

function findingOf(row: Row): CampaignFinding {
  return {
    ...as<CampaignFinding>(row),
    cause: parsed(row["cause"]) as RootCause,
    claims: parsed(row["claims"]) as string[],
    ours: row["ours"] === 1,
  };
}

/** The read side of a campaign's folder. */
export class CampaignStore {
  readonly dir: string;
  readonly #database: DatabaseSync;

  /** Reads from a database that is open. */
  constructor(dir: string, database: DatabaseSync) {
    this.dir = dir;
    this.#database = database;
  }

  /** Opens a folder to read it. Throws a {@linkcode TierproofError} for one without a campaign. */
  static open(dir: string): CampaignStore {
    return new CampaignStore(dir, readDatabase(dir));
  }

  close(): void {
    this.#database.close();
  }

  /** What the campaign is; null before it has begun. */
  facts(): CampaignFacts | null {
    const [row] = this.#rows("SELECT * FROM campaign");
    if (row === undefined) return null;
    return {
      ...as<CampaignFacts>(row),
      options: parsed(row["options"]) as TargetValues,
      mended: parsed(row["mended"]) as string[],
      claims: parsed(row["claims"]) as string[],
      guided: row["guided"] === 1,
    };
  }

  /** In the order in which they began. */
  runs(): CampaignRun[] {
    return this.#rows(
      `SELECT id, started, ended, ended_by AS endedBy, pid, jobs, generator, checks, seconds, machine, asked
       FROM runs ORDER BY id`,
    ).map((row) => as<CampaignRun>(row));
  }

  /** In the order of the plan. */
  slices(): DoneSlice[] {
    return this.#rows("SELECT * FROM slices ORDER BY generator, number").map((row) => as<DoneSlice>(row));
  }

  /** In the order in which they were found. */
  findings(): CampaignFinding[] {
    return this.#rows(`SELECT ${FINDING_COLUMNS} FROM findings ORDER BY id`).map(findingOf);
  }

  /** The long parts of a finding. */
  texts(id: number): FindingTexts {
    const [row] = this.#rows("SELECT document, report, files FROM findings WHERE id = ?", id);
    if (row === undefined) throw new RangeError(`finding ${id}: there is none`);
    return {
      document: parsed(row["document"]),
      report: parsed(row["report"]) as FindingTexts["report"],
      files: new Map(Object.entries(parsed(row["files"]) as Record<string, string>)),
    };
  }

  /** In the order of time. */
  statistics(): StatisticsRow[] {
    return this.#rows("SELECT *, under_way AS underWay FROM statistics ORDER BY time").map((row) => {
      const { under_way: _, ...known } = row;
      return as<StatisticsRow>(known);
    });
  }

  /** What the claims say, or the defects are: by name. */
  words(sort: WordSort): ReadonlyMap<string, string> {
    const rows = this.#rows("SELECT name, text FROM words WHERE sort = ? ORDER BY name", sort);
    return new Map(rows.map(({ name, text }) => [String(name), String(text)]));
  }

  /** By claim. */
  totals(): ClaimTotals[] {
    return this.#rows("SELECT * FROM totals ORDER BY claim").map((row) => ({
      ...as<ClaimTotals>(row),
      tally: parsed(row["tally"]) as Tally,
    }));
  }

  /** In the order of their names. */
  features(): CoveredFeature[] {
    return this.#rows(
      `SELECT sort, name, slices, claim, generator, check_index AS "index", checks, seconds FROM features ORDER BY sort, name`,
    ).map((row) => as<CoveredFeature>(row));
  }

  /** Ids of the programs of the corpus, in the order in which they came. */
  corpusIds(): number[] {
    return this.#rows("SELECT id FROM corpus WHERE retired = 0 ORDER BY id").map((row) => Number(row["id"]));
  }

  /** A program of the corpus. */
  corpusEntry(id: number): CorpusEntry {
    const [row] = this.#rows(`SELECT id, claim, generator, check_index AS "index", draft FROM corpus WHERE id = ?`, id);
    if (row === undefined) throw new RangeError(`program ${id} of the corpus: there is none`);
    const reached = this.#rows("SELECT sort, name FROM features WHERE entry = ? ORDER BY sort, name", id);
    return {
      ...as<CorpusEntry>(row),
      draft: parsed(row["draft"]),
      reached: reached.map(({ sort, name }) => `${sort} ${name}`),
    };
  }

  /** A number that is counted beside the tables; 0 where it never was. */
  counter(name: string): number {
    return Number(this.#rows("SELECT value FROM counters WHERE name = ?", name)[0]?.["value"] ?? 0);
  }

  #rows(sql: string, ...values: (string | number)[]): Row[] {
    return guarded(databasePath(this.dir), () => this.#database.prepare(sql).all(...values));
  }
}
