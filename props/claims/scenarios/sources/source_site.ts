/**
 * Sites written as Python: one thing that a hot loop uses, and ways to change what it stands on.
 *
 * @module
 */

/** A use of something in a loop, and statements that change its ground. */
export interface SourceSite {
  readonly name: string;
  /** Statements of the module. */
  readonly module: string;
  /** Statements before the loop. */
  readonly setup: string;
  /** Statements of every round; `i` is the round, `at` the one with the change, `which` says which change. They log with `emit`. */
  readonly use: string;
  /** Statements, one of which is run in round `at`. */
  readonly breaks: readonly string[];
}

function indented(text: string, depth: number): string {
  return text.trim().split("\n").map((line) => `${"    ".repeat(depth)}${line}\n`).join("");
}

function changes(breaks: readonly string[], depth: number): string {
  return breaks.map((text, i) =>
    `${"    ".repeat(depth)}${i === 0 ? "if" : "elif"} which == ${i}:\n${indented(text, depth + 1)}`
  ).join("");
}

/** The module of a site, with what comes before the last use of a round. */
function moduleOf({ module, setup, use }: SourceSite, before: string): string {
  return `${module.trim()}
def f(n, at, which, between, twice):
${indented(setup, 1)}    for i in range(n):
        try:
${before}${indented(use, 3)}        except Exception as e:
            emit(type(e).__name__ + ": " + str(e))
`;
}

/**
 * The module of a site. `f(n, at, which, between, twice)` runs so many rounds, and a change in one of them, or with `twice` in the next
 * one, too: before the use, or between two uses of every round. What a round raises is logged.
 */
export function sourceOf(site: SourceSite): string {
  return moduleOf(
    site,
    `            if between:
${indented(site.use, 4)}            if i == at or twice and i == at + 1:
${changes(site.breaks, 4)}`,
  );
}

/** The same with nothing in it but what such a run runs. */
export function sourceOfRun(
  site: SourceSite,
  { which, between, twice }: { readonly which: number; readonly between: boolean; readonly twice: boolean },
): string {
  const change = indented(site.breaks[which] as string, 4);
  const use = between ? indented(site.use, 3) : "";
  return moduleOf(site, `${use}            if i == at${twice ? " or i == at + 1" : ""}:\n${change}`);
}
