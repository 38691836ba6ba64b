/**
 * All mutants of the project.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { ANALYZE } from "./analyze.ts";
import { BLOOM } from "./bloom.ts";
import { EXECUTOR_ARRAY } from "./executor_array.ts";
import { EXECUTOR_ARRAYS } from "./executor_arrays.ts";
import { EXECUTOR_LIST } from "./executor_list.ts";
import { HARMLESS } from "./harmless.ts";
import { INVALIDATION } from "./invalidation.ts";
import { MAKE_EXECUTOR } from "./make_executor.ts";
import { OPTIMIZER_API } from "./optimizer_api.ts";
import { OWN } from "./own.ts";
import { TIER1_EXEC } from "./tier1_exec.ts";
import { TIER2_EXEC } from "./tier2_exec.ts";
import { TRANSLATE } from "./translate.ts";

/** Listed faults, own ones, and harmless rewrites; by component, in the order in which they run. */
export const MUTANTS: readonly Mutant[] = [
  ...TRANSLATE,
  ...ANALYZE,
  ...MAKE_EXECUTOR,
  ...EXECUTOR_ARRAY,
  ...OPTIMIZER_API,
  ...BLOOM,
  ...EXECUTOR_LIST,
  ...EXECUTOR_ARRAYS,
  ...INVALIDATION,
  ...TIER1_EXEC,
  ...TIER2_EXEC,
  ...OWN,
  ...HARMLESS,
];
