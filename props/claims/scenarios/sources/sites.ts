/**
 * All sites that are written as Python.
 *
 * @module
 */

import { ROW_SITES } from "./by_row.ts";
import { CLASS_SITES } from "./classes.ts";
import { COMPARING_SITES } from "./comparing.ts";
import { CORNER_SITES } from "./corners.ts";
import { VALUE_CORNER_SITES } from "./corners_of_values.ts";
import { DICT_SITES } from "./dicts.ts";
import { EXHAUSTED_SITES } from "./exhausted.ts";
import { FLOW_SITES } from "./flow.ts";
import { HANDED_DOWN_SITES } from "./handed_down.ts";
import { KEPT_SITES } from "./kept.ts";
import { OBJECT_SITES } from "./objects.ts";
import { OPERATOR_SITES } from "./operators.ts";
import { PASSING_SITES } from "./passing.ts";
import { SELDOM_SITES } from "./seldom.ts";
import { SHAPE_SITES } from "./shapes.ts";
import type { SourceSite } from "./source_site.ts";
import { TWICE_OVER_SITES } from "./twice_over.ts";
import { UNDERNEATH_SITES } from "./underneath.ts";
import { VALUE_SITES } from "./values.ts";
import { WIDE_SITES } from "./wide.ts";

/** All of them but those that claims draw for themselves. */
export const SOURCE_SITES: readonly SourceSite[] = [
  ...CLASS_SITES,
  ...OBJECT_SITES,
  ...VALUE_SITES,
  ...FLOW_SITES,
  ...OPERATOR_SITES,
  ...COMPARING_SITES,
  ...ROW_SITES,
  ...SHAPE_SITES,
  ...EXHAUSTED_SITES,
  ...WIDE_SITES,
  ...DICT_SITES,
  ...SELDOM_SITES,
  ...PASSING_SITES,
  ...KEPT_SITES,
  ...CORNER_SITES,
  ...VALUE_CORNER_SITES,
  ...TWICE_OVER_SITES,
  ...UNDERNEATH_SITES,
  ...HANDED_DOWN_SITES,
];
