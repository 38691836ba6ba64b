/**
 * All sites that are written as Python.
 *
 * @module
 */

import { CLASS_SITES } from "./classes.ts";
import { FLOW_SITES } from "./flow.ts";
import { OBJECT_SITES } from "./objects.ts";
import { OPERATOR_SITES } from "./operators.ts";
import type { SourceSite } from "./source_site.ts";
import { VALUE_SITES } from "./values.ts";
import { WIDE_SITES } from "./wide.ts";

/** All of them but those that claims draw for themselves. */
export const SOURCE_SITES: readonly SourceSite[] = [
  ...CLASS_SITES,
  ...OBJECT_SITES,
  ...VALUE_SITES,
  ...FLOW_SITES,
  ...OPERATOR_SITES,
  ...WIDE_SITES,
];
