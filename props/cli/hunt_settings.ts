/**
 * What `deno task hunt` can be asked for, and what one hunt does.
 *
 * @module
 */

import { fittingClaims, type Plug, type PlugSource } from "../core/plug.ts";
import type { Mended } from "../core/target.ts";
import { DEFAULT_CLAIM } from "../cpython/vm_target.ts";
import type { KeepOptions } from "../report/finding_keep.ts";
import {
  durationOption,
  HELP_OPTION,
  integerOption,
  JSON_OPTION,
  type OptionValues,
  unknownWord,
  usageError,
} from "./options.ts";
import { LINK_OPTIONS } from "./playground_option.ts";
import {
  askedMended,
  type AttackedPlug,
  PYTHON_OPTIONS,
  SOURCE_OPTIONS,
  TARGET_OPTIONS,
  usuallyMended,
} from "./target_options.ts";

/** Without `--checks` and `--time`. */
const DEFAULT_MS = 60_000;
/** The same with `--all`: enough for what a hunt of the pin finds. */
const DEFAULT_ALL_MS = 300_000;
/** What `--deep` stands for. */
const DEEP_CLAIM = "boundaries";
const MAX_JOBS = 64;
/** A batch takes a tenth of a second as a rule. */
const PATIENCE_MS = 120_000;

/** Options of `deno task hunt`. */
export const HUNT_OPTIONS = {
  ...TARGET_OPTIONS,
  ...SOURCE_OPTIONS,
  ...PYTHON_OPTIONS,
  ...LINK_OPTIONS,
  claim: { kind: "value", value: "NAME|list", help: `the claim to attack, or list them (default: ${DEFAULT_CLAIM})` },
  deep: {
    kind: "flag",
    help: "compare tier 2 with tier 1 at every instruction: the claim boundaries, ten times slower",
  },
  all: { kind: "flag", help: "go on after a finding: all claims in rounds, one report for each root cause" },
  checks: { kind: "value", value: "N", help: "stop after N checks" },
  time: {
    kind: "value",
    value: "30s",
    help: "stop after a time: 500ms, 30s, 2m, 1h (default without --checks: 60s, with --all 5m)",
  },
  seed: { kind: "value", value: "S", help: "the seed that decides everything (default: random, printed)" },
  jobs: { kind: "value", value: "N", help: "workers; any number ends in the same finding (default: 1)" },
  out: { kind: "path", value: "DIR", help: "write each finding into a new folder there as it is found" },
  "write-test": { kind: "path", value: "DIR", help: "write each finding as a deno test file there" },
  import: { kind: "value", value: "SPEC", help: "what these tests import (default: props/mod.ts of this copy)" },
  quiet: { kind: "flag", help: "no progress, only the result; with --json nothing but its object" },
  ...JSON_OPTION,
  ...HELP_OPTION,
} as const;

/** What one hunt does. */
export interface HuntSettings {
  readonly plug: Plug;
  readonly source: PlugSource;
  readonly mended: Mended;
  readonly claim: string;
  /** Claims of a hunt that goes on after a finding; null for the usual one. */
  readonly all: readonly string[] | null;
  readonly checks: number;
  readonly timeMs: number;
  readonly seed: number;
  readonly jobs: number;
  /** How long a batch of a user's own code is waited for. */
  readonly patience: { readonly patienceMs?: number };
  readonly keep: KeepOptions;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Reads the options. Throws a {@linkcode TierproofError} of code `option` that names the nearest right word. */
export function readSettings(
  options: OptionValues<typeof HUNT_OPTIONS>,
  { plug, source }: AttackedPlug,
): HuntSettings {
  const mended = askedMended(options, plug) ?? usuallyMended(plug);
  const names = plug.claims.map((row) => row.name);
  if (options.import !== undefined && options["write-test"] === undefined) {
    throw usageError("--import is what the tests of --write-test import; give both");
  }
  if (options.deep && (options.all || options.claim !== undefined)) {
    throw usageError(`--deep is the claim ${DEEP_CLAIM}: give it alone; --all has it among its claims`);
  }
  const claim = options.deep ? DEEP_CLAIM : options.claim ?? names[0] as string;
  if (claim !== "list" && !names.includes(claim)) throw unknownWord("claim", claim, [...names, "list"]);
  // A claim that says nothing about what is attacked is refused here.
  if (claim !== "list") plug.subject(claim);
  const checks = integerOption(options, "checks", Infinity, 1, Number.MAX_SAFE_INTEGER);
  const defaultMs = checks !== Infinity ? Infinity : options.all ? DEFAULT_ALL_MS : DEFAULT_MS;
  return {
    plug,
    source,
    mended,
    claim,
    all: options.all ? (options.claim === undefined ? fittingClaims(plug) : [options.claim]) : null,
    checks,
    timeMs: durationOption(options, "time", defaultMs),
    seed: integerOption(options, "seed", randomSeed(), 0, Number.MAX_SAFE_INTEGER),
    jobs: integerOption(options, "jobs", 1, 1, MAX_JOBS),
    patience: options.module === undefined ? {} : { patienceMs: PATIENCE_MS },
    keep: { out: options.out, tests: options["write-test"], specifier: options.import, module: source.module },
    quiet: options.quiet,
    json: options.json,
  };
}

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] as number;
}
