/**
 * What there was to reach in a language that has a table of it, and why the rest cannot be.
 *
 * @module
 */

import { expansionOf } from "../../../src/isa/expansion.ts";
import { OPCODE_NAMES, opcodeKind } from "../../../src/isa/opcodes.ts";
import type { Tier2UopName } from "../../../src/isa/uops.ts";
import { TIER2_UOPS, whyNoDeopt, whyNoError, whyNoUop } from "../../coverage/catalog.ts";
import type { CoveredFeature } from "../campaign_store.ts";
import { placeOf } from "./coverage.ts";

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

/** What is known of a language. */
export interface Catalog {
  /** The sort of features whose names are two places that followed one another. */
  readonly pairs: string;
  /** What was and was not reached. */
  reachable(features: readonly CoveredFeature[]): Reachable[];
  /** What a place comes from, for tables. */
  origin(place: string): readonly string[];
}

/** A thing that happens at uops: the sort of features that says so, and why it cannot. */
interface UopSort {
  readonly what: string;
  readonly sort: string;
  readonly why: (name: Tier2UopName) => string | null;
}

const PAIRS = "pair";

const UOP_SORTS: readonly UopSort[] = [
  { what: "micro-ops that ran in a trace", sort: PAIRS, why: whyNoUop },
  { what: "micro-ops that left a trace by their guard", sort: "deopt", why: whyNoDeopt },
  { what: "micro-ops that left a trace by an error", sort: "error", why: whyNoError },
];

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

function reachableUops({ what, sort, why }: UopSort, features: readonly CoveredFeature[]): Reachable {
  const met = placesOf(sort, features);
  const able = TIER2_UOPS.filter((name) => why(name) === null || met.has(name));
  const never = able.filter((name) => !met.has(name));
  const impossible = TIER2_UOPS.flatMap((name) => {
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
    for (const { name } of expansionOf(opcode)) opcodes.set(name, [...opcodes.get(name) ?? [], opcode]);
  }
  return opcodes;
}

const ORIGINS = opcodesByUop();

const PIN: Catalog = {
  pairs: PAIRS,
  reachable: (features) => UOP_SORTS.map((sort) => reachableUops(sort, features)),
  origin: (place) => ORIGINS.get(place) ?? [],
};

const CATALOGS: ReadonlyMap<string, Catalog> = new Map([["cpython", PIN]]);

/** The catalog of a language; null where there is none. */
export function catalogOf(language: string): Catalog | null {
  return CATALOGS.get(language) ?? null;
}
