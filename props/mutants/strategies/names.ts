/**
 * The strategies that are compared, and what each is, for tables.
 *
 * @module
 */

/** A strategy in the comparison. */
export interface StrategyName {
  readonly name: string;
  readonly what: string;
}

/** In the order of the table, from the simplest on. */
export const COMPARED: readonly StrategyName[] = [
  { name: "naive", what: "fc.array of random instructions, repaired" },
  { name: "enumeration", what: "every loop body of a small table, short ones first" },
  { name: "blind", what: "the generator without value knowledge" },
  { name: "ours", what: "the generator" },
  { name: "guided", what: "the generator with coverage guidance" },
];
