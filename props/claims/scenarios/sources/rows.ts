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

/** A site that calls another function of a module in every round, of those that begin a line and take `x`; it tells what comes of it. */
export function calling(name: string, module: string): SourceSite {
  const table = [...module.matchAll(/^def (\w+)\(x\):/gm)].map(([, found]) => found as string);
  return rows({
    name,
    module,
    names: "q",
    table,
    use: "try: emit(q(i))\nexcept BaseException as e: emit((type(e).__name__, str(e)))",
  });
}
