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
  /** How many rounds there are behind the one with the change at least; none if left out. */
  readonly follow?: number;
  /** Frames that a run is allowed; the usual number if left out. */
  readonly frames?: number;
}

function indented(text: string, depth: number): string {
  return text.trim().split("\n").map((line) => `${"    ".repeat(depth)}${line}\n`).join("");
}

function changes(breaks: readonly string[], depth: number): string {
  return breaks.map((text, i) =>
    `${"    ".repeat(depth)}${i === 0 ? "if" : "elif"} which == ${i}:\n${indented(text, depth + 1)}`
  ).join("");
}

/** The parameters of the function of a site. */
export const SITE_PARAMETERS = ["n", "at", "which", "between", "twice"] as const;

/** One of them. */
export type SiteParameter = (typeof SITE_PARAMETERS)[number];

/** The module of a site with some parameters and with the statements of a round. */
function moduleOf({ module, setup }: SourceSite, parameters: readonly SiteParameter[], round: string): string {
  return `${module.trim()}
def f(${parameters.join(", ")}):
${indented(setup, 1)}    for i in range(n):
${round}`;
}

/** Statements of a round, three deep, of which it is logged what they raise. */
function caught(statements: string): string {
  return `        try:
${statements}        except Exception as e:
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
    SITE_PARAMETERS,
    caught(`            if between:
${indented(site.use, 4)}            if i == at or twice and i == at + 1:
${changes(site.breaks, 4)}${indented(site.use, 3)}`),
  );
}

/** The same with nothing in it but what such a run runs; `catches`: what a round raises is logged, else it ends the run. */
export function sourceOfRun(
  site: SourceSite,
  { which, between, twice }: { readonly which: number; readonly between: boolean; readonly twice: boolean },
  catches: boolean,
): string {
  const { setup, use, breaks } = site;
  const change = breaks[which] as string;
  const depth = catches ? 3 : 2;
  const round = `${between ? indented(use, depth) : ""}${
    indented(`if i == at${twice ? " or i == at + 1" : ""}:\n${indented(change, 1)}`, depth)
  }${indented(use, depth)}`;
  const isNamed = (name: SiteParameter): boolean => new RegExp(`\\b${name}\\b`).test(`${setup} ${use} ${change}`);
  const parameters = SITE_PARAMETERS.filter((name) => name === "n" || name === "at" || isNamed(name));
  return moduleOf(site, parameters, catches ? caught(round) : round);
}
