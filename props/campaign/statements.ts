/**
 * Statements of a campaign's database, prepared once each; what goes wrong is told with the path.
 *
 * @module
 */

import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { guarded, transaction } from "./database.ts";

/** What columns hold that are written. */
export type Value = string | number | null;
/** A row that is read. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The statements of one database. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #path: string;
  readonly #prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>();

  constructor(database: DatabaseSync, path: string) {
    this.#database = database;
    this.#path = path;
  }

  /** Runs something in one transaction. */
  write<T>(run: () => T): T {
    return guarded(this.#path, () => transaction(this.#database, run));
  }

  /** Changes rows; part of the transaction around it. */
  run(
    sql: string,
    ...values: Value[]
  ): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint } {
    return this.#statement(sql).run(...values);
  }

  /** The first row. */
  get(sql: string, ...values: Value[]): Row | undefined {
    return guarded(this.#path, () => this.#statement(sql).get(...values));
  }

  /** All rows. */
  all(sql: string, ...values: Value[]): Row[] {
    return guarded(this.#path, () => this.#statement(sql).all(...values));
  }

  /** The one number that is asked for; 0 for none. */
  number(sql: string, ...values: Value[]): number {
    return Number(Object.values(this.get(sql, ...values) ?? {})[0] ?? 0);
  }

  #statement(sql: string): ReturnType<DatabaseSync["prepare"]> {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) this.#prepared.set(sql, statement = this.#database.prepare(sql));
    return statement;
  }
}
