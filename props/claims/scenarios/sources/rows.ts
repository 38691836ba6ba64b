/**
 * Sites that use another row of a table in every round.
 *
 * @module
 */

import type { SourceSite } from "./source_site.ts";

/** Where the rounds begin in a table of values: which change is drawn says it. */
const STARTS = ["emit(1)", "emit(2)", "emit(3)"];

/** A site that takes the next row of a table in every round. */
export function rows(
  { name, module, names, table, use }: {
    readonly name: string;
    readonly module: string;
    readonly names: string;
    readonly table: readonly string[];
    readonly use: string;
  },
): SourceSite {
  const step = Math.ceil(table.length / STARTS.length);
  return {
    name,
    module,
    setup: `rows = [${table.join(", ")}]`,
    use: `${names} = rows[(i + ${step} * which) % ${table.length}]\n${use}`,
    breaks: STARTS,
    // From its start on, each goes through its part of the table.
    follow: step - 1,
  };
}
