/**
 * What a campaign stores, written. Each call is one transaction: whoever is killed in between has stored all of it, or nothing.
 *
 * @module
 */

import type { DatabaseSync } from "node:sqlite";
import type { BatchFailure } from "../core/batch.ts";
import type { KnownCause } from "../core/causes.ts";
import { addTally, newTally, type Tally } from "../core/tally.ts";
import type { Judged, NewFinding, NewRun, PendingFailure } from "./campaign_rows.ts";
import {
  type CampaignFacts,
  CampaignStore,
  type FindingKind,
  type RunEnd,
  type StatisticsRow,
  type WordSort,
} from "./campaign_store.ts";
import { CorpusWriter } from "./corpus_writer.ts";
import { databasePath, guarded, openDatabase } from "./database.ts";
import type { CampaignSlice, Casualty, SliceResult } from "./slice.ts";
import { Statements } from "./statements.ts";

/** Slices that are kept behind the place where the plan is done, for whoever is curious. */
const KEPT_SLICES = 20_000;

/** The write side of a campaign's folder. */
export class CampaignWriter {
  readonly store: CampaignStore;
  /** What is covered, and the programs that did. */
  readonly corpus: CorpusWriter;
  readonly #database: DatabaseSync;
  readonly #path: string;
  readonly #statements: Statements;

  /** Opens the folder's database, or makes it. */
  constructor(dir: string) {
    this.#path = databasePath(dir);
    this.#database = openDatabase(dir);
    this.store = new CampaignStore(dir, this.#database);
    this.#statements = new Statements(this.#database, this.#path);
    this.corpus = new CorpusWriter(this.#statements);
  }

  close(): void {
    guarded(this.#path, () => {
      // The folder is easier to copy with everything in one file.
      this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      this.#database.close();
    });
  }

  /** Says what the campaign is. */
  begin(facts: CampaignFacts): void {
    this.#write(() => {
      this.#run(
        "INSERT INTO campaign VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        facts.id,
        facts.created,
        facts.attacked,
        facts.language,
        JSON.stringify(facts.options),
        JSON.stringify(facts.mended),
        facts.variant,
        JSON.stringify(facts.claims),
        facts.seed,
        Number(facts.guided),
      );
    });
  }

  /** A process begins to work; gives the number of its run. */
  startRun({ started, pid, jobs, generator, machine = "", asked = "" }: NewRun): number {
    return this.#write(() => {
      this.#run("INSERT OR IGNORE INTO plans VALUES (?, 0)", generator);
      const { lastInsertRowid } = this.#run(
        "INSERT INTO runs (started, pid, jobs, generator, machine, asked, checks, seconds) VALUES (?, ?, ?, ?, ?, ?, 0, 0)",
        started,
        pid,
        jobs,
        generator,
        machine,
        asked,
      );
      return Number(lastInsertRowid);
    });
  }

  /** Keeps what names mean; those that were explained before are told anew. */
  explain(sort: WordSort, words: Iterable<readonly [name: string, text: string]>): void {
    this.#write(() => {
      for (const [name, text] of words) this.#run("INSERT OR REPLACE INTO words VALUES (?, ?, ?)", sort, name, text);
    });
  }

  /** A run is over. */
  endRun(run: number, ended: number, endedBy: RunEnd): void {
    this.#write(() => this.#run("UPDATE runs SET ended = ?, ended_by = ? WHERE id = ?", ended, endedBy, run));
  }

  /** How many slices in a row, from the first on, are done. */
  done(generator: number): number {
    return Number(this.#get("SELECT done FROM plans WHERE generator = ?", generator)?.["done"] ?? 0);
  }

  /** Numbers of slices that are done out of turn. */
  doneBeyond(generator: number): number[] {
    const sql = "SELECT number FROM slices WHERE generator = ? AND number >= ? ORDER BY number";
    return this.#all(sql, generator, this.done(generator)).map((row) => Number(row["number"]));
  }

  /** Stores what a slice gave; false, and nothing else, for one that is done already. */
  finishSlice(slice: CampaignSlice, result: SliceResult, run: number, campaignSeconds: number): boolean {
    const { generator, number, claim, from, to } = slice;
    const { tally, failures, casualties, seconds } = result;
    return this.#write(() => {
      if (number < this.done(generator)) return false;
      const { changes } = this.#run(
        "INSERT OR IGNORE INTO slices VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        generator,
        number,
        claim,
        from,
        to - 1,
        run,
        failures.length + casualties.length,
        tally.poisoned,
        seconds,
      );
      if (Number(changes) === 0) return false;
      for (const failure of failures) this.#addFailure(slice, "claim", failure);
      for (const casualty of casualties) this.#addFailure(slice, casualty.kind, casualty);
      this.#addTotals(claim, tally, seconds);
      this.corpus.meet(slice, result.features, campaignSeconds);
      this.#run("UPDATE runs SET checks = checks + ? WHERE id = ?", tally.checks, run);
      this.count("checks", tally.checks);
      this.count("poisoned", tally.poisoned + tally.discarded);
      this.count("slices", 1);
      this.#moveOn(slice);
      return true;
    });
  }

  #addFailure(slice: CampaignSlice, kind: FindingKind, failure: BatchFailure | Casualty): void {
    const { generator, number, claim } = slice;
    this.#run(
      "INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?)",
      generator,
      number,
      failure.index,
      claim,
      kind,
      JSON.stringify({ ...failure, parents: this.corpus.parentsOf(slice, failure.index) }),
    );
  }

  #addTotals(claim: string, tally: Tally, seconds: number): void {
    const row = this.#get("SELECT tally, seconds FROM totals WHERE claim = ?", claim);
    const sum = row === undefined ? newTally() : JSON.parse(String(row["tally"])) as Tally;
    addTally(sum, tally);
    this.#run(
      "INSERT OR REPLACE INTO totals VALUES (?, ?, ?)",
      claim,
      JSON.stringify(sum),
      Number(row?.["seconds"] ?? 0) + seconds,
    );
  }

  /** The plan is done up to the first slice that is not. */
  #moveOn({ generator, seed }: CampaignSlice): void {
    const before = this.done(generator);
    const checks = this.store.counter("checks");
    let done = before;
    for (;; done++) {
      const row = this.#get(
        "SELECT claim, first, last FROM slices WHERE generator = ? AND number = ?",
        generator,
        done,
      );
      if (row === undefined) break;
      const [from, to] = [Number(row["first"]), Number(row["last"]) + 1];
      this.corpus.fold({ number: done, claim: String(row["claim"]), seed, generator, from, to }, checks);
    }
    if (done === before) return;
    this.#run("UPDATE plans SET done = ? WHERE generator = ?", done, generator);
    this.#run("DELETE FROM slices WHERE generator = ? AND number < ?", generator, done - KEPT_SLICES);
  }

  /** Failing checks whose turn it is, in the order of the plan: all slices before theirs are done. */
  pending(limit: number): PendingFailure[] {
    return this.#all(
      `SELECT generator, number, check_index, claim, kind, failure FROM failures JOIN plans USING (generator)
       WHERE number < done ORDER BY generator, number, check_index LIMIT ?`,
      limit,
    ).map((row) => ({
      generator: Number(row["generator"]),
      number: Number(row["number"]),
      index: Number(row["check_index"]),
      claim: String(row["claim"]),
      kind: row["kind"] as FindingKind,
      ...pendingOf(String(row["failure"])),
    }));
  }

  /** Whether a slice of the plan is among those that are done, or nobody knows any more. */
  isPlanned({ generator, number, claim, from, to }: CampaignSlice): boolean {
    const row = this.#get(
      "SELECT claim, first, last FROM slices WHERE generator = ? AND number = ?",
      generator,
      number,
    );
    return row === undefined || (row["claim"] === claim && row["first"] === from && row["last"] === to - 1);
  }

  /** Begins the plan anew, as another release has made another one: its slices are none of these. Findings and counts stay. */
  beginAgain(generator: number): void {
    this.corpus.retireVersion("of", generator);
    this.#write(() => {
      this.#run("DELETE FROM slices WHERE generator = ?", generator);
      this.#run("DELETE FROM failures WHERE generator = ?", generator);
      this.#run("UPDATE plans SET done = 0 WHERE generator = ?", generator);
    });
  }

  /** Gives up failing checks of other versions of the generator: nobody can make their programs again. Gives their number. */
  dropOlder(generator: number): number {
    this.corpus.retireVersion("not of", generator);
    return this.#write(() => Number(this.#run("DELETE FROM failures WHERE generator <> ?", generator).changes));
  }

  /** How many failing checks wait, those of later slices included. */
  waiting(): number {
    return Number(this.#get("SELECT count(*) AS waiting FROM failures")?.["waiting"]);
  }

  /**
   * Checks of the plan before a failing one, those of older versions of the generator counted: the same however many workers
   * there are, and whatever else is done already.
   */
  checksBefore({ generator, number, index }: Pick<PendingFailure, "generator" | "number" | "index">): number {
    const rest = "SELECT total(last - first + 1) FROM slices WHERE generator = ? AND number >= ?";
    const first = "SELECT first FROM slices WHERE generator = ? AND number = ?";
    return this.store.counter("checks") - this.#statements.number(rest, generator, number) + index -
      this.#statements.number(first, generator, number);
  }

  /** Slice and index of each failing check that waits. */
  waitingKeys(): string[] {
    return this.#all("SELECT number, check_index FROM failures").map((row) => `${row["number"]} ${row["check_index"]}`);
  }

  /** Stores what came of failing checks, which wait no more. */
  judged(list: readonly { readonly pending: PendingFailure; readonly judged: Judged }[]): void {
    this.#write(() => {
      for (const { pending: { generator, number, index }, judged: { known, alias, finding } } of list) {
        this.#run(
          "DELETE FROM failures WHERE generator = ? AND number = ? AND check_index = ?",
          generator,
          number,
          index,
        );
        if (alias !== null) this.#run("INSERT OR REPLACE INTO aliases VALUES (?, ?)", alias.signature, alias.finding);
        if (finding !== null) this.#addFinding(finding);
        else if (known === null) this.count("mixed", 1);
        else {
          this.#run(
            "UPDATE findings SET duplicates = ?, claims = ? WHERE signature = ?",
            known.duplicates,
            JSON.stringify(known.claims),
            known.cause.key,
          );
        }
      }
    });
  }

  #addFinding(finding: NewFinding): void {
    this.#run(
      `INSERT INTO findings (signature, kind, cause, claim, claims, duplicates, state, ours, units, events, token, generator,
         check_index, run, found, seconds, checks, replayed, folder, document, report, files)
       VALUES (?, ?, ?, ?, ?, 0, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)`,
      finding.signature,
      finding.kind,
      JSON.stringify(finding.cause),
      finding.claim,
      JSON.stringify([finding.claim]),
      Number(finding.ours),
      finding.units,
      finding.events,
      finding.token,
      finding.generator,
      finding.index,
      finding.run,
      finding.found,
      finding.seconds,
      finding.checks,
      finding.folder,
      JSON.stringify(finding.document),
      JSON.stringify(finding.report),
      JSON.stringify(Object.fromEntries(finding.files)),
    );
  }

  /** Root causes that are known, in the order in which they were found, and what stands for them. */
  causes(): { readonly found: KnownCause[]; readonly aliases: (readonly [string, string])[] } {
    return {
      found: this.store.findings().map(({ cause, duplicates, claims }) => ({ cause, duplicates, claims: [...claims] })),
      aliases: this.#all("SELECT signature, finding FROM aliases").map((row) =>
        [String(row["signature"]), String(row["finding"])] as const
      ),
    };
  }

  /** A run looked whether a finding still fails; it took so many checks. */
  replayed(finding: number, run: number, fails: boolean): void {
    this.#write(() => {
      this.#run(
        "UPDATE findings SET replayed = ?, state = ? WHERE id = ?",
        run,
        fails ? "open" : "fixed",
        finding,
      );
      this.count("replayed", 1);
    });
  }

  /** The sums that statistics show. */
  sums(): Pick<StatisticsRow, "checks" | "replayed" | "wasted" | "poisoned" | "findings" | "features" | "corpus"> {
    const number = (sql: string): number => this.#statements.number(sql);
    const { store } = this;
    const replayed = store.counter("replayed");
    const poisoned = store.counter("poisoned");
    const again = number("SELECT total(duplicates) FROM findings") + store.counter("mixed");
    return {
      checks: store.counter("checks"),
      replayed,
      wasted: replayed + poisoned + again,
      poisoned,
      findings: number("SELECT count(*) FROM findings"),
      features: number("SELECT count(*) FROM features"),
      corpus: number("SELECT count(*) FROM corpus WHERE retired = 0"),
    };
  }

  /** Stores how the campaign stands, and how long it has been running. */
  statistics(row: StatisticsRow, runSeconds: number): void {
    this.#write(() => {
      this.#run(
        "INSERT OR REPLACE INTO statistics VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.time,
        row.run,
        row.seconds,
        row.checks,
        row.replayed,
        row.wasted,
        row.poisoned,
        row.findings,
        row.features,
        row.corpus,
        row.jobs,
        row.memory,
        row.underWay,
      );
      this.#run("INSERT OR REPLACE INTO counters VALUES ('seconds', ?)", row.seconds);
      this.#run("UPDATE runs SET seconds = ? WHERE id = ?", runSeconds, row.run);
    });
  }

  /** Adds to a number that is counted beside the tables; part of the transaction around it. */
  count(name: string, more: number): void {
    this.#run(
      "INSERT INTO counters VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
      name,
      more,
    );
  }

  #write<T>(run: () => T): T {
    return this.#statements.write(run);
  }

  #run(...statement: Parameters<Statements["run"]>): ReturnType<Statements["run"]> {
    return this.#statements.run(...statement);
  }

  #get(...statement: Parameters<Statements["get"]>): ReturnType<Statements["get"]> {
    return this.#statements.get(...statement);
  }

  #all(...statement: Parameters<Statements["all"]>): ReturnType<Statements["all"]> {
    return this.#statements.all(...statement);
  }
}

/** A failure with its parents, as they are stored together; older ones have none. */
function pendingOf(text: string): Pick<PendingFailure, "failure" | "parents"> {
  const { parents = [], ...failure } = JSON.parse(text) as (BatchFailure | Casualty) & { parents?: readonly number[] };
  return { failure, parents };
}
