/**
 * The module `__future__`: one object a feature. What they mean is the compiler's.
 *
 * @module
 */

import { FUTURE_FEATURES } from "../../isa/known_names.ts";
import { staticType } from "../type/types.ts";
import { PyObject, type Value } from "../values/value.ts";

/** A feature (`_Feature`). */
class PyFeature extends PyObject {}
staticType("_Feature", PyFeature, { final: true });

/** Its contents. */
export const FUTURE_ENTRIES: readonly (readonly [string, Value])[] = [...FUTURE_FEATURES].map((name) => [
  name,
  new PyFeature(),
]);
