/**
 * What there was to reach in a language that has a table of it, and why the rest cannot be.
 *
 * @module
 */

import { expansionOf } from "../../../src/isa/expansion.ts";
import { OPCODE_NAMES, opcodeKind, type OpcodeName } from "../../../src/isa/opcodes.ts";
import type { Tier2UopName } from "../../../src/isa/uops.ts";
import { membersOf, TIER2_UOPS, whyNoDeopt, whyNoError, whyNoOpcode, whyNoUop } from "../../coverage/catalog.ts";
import { CPYTHON } from "../../cpython/plug.ts";
import type { CampaignFacts, CoveredFeature } from "../campaign_store.ts";
import { placeOf } from "./coverage.ts";
import { COUNTS, evidenceOf, formText, PIN_ABOUT, PIN_VARIANTS, PIN_WORDS, REASONS } from "./pin_words.ts";

/** Things of one sort that could be reached. */
export interface Reachable {
  /** In the plural: `micro-ops that ran`. */
  readonly what: string;
  readonly reached: number;
  readonly possible: number;
  /** Those that were not, though they can be. */
  readonly never: readonly string[];
  /** Those that cannot be, with the reason. */
  readonly impossible: readonly { readonly name: string; readonly why: string }[];
}

/** Sorts of features about places of one kind: a heat map of their own. */
export interface PlaceMap {
  readonly title: string;
  /** The sorts, and what their columns are called. */
  readonly sorts: ReadonlyMap<string, string>;
}

/** What is known of a language. */
export interface Catalog {
  /** The sort of features whose names are two places that followed one another. */
  readonly pairs: string;
  /** Sorts that are shown against one another. */
  readonly maps: readonly PlaceMap[];
  /** What the sorts are, for people. */
  readonly titles: Readonly<Record<string, string>>;
  /** What was and was not reached. */
  reachable(features: readonly CoveredFeature[]): Reachable[];
  /** What a place comes from, for tables. */
  origin(place: string): readonly string[];
  /** What a form of a defect is; empty where nobody says. */
  form(defect: string, form: string): string;
  /** Where a defect was seen first; empty where nobody says. */
  evidence(defect: string): string;
  /** Why a run is given up, and what is counted of runs. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly counts: Readonly<Record<string, string>>;
  /** Words of the page. */
  readonly words: readonly (readonly [word: string, meaning: string])[];
}

/** What is attacked. */
export interface AboutTarget {
  readonly sentences: readonly string[];
  /** What its variants are: `with all known defects repaired`. */
  readonly variants: Readonly<Record<string, string>>;
}

/** A thing that happens somewhere: the sort of features that says so, where it could, and why it cannot. */
interface KnownSort<Name extends string = string> {
  readonly what: string;
  readonly sort: string;
  readonly names: readonly Name[];
  readonly why: (name: Name) => string | null;
}

const PAIRS = "pair";

const UOP_SORTS: readonly KnownSort<Tier2UopName>[] = [
  { what: "micro-ops that ran in a trace", sort: PAIRS, names: TIER2_UOPS, why: whyNoUop },
  { what: "micro-ops that left a trace by their guard", sort: "deopt", names: TIER2_UOPS, why: whyNoDeopt },
  { what: "micro-ops that left a trace by an error", sort: "error", names: TIER2_UOPS, why: whyNoError },
];

const OPCODE_SORTS: readonly KnownSort<OpcodeName>[] = (["base", "specialized", "instrumented"] as const).map((
  group,
) => ({
  what: `${group === "base" ? "instructions" : `${group} instructions`} that ran between traces`,
  sort: "opcode",
  names: membersOf(group),
  why: (name) => whyNoOpcode(name, "tier2"),
}));

/** Names of places in the features of a sort. */
function placesOf(sort: string, features: readonly CoveredFeature[]): Set<string> {
  const places = new Set<string>();
  for (const feature of features) {
    if (feature.sort !== sort) continue;
    const { row, column } = placeOf(feature);
    places.add(row);
    if (sort === PAIRS) places.add(column);
  }
  return places;
}

function reachableIn<Name extends string>(
  { what, sort, names, why }: KnownSort<Name>,
  features: readonly CoveredFeature[],
): Reachable {
  const met = placesOf(sort, features);
  const able = names.filter((name) => why(name) === null || met.has(name));
  const never = able.filter((name) => !met.has(name));
  const impossible = names.flatMap((name) => {
    const reason = why(name);
    // What has no such flag is no surprise to anybody.
    return reason === null || met.has(name) || reason.startsWith("its row has no") ? [] : [{ name, why: reason }];
  });
  return { what, reached: able.length - never.length, possible: able.length, never, impossible };
}

/** Opcodes by the uops that they expand to. */
function opcodesByUop(): ReadonlyMap<string, readonly string[]> {
  const opcodes = new Map<string, string[]>();
  for (const opcode of OPCODE_NAMES) {
    if (opcodeKind(opcode) === "pseudo") continue;
    for (const name of new Set(expansionOf(opcode).map((uop) => uop.name))) {
      opcodes.set(name, [...opcodes.get(name) ?? [], opcode]);
    }
  }
  return opcodes;
}

const ORIGINS = opcodesByUop();

const UOP_COLUMNS: PlaceMap["sorts"] = new Map([
  [PAIRS, "ran"],
  ["deopt", "left by a guard"],
  ["error", "left by an error"],
  ["invalidated", "trace invalidated"],
]);

const OPCODE_COLUMNS: PlaceMap["sorts"] = new Map([
  ["opcode", "ran"],
  ["specialized", "changed its form"],
  ["missed", "guessed wrong"],
  ["raised", "raised"],
  ["unsupported", "ended a projection"],
]);

const PIN: Catalog = {
  pairs: PAIRS,
  maps: [
    { title: "Micro-ops and how traces are left", sorts: UOP_COLUMNS },
    { title: "Instructions and what happens at them", sorts: OPCODE_COLUMNS },
  ],
  titles: {
    pair: "One micro-op after another",
    deopt: "Traces left by a guard, and the micro-op before",
    error: "Traces left by an error, and the micro-op before",
    chain: "One exit from a trace after another, in one run",
    invalidated: "Micro-ops at which the trace that ran was invalidated",
    specialized: "Forms that took the place of another form; of one that stayed: it was tried in vain",
    opcode: "Instructions that ran between traces",
    missed: "Specialized instructions that guessed wrong",
    raised: "Instructions that raised",
    unsupported: "Instructions that ended a projection, as no trace goes through them",
    end: "How projections ended",
    declined: "Why there was no trace",
  },
  reachable: (features) => {
    const sorts = new Set(features.map(({ sort }) => sort));
    // What nobody counts is not unreached.
    return [
      ...UOP_SORTS.filter(({ sort }) => sorts.has(sort)).map((sort) => reachableIn(sort, features)),
      ...OPCODE_SORTS.filter(({ sort }) => sorts.has(sort)).map((sort) => reachableIn(sort, features)),
    ];
  },
  origin: (place) => ORIGINS.get(place) ?? [],
  form: formText,
  evidence: evidenceOf,
  reasons: REASONS,
  counts: COUNTS,
  words: PIN_WORDS,
};

const CATALOGS: ReadonlyMap<string, Catalog> = new Map([["cpython", PIN]]);

/** What is known of what was attacked; null where that is a user's own. */
export function aboutTarget({ attacked, language }: Pick<CampaignFacts, "attacked" | "language">): AboutTarget | null {
  return attacked === CPYTHON && language === CPYTHON ? { sentences: PIN_ABOUT, variants: PIN_VARIANTS } : null;
}

/** The catalog of a language; null where there is none. */
export function catalogOf(language: string): Catalog | null {
  return CATALOGS.get(language) ?? null;
}
