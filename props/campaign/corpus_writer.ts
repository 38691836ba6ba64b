/**
 * Features and the corpus, written: both in the order of the plan, so that they are the same whichever slice ends first. Everything
 * here is part of the transaction around it, but where a call says that it is one of its own.
 *
 * @module
 */

import type { BatchFailure } from "../core/batch.ts";
import { type Guide, guidedPlug, type Origins, parentsOf } from "../core/guide.ts";
import type { Plug } from "../core/plug.ts";
import { chosenParents, ROUND_SLICES, roundOf, slicesBefore, type Weight, weightOf } from "./energy.ts";
import type { CampaignSlice, Casualty, MetFeature } from "./slice.ts";
import type { Statements } from "./statements.ts";

/** A slice with no guide, and one of random campaigns. */
const UNGUIDED: Guide = { parents: [] };

/** What is stored of a feature while its slice waits for its turn, and of a program of the corpus to check again. */
export interface CorpusProgram {
  readonly id: number;
  readonly claim: string;
  readonly index: number;
  /** As JSON. */
  readonly draft: unknown;
}

/** The write side of features and the corpus. */
export class CorpusWriter {
  readonly #statements: Statements;
  /** What is attacked, where the campaign is guided. */
  #plug: Plug | null = null;
  #seed = 0;
  #new: number[] = [];

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** From now on programs that bring new features are kept, and are parents of others. */
  guide(plug: Plug, seed: number): void {
    this.#plug = plug;
    this.#seed = seed;
  }

  /** What this version of the generator, or others, left behind: those Drafts are no parents any more. A transaction. */
  retireVersion(which: "of" | "not of", generator: number): void {
    const { run, write } = bound(this.#statements);
    const its = which === "of" ? "generator = ?" : "generator <> ?";
    write(() => {
      run(`DELETE FROM met WHERE ${its}`, generator);
      run(`DELETE FROM guides WHERE ${its}`, generator);
      run(`UPDATE features SET entry = NULL WHERE entry IN (SELECT id FROM corpus WHERE ${its})`, generator);
      run(`UPDATE corpus SET retired = 1 WHERE ${its}`, generator);
    });
  }

  /** What a slice is guided by; null where slices before it are to be done first. */
  guideOf(slice: CampaignSlice, done: number): Guide | null {
    if (!this.#isGuided(slice)) return UNGUIDED;
    if (done < slicesBefore(roundOf(slice.number))) return null;
    const ids = this.#parentIds(slice);
    return { parents: ids.map((id) => ({ id, draft: this.draft(id) })) };
  }

  /** Ids of the programs that a check was made of; none for one that was drawn. */
  parentsOf(slice: CampaignSlice, index: number): number[] {
    if (!this.#isGuided(slice)) return [];
    const parents = this.#parentIds(slice).map((id) => ({ id, draft: null }));
    return parentsOf({ parents }, this.#seed, index)?.map(({ id }) => id) ?? [];
  }

  /** The Drafts of programs of the corpus; null for none. */
  origins(ids: readonly number[]): Origins | null {
    const [first, second] = ids.map((id) => this.draft(id));
    return ids.length === 0 ? null : ids.length === 1 ? [first] : [first, second];
  }

  /** Notes what a slice met, until it has its turn. */
  meet({ generator, number }: CampaignSlice, features: readonly MetFeature[], seconds: number): void {
    if (features.length === 0) return;
    const sql = "INSERT OR REPLACE INTO met VALUES (?, ?, ?, ?)";
    this.#statements.run(sql, generator, number, seconds, JSON.stringify(features));
  }

  /** The turn of a slice has come: what it met is counted, and programs with something new are kept. */
  fold(slice: CampaignSlice, checks: number): void {
    const { run, get, all } = bound(this.#statements);
    const { generator, number } = slice;
    const row = get("SELECT seconds, features FROM met WHERE generator = ? AND number = ?", generator, number);
    if (row !== undefined) {
      const sql = "SELECT check_index FROM failures WHERE generator = ? AND number = ?";
      const failing = new Set(all(sql, generator, number).map((each) => Number(each["check_index"])));
      const features = JSON.parse(String(row["features"])) as MetFeature[];
      this.#count(slice, features, failing, checks, Number(row["seconds"]));
      run("DELETE FROM met WHERE generator = ? AND number = ?", generator, number);
    }
    if (this.#plug === null) return;
    if (this.#isGuided(slice)) {
      for (const id of this.#parentIds(slice)) run("UPDATE corpus SET drawn = drawn + 1 WHERE id = ?", id);
    }
    if ((number + 1) % ROUND_SLICES === 0) this.#weigh(generator, roundOf(number + 1));
  }

  /** Ids of programs that came since this was asked last. */
  takeNew(): number[] {
    const ids = this.#new;
    this.#new = [];
    return ids;
  }

  /** Programs to check again, those that came first. */
  toCheckAgain(generator: number, run: number): CorpusProgram[] {
    return this.#statements.all(
      `SELECT id, claim, check_index, draft FROM corpus WHERE generator = ? AND retired = 0 AND replayed < ? ORDER BY id`,
      generator,
      run,
    ).map((row) => ({
      id: Number(row["id"]),
      claim: String(row["claim"]),
      index: Number(row["check_index"]),
      draft: JSON.parse(String(row["draft"])),
    }));
  }

  /** A program was checked again; what fails waits to be judged before all failures of slices. A transaction. */
  checkedAgain(
    { id, claim, index }: CorpusProgram,
    generator: number,
    run: number,
    failed: BatchFailure | Casualty | null,
  ): void {
    const { write, run: change } = bound(this.#statements);
    write(() => {
      change("UPDATE corpus SET replayed = ? WHERE id = ?", run, id);
      if (failed === null) return;
      change(
        "INSERT OR IGNORE INTO failures VALUES (?, ?, ?, ?, ?, ?)",
        generator,
        // No slice: the plan begins with 0.
        -id,
        index,
        claim,
        "what" in failed ? failed.kind : "claim",
        JSON.stringify({ ...failed, index, parents: [id] }),
      );
    });
  }

  /** Takes programs out: they are no parents any more. A transaction. */
  retire(ids: readonly number[]): void {
    const { write, run } = bound(this.#statements);
    write(() => {
      for (const id of ids) run("UPDATE corpus SET retired = 1 WHERE id = ?", id);
    });
  }

  /** The Draft of a program of the corpus. */
  draft(id: number): unknown {
    return JSON.parse(String(this.#statements.get("SELECT draft FROM corpus WHERE id = ?", id)?.["draft"]));
  }

  #isGuided({ claim }: CampaignSlice): boolean {
    return this.#plug !== null && this.#plug.subject(claim).variation !== undefined;
  }

  #parentIds({ generator, number }: CampaignSlice): number[] {
    const sql = "SELECT weights FROM guides WHERE generator = ? AND round = ?";
    const row = this.#statements.get(sql, generator, roundOf(number));
    return row === undefined ? [] : chosenParents(JSON.parse(String(row["weights"])) as Weight[], this.#seed, number);
  }

  #count(
    slice: CampaignSlice,
    features: readonly MetFeature[],
    failing: ReadonlySet<number>,
    checks: number,
    seconds: number,
  ): void {
    const { claim, generator } = slice;
    const news = new Map<number, MetFeature[]>();
    for (const feature of features) {
      const { sort, name, index } = feature;
      const row = this.#statements.get(
        `INSERT INTO features VALUES (?, ?, 1, ?, ?, ?, ?, ?, NULL)
         ON CONFLICT (sort, name) DO UPDATE SET slices = slices + 1 RETURNING entry`,
        sort,
        name,
        claim,
        generator,
        index,
        checks,
        seconds,
      );
      // Children of what fails would fail like it.
      if (row?.["entry"] !== null || failing.has(index)) continue;
      news.set(index, [...news.get(index) ?? [], feature]);
    }
    if (!this.#isGuided(slice)) return;
    for (const [index, brought] of [...news].sort(([a], [b]) => a - b)) this.#keep(slice, index, brought, seconds);
  }

  /** Keeps a program; it is made again, as answers of workers do not hold it. */
  #keep(slice: CampaignSlice, index: number, features: readonly MetFeature[], seconds: number): void {
    const { claim, generator } = slice;
    const { run } = bound(this.#statements);
    const guide = this.guideOf(slice, Infinity) as Guide;
    const subject = guidedPlug(this.#plug as Plug, claim, guide).subject(claim);
    const draft = subject.variation?.encode(subject.generate(this.#seed, index));
    const { lastInsertRowid } = run(
      `INSERT INTO corpus (claim, generator, check_index, draft, features, drawn, seconds, retired, replayed)
       VALUES (?, ?, ?, ?, ?, 0, ?, 0, (SELECT coalesce(max(id), 0) FROM runs))`,
      claim,
      generator,
      index,
      JSON.stringify(draft),
      features.length,
      seconds,
    );
    const id = Number(lastInsertRowid);
    for (const { sort, name } of features) {
      run("UPDATE features SET entry = ? WHERE sort = ? AND name = ?", id, sort, name);
    }
    this.#new.push(id);
  }

  /** A round of slices is done: what programs weigh holds for the round after the one that has begun. */
  #weigh(generator: number, begun: number): void {
    const { run, all } = bound(this.#statements);
    const rows = all(
      `SELECT c.id, c.drawn, f.slices FROM corpus c JOIN features f ON f.entry = c.id
       WHERE c.retired = 0 ORDER BY c.id, f.sort, f.name`,
    );
    const met = new Map<number, { drawn: number; slices: number[] }>();
    for (const row of rows) {
      const id = Number(row["id"]);
      const entry = met.get(id) ?? { drawn: Number(row["drawn"]), slices: [] };
      entry.slices.push(Number(row["slices"]));
      met.set(id, entry);
    }
    const list = [...met].map(([id, { drawn, slices }]): Weight => [id, weightOf(slices, drawn)]);
    run("INSERT OR REPLACE INTO guides VALUES (?, ?, ?)", generator, begun + 1, JSON.stringify(list));
    run("DELETE FROM guides WHERE generator = ? AND round < ?", generator, begun);
  }
}

/** The methods as functions. */
function bound(statements: Statements): Pick<Statements, "run" | "get" | "all" | "write"> {
  return {
    run: (sql, ...values) => statements.run(sql, ...values),
    get: (sql, ...values) => statements.get(sql, ...values),
    all: (sql, ...values) => statements.all(sql, ...values),
    write: (run) => statements.write(run),
  };
}
