/**
 * A plug: a language, a target and the claims that are to hold on it. Whatever hunts, replays and reports works over one.
 *
 * @module
 */

import { choicesSubject } from "./choices_subject.ts";
import type { Claim, ProgramClaim } from "./claim.ts";
import { CoreError } from "./errors.ts";
import type { Finding } from "./finding.ts";
import type { Language } from "./language.ts";
import { programSubject } from "./program_subject.ts";
import type { Slice } from "./rounds.ts";
import { SHRINK_BUDGET, type ShrinkBudget } from "./shrink.ts";
import type { Subject } from "./subject.ts";
import type { Attacked, Target } from "./target.ts";

/** A part of a report about a finding. */
export interface Section {
  /** In capitals: `FIRST DIFFERENCE`. */
  readonly title: string;
  /** Beside the title; empty for nothing. */
  readonly note: string;
  /** Lines as they are, in columns. */
  readonly body: string;
  /** Sentences under them. */
  readonly notes: readonly string[];
  /** The same for programs that read reports: a JSON value. */
  readonly data?: unknown;
}

/** What a plug's report says around the program. */
export interface Explanation {
  /** Above the program. */
  readonly before: readonly Section[];
  /** Below it. */
  readonly after: readonly Section[];
}

/** A share of programs, in per cent, that a generator must reach. */
export interface Floor {
  /** What is true of a program. */
  readonly what: string;
  /** Of the programs, at least. */
  readonly percent: number;
}

/** The parts of a plug. */
export interface PlugParts<Draft, Program, A extends Attacked<Program>> {
  /** What programs are written in. */
  readonly language: Language<Draft, Program>;
  /** What they are run on. */
  readonly target: Target<Program, A>;
  /** In the order in which they are listed; the first one is attacked when none is named, and its programs are sampled. */
  readonly claims: readonly Claim<Program, A>[];
  /** Checks of each claim in a round of a hunt that goes on; others have a few. */
  readonly slices?: readonly Slice[];
  /** Shares of the generated programs that are watched. */
  readonly floors?: readonly Floor[];
  /** Of shrinking; default about two seconds. */
  readonly budget?: ShrinkBudget;
  /** Options that commands need to find the plug again, for reports: `--python PATH`; default none. */
  readonly options?: string;
  /** Files of a finding besides those of every finding, by name. */
  readonly files?: (finding: Finding) => ReadonlyMap<string, string>;
  /** What a report says of a finding besides what the core knows. Without it: the program. */
  readonly explain?: (finding: Finding) => Explanation;
}

/** A claim for lists. */
export interface ClaimRow {
  /** Of the claim. */
  readonly name: string;
  /** What must hold. */
  readonly what: string;
  /** Whether it is meant to fail. */
  readonly canary: boolean;
}

/** A plug as the core uses it: nobody outside knows the types of its Drafts and programs. */
export interface Plug {
  /** Name of what is attacked. */
  readonly name: string;
  /** What programs are written in. */
  readonly language: Language<unknown, unknown>;
  /** What they are run on. */
  readonly target: Target<unknown>;
  /** In the order in which they are listed. */
  readonly claims: readonly ClaimRow[];
  /** Checks of each claim in a round. */
  readonly slices: readonly Slice[];
  /** Shares that are watched. */
  readonly floors: readonly Floor[];
  /** Of shrinking. */
  readonly budget: ShrinkBudget;
  /** Options that commands need to find the plug again; empty for none. */
  readonly options: string;
  /** Files of a finding besides those of every finding, by name. */
  readonly files: (finding: Finding) => ReadonlyMap<string, string>;
  /** What reports say around the program. */
  readonly explain: (finding: Finding) => Explanation;
  /** Where people can look at a finding in a browser, for reports; null for nowhere. Without it: nowhere. */
  readonly link?: (finding: Finding) => string | null;
  /** URL of the user's module that it came from: commands that show a finding again name it. */
  readonly module?: string;
  /** The subject of a claim; the same one every time. Throws a {@linkcode CoreError} for a claim that there is not. */
  subject(claim: string): Subject<unknown>;
}

const NO_FILES: ReadonlyMap<string, string> = new Map();
const NOTHING: Explanation = { before: [], after: [] };

/** Makes a plug of its parts. */
export function plugOf<Draft, Program, A extends Attacked<Program>>(parts: PlugParts<Draft, Program, A>): Plug {
  const { language, target, claims, slices = [], floors = [], explain = () => NOTHING } = parts;
  const { budget = SHRINK_BUDGET, options = "", files = () => NO_FILES } = parts;
  checkParts(parts);
  const subjects = new Map<string, Subject<unknown>>();
  const make = (name: string): Subject<unknown> => {
    const claim = claims.find((each) => each.name === name);
    if (claim === undefined) {
      const known = claims.map((each) => each.name).join(", ");
      throw new CoreError("option", `unknown claim ${JSON.stringify(name)}; ${target.name} has ${known}`);
    }
    const why = claim.unfit?.(target.attacked(new Set())) ?? null;
    if (why !== null) throw new CoreError("option", `the claim ${name} says nothing about ${target.name}: ${why}`);
    const first = claim === claims[0];
    const subject = claim.kind === "program"
      ? programSubject(claim, languageOf(claim, language), target, { samples: first, nameExpected: first })
      : choicesSubject(claim, target);
    // Inputs only ever travel between the functions of their own subject.
    return subject as Subject<unknown>;
  };
  return {
    name: target.name,
    // Drafts and programs only ever travel between the functions of one plug.
    language: language as Language<unknown, unknown>,
    target: target as unknown as Target<unknown>,
    claims: claims.map(({ name, what, mustFail }) => ({ name, what, canary: mustFail === true })),
    slices,
    floors,
    budget,
    options,
    files,
    explain,
    subject(name) {
      let subject = subjects.get(name);
      if (subject === undefined) subjects.set(name, subject = make(name));
      return subject;
    },
  };
}

/** The language that a claim's programs are in, with Drafts of the claim's own if it makes them itself. */
function languageOf<Draft, Program, A>(
  { making }: ProgramClaim<Program, A>,
  language: Language<Draft, Program>,
): Language<unknown, Program> {
  // Drafts only ever travel between the functions of one subject.
  if (making === undefined) return language as Language<unknown, Program>;
  const { name, version, codec, size, print } = language;
  return { name, version, codec, size, print, ...making };
}

/** Names stand in tokens, between dots and signs. */
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Refuses parts that would only fail later, and far from here. */
function checkParts<D, P, A extends Attacked<P>>({ language, target, claims }: PlugParts<D, P, A>): void {
  const refuse = (message: string): CoreError => new CoreError("plug", `plug ${String(target?.name)}: ${message}`);
  const checkNames = (what: string, names: readonly unknown[]): void => {
    names.forEach((name, i) => {
      if (typeof name !== "string" || !NAME.test(name)) {
        throw refuse(
          `expected the name of ${what} in lower case, words joined by hyphens, found ${JSON.stringify(name)}`,
        );
      }
      if (names.indexOf(name) !== i) {
        throw refuse(`expected ${what} to have a name of its own, found ${name} twice`);
      }
    });
  };
  const checkFunctions = (what: string, of: object, names: readonly string[]): void => {
    for (const name of names) {
      const found = typeof (of as Readonly<Record<string, unknown>> | undefined)?.[name];
      if (found !== "function") throw refuse(`expected ${what} to have a function ${name}, found ${found}`);
    }
  };
  checkNames("a language", [language?.name]);
  checkNames("a target", [target?.name]);
  checkFunctions("the language", language, ["generate", "lower", "size", "print"]);
  checkFunctions("the language's codec", language.codec, ["encode", "decode"]);
  if (!Number.isSafeInteger(language.version) || language.version < 0) {
    throw refuse(`expected the language's version to be a whole number, found ${String(language.version)}`);
  }
  checkFunctions("the target", target, ["attacked"]);
  checkNames("a variant", [...new Set([target.variants?.none, target.variants?.all])]);
  checkNames("a defect", target.defects.map(({ id }) => id));
  if (claims.length === 0) throw refuse("expected at least one claim, found none");
  checkNames("a claim", claims.map(({ name }) => name));
  for (const claim of claims) {
    checkFunctions(`the claim ${claim.name}`, claim, ["check"]);
    if (claim.kind === "program" && claim.making !== undefined) {
      checkFunctions(`what the claim ${claim.name} is made with`, claim.making, ["generate", "lower"]);
    }
  }
}

/** The claims of a plug that say something about its target, canaries left out. */
export function fittingClaims(plug: Plug): string[] {
  return plug.claims.filter(({ name, canary }) => {
    if (canary) return false;
    try {
      plug.subject(name);
      return true;
    } catch (error) {
      if (error instanceof CoreError) return false;
      throw error;
    }
  }).map(({ name }) => name);
}

/** Where workers find a plug: a module that exports `loadPlug`, and what that is asked for. */
export interface PlugSource {
  /** URL of a {@linkcode PlugModule}. */
  readonly host: string;
  /** URL of a user's module; null for the host's own plug. */
  readonly module: string | null;
}

/** A module that workers import. */
export interface PlugModule {
  /** The host's own plug for null, else that of a user's module. */
  readonly loadPlug: (module: string | null) => Plug | Promise<Plug>;
}

/** Hosts that are loaded, by their URLs. */
const HOSTS = new Map<string, PlugModule>();

/**
 * Tells that the host of a URL is loaded: it is not imported once more. What runs from a bundle has none of its modules by a URL, and
 * would get a second copy of every class.
 */
export function provideHost(url: string, host: PlugModule): void {
  HOSTS.set(url, host);
}

/** Whether the host of a source is loaded. */
export function isLoaded({ host }: PlugSource): boolean {
  return HOSTS.has(host);
}

/** Imports a plug. */
export async function importPlug({ host, module }: PlugSource): Promise<Plug> {
  const { loadPlug }: PlugModule = HOSTS.get(host) ?? await import(host);
  return await loadPlug(module);
}
