/**
 * All sites that are written as Python.
 *
 * @module
 */

import { CLASS_SITES } from "./classes.ts";
import { FLOW_SITES } from "./flow.ts";
import type { SourceSite } from "./source_site.ts";
import { VALUE_SITES } from "./values.ts";

/** All of them. */
export const SOURCE_SITES: readonly SourceSite[] = [...CLASS_SITES, ...VALUE_SITES, ...FLOW_SITES];
